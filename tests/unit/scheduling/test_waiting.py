"""How somebody waits, read off what happened."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW, blank
from threshold.intake.life_cycle import EventKind, Status, Worklist
from threshold.intake.record import SYSTEM, IntakeEvent, Tier
from threshold.scheduling.interim import OWED_TO, WITHIN
from threshold.scheduling.waiting import Wait, wait_of

E = EventKind


def events(*happened):
    """Events by kind, each some days after NOW."""
    return [
        IntakeEvent("intake-1", seq, kind, NOW + timedelta(days=days), SYSTEM, None, (), {}, "")
        for seq, (kind, days) in enumerate(happened, start=1)
    ]


def waiting(*happened, status=Status.ACCEPTED, tier=Tier.P6, worklist=Worklist.SCHEDULING):
    record = blank(status=status, tier=tier, worklist=worklist, version=len(happened))
    return wait_of(record, events(*happened))


def test_whoever_was_never_accepted_does_not_wait():
    assert waiting((E.SUBMITTED, 0), status=Status.SUBMITTED) is None


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.WITHDRAWN, Status.SCHEDULED])
def test_whoever_is_neither_accepted_nor_offered_does_not_wait(status):
    assert waiting((E.ACCEPTED, 0), status=status) is None


def test_a_wait_begins_anew_with_whoever_comes_back_and_the_first_acceptance_stays():
    wait = waiting((E.ACCEPTED, 0), (E.OFFER_ACCEPTED, 2), (E.NO_SHOW, 9))
    assert (wait.accepted_at, wait.since) == (NOW, NOW + timedelta(days=9))


def test_an_offer_that_came_to_nothing_does_not_end_the_wait():
    wait = waiting((E.ACCEPTED, 0), (E.SEAT_OFFERED, 2), (E.OFFER_DECLINED, 3))
    assert wait.since == NOW


@pytest.mark.parametrize(
    ("days", "asked", "due"),
    [
        (6.99, None, False),
        (7, None, True),
        (13.9, 7, False),
        (14, 7, True),
        (14, 7.1, True),
        (21, 14, True),
        (20.9, 14, False),
        (30, None, True),
        (30, 28, False),
    ],
)
def test_they_are_asked_once_for_each_week(days, asked, due):
    wait = Wait("i", 1, waits=True, accepted_at=NOW, since=NOW)
    if asked is not None:
        wait = replace(wait, asked_at=NOW + timedelta(days=asked))
    assert wait.check_in_is_due(NOW + timedelta(days=days)) is due


@pytest.mark.parametrize(
    ("happened", "days", "unanswered"),
    [
        (((E.CHECK_IN_DUE, 7),), 9.99, False),
        (((E.CHECK_IN_DUE, 7),), 10, True),
        (((E.CHECK_IN_DUE, 7), (E.CHECKED_IN, 12)), 13, False),
        (((E.CHECK_IN_DUE, 7), (E.CHECKED_IN, 8), (E.CHECK_IN_DUE, 14)), 17, True),
        (((E.CHECK_IN_DUE, 7), (E.NO_SHOW, 8)), 17, False),
    ],
)
def test_whoever_does_not_answer_within_three_days_is_to_be_called(happened, days, unanswered):
    wait = waiting((E.ACCEPTED, 0), *happened)
    assert wait.is_unanswered(NOW + timedelta(days=days)) is unanswered


@pytest.mark.parametrize("tier", Tier)
def test_interim_services_are_owed_to_whoever_is_pregnant_or_injects_drugs(tier):
    owed = waiting((E.ACCEPTED, 0), tier=tier).interim_by
    assert owed == (NOW + WITHIN if tier in OWED_TO else None)


def test_they_are_late_after_two_days_until_they_were_given():
    wait = waiting((E.ACCEPTED, 0), tier=Tier.P2)
    late = NOW + timedelta(days=2, seconds=1)
    assert (wait.interim_is_late(late), wait.interim_is_late(NOW + WITHIN)) == (True, False)
    given = waiting((E.ACCEPTED, 0), (E.INTERIM_SERVICES_GIVEN, 1), tier=Tier.P2)
    assert not given.interim_is_late(late)


def test_who_took_a_seat_is_still_owed_them_until_care_ends():
    taken = ((E.ACCEPTED, 0), (E.SEAT_OFFERED, 0), (E.OFFER_ACCEPTED, 1))
    seated = waiting(*taken, status=Status.SCHEDULED, tier=Tier.P1, worklist=Worklist.SEATED)
    assert (seated.waits, seated.interim_by) == (False, NOW + WITHIN)
    assert not seated.check_in_is_due(NOW + timedelta(days=8))
    over = (*taken, (E.CARE_ENDED, 3))
    assert waiting(*over, status=Status.SCHEDULED, tier=Tier.P1, worklist=None) is None


def test_offers_are_paused_until_they_are_resumed():
    paused = ((E.ACCEPTED, 0), (E.SEATING_PAUSED, 3))
    assert waiting(*paused).paused
    assert not waiting(*paused, (E.SEATING_RESUMED, 4)).paused


def test_it_counts_how_often_they_were_passed_over():
    assert waiting((E.ACCEPTED, 0), (E.PASSED_OVER, 1), (E.PASSED_OVER, 2)).passed_over == 2
