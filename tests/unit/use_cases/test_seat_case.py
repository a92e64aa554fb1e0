"""What there is to tell of an intake's way to a seat."""

from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.unit.use_cases.seating_on_paper import (
    COHORT,
    INTAKE_ID,
    STAFF,
    TO_ACCEPTED,
    TO_OFFERED,
    TO_SEATED,
    SeatsOnPaper,
    opened,
    seat,
    walk,
)
from threshold.errors import Unknown
from threshold.intake.life_cycle import EventKind
from threshold.use_cases.seat_case import seat_case

HELD = NOW + timedelta(hours=24)


def told(store, seats, now=NOW):
    return seat_case(INTAKE_ID, store, seats, now)


def test_a_seat_is_told_with_its_group_and_how_many_have_taken_one_in_it():
    others = [seat("b" * 26), seat("c" * 26, hold_until=HELD), seat("d" * 26, cohort="another")]
    found = told(opened(*TO_SEATED), SeatsOnPaper([seat(), *others]))
    assert (found.seat, found.cohort, found.members) == (seat(), COHORT, 2)
    assert (found.accepted_at, found.ended) == (NOW, False)


def test_who_waits_has_none():
    found = told(opened(*TO_ACCEPTED), SeatsOnPaper())
    assert (found.seat, found.cohort, found.members) == (None, None, 0)


@pytest.mark.parametrize(("now", "is_there"), [(HELD - timedelta(seconds=1), True), (HELD, False)])
def test_an_offer_counts_until_its_time_is_over(now, is_there):
    held = seat(hold_until=HELD)
    found = told(opened(*TO_OFFERED), SeatsOnPaper([held]), now)
    assert (found.seat == held) is is_there


def test_a_seat_that_is_about_to_be_released_is_none_any_more():
    store = opened(*TO_SEATED)
    walk(store, EventKind.NO_SHOW, by=STAFF)
    assert told(store, SeatsOnPaper([seat()])).seat is None


def test_an_offer_after_a_seat_was_given_back_is_one():
    store = opened(*TO_SEATED)
    walk(store, EventKind.NO_SHOW, by=STAFF)
    walk(store, EventKind.QUEUED_FOR_SEAT, EventKind.SEAT_OFFERED)
    held = seat(number=2, hold_until=HELD)
    assert told(store, SeatsOnPaper([held])).seat == held


def test_a_group_that_is_in_no_roster_any_more_is_none():
    assert told(opened(*TO_SEATED), SeatsOnPaper([seat()], cohorts=())).cohort is None


def test_care_has_ended_until_something_begins_anew():
    store = opened(*TO_SEATED)
    walk(store, EventKind.CARE_ENDED, by=STAFF)
    assert told(store, SeatsOnPaper()).ended
    walk(store, EventKind.REOPENED, by=STAFF)
    assert not told(store, SeatsOnPaper()).ended


@pytest.mark.parametrize("kinds", [(), (EventKind.ASSESSED,)])
def test_of_who_was_never_accepted_nothing_is_told(kinds):
    with pytest.raises(Unknown):
        told(opened(*kinds), SeatsOnPaper())
