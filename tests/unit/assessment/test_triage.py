from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.unit.assessment.forms import (
    NOW,
    PACKS,
    SETTINGS,
    asq,
    assess,
    calm,
    facts,
    gad7,
    phq9,
    rules,
)
from tests.unit.assessment.saying import told
from threshold.assessment.deadline import Hours
from threshold.assessment.needs import Needs
from threshold.assessment.outcome import Outcome
from threshold.assessment.recommendation import Assessment
from threshold.assessment.rules import RULESET_VERSION
from threshold.assessment.settings import Settings
from threshold.assessment.triage import as_json, triage
from threshold.codec import decode, encode
from threshold.intake.record import Tier
from threshold.intake.submission import Track

CANDIDATE = calm() | {"phq-9": phq9(12, difficulty=2)}


def test_outcomes_are_ordered_safety_first():
    assert sorted(Outcome, key=lambda outcome: outcome.rank) == [
        Outcome.CRISIS_NOW,
        Outcome.MEDICAL_NOW,
        Outcome.REFER_UP,
        Outcome.NOT_SERVED_HERE,
        Outcome.CLINICAL_REVIEW,
        Outcome.IOP_CANDIDATE,
        Outcome.REFER_DOWN,
    ]


def test_all_hits_are_kept_and_the_first_decided():
    assessment = assess(
        {"phq-9": phq9(25, difficulty=3), "gad-7": gad7(12), "asq": asq("q1", now="yes")}, "CA"
    )
    assert rules(assessment) == ["S1", "F1", "S6", "S7", "L1"]
    assert assessment.outcome is Outcome.CRISIS_NOW


@pytest.mark.parametrize(
    ("forms", "state", "outcome", "priority", "due_at"),
    [
        (calm() | {"asq": asq("q1", now="yes")}, "TX", "CRISIS_NOW", Tier.P0, "03-04T15:05:00"),
        (calm() | {"asq": asq("q1")}, "TX", "CRISIS_NOW", Tier.P0, "03-04T15:10:00"),
        (
            calm() | {"asq": asq("q1", now="no")},
            "TX",
            "CLINICAL_REVIEW",
            Tier.P5,
            "03-04T23:59:59",
        ),
        (
            calm() | {"phq-9": phq9(20, difficulty=2)},
            "TX",
            "CLINICAL_REVIEW",
            Tier.P5,
            "03-06T15:00:00",
        ),
        (calm() | {"asq": {}}, "TX", "CLINICAL_REVIEW", Tier.P5, "03-05T23:59:59"),
        (calm(), "CA", "NOT_SERVED_HERE", Tier.P6, "03-05T23:59:59"),
        (
            calm() | {"phq-9": phq9(12, difficulty=0)},
            "TX",
            "CLINICAL_REVIEW",
            Tier.P6,
            "03-11T23:59:59",
        ),
        (CANDIDATE, "TX", "IOP_CANDIDATE", Tier.P6, "03-18T23:59:59"),
        (calm(), "TX", "REFER_DOWN", Tier.P6, "03-18T23:59:59"),
    ],
)
def test_outcome_priority_and_due_time(forms, state, outcome, priority, due_at):
    assessment = assess(forms, state)
    assert (assessment.outcome, assessment.priority) == (outcome, priority)
    assert assessment.due_at == datetime.fromisoformat(f"2026-{due_at}+00:00")


def test_due_is_the_earliest_of_all_that_fired_not_that_of_the_first():
    assessment = assess(calm() | {"phq-9": phq9(25, difficulty=2)}, "CA")
    assert rules(assessment) == ["F1", "S6", "S7"]
    assert (
        assessment.due_at
        == assessment.reasons[1].due_at
        == datetime(2026, 3, 4, 23, 59, 59, tzinfo=UTC)
    )


def test_each_reason_names_the_inputs_it_rested_on():
    assessment = assess(
        {"phq-9": phq9(20, difficulty=1) | {"q9": 1}, "asq": asq("q3"), "gad-7": {}}, "CA"
    )
    assert {reason.rule: dict(reason.inputs) for reason in assessment.reasons} == {
        "S2": {"asq/q3": 1, "asq/q5": "missing"},
        "F1": {"location/state": "CA"},
        "S6": {"phq-9/q9": 1},
        "S7": {"phq-9/total": 21},
        "F6": {"asq/q5": "missing"},
    }


def test_s6_rests_on_the_yes_and_on_the_no_to_right_now():
    reason = assess(calm() | {"asq": asq("q1", now="no")}).reasons[0]
    assert (reason.rule, reason.inputs) == ("S6", {"asq/q1": 1, "asq/q5": 0})


def test_a_candidate_rests_on_symptoms_and_function():
    reason = assess(CANDIDATE, recent_discharge=True).reasons[0]
    assert reason.inputs == {
        "phq-9/total": 12,
        "phq-9/difficulty": 2,
        "recent discharge": True,
    }


def test_a_referral_down_rests_on_every_screen():
    forms = calm() | {"violence": {"thoughts_of_harming": "no"}}
    assert assess(forms).reasons[0].inputs == {
        "phq-9/total": 4,
        "phq-9/difficulty": 0,
        "gad-7/total": 4,
        "asq/band": "negative",
        "violence/status": "COMPLETE",
    }


def test_where_no_rule_fires_what_was_missing_is_the_reason():
    reason = assess(calm() | {"phq-9": phq9(12), "gad-7": {}}, None).reasons[0]
    assert (reason.rule, dict(reason.inputs)) == (
        "Z",
        {
            "rules that decide": 0,
            "location/state": "missing",
            "phq-9/difficulty": "missing",
            "gad-7": "missing",
        },
    )


