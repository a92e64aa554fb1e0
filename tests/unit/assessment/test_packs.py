import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from tests.unit.assessment.forms import PACKS, options, summing_to
from threshold.assessment.pack import as_json
from threshold.assessment.scoring import score

FOLDER = files("threshold.assessment").joinpath("packs")
SCHEMA = json.loads(FOLDER.joinpath("schema.json").read_text())

# From the instruments' LOINC panels, not from the packs: a code that drifts fails here.
FROZEN_TERMS = {
    "phq-9": {
        "panel": "44249-1",
        "total": "44261-6",
        "q1": "44250-9",
        "q2": "44255-8",
        "q3": "44259-0",
        "q4": "44254-1",
        "q5": "44251-7",
        "q6": "44258-2",
        "q7": "44252-5",
        "q8": "44253-3",
        "q9": "44260-8",
        "difficulty": "69722-7",
    },
    "gad-7": {
        "panel": "69737-5",
        "total": "70274-6",
        "q1": "69725-0",
        "q2": "68509-9",
        "q3": "69733-4",
        "q4": "69734-2",
        "q5": "69735-9",
        "q6": "69689-8",
        "q7": "69736-7",
    },
    "asq": {"result": "93374-7"},
}
FREQUENCY = {"LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA6571-9": 3}
FROZEN_ANSWERS = {
    ("phq-9", "frequency"): FREQUENCY,
    ("phq-9", "difficulty"): {"LA6572-7": 0, "LA6573-5": 1, "LA6575-0": 2, "LA6574-3": 3},
    ("gad-7", "frequency"): FREQUENCY,
}
EVERY_PACK = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())


def check_digit(number):
    """LOINC's check digit: mod 10, every second digit from the right doubled."""
    doubled = [
        int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(number[::-1])
    ]
    return -sum(digit // 10 + digit % 10 for digit in doubled) % 10


def terms(pack):
    whole = {name: getattr(pack.loinc, name) for name in ("panel", "total", "result")}
    found = whole | {item.id: item.loinc for item in pack.items}
    return {name: code for name, code in found.items() if code}


def test_the_schema_is_a_json_schema():
    Draft202012Validator.check_schema(SCHEMA)


@EVERY_PACK
def test_each_pack_keeps_to_the_schema(pack):
    document = json.loads(FOLDER.joinpath(f"{pack.id}.json").read_text())
    checker = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    assert list(checker.iter_errors(document)) == []


@pytest.mark.parametrize(("name", "codes"), FROZEN_TERMS.items(), ids=FROZEN_TERMS.keys())
def test_terms_are_those_of_the_frozen_list(name, codes):
    assert terms(PACKS[name]) == codes


@pytest.mark.parametrize(("name", "choices"), FROZEN_ANSWERS, ids=str)
def test_answer_codes_are_those_of_the_frozen_list(name, choices):
    codes = {option.code: option.score for option in PACKS[name].choices[choices]}
    assert codes == FROZEN_ANSWERS[name, choices]


@EVERY_PACK
def test_each_term_has_its_check_digit(pack):
    for code in terms(pack).values():
        number, digit = code.split("-")
        assert check_digit(number) == int(digit), code


@pytest.mark.parametrize("code", ["44250-8", "44255-9", "69725-1"])
def test_a_mistyped_term_fails_its_check_digit(code):
    number, digit = code.split("-")
    assert check_digit(number) != int(digit)


@pytest.mark.parametrize(
    ("name", "edges"),
    [
        (
            "phq-9",
            [
                ("minimal", 0, 4),
                ("mild", 5, 9),
                ("moderate", 10, 14),
                ("moderately_severe", 15, 19),
                ("severe", 20, 27),
            ],
        ),
        ("gad-7", [("minimal", 0, 4), ("mild", 5, 9), ("moderate", 10, 14), ("severe", 15, 21)]),
    ],
)
def test_bands_are_the_published_ones(name, edges):
    assert [(band.id, band.low, band.high) for band in PACKS[name].bands] == edges


@EVERY_PACK
def test_bands_part_the_range_without_gap_or_overlap(pack):
    for whole in (one for one in pack.scores if one.id == "total" and pack.bands):
        covered = [value for band in pack.bands for value in range(band.low, band.high + 1)]
        assert covered == list(range(whole.low, whole.high + 1))


@given(st.data())
def test_every_total_is_reached_by_some_form_and_falls_in_one_band(data):
    name, highest = data.draw(st.sampled_from([("phq-9", 27), ("gad-7", 21)]))
    total = data.draw(st.integers(0, highest))
    scored = score(PACKS[name], summing_to(name, total))
    assert scored.total == total
    assert [band.id for band in PACKS[name].bands if band.low <= total <= band.high] == [
        scored.band
    ]


@EVERY_PACK
def test_texts_have_an_entry_for_each_item_and_option(pack):
    for text in pack.texts.values():
        assert list(text.items) == [item.id for item in pack.items]
        for item in pack.items:
            assert len(text.choices[item.answers]) == len(options(pack, item))


def test_the_lowest_answer_of_gad_7_is_not_at_all():
    assert PACKS["gad-7"].texts["en"].choices["frequency"][0] == "Not at all"


@EVERY_PACK
def test_self_report_takes_a_text_in_the_language(pack):
    assert pack.may_self_report("en")
    assert not pack.may_self_report("tlh")


@EVERY_PACK
def test_rights_are_free_and_say_where_that_is_written(pack):
    assert (pack.rights.status, bool(pack.rights.evidence)) == ("free", True)


def test_the_asq_says_that_the_web_is_a_change_of_mode():
    assert "change of mode" in (PACKS["asq"].mode_note or "")


def test_a_pack_is_listed_by_what_a_program_must_know_of_it():
    assert as_json(PACKS["phq-9"]) == {
        "id": "phq-9",
        "version": "1.0.0",
        "languages": ["en"],
        "mode": "self",
        "rights": "free",
        "panel_code": "44249-1",
    }
