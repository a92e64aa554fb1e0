"""A coverage verified again, beside the one known before."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis.strategies import builds, none, sampled_from

from tests.builders import NOW
from tests.clinic import CLEAR_ANSWER, CLINIC, Practice
from threshold.assessment.recommendation import Assessment
from threshold.decision.coverage import Coverage, Standing
from threshold.eligibility.answer.model import (
    BehavioralHealth,
    LineOfBusiness,
    Outcome,
    Plan,
    PlanType,
    YesNo,
)
from threshold.eligibility.conversation.model import Heard, Question, Rung, Silence
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind
from threshold.use_cases.comparing import changes, compared

CLEAR = Coverage(Standing.ANSWERED, NOW, "99991", CLEAR_ANSWER)
WEAKER = replace(CLEAR_ANSWER, plan=Plan(PlanType.PPO, line_of_business=LineOfBusiness.COMMERCIAL))
NO_BEHAVIORAL = replace(CLEAR_ANSWER, behavioral_health=BehavioralHealth(YesNo.NO, "MH"))
ANSWERS = none() | builds(
    lambda answer, outcome: replace(answer, outcome=outcome),
    sampled_from([CLEAR_ANSWER, NO_BEHAVIORAL]),
    sampled_from(Outcome),
)
COVERAGES = builds(
    lambda standing, answer, silence: Coverage(
        standing, NOW, "99991", answer if standing is Standing.ANSWERED else None, silence=silence
    ),
    sampled_from(Standing),
    ANSWERS,
    none() | sampled_from(Silence),
)
MOVES_OR_TELLS_A_CHANGE = {EventKind.COVERAGE_CHANGED, EventKind.COVERAGE_REVIEW_NEEDED}


def a_candidate() -> Assessment:
    practice = Practice()
    found = practice.store.latest(practice.assessed(), FindingKind.ASSESSMENT, Assessment)
    assert found
    return found


A_CANDIDATE = a_candidate()


def verdict(before, after):
    return compared(before, after, A_CANDIDATE, CLINIC.program)


def test_weaker_evidence_in_the_same_words_is_a_doubt_and_reviewed():
    found = verdict(CLEAR, replace(CLEAR, answer=WEAKER))
    assert found.kind is EventKind.COVERAGE_REVIEW_NEEDED
    assert [reason.rule for reason in found.reasons] == ["E7"]


def test_the_doubt_is_named_before_the_differences():
    found = verdict(CLEAR, replace(CLEAR, answer=NO_BEHAVIORAL))
    assert [reason.rule for reason in found.reasons] == ["E10", "D1"]


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (None, "coverage: not verified → active"),
        (Coverage(Standing.UNREACHABLE, NOW), "coverage: unreachable → active"),
        (
            replace(CLEAR, answer=replace(NO_BEHAVIORAL, outcome=Outcome.UNKNOWN)),
            "coverage: answered → active",
        ),
    ],
    ids=["none", "not heard", "an answer that may be about somebody else"],
)
def test_beside_nothing_that_was_settled_only_the_coverage_itself_is_told(before, sentence):
    assert changes(before, CLEAR) == (sentence,)


def test_answers_are_compared_with_those_to_the_same_question():
    def asked(rung, answer):
        return replace(CLEAR, further=(Heard(Question(rung), answer),))

    before = asked(Rung.MENTAL_HEALTH, CLEAR_ANSWER)
    assert changes(before, asked(Rung.MENTAL_HEALTH, NO_BEHAVIORAL)) == (
        "asked about mental health: behavioral care covered: yes → no",
    )
    assert changes(before, asked(Rung.SUBSTANCE_USE, NO_BEHAVIORAL)) == ()


@given(none() | COVERAGES, COVERAGES, sampled_from(Silence))
def test_a_silence_is_never_a_change(before, after, silence):
    silent = replace(after, silence=silence)
    assert verdict(before, silent).kind not in MOVES_OR_TELLS_A_CHANGE


@given(COVERAGES)
def test_the_same_again_is_never_news(coverage):
    assert verdict(coverage, coverage).kind not in MOVES_OR_TELLS_A_CHANGE


@given(none() | COVERAGES, COVERAGES)
def test_whatever_is_told_has_a_reason(before, after):
    found = verdict(before, after)
    tells = {*MOVES_OR_TELLS_A_CHANGE, EventKind.COVERAGE_IN_DOUBT}
    assert bool(found.reasons) == (found.kind in tells)
