"""Looking after whoever waits for a seat, sweep by sweep."""

from datetime import timedelta

import pytest

from tests.clinic import Practice
from tests.unit.scheduling.test_capacity import cohort
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import PATIENT, SYSTEM, Actor, Tier
from threshold.program.roster import Roster
from threshold.scheduling.ports import Availability
from threshold.store.notices import MemoryNotices
from threshold.store.waits import MemoryWaits
from threshold.use_cases.seating.while_waiting import (
    Watched,
    watch_capacity,
    watch_over,
)
from threshold.use_cases.stepping import take

ANA = Actor(Role.ADMISSIONS, "ana")
NOTHING = Watched(0, 0, 0, 0)


class Ward:
    """A practice, and how people wait in it."""

    def __init__(self):
        self.practice, self.waits = Practice(), MemoryWaits()

    def admit(self, tier=None, key="k"):
        intake_id = self.practice.waiting(key=key)
        if tier:
            self.happens(intake_id, EventKind.PASSED_OVER, tier=tier)
        return intake_id

    def happens(self, intake_id, kind, by=SYSTEM, **changes):
        step = Step(kind, by, self.practice.now, **changes)
        take(self.practice.store, intake_id, lambda _: step)

    def sweep(self):
        return watch_over(self.practice.store, self.waits, self.practice.now)

    def asked(self, intake_id):
        events = self.practice.store.events(intake_id)
        return sum(one.kind is EventKind.CHECK_IN_DUE for one in events)


@pytest.fixture
def ward():
    return Ward()


def test_everybody_is_asked_once_a_week_however_often_the_sweep_runs(ward):
    one, other = ward.admit(key="a"), ward.admit(key="b")
    seen = []
    for _ in range(3):
        for _ in range(2):
            seen.append(ward.sweep().asked)
        ward.practice.later(days=7)
    assert seen == [0, 0, 2, 0, 2, 0]
    assert (ward.asked(one), ward.asked(other)) == (2, 2)


def test_whoever_does_not_answer_is_counted_until_they_do(ward):
    intake_id = ward.admit()
    ward.practice.later(days=7)
    assert ward.sweep() == Watched(0, 1, 0, 0)
    ward.practice.later(days=3)
    assert [ward.sweep() for _ in range(2)] == [Watched(0, 0, 1, 0)] * 2
    ward.happens(intake_id, EventKind.CHECKED_IN, PATIENT)
    assert ward.sweep() == NOTHING


def test_whoever_is_in_crisis_or_left_is_not_asked(ward):
    in_crisis, left = ward.admit(key="a"), ward.admit(key="b")
    ward.sweep()
    ward.happens(in_crisis, EventKind.CRISIS_FOUND, PATIENT)
    ward.happens(left, EventKind.WITHDRAWN, PATIENT)
    ward.practice.later(days=7)
    assert ward.sweep() == NOTHING
    assert ward.waits.all() == ()


def test_late_interim_services_are_counted_until_they_are_given(ward):
    intake_id = ward.admit(Tier.P3)
    assert ward.sweep() == NOTHING
    ward.practice.later(hours=49)
    assert ward.sweep() == Watched(0, 0, 0, 1)
    ward.happens(intake_id, EventKind.INTERIM_SERVICES_GIVEN, ANA)
    assert ward.sweep() == NOTHING


def test_who_took_a_seat_is_not_forgotten_before_the_interim_services_were_given(ward):
    intake_id = ward.admit(Tier.P1)
    ward.sweep()
    ward.happens(intake_id, EventKind.SEAT_OFFERED)
    ward.happens(intake_id, EventKind.OFFER_ACCEPTED, PATIENT)
    ward.practice.later(hours=49)
    assert [ward.sweep() for _ in range(2)] == [Watched(0, 0, 0, 1)] * 2
    ward.happens(intake_id, EventKind.INTERIM_SERVICES_GIVEN, ANA)
    assert ward.sweep() == NOTHING
    assert ward.waits.all() == ()


def test_events_are_read_only_of_whoever_moved(ward, monkeypatch):
    one, other = ward.admit(key="a"), ward.admit(key="b")
    ward.sweep()
    ward.happens(one, EventKind.PASSED_OVER)
    read, events = [], ward.practice.store.events
    monkeypatch.setattr(ward.practice.store, "events", lambda i: read.append(i) or events(i))
    ward.sweep()
    assert read == [one]
    assert other not in read


def test_somebody_who_moves_while_they_are_looked_at_is_looked_at_again(ward, monkeypatch):
    intake_id = ward.admit()
    ward.practice.later(days=7)
    keep = ward.waits.keep

    def moves_meanwhile(wait):
        keep(wait)
        ward.happens(intake_id, EventKind.PASSED_OVER)
        monkeypatch.undo()

    monkeypatch.setattr(ward.waits, "keep", moves_meanwhile)
    ward.sweep()
    assert ward.asked(intake_id) == 0
    ward.sweep()
    assert ward.asked(intake_id) == 1


class Seats:
    """A program of twenty seats, so many of them free."""

    def __init__(self, free):
        self.free = free

    def availability(self):
        return Availability(Roster((cohort("a", 20),)), {"a": self.free}, ())


def test_a_crossing_opens_one_notice_that_a_signature_closes(ward):
    notices, now = MemoryNotices(), ward.practice.now
    assert watch_capacity(Seats(3), notices, now) is None
    opened = watch_capacity(Seats(2), notices, now)
    assert opened.due_at == now + timedelta(days=7)
    assert watch_capacity(Seats(0), notices, now + timedelta(days=9)) == opened
    notices.keep(opened.given("sam", now), opened)
    assert watch_capacity(Seats(0), notices, now + timedelta(days=9)) is None


def test_two_sweeps_at_once_open_one_notice(ward):
    class Late(MemoryNotices):
        """The other sweep keeps its notice just before this one does."""

        def keep(self, notice, before):
            if before is None and self.last() is None:
                super().keep(theirs, None)
            super().keep(notice, before)

    now, notices = ward.practice.now, Late()
    theirs = watch_capacity(Seats(1), MemoryNotices(), now - timedelta(minutes=1))
    assert watch_capacity(Seats(1), notices, now) == theirs
