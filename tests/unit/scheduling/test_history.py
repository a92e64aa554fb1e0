from datetime import timedelta

import pytest

from tests.builders import NOW
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM, IntakeEvent
from threshold.scheduling.history import history

ACCEPTED, OFFERED = EventKind.ACCEPTED, EventKind.SEAT_OFFERED
TAKEN, DECLINED, EXPIRED = (
    EventKind.OFFER_ACCEPTED,
    EventKind.OFFER_DECLINED,
    EventKind.OFFER_EXPIRED,
)
PAUSED, RESUMED = EventKind.SEATING_PAUSED, EventKind.SEATING_RESUMED


def told(*kinds):
    """What happened, a minute apart; each offer is of the next cohort: c1, c2 and on."""
    events = []
    for seq, kind in enumerate(kinds, start=1):
        offers = sum(one is OFFERED for one in kinds[:seq])
        details = {"cohort": f"c{offers}"} if kind is OFFERED else {}
        at = NOW + timedelta(minutes=seq)
        events.append(IntakeEvent("i", seq, kind, at, SYSTEM, None, (), details, ""))
    return history(events)


def test_who_was_never_accepted_has_no_place():
    assert told(EventKind.SUBMITTED).accepted_at is None


def test_a_place_is_counted_from_the_first_acceptance():
    again = told(ACCEPTED, EventKind.REVIEW_NEEDED, ACCEPTED, OFFERED, DECLINED)
    assert again.accepted_at == NOW + timedelta(minutes=1)


def test_offers_are_counted():
    assert told(ACCEPTED, OFFERED, EXPIRED, OFFERED).offers == 2


@pytest.mark.parametrize(
    ("kinds", "has"),
    [
        ([], False),
        ([TAKEN], True),
        ([TAKEN, EventKind.CRISIS_FOUND, ACCEPTED], True),
        ([TAKEN, EventKind.REVIEW_NEEDED, ACCEPTED, EventKind.SEAT_KEPT], True),
        ([TAKEN, EventKind.NO_SHOW], False),
        ([TAKEN, EventKind.RESCHEDULE_ASKED], False),
        ([TAKEN, EventKind.CARE_ENDED], False),
        ([TAKEN, EventKind.NO_SHOW, OFFERED], False),
        ([DECLINED], False),
        ([EXPIRED], False),
    ],
)
def test_who_has_a_seat(kinds, has):
    assert told(ACCEPTED, OFFERED, *kinds).has_seat is has


def test_cohorts_that_were_declined_or_left_for_another_are_not_offered_again():
    asked = (OFFERED, TAKEN, EventKind.RESCHEDULE_ASKED)
    assert told(ACCEPTED, OFFERED, DECLINED, OFFERED, EXPIRED, *asked).refused == {"c1", "c3"}


@pytest.mark.parametrize(
    ("answers", "pauses"),
    [
        ([DECLINED, DECLINED], False),
        ([DECLINED, DECLINED, DECLINED], True),
        ([DECLINED, EXPIRED], False),
        ([DECLINED, EXPIRED, EXPIRED], True),
        ([EXPIRED, EXPIRED, EXPIRED], True),
    ],
)
def test_offers_pause_at_the_third_that_came_to_nothing(answers, pauses):
    each = [kind for answer in answers for kind in (OFFERED, answer)]
    assert told(ACCEPTED, *each).is_to_pause is pauses


def test_offers_stay_paused_until_they_are_resumed():
    each = [OFFERED, DECLINED] * 3
    assert told(ACCEPTED, *each, PAUSED).is_to_pause
    found = told(ACCEPTED, *each, PAUSED, RESUMED)
    assert (found.is_to_pause, found.declined, found.refused) == (False, 0, frozenset())
    assert found.offers == 3


def test_declining_is_told_from_not_answering():
    found = told(ACCEPTED, OFFERED, DECLINED, OFFERED, EXPIRED)
    assert (found.declined, found.unanswered) == (1, 1)


def test_being_passed_over_is_counted():
    found = told(ACCEPTED, EventKind.PASSED_OVER, EventKind.PASSED_OVER)
    assert (found.passed_over, found.passed_over_at) == (2, NOW + timedelta(minutes=3))
