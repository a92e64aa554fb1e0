from itertools import product

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from hypothesis.strategies import data, sampled_from

from threshold.intake.life_cycle import (
    COUNTED_ON,
    ENDS,
    TRANSITIONS,
    EventKind,
    IllegalTransition,
    NotPermitted,
    Queue,
    Role,
    Status,
    Worklist,
    transition,
)

STEPS = {(step.source, step.event): step for step in TRANSITIONS}


@pytest.mark.parametrize(("source", "event"), list(product([None, *Status], EventKind)))
def test_every_pair_of_status_and_event_is_a_step_of_the_table_or_an_error(source, event):
    step = STEPS.get((source, event))
    if step is None:
        with pytest.raises(IllegalTransition):
            transition(source, event, Role.SYSTEM)
    else:
        assert {transition(source, event, role) for role in step.may} == {step}


@pytest.mark.parametrize("step", TRANSITIONS, ids=lambda s: f"{s.source}-{s.event}")
def test_a_step_is_refused_to_every_role_the_table_does_not_name(step):
    for role in set(Role) - step.may:
        with pytest.raises(NotPermitted):
            transition(step.source, step.event, role)


def test_no_step_stands_in_the_table_twice():
    assert len(STEPS) == len(TRANSITIONS)


def test_an_illegal_step_names_both_ends():
    with pytest.raises(IllegalTransition, match=r"referred cannot become accepted"):
        transition(Status.REFERRED, EventKind.ACCEPTED, Role.SYSTEM)


def test_auditors_change_nothing():
    assert not any(Role.AUDITOR in step.may for step in TRANSITIONS)


def test_billing_records_benefits_and_changes_nothing_else():
    changed = {step.event for step in TRANSITIONS if Role.BILLING in step.may}
    assert changed == {EventKind.BENEFITS_RECORDED}


@pytest.mark.parametrize("status", Status)
def test_benefits_are_recorded_in_every_status_and_move_nothing(status):
    step = transition(status, EventKind.BENEFITS_RECORDED, Role.BILLING)
    assert (step.target, step.keeps_worklist, step.queue) == (status, True, None)


def test_the_system_alone_never_ends_an_intake_that_a_human_is_looking_at():
    ended = [s for s in TRANSITIONS if s.source is Status.IN_REVIEW and s.target in ENDS]
    assert ended
    assert not any(Role.SYSTEM in s.may for s in ended if s.event is not EventKind.ANSWER_FILED)


def test_only_a_clinician_accepts_what_is_in_review():
    step = transition(Status.IN_REVIEW, EventKind.ACCEPTED, Role.CLINICIAN)
    assert step.may == {Role.CLINICIAN}


@pytest.mark.parametrize("status", sorted(set(Status) - ENDS))
def test_an_open_status_has_a_way_on_that_the_patient_is_not_needed_for(status):
    assert any(
        step.source is status and step.target is not status and step.may - {Role.PATIENT}
        for step in TRANSITIONS
    )


@pytest.mark.parametrize("status", sorted(set(Status) - ENDS))
def test_somebody_sees_or_works_on_every_open_intake(status):
    arrivals = [s for s in TRANSITIONS if s.target is status and not s.keeps_worklist]
    assert arrivals
    assert all(step.worklist for step in arrivals)


@pytest.mark.parametrize("status", [Status.REFERRED, Status.NOT_SERVED])
def test_who_is_referred_on_stays_on_a_worklist_until_a_person_has_made_the_referral(status):
    arrivals = [s for s in TRANSITIONS if s.target is status and s.source is not status]
    assert {step.worklist for step in arrivals} == {Worklist.REFERRAL}
    made = transition(status, EventKind.REFERRAL_MADE, Role.ADMISSIONS)
    assert (made.target, made.worklist) == (status, None)


def test_who_has_withdrawn_is_on_no_worklist():
    arrivals = [s for s in TRANSITIONS if s.target is Status.WITHDRAWN and not s.keeps_worklist]
    assert not any(step.worklist for step in arrivals)


def test_who_has_a_seat_is_found_on_the_list_of_the_seated():
    arrivals = [s for s in TRANSITIONS if s.target is Status.SCHEDULED is not s.source]
    assert {step.worklist for step in arrivals} == {Worklist.SEATED}


def test_whose_care_has_ended_is_on_no_worklist_and_gives_the_seat_back():
    made = transition(Status.SCHEDULED, EventKind.CARE_ENDED, Role.CLINICIAN)
    assert (made.worklist, made.queue) == (None, Queue.SCHEDULING)


@pytest.mark.parametrize("status", sorted(COUNTED_ON))
def test_verifying_again_moves_nobody_but_to_a_review_by_people(status):
    again = [kind for kind in EventKind if kind.startswith(("coverage_", "reverification_"))]
    reached = {kind: transition(status, kind, Role.SYSTEM) for kind in again}
    review = reached.pop(EventKind.COVERAGE_REVIEW_NEEDED)
    assert (review.target, review.worklist) == (Status.IN_REVIEW, Worklist.REVIEW)
    assert all(step.target is status and step.keeps_worklist for step in reached.values())


def test_every_status_and_every_event_is_reached():
    assert {step.target for step in TRANSITIONS} == set(Status)
    assert {step.event for step in TRANSITIONS} == set(EventKind)
    assert {s.worklist for s in TRANSITIONS} == {None, *Worklist}


@settings(max_examples=40, stateful_step_count=30, deadline=None)
class AnyWalk(RuleBasedStateMachine):
    """Walks the table by any legal step and never gets stuck."""

    @initialize(step=sampled_from([s for s in TRANSITIONS if s.source is None]))
    def open_the_intake(self, step):
        self.status = step.target

    @rule(choice=data())
    def take_any_step(self, choice):
        steps = [s for s in TRANSITIONS if s.source is self.status]
        assert steps, f"{self.status} is a dead end"
        step = choice.draw(sampled_from(steps))
        role = choice.draw(sampled_from(sorted(step.may)))
        self.status = transition(self.status, step.event, role).target


TestAnyWalk = AnyWalk.TestCase
