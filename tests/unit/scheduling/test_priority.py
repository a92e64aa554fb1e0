"""Who is next, and why, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.scheduling.people import NOW, seeker
from threshold.intake.record import Tier
from threshold.scheduling.clocks import seat_due
from threshold.scheduling.priority import in_order, positions, ranked
from threshold.scheduling.words import sentences

ACCEPTED = datetime(2026, 11, 20, 17, tzinfo=UTC)  # noon on a Friday in New York


def names(*people):
    return [one.seeker.intake_id for one in in_order(people, NOW)]


@pytest.mark.parametrize(
    ("tier", "state", "due"),
    [
        (Tier.P0, "NY", "2026-11-20T17:00:00"),
        (Tier.P1, "NY", "2026-11-22T17:00:00"),
        (Tier.P2, "NY", "2026-11-22T17:00:00"),
        (Tier.P3, "NY", "2026-12-05T04:59:59"),
        (Tier.P4, "NY", "2026-11-28T04:59:59"),
        (Tier.P5, "NY", "2026-11-22T17:00:00"),
        (Tier.P5, "CA", "2026-11-22T17:00:00"),
        (Tier.P5, "MD", "2026-11-23T17:00:00"),
        (Tier.P5, "CO", "2026-11-21T17:00:00"),
        (Tier.P6, "NY", "2026-12-08T04:59:59"),
        (Tier.P6, "CA", "2026-12-09T04:59:59"),
        (Tier.P6, "MD", "2026-12-01T04:59:59"),
        (Tier.P6, "CO", "2026-11-28T04:59:59"),
        (Tier.P6, None, "2026-12-08T04:59:59"),
    ],
)
def test_when_a_seat_is_due(tier, state, due):
    person = seeker(tier=tier, state=state, accepted_at=ACCEPTED)

    assert seat_due(person) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_a_rule_that_sets_an_earlier_date_is_what_counts():
    earlier = ACCEPTED + timedelta(hours=3)

    assert seat_due(seeker(accepted_at=ACCEPTED, due_at=earlier)) == earlier


def test_a_rule_that_sets_a_later_date_does_not_move_the_clock():
    person = seeker(accepted_at=ACCEPTED, due_at=ACCEPTED + timedelta(days=99))

    assert seat_due(person) == seat_due(seeker(accepted_at=ACCEPTED))


def test_the_tier_comes_first_then_what_is_due_then_who_came_first_then_the_id():
    people = [
        seeker("e"),
        seeker("d"),
        seeker("c", accepted_at=NOW - timedelta(hours=2)),
        seeker("b", due_at=NOW + timedelta(days=6)),
        seeker("a", tier=Tier.P3),
    ]

    assert names(*people) == ["a", "b", "c", "d", "e"]


LIFTS = [
    (Tier.P6, 1, Tier.P5),
    (Tier.P6, 2, Tier.P5),
    (Tier.P6, 3, Tier.P6),
    (Tier.P6, -5, Tier.P5),
    (Tier.P5, 1, Tier.P4),
    (Tier.P4, 1, Tier.P4),
    (Tier.P1, 1, Tier.P1),
]


@pytest.mark.parametrize(("tier", "days", "after"), LIFTS)
def test_whoever_is_due_within_two_business_days_rises_one_tier_never_above_p4(tier, days, after):
    person = seeker(tier=tier, due_at=NOW + timedelta(days=days))

    assert ranked(person, NOW).tier is after


def test_a_weekend_does_not_count_towards_the_two_days():
    thursday = datetime(2026, 10, 22, 15, tzinfo=UTC)
    monday = thursday + timedelta(days=4)

    assert ranked(seeker(due_at=monday), thursday).tier is Tier.P5
    assert ranked(seeker(due_at=monday + timedelta(days=1)), thursday).tier is Tier.P6


def told(person, *others):
    return sentences(positions([person, *others], NOW)[person.intake_id], "America/New_York")


def test_a_position_in_words():
    person = seeker(tier=Tier.P3, accepted_at=NOW)

    assert told(person, seeker("intake-2", tier=Tier.P1)) == (
        "Number 2 of 2.",
        "Tier P3: injects drugs, a seat within 14 days (45 CFR 96.126).",
        "Due on November 3, 2026 at 23:59 EST.",
    )


def test_what_moved_somebody_is_said():
    person = seeker(due_at=NOW - timedelta(days=1), passed_over=2)

    assert told(person)[2:] == (
        "Was due on October 19, 2026 at 11:00 EDT, as a rule of the assessment set it.",
        "Lifted from P6 to P5 because it is due within 2 business days.",
        "Passed over 2 times.",
    )


@pytest.mark.parametrize("tier", Tier)
def test_every_tier_has_words(tier):
    assert len(told(seeker(tier=tier))) >= 3
