"""What stops the form at once, and what only makes sure that nobody who leaves is forgotten."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clinic import CLINIC
from threshold.assessment.pack import Mode
from threshold.assessment.pack_files import load_battery
from threshold.decision.decide import decide
from threshold.form.draft import Draft
from threshold.intake.life_cycle import EventKind
from threshold.intake.submission import Name, Need, Person, Submission, Track
from threshold.use_cases.assess import assessed
from threshold.use_cases.urgency import has_signal, urgency

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
BATTERY = load_battery()
NO_ASQ = {f"asq.q{n}": 0 for n in range(1, 5)}


def draft(answers):
    said = {f"answers.{name}": value for name, value in answers.items()}
    return Draft("en", NOW, NOW, {"need.tracks": ("mental_health",), **said})


def found(answers):
    return urgency(draft(answers), BATTERY, CLINIC, NOW)


@pytest.mark.parametrize(
    ("answers", "crisis", "medical", "asked_anew"),
    [
        ({"asq.q5": 1}, True, False, {"asq.q5"}),
        ({"asq.q1": 1, "asq.q5": 1}, True, False, {"asq.q5"}),
        ({"asq.q4": 1, "asq.q5": "declined"}, True, False, {"asq.q5"}),
        ({"violence.named_person": 1}, True, False, {"violence.named_person"}),
        ({"psychosis-mania.told_to_act": 1}, True, False, {"psychosis-mania.told_to_act"}),
        ({"psychosis-mania.disoriented": 1}, True, False, {"psychosis-mania.disoriented"}),
        ({"withdrawal.in_withdrawal_now": 1}, False, True, {"withdrawal.in_withdrawal_now"}),
        (
            {"withdrawal.in_withdrawal_now": 1, "violence.named_person": 1},
            True,
            True,
            {"withdrawal.in_withdrawal_now", "violence.named_person"},
        ),
    ],
)
def test_the_form_stops_at_what_the_rules_make_a_crisis_of(answers, crisis, medical, asked_anew):
    urgent = found(answers)
    assert (urgent.crisis, urgent.medical) == (crisis, medical)
    assert urgent.questions == {f"answers.{name}" for name in asked_anew}


@pytest.mark.parametrize(
    "answers",
    [
        {},
        NO_ASQ,
        {"asq.q5": "declined"},
        {"phq-9.q9": 3},
        {"asq.q1": 1, "asq.q5": 0},
        {"violence.thoughts_of_harming": 1},
    ],
)
def test_it_goes_on_at_everything_else(answers):
    assert found(answers) is None


def test_a_yes_does_not_stop_somebody_on_their_way_to_the_question_whether_it_is_now():
    assert found({"asq.q1": 1}) is None
    assert has_signal(draft({"asq.q1": 1}), BATTERY, CLINIC)


def test_a_yes_stops_the_form_where_that_question_cannot_be_asked():
    packs = dict(CLINIC.packs)
    packs["asq"] = replace(packs["asq"], mode=Mode.CLINICIAN)
    assert urgency(draft({"asq.q1": 1}), BATTERY, replace(CLINIC, packs=packs), NOW)


def test_a_stop_of_the_battery_holds_though_a_program_does_without_the_rule(monkeypatch):
    monkeypatch.setattr("threshold.use_cases.urgency._reasons", lambda *_: [])
    assert found({"asq.q5": 1}).questions == {"answers.asq.q5"}


@pytest.mark.parametrize(
    "answers",
    [{"phq-9.q9": 1}, {"asq.q4": 1}, {"violence.thoughts_of_harming": 1}, {"hark.q1": 1}],
)
def test_an_answer_to_a_safety_question_is_a_signal(answers):
    assert has_signal(draft(answers), BATTERY, CLINIC)


def test_other_answers_are_none():
    answers = {f"phq-9.q{n}": 3 for n in range(1, 9)} | {"phq-9.q9": 0} | NO_ASQ
    assert not has_signal(draft(answers), BATTERY, CLINIC)


ASKED = [
    (f"{pack.id}.{item.id}", [option.score for option in pack.options(item)] or [0, item.up_to])
    for pack in CLINIC.packs.values()
    if pack.mode is Mode.SELF and not pack.off
    for item in pack.items
]
ANSWERS = st.dictionaries(st.sampled_from([name for name, _ in ASKED]), st.integers(0, 9)).map(
    lambda found: {
        name: (choices := dict(ASKED)[name])[pick % len(choices)] for name, pick in found.items()
    }
)


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_it_stops_exactly_where_the_intake_would_be_a_crisis(answers):
    """But for a question that is still ahead, which an intake has no time to wait for."""
    half = draft(answers)
    sent = Submission(
        Person(Name("Jane", "Tester"), date(1990, 1, 1)),
        need=Need(tracks=(Track.MENTAL_HEALTH,)),
        answers=half.answers,
    )
    decided = decide(assessed(sent, CLINIC, NOW), None, CLINIC.program, NOW).event
    on_the_way = any(answers.get(f"asq.q{n}") for n in range(1, 5)) and "asq.q5" not in answers
    stops = urgency(half, BATTERY, CLINIC, NOW) is not None
    assert stops == (decided is EventKind.CRISIS_FOUND) or (on_the_way and not stops)
