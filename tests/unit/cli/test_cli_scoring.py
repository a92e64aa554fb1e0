import pytest

from threshold.assessment.pack_files import load_packs

MODERATE = {
    "instrument": "phq-9",
    "status": "COMPLETE",
    "total": 10,
    "band": "moderate",
    "positive": True,
    "signals": [],
    "scores": {"total": 10},
}


@pytest.mark.parametrize(
    "answers",
    [
        [2, 2, 2, 2, 2, 0, 0, 0, 0],
        [2, 2, 2, 2, 2, 0, 0, 0, 0, 1],
        {f"q{n}": 2 if n <= 5 else 0 for n in range(1, 10)},
    ],
    ids=["in form order", "with the unscored item", "by item"],
)
def test_answers_are_scored_in_either_form(run, file, answers):
    ran = run("score", "phq-9", file({"answers": answers}))
    assert (ran.status, ran.json, ran.err) == (0, MODERATE, "")


def test_a_blank_leaves_neither_total_nor_band_but_keeps_the_signal(run, file):
    ran = run("score", "phq-9", file({"answers": [3, None, 0, 0, 0, 0, 0, 0, 1]}))
    assert ran.json["status"] == "INCOMPLETE"
    assert (ran.json["total"], ran.json["band"], ran.json["scores"]) == (None, None, {})
    assert ran.json["signals"]


def test_a_declined_instrument_is_declined(run, file):
    ran = run("score", "gad-7", file({"answers": ["declined"] * 7}))
    assert (ran.status, ran.json["status"], ran.json["total"]) == (0, "DECLINED", None)


def test_words_are_answers_where_the_form_has_words(run, file):
    ran = run("score", "asq", file({"answers": ["yes", "no", "no", "no", "no"]}))
    assert (ran.json["status"], ran.json["positive"]) == ("COMPLETE", True)


def test_a_sex_may_be_given_as_context(run, file):
    ran = run("score", "phq-9", file({"answers": [0] * 9, "context": {"sex": "female"}}))
    assert (ran.status, ran.json["total"]) == (0, 0)


def test_a_byte_order_mark_does_not_matter(run, file):
    ran = run("score", "phq-9", file('\ufeff{"answers": []}'))
    assert (ran.status, ran.json["status"]) == (0, "NOT_STARTED")


def test_packs_are_listed_as_one_json_array_with_a_line_each(run):
    ran = run("packs")
    assert [pack["id"] for pack in ran.json] == list(load_packs())
    assert len(ran.out.splitlines()) == len(ran.json)
    assert ran.json[0].keys() == {"id", "version", "languages", "mode", "rights", "panel_code"}


def test_an_unknown_pack_is_refused_without_repeating_it(run, file):
    ran = run("score", "PHQ-9-of-Jane", file({"answers": []}))
    assert ran.status == 2
    assert ran.faults == ["PACK must be one that `threshold packs` lists"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ([], "phq-9: the file is not an object"),
        ({"answers": 3}, "phq-9: answers: neither a list nor an object"),
        ({"answers": [777]}, "phq-9: q1: not one of its options"),
        ({"answers": {"q3": "severely 777"}}, "phq-9: q3: text that is not one of its options"),
        ({"answers": [True]}, "phq-9: q1: true, false and fractions are not answers"),
        ({"answers": [777] * 11}, "phq-9: more answers than its 10 items"),
        ({"answers": [], "777": 1}, "phq-9: the file has keys besides answers and context"),
        (
            {"answers": [], "context": {"sex": "777"}},
            "phq-9: context.sex: not a sex as payers record it",
        ),
    ],
)
def test_what_cannot_be_scored_is_named_by_item_and_rule(run, file, content, fault):
    ran = run("score", "phq-9", file(content))
    assert (ran.status, ran.out, ran.faults) == (2, "", [fault])
    assert "777" not in ran.err
