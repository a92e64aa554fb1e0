"""How far an intake came, read off what happened."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW, blank
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.record import SYSTEM, IntakeEvent, Reason, Tier
from threshold.scheduling.journey import Journey, begun, journey_of

E = EventKind
SAID = {"language": "es", "state": "TX", "paid_by": "99991"}


def events(*kinds, rule=None):
    """Events an hour apart, the last for a reason."""
    reasons = (Reason(rule, "Because.", "policy"),) if rule else ()
    return [
        IntakeEvent(
            "intake-1",
            seq,
            kind,
            NOW + timedelta(hours=seq),
            SYSTEM,
            None,
            reasons if seq == len(kinds) else (),
            SAID if seq == 1 else {},
            "",
        )
        for seq, kind in enumerate(kinds, start=1)
    ]


def journey(*kinds, status, rule=None):
    record = blank(version=len(kinds), status=status, tier=Tier.P5, due_at=NOW)
    return journey_of(record, events(*kinds, rule=rule))


def hour(number):
    return NOW + timedelta(hours=number)


def test_it_begins_with_what_the_opening_event_says_and_nothing_else():
    (opening,) = events(E.SUBMITTED)
    assert begun(opening) == Journey("intake-1", 1, hour(1), "es", "TX", "99991")


def test_it_tells_when_each_step_was_first_taken():
    found = journey(
        E.SUBMITTED,
        E.ACCEPTED,
        E.SEAT_OFFERED,
        E.OFFER_ACCEPTED,
        E.CLINICAL_CONTACT_MADE,
        E.NO_SHOW,
        E.SEAT_OFFERED,
        E.OFFER_ACCEPTED,
        E.CLINICAL_CONTACT_MADE,
        status=Status.SCHEDULED,
    )
    assert (found.accepted_at, found.seated_at, found.contact_at) == (hour(2), hour(4), hour(5))
    assert (found.tier, found.due_at, found.lost) == (Tier.P5, NOW, None)


@pytest.mark.parametrize(
    ("last", "status", "rule", "lost"),
    [
        (E.REFERRED, Status.REFERRED, "L2", "L2"),
        (E.NOT_SERVED, Status.NOT_SERVED, "N1", "N1"),
        (E.WITHDRAWN, Status.WITHDRAWN, None, "withdrawn"),
        (E.REVIEW_NEEDED, Status.IN_REVIEW, "C9", None),
    ],
)
def test_what_ended_before_a_seat_is_lost_with_its_reason(last, status, rule, lost):
    assert journey(E.SUBMITTED, last, status=status, rule=rule).lost == lost


def test_who_leaves_after_taking_a_seat_is_not_lost():
    left = (E.SUBMITTED, E.ACCEPTED, E.SEAT_OFFERED, E.OFFER_ACCEPTED, E.NO_SHOW, E.WITHDRAWN)
    assert journey(*left, status=Status.WITHDRAWN).lost is None


def test_who_comes_back_is_not_lost_any_more():
    back = (E.SUBMITTED, E.WITHDRAWN, E.REOPENED)
    assert journey(*back, status=Status.IN_REVIEW).lost is None


def test_what_was_merged_went_on_elsewhere():
    assert journey(E.SUBMITTED, E.MERGED, status=Status.WITHDRAWN).merged


def test_a_contact_counts_from_when_it_was_not_from_when_it_was_noted():
    seen = events(E.SUBMITTED, E.ACCEPTED, E.CLINICAL_CONTACT_MADE)
    noted = replace(seen[-1], details={"held_at": "2026-01-05T13:30+00:00"})
    record = blank(version=3, status=Status.ACCEPTED)
    assert journey_of(record, [*seen[:2], noted]).contact_at == hour(1.5)
