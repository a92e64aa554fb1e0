"""Recording benefits: whole or not at all, once however often it is sent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW, opening
from tests.clinic import Practice
from tests.unit.benefits.sheets import TODAY, inside, outside, plan
from threshold.benefits.facts import Source
from threshold.benefits.fields import Topic
from threshold.benefits.told import Household, Recording, Statement, Told, standing
from threshold.errors import Conflict, Retryable, Unknown
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind, NotPermitted, Role, Worklist
from threshold.intake.record import Actor
from threshold.store.memory import MemoryStore
from threshold.use_cases.as_seen import UnknownVersion
from threshold.use_cases.record_benefits import (
    SaidSince,
    UnknownFacts,
    record_benefits,
)

ANA, BEN = Actor(Role.ADMISSIONS, "ana"), Actor(Role.BILLING, "ben")
COPAY = Told(
    inside(Topic.COPAY), "30.00", Source.PHONE, TODAY, representative="Rep One", reference="REF-1"
)
CODE = Told(plan(Topic.CODE_COVERED), "yes", Source.PORTAL, TODAY)
BOTH = Recording((COPAY, CODE))


class Desk:
    """An intake of a store, and recording on it."""

    def __init__(self, store=None):
        self.store = store or MemoryStore()
        self.store.create(opening())

    def record(self, said, seen=None, by=ANA):
        return record_benefits("intake-1", said, seen, by, self.store, NOW)

    @property
    def statements(self):
        return self.store.findings("intake-1", FindingKind.BENEFIT_FACT, Statement)

    @property
    def held(self):
        return standing(self.statements).keys()


@pytest.fixture
def desk():
    return Desk()


def test_a_recording_is_one_event_and_one_finding(desk):
    receipt = desk.record(BOTH)

    event = desk.store.events("intake-1")[-1]
    assert (receipt.version, receipt.stored) == (2, True)
    assert (event.kind, event.actor, event.queue) == (EventKind.BENEFITS_RECORDED, ANA, None)
    assert [(one.seq, one.by, one.said) for one in desk.statements] == [(2, "ana", BOTH)]


def test_status_and_worklist_stay_as_they_were(desk):
    before = desk.store.load("intake-1")
    desk.record(BOTH)
    after = desk.store.load("intake-1")

    assert (after.status, after.worklist) == (before.status, before.worklist)


def test_recording_does_not_end_the_wait_for_a_payer(desk):
    leased = Practice()
    intake_id = leased.submit()
    waiting = leased.store.load(intake_id)
    leased.store._shelf(intake_id).record = replace(waiting, lease_until=NOW)

    record_benefits(intake_id, BOTH, None, ANA, leased.store, NOW)

    assert leased.store.load(intake_id).lease_until == NOW


def test_the_event_holds_counts_and_sources_and_nothing_that_was_said(desk):
    desk.record(Recording((COPAY, CODE), first_day=date(2026, 2, 2)))

    details = desk.store.events("intake-1")[-1].details
    assert details == {"recorded": "2", "taken_back": "0", "sources": "phone portal"}


def test_the_same_sent_twice_is_stored_once(desk):
    first, again = desk.record(BOTH, 1), desk.record(BOTH, 1)

    assert (first.version, again.version) == (2, 2)
    assert (first.stored, again.stored) == (True, False)
    assert len(desk.store.events("intake-1")) == 2


def test_what_others_have_recorded_already_changes_nothing(desk):
    desk.record(BOTH)

    assert not desk.record(Recording((COPAY,)), by=BEN).stored


def test_a_late_copy_does_not_bring_back_what_was_taken_back(desk):
    desk.record(BOTH, 1)
    desk.record(Recording(takes_back=(COPAY.id,)))
    late = desk.record(BOTH, 1)

    assert not late.stored
    assert desk.held == {CODE.id}


def test_who_has_seen_it_taken_back_may_say_it_again(desk):
    desk.record(BOTH)
    seen = desk.record(Recording(takes_back=(COPAY.id,))).version

    assert desk.record(BOTH, seen).stored
    assert desk.held == {COPAY.id, CODE.id}


def test_a_fact_can_be_corrected_in_one_recording(desk):
    desk.record(BOTH)
    right = replace(COPAY, value="45.00")
    desk.record(Recording((right,), takes_back=(COPAY.id,)))

    assert desk.held == {right.id, CODE.id}
    assert len(desk.statements) == 2


def test_what_nobody_recorded_cannot_be_taken_back_and_then_nothing_is_stored(desk):
    with pytest.raises(UnknownFacts) as refused:
        desk.record(Recording((CODE,), takes_back=("0" * 16,)))

    assert refused.value.places == (0,)
    assert desk.statements == ()


def test_what_somebody_else_said_of_the_same_field_since_is_to_be_looked_at_first(desk):
    desk.record(Recording((COPAY,)), by=BEN)

    with pytest.raises(SaidSince):
        desk.record(Recording((replace(COPAY, value="45.00"),)), seen=1)
    assert len(desk.statements) == 1


@pytest.mark.parametrize(
    "other",
    [
        Recording((CODE,)),
        Recording((replace(COPAY, field=outside(Topic.COPAY)),)),
        Recording(household=Household(Decimal(30000), 2)),
        Recording(first_day=date(2026, 2, 2)),
    ],
    ids=["another field", "another network", "the household", "the first day"],
)
def test_what_was_said_of_something_else_since_does_not_matter(desk, other):
    desk.record(other, by=BEN)

    assert desk.record(Recording((COPAY,)), seen=1).stored


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Household(Decimal(30000), 2), Household(Decimal(40000), 2)),
        (date(2026, 2, 2), date(2026, 2, 9)),
    ],
)
def test_means_and_first_day_are_looked_at_first_too(desk, first, second):
    name = "household" if isinstance(first, Household) else "first_day"
    desk.record(Recording(**{name: first}), by=BEN)

    with pytest.raises(SaidSince):
        desk.record(Recording(**{name: second}), seen=1)


def test_a_version_that_the_intake_has_not_had_is_refused(desk):
    with pytest.raises(UnknownVersion):
        desk.record(BOTH, seen=2)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PATIENT, Role.SYSTEM])
def test_others_may_not_record(desk, role):
    with pytest.raises(NotPermitted):
        desk.record(BOTH, by=Actor(role, "somebody"))
    assert desk.statements == ()


def test_an_intake_that_is_none_is_unknown():
    with pytest.raises(Unknown):
        record_benefits("nobody", BOTH, None, ANA, MemoryStore(), NOW)


class Overtaken(MemoryStore):
    """A store in which another writer is first, so many times."""

    def __init__(self, times):
        super().__init__()
        self.times = times

    def apply(self, change):
        self.times -= 1
        if self.times >= 0:
            raise Conflict("another was first")
        super().apply(change)


def test_lost_to_another_writer_it_is_recorded_at_the_next_try():
    desk = Desk(Overtaken(2))

    assert desk.record(BOTH).stored
    assert len(desk.statements) == 1


def test_where_others_keep_writing_nothing_is_stored():
    desk = Desk(Overtaken(99))

    with pytest.raises(Retryable):
        desk.record(BOTH)
    assert desk.statements == ()


CHANGES = st.lists(
    st.tuples(st.sampled_from([COPAY, CODE, replace(COPAY, value="45.00")]), st.booleans()),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(CHANGES)
def test_each_sent_twice_at_once_leaves_what_each_sent_once_leaves(changes):
    once, twice = Desk(), Desk()
    for told, takes_back in changes:
        for desk, times in ((once, 1), (twice, 2)):
            said = Recording(takes_back=(told.id,)) if takes_back else Recording((told,))
            seen = desk.store.load("intake-1").version
            for _ in range(times):
                try:
                    desk.record(said, seen)
                except UnknownFacts:
                    assert takes_back

    assert once.held == twice.held
    assert once.statements == twice.statements


def test_who_waits_in_crisis_stays_on_the_crisis_worklist():
    practice = Practice()
    acute = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}
    intake_id = practice.submit(answers=acute)

    record_benefits(intake_id, BOTH, None, ANA, practice.store, NOW)

    record = practice.store.load(intake_id)
    assert (record.worklist, record.alerted) == (Worklist.CRISIS, False)
