"""An institution's own wordings: only the files that were listed, and only with evidence."""

import json
from hashlib import sha256

import pytest

from tests.unit.assessment.filled import PACKS, least
from threshold.assessment.pack import may_self_report
from threshold.assessment.scoring import score
from threshold.assessment.texts import Licence, ListedFile, UnusableText, institution_texts

DAST = PACKS["dast-10"]
WORDING = {
    "title": "A licensed wording",
    "items": {item.id: f"Question {item.id}" for item in DAST.items},
    "choices": {"yes_no": ["No", "Yes"], "yes_no_reversed": ["Yes", "No"]},
}


def file_of(wording):
    return wording if isinstance(wording, bytes) else json.dumps(wording).encode()


def licence(content, pack="dast-10", language="en", evidence="letter of 2026-01-05"):
    listed = ListedFile("dast.json", sha256(content).hexdigest())
    return Licence(pack, evidence, {language: listed})


def add(wording, **changes):
    content = file_of(wording)
    return institution_texts(PACKS, [licence(content, **changes)], {"dast.json": content})


def refusal(wording, **changes):
    with pytest.raises(UnusableText) as caught:
        add(wording, **changes)
    return str(caught.value)


def test_with_its_text_an_instrument_may_be_filled_in_and_scores_the_same():
    licensed = add(WORDING)["dast-10"]
    assert not may_self_report(DAST, "en")
    assert may_self_report(licensed, "en")
    assert not may_self_report(licensed, "es")
    assert licensed.rights.evidence == "letter of 2026-01-05"
    assert score(licensed, least(DAST)) == score(DAST, least(DAST))


def test_the_packs_given_stay_as_they_are():
    others = {name: pack for name, pack in add(WORDING).items() if name != "dast-10"}
    assert others == {name: pack for name, pack in PACKS.items() if name != "dast-10"}
    assert DAST.texts == {}


def test_a_text_in_another_language_may_be_added_to_one_that_ships(tmp_path):
    peg = PACKS["peg"]
    content = json.dumps(
        {
            "title": "PEG",
            "items": {item.id: "..." for item in peg.items},
            "choices": {name: ["."] * 11 for name in peg.choices},
        }
    ).encode()
    tmp_path.joinpath("dast.json").write_bytes(content)
    packs = institution_texts(PACKS, [licence(content, "peg", "es")], tmp_path)
    assert packs["peg"].languages == ("en", "es")


def test_a_file_that_is_not_the_one_listed_is_not_used():
    listed = licence(file_of(WORDING))
    with pytest.raises(UnusableText, match=r"dast\.json: is not the one listed: its SHA-256"):
        institution_texts(PACKS, [listed], {"dast.json": file_of(WORDING) + b" "})


@pytest.mark.parametrize("folder", [True, False])
def test_a_file_that_is_not_there_is_said_to(folder, tmp_path):
    with pytest.raises(UnusableText, match=r"^pack dast-10: dast\.json: "):
        institution_texts(PACKS, [licence(b"")], tmp_path if folder else {})


@pytest.mark.parametrize(
    ("wording", "rule"),
    [
        (b"\xff", "does not have the shape of a text"),
        (b"{", "does not have the shape of a text"),
        ([], "does not have the shape of a text"),
        (WORDING | {"sauce": ""}, "does not have the shape of a text"),
        (WORDING | {"items": {}}, "texts.en.items: are not the items of the pack"),
        (WORDING | {"choices": {}}, "texts.en.choices: are not the choices of the pack"),
    ],
)
def test_a_file_that_does_not_fit_its_pack_is_refused(wording, rule):
    assert refusal(wording) == f"pack dast-10: dast.json: {rule}"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pack": "phq-8"}, "pack phq-8: there is no such pack"),
        ({"pack": "phq-9"}, "pack phq-9: has a text in en already"),
        (
            {"evidence": " "},
            "pack dast-10: the evidence of the right to use it is not said",
        ),
    ],
)
def test_a_licence_that_says_too_little_or_too_much_is_refused(changes, message):
    assert refusal(WORDING, **changes) == message


def test_evidence_alone_turns_the_c_ssrs_on_for_clinicians_and_for_nobody_else():
    packs = institution_texts(PACKS, [Licence("c-ssrs", "agreement of 2026-01-05", {})], {})
    assert (PACKS["c-ssrs"].off, packs["c-ssrs"].off) == (True, False)
    assert not may_self_report(packs["c-ssrs"], "en")
