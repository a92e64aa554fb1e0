"""Who is next: by tier, then by what is due, then by who came first. Nothing else counts.

No payer, income or language is in the order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.intake.record import Tier
from threshold.scheduling.business_days import is_within
from threshold.scheduling.clocks import Clock, clock_of, seat_due
from threshold.scheduling.seeker import Seeker

LIFTED_WITHIN = 2
"""Business days before a seat is due from which on a person rises one tier."""
HIGHEST_LIFT = Tier.P4
"""A lift never leads above this tier, so it never passes whom the law puts first."""

Key = tuple[Tier, datetime, datetime, str]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody who waits, with what their place rests on. tier: after a lift."""

    seeker: Seeker
    tier: Tier
    due_at: datetime

    @property
    def key(self) -> Key:
        """What they are ordered by, the least first."""
        return self.tier, self.due_at, self.seeker.accepted_at, self.seeker.intake_id


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the order, from 1, among so many, and all that it rests on.

    tier: of the intake; ranked_as: after a lift. clock: the row by which a seat is due; by_rule:
    whether a rule of the assessment set an earlier date than that. overdue: due in the past.
    """

    place: int
    among: int
    tier: Tier
    ranked_as: Tier
    clock: Clock
    due_at: datetime
    by_rule: bool
    overdue: bool
    passed_over: int


def ranked(seeker: Seeker, now: datetime) -> Ranked:
    """A person's rank at a moment."""
    due_at = seat_due(seeker)
    return Ranked(seeker, _lifted(seeker, due_at, now), due_at)


def in_order(waiting: Iterable[Seeker], now: datetime) -> tuple[Ranked, ...]:
    """Everybody who waits, who is next first, in whatever order they were given."""
    return tuple(sorted((ranked(seeker, now) for seeker in waiting), key=lambda one: one.key))


def positions(waiting: Iterable[Seeker], now: datetime) -> dict[str, Position]:
    """Each person's place by intake, in order."""
    everybody = in_order(waiting, now)
    return {
        one.seeker.intake_id: _position(one, place, len(everybody), now)
        for place, one in enumerate(everybody, 1)
    }


def _position(one: Ranked, place: int, among: int, now: datetime) -> Position:
    seeker = one.seeker
    return Position(
        place=place,
        among=among,
        tier=seeker.tier,
        ranked_as=one.tier,
        clock=clock_of(seeker),
        due_at=one.due_at,
        by_rule=one.due_at == seeker.due_at,
        overdue=one.due_at < now,
        passed_over=seeker.passed_over,
    )


def _lifted(seeker: Seeker, due_at: datetime, now: datetime) -> Tier:
    if seeker.tier <= HIGHEST_LIFT:
        return seeker.tier
    zone = ZoneInfo(seeker.zone)
    today, due_on = now.astimezone(zone).date(), due_at.astimezone(zone).date()
    soon = is_within(LIFTED_WITHIN, today, due_on, seeker.state)
    return Tier(seeker.tier - 1) if soon else seeker.tier
