from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW, blank, opening
from threshold.intake.change import Step, chain_is_whole, moved, opened
from threshold.intake.life_cycle import (
    TRANSITIONS,
    EventKind,
    IllegalTransition,
    NotPermitted,
    Queue,
    Role,
    Status,
    Worklist,
)
from threshold.intake.record import PATIENT, SYSTEM, Actor, Reason, Tier

ASSESSED = Step(EventKind.ASSESSED, SYSTEM, NOW + timedelta(seconds=1))
REASON = Reason("L1", "Fits an intensive outpatient program.", "SAMHSA TIP 47")


def test_an_opened_intake_is_submitted_and_goes_to_the_assessment_queue():
    change = opening()
    assert (change.after.status, change.event.queue) == (Status.SUBMITTED, Queue.ASSESSMENT)
    assert (change.after.version, change.event.seq) == (1, 1)


def test_the_version_is_the_seq_of_the_last_event_and_always_plus_one():
    first = opening()
    second = moved(first.after, ASSESSED)
    assert (second.after.version, second.event.seq) == (2, 2)


def test_each_event_carries_the_hash_of_the_one_before():
    first = opening()
    second = moved(first.after, ASSESSED)
    assert second.event.previous == first.event.hash == first.after.event_hash
    assert chain_is_whole((first.event, second.event))


@pytest.mark.parametrize(
    "tampered",
    [
        lambda one, two: (two,),
        lambda one, two: (one, one),
        lambda one, two: (replace(one, reasons=(REASON,)), two),
        lambda one, two: (replace(one, occurred_at=NOW + timedelta(days=1)), two),
        lambda one, two: (one, replace(two, previous="0" * 64)),
        lambda one, two: (),
    ],
)
def test_a_chain_with_an_event_changed_left_out_or_repeated_is_not_whole(tampered):
    first = opening()
    second = moved(first.after, ASSESSED)
    assert not chain_is_whole(tampered(first.event, second.event))


def test_an_illegal_step_changes_nothing_and_says_so():
    with pytest.raises(IllegalTransition):
        moved(opening().after, Step(EventKind.QUEUED_FOR_SEAT, SYSTEM, NOW))


def test_an_intake_cannot_be_opened_by_an_event_of_its_later_life():
    with pytest.raises(IllegalTransition):
        opened(blank(), ASSESSED)


def test_a_step_that_says_nothing_of_tier_and_deadline_leaves_them():
    record = replace(opening().after, tier=Tier.P4, due_at=NOW)
    after = moved(record, ASSESSED).after
    assert (after.tier, after.due_at) == (Tier.P4, NOW)


def test_the_record_names_the_rule_behind_its_status():
    assert moved(opening().after, replace(ASSESSED, reasons=(REASON,))).after.reason == "L1"


def test_a_lease_ends_with_the_next_step():
    record = replace(opening().after, lease_until=NOW)
    assert moved(record, ASSESSED).after.lease_until is None


def test_an_alert_leaves_the_intake_on_the_crisis_worklist():
    crisis = opened(blank(), Step(EventKind.CRISIS_FOUND, PATIENT, NOW)).after
    alerted = moved(crisis, Step(EventKind.STAFF_ALERTED, SYSTEM, NOW)).after
    assert (alerted.status, alerted.worklist) == (Status.IN_REVIEW, Worklist.CRISIS)


CRISIS = opened(blank(), Step(EventKind.CRISIS_FOUND, PATIENT, NOW)).after
FROM_REVIEW = [step for step in TRANSITIONS if step.source is Status.IN_REVIEW]
BY_A_CLINICIAN = {"review_needed", "accepted", "referred", "not_served", "withdrawn", "merged"}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("step", FROM_REVIEW, ids=lambda step: step.event.value)
def test_an_intake_leaves_the_crisis_worklist_by_a_clinicians_decision_alone(step, role):
    try:
        after = moved(CRISIS, Step(step.event, Actor(role), NOW)).after
    except (IllegalTransition, NotPermitted):
        return
    if after.worklist is not Worklist.CRISIS:
        assert (role, step.event.value in BY_A_CLINICIAN) == (Role.CLINICIAN, True)


@pytest.mark.parametrize("event", sorted(BY_A_CLINICIAN))
def test_a_clinician_may_end_a_crisis(event):
    step = Step(EventKind(event), Actor(Role.CLINICIAN, "c.tester"), NOW)
    assert moved(CRISIS, step).after.worklist is not Worklist.CRISIS


@pytest.mark.parametrize("role", [Role.ADMISSIONS, Role.CLINICIAN, Role.SUPERVISOR])
def test_asking_the_payer_again_takes_nobody_off_the_crisis_worklist(role):
    step = Step(EventKind.VERIFICATION_REQUESTED, Actor(role), NOW)
    with pytest.raises(NotPermitted):
        moved(CRISIS, step)
    assert moved(replace(CRISIS, worklist=Worklist.REVIEW), step).after.status is Status.ASSESSED
