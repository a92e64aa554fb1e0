"""A day before their first appointment people are reminded, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.seating import FIRST_AT, accepted, appointment, give, offered, seat
from threshold.intake.change import Step, moved
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import PATIENT, SYSTEM
from threshold.store.memory import MemoryStore
from threshold.store.memory_seats import MemorySeats
from threshold.use_cases.reminding import remind
from threshold.use_cases.stepping import take

A_DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class Diary:
    """One person with a seat, and what they are reminded of."""

    def __init__(self):
        self.store = MemoryStore()
        self.seats = MemorySeats(self.store)
        give(self.seats, slots=2)
        self.takes(1, "s1", NOW)

    def takes(self, number, slot, at, starts_at=FIRST_AT):
        first = replace(appointment(slot), starts_at=starts_at)
        held = seat("i1", number=number, first=first, hold_until=at + A_DAY)
        record = accepted(self.store, "i1") if number == 1 else self.store.load("i1")
        change = offered(record)
        self.seats.hold([change], [held])
        step = Step(EventKind.OFFER_ACCEPTED, PATIENT, at, details={"offer": str(number)})
        self.seats.settle(moved(change.after, step), replace(held, hold_until=None))

    def happens(self, kind, at):
        step = Step(kind, PATIENT, at)
        take(self.store, "i1", lambda _: step)

    def reminds(self, at):
        return remind(self.store, self.seats, at)

    @property
    def last(self):
        return self.store.events("i1")[-1]


@pytest.fixture
def diary():
    return Diary()


def test_a_day_before_and_once(diary):
    assert [diary.reminds(FIRST_AT - A_DAY), diary.reminds(FIRST_AT - A_DAY + MINUTE)] == [1, 0]
    assert (diary.last.kind, diary.last.actor) == (EventKind.REMINDER_DUE, SYSTEM)
    assert diary.last.details == {"offer": "1"}


@pytest.mark.parametrize("at", [FIRST_AT - A_DAY - MINUTE, FIRST_AT, FIRST_AT + MINUTE], ids=str)
def test_neither_sooner_nor_once_it_began(diary, at):
    assert diary.reminds(at) == 0


def test_who_gave_it_back_meanwhile_is_not_reminded(diary):
    diary.happens(EventKind.RESCHEDULE_ASKED, NOW + A_DAY)
    assert diary.reminds(FIRST_AT - MINUTE) == 0


def test_who_took_it_the_day_before_needs_no_reminder():
    diary = Diary()
    diary.happens(EventKind.RESCHEDULE_ASKED, NOW)
    diary.seats.release(diary.seats.seat_of("i1"))
    diary.takes(2, "s2", FIRST_AT - timedelta(hours=35))
    assert diary.reminds(FIRST_AT - MINUTE) == 0


def test_another_seat_is_reminded_of_anew(diary):
    diary.reminds(FIRST_AT - MINUTE)
    diary.happens(EventKind.RESCHEDULE_ASKED, FIRST_AT - MINUTE)
    diary.seats.release(diary.seats.seat_of("i1"))
    later = FIRST_AT + 7 * A_DAY
    diary.takes(2, "s2", FIRST_AT, later)
    assert [diary.reminds(later - A_DAY), diary.reminds(later - MINUTE)] == [1, 0]
    assert diary.last.details == {"offer": "2"}