def test_what_is_missing_declined_or_not_administered_is_listed():
    forms = {"phq-9": phq9(3) | {"q2": "declined", "q4": None}, "asq": asq("q1")}
    assert assess(forms, None).incomplete == (
        "location/state",
        "phq-9/q4",
        "phq-9/difficulty",
        "phq-9/q2",
        "asq/q5",
        "gad-7",
    )


@pytest.mark.parametrize(
    ("forms", "sought", "tracks"),
    [
        (calm(), (), ()),
        (CANDIDATE, (), (Track.MENTAL_HEALTH,)),
        (calm() | {"gad-7": gad7(10)}, (), (Track.MENTAL_HEALTH,)),
        (calm(), (Track.SUBSTANCE_USE,), (Track.SUBSTANCE_USE,)),
        (CANDIDATE, (Track.SUBSTANCE_USE,), (Track.DUAL,)),
        (CANDIDATE, (Track.DUAL,), (Track.DUAL,)),
        (CANDIDATE, (Track.COUPLES, Track.TRAUMA), ("mental_health", "trauma", "couples")),
    ],
)
def test_tracks_are_what_is_sought_and_what_the_screens_speak_for(forms, sought, tracks):
    assert assess(forms, tracks=sought).tracks == tracks


def test_an_assessment_names_the_versions_it_rests_on():
    assessment = assess(calm())
    assert assessment.ruleset_version == RULESET_VERSION
    assert assessment.pack_versions == {
        name: PACKS[name].version for name in ("phq-9", "gad-7", "asq")
    }


def test_the_inputs_hash_is_of_the_inputs_and_the_settings_not_of_the_time_or_order():
    known = facts(calm())
    backwards = facts({name: dict(reversed(form.items())) for name, form in calm().items()})
    here = triage(known, SETTINGS, NOW)
    assert here.inputs_hash == triage(backwards, SETTINGS, NOW.replace(hour=1)).inputs_hash
    assert here.inputs_hash != triage(known, Settings(), NOW).inputs_hash
    assert here.inputs_hash != assess(CANDIDATE).inputs_hash
    assert len(here.inputs_hash) == 64


def test_a_stored_assessment_reads_back_as_it_was():
    assessment = assess({"phq-9": phq9(25), "asq": asq("q1")}, "CA")
    assert decode(Assessment, encode(assessment)) == assessment


def test_an_assessment_stored_before_there_were_needs_still_reads():
    stored = encode(assess(calm()))
    del stored["needs"], stored["changes"]
    for reason in stored["reasons"]:
        del reason["version"], reason["verified"]
    old = decode(Assessment, stored)
    assert (old.needs, old.changes, old.reasons[0].version) == (Needs(), (), 1)


def test_a_rule_without_an_outcome_decides_nothing_and_comes_last():
    couple = told("track couples; phq-9 12").assessment
    assert [(one.rule, one.outcome, one.due_at is None) for one in couple.reasons] == [
        ("Z", Outcome.CLINICAL_REVIEW, False),
        ("C2", None, True),
    ]


def test_a_rule_that_the_program_switched_off_does_not_fire():
    without = replace(SETTINGS, off=frozenset({"L3"}))
    assert rules(triage(facts(calm()), without, NOW)) == ["Z"]


def test_a_deadline_is_the_programs_where_it_set_one():
    sooner = replace(SETTINGS, deadlines={"L3": Hours(24)})
    assert triage(facts(calm()), sooner, NOW).due_at == datetime(2026, 3, 5, 15, 0, tzinfo=UTC)


def test_changed_rules_show_in_the_version_that_decisions_keep():
    changed = replace(
        SETTINGS, changes=("rules.M4 = off, signed Jill Tester, director, 2026-01-05",)
    )
    assessment = triage(facts(calm()), changed, NOW)
    version, _, digest = assessment.ruleset_version.partition("+")
    assert (version, len(digest)) == (RULESET_VERSION, 8)
    assert assessment.changes == changed.changes


@pytest.mark.parametrize(
    ("said", "due_at"),
    [
        ("discharged 3 days ago from psychiatric_hospital", "03-08T23:59:59"),
        ("discharged 7 days ago from psychiatric_hospital", "03-04T23:59:59"),
        ("discharged 20 days ago from psychiatric_hospital", "03-04T23:59:59"),
        ("attempt 2 days ago", "03-09T23:59:59"),
        ("attempt 2 days ago; discharged 1 days ago", "03-09T23:59:59"),
    ],
)
def test_the_seven_days_run_from_the_discharge_or_the_attempt(said, due_at):
    assessment = told(said, "candidate").assessment
    assert assessment.due_at == datetime.fromisoformat(f"2026-{due_at}+00:00")


def test_as_json_is_what_the_command_prints():
    printed = as_json(assess(calm() | {"asq": asq("q1"), "phq-9": phq9(12, difficulty=2)}))
    reasons = printed.pop("reasons")
    assert [list(reason) for reason in reasons] == [["rule", "text", "source"]] * 2
    assert printed == {
        "outcome": "CRISIS_NOW",
        "tracks": ["mental_health"],
        "priority": "P0",
        "due_at": "2026-03-04T15:10:00+00:00",
        "incomplete": ["asq/q5"],
    }


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        triage(facts(calm()), SETTINGS, NOW.replace(tzinfo=None))
