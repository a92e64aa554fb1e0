from dataclasses import FrozenInstanceError, replace

import pytest

from tests.unit.assessment.filled import PACKS, options
from tests.unit.assessment.saying import told
from threshold.assessment.brief import Brief, brief
from threshold.assessment.brief_text import WIDTH, as_text
from threshold.assessment.questions import ALWAYS, BY_RULE, WHEN_MISSING
from threshold.assessment.rules import ALL_RULES
from threshold.intake.submission import ClinicianFindings, Need

A_PAGE = 66


def of(said, base="candidate") -> Brief:
    telling = told(said, base)
    return brief(telling.assessment, telling.facts, telling.sent)


def test_the_questions_are_those_of_the_doubtful_rules_the_most_severe_first():
    made = of("asq/q1 yes; asq/q5 no; phq-9 20; state CA")
    assert made.questions == (BY_RULE["F1"], BY_RULE["S6"], BY_RULE["S7"])


def test_then_come_questions_for_what_is_missing():
    made = of("state unsaid; phq-9/difficulty blank; gad-7/q1 blank", "calm")
    assert made.questions == (
        WHEN_MISSING["location/state"],
        WHEN_MISSING["phq-9/difficulty"],
        WHEN_MISSING["gad-7"],
    )


def test_where_nothing_is_doubtful_there_are_still_three():
    made = of("")
    assert made.questions == (BY_RULE["L1"], *ALWAYS[1:])


def test_every_rule_has_a_question():
    assert set(BY_RULE) == {rule.id for rule in ALL_RULES}


def test_every_instrument_with_a_question_for_its_gaps_is_a_pack():
    assert {name.partition("/")[0] for name in WHEN_MISSING} <= {*PACKS, "location", "person"}


def test_scores_stand_with_the_items_that_stand_out():
    made = of("phq-9 9; phq-9/q9 2; asq/q3 yes; asq/q5 no", "calm")
    lines = {line.instrument: line for line in made.scores}
    assert lines["phq-9"].outlying == (("q9", 2), ("q1", 3), ("q2", 3), ("q3", 3))
    assert lines["asq"].outlying == (("q3", 1),)
    assert (lines["phq-9"].total, lines["phq-9"].band) == (11, "moderate")


def test_item_9_stands_out_whatever_the_others_are():
    (line,) = (one for one in of("phq-9 22; phq-9/q9 1").scores if one.instrument == "phq-9")
    assert line.outlying[0] == ("q9", 1)


def test_a_rule_that_knows_what_it_asks_about_asks_before_one_that_does_not():
    questions = of("withdrawal none; withdrawal/daily_opioids yes").questions
    assert questions[:2] == (BY_RULE["M4"], BY_RULE["S12"])


def test_an_instrument_answered_evenly_has_nothing_that_stands_out():
    (line,) = (one for one in of("gad-7 21").scores if one.instrument == "gad-7")
    assert line.outlying == ()


def test_what_is_missing_and_what_is_needed_are_on_it():
    made = of("gad-7/q2 declined; hours 12; lacks internet; track couples")
    assert made.missing == ("gad-7/q2",)
    assert made.needs == (
        "language en",
        "12 hours a week",
        "to solve: internet",
        "joint sessions: held",
    )


def test_a_level_of_care_that_was_reported_is_shown_and_read_by_no_rule():
    telling = told("", "candidate")
    sent = replace(telling.sent, clinician=ClinicianFindings(level_of_care="IOP, two weeks ago"))
    assert brief(telling.assessment, telling.facts, sent).reported_level == "IOP, two weeks ago"


def test_a_brief_is_frozen():
    with pytest.raises(FrozenInstanceError):
        of("").outcome = None


def test_the_page_reads_from_the_outcome_to_the_versions():
    telling = told("asq/q1 yes; asq/q5 no; violence/thoughts_of_harming declined", "candidate")
    sent = replace(telling.sent, need=Need(why_now="Since\nthe summer.", goals="Sleep."))
    text = as_text(brief(telling.assessment, telling.facts, sent))
    assert text.splitlines()[0] == "CLINICAL_REVIEW   priority P5   due 2026-03-04 23:59 UTC"
    for expected in (
        "Why now: Since the summer.",
        "phq-9           COMPLETE 12 moderate; standing out: q1=3, q2=3, q3=3",
        "S6 v2 CLINICAL_REVIEW by 2026-03-04 23:59: asq/q1=1, asq/q5=0",
        "    NIMH ASQ: non-acute positive screen",
        "MISSING: violence/thoughts_of_harming",
        f"1. {BY_RULE['S6']}",
        "rules 2.0.0",
    ):
        assert expected in text, expected


def test_a_rule_not_yet_verified_says_so():
    assert "[not yet verified] SAMHSA TIP 63" in as_text(
        of("withdrawal none; withdrawal/daily_opioids yes")
    )


@pytest.mark.parametrize("place", [0, -1], ids=["least everywhere", "most everywhere"])
def test_even_the_fullest_submission_fits_on_a_page(place):
    telling = told("state CA; track couples dual trauma; lacks internet device; CIWA-Ar 20")
    forms = {
        pack.id: {item.id: options(pack, item)[place] for item in pack.items}
        for pack in PACKS.values()
    }
    telling.sent = replace(
        telling.sent, answers=forms, need=replace(telling.sent.need, why_now="So " * 600)
    )
    text = as_text(brief(telling.assessment, telling.facts, telling.sent))
    assert len(text.splitlines()) <= A_PAGE
    assert all(len(line) <= WIDTH for line in text.splitlines())


def test_every_rule_that_fired_is_named_however_many():
    telling = told("state CA; lacks internet; CIWA-Ar 20; asq/q5 yes; phq-9 27", "calm")
    text = as_text(brief(telling.assessment, telling.facts, telling.sent))
    for reason in telling.assessment.reasons:
        assert reason.rule in text
