"""How the program does: how long people wait for it, how many reach a seat, and who does not.

Counted apart by language, state and payer, so that unfairness shows. A group of fewer than five is
never shown by itself, and not to be found out from the others either.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from threshold.intake.record import Tier
from threshold.scheduling.journey import Journey
from threshold.scheduling.seeker import Seeker

FEWEST = 5
"""The smallest group that is shown."""
OTHERS = "others"
UNKNOWN = "unknown"
_NINETY = 0.9


class Reached(StrEnum):
    """What people wait for, from the moment in which their form came."""

    ACCEPTED = "accepted"
    CONTACT = "contact"
    SEAT = "seat"


class By(StrEnum):
    """What is counted apart."""

    LANGUAGE = "language"
    STATE = "state"
    PAYER = "payer"


@dataclass(frozen=True, slots=True)
class Spell:
    """How long those waited who reached something; `count` of them. Median and the 90th of a
    hundred (nearest rank); None where they are too few to be shown."""

    count: int
    median: timedelta | None
    ninetieth: timedelta | None


@dataclass(frozen=True, slots=True)
class Group:
    """Some journeys: how many, how long each stretch took them, how many took a seat, are lost."""

    name: str
    count: int
    spells: dict[Reached, Spell]
    seated: int
    lost: int

    @property
    def open(self) -> int:
        """How many are still on their way."""
        return self.count - self.seated - self.lost


@dataclass(frozen=True, slots=True)
class OnTime:
    """First clinical contacts of a tier: in time, late or overdue, not yet due; and of whom no
    deadline is known."""

    tier: str
    in_time: int
    late: int
    to_come: int
    unknown: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.in_time + self.late + self.to_come + self.unknown


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures of some months. losses: each reason with how often it ended the way."""

    everybody: Group
    by: dict[By, tuple[Group, ...]]
    losses: tuple[tuple[str, int], ...]
    on_time: tuple[OnTime, ...]


def measures(
    journeys: Iterable[Journey], waiting: Iterable[Seeker], now: datetime
) -> Measures | None:
    """The measures of journeys; None where they are fewer than may be shown.

    waiting: who waits for a seat: of them the journeys do not tell when they were accepted.
    """
    seekers = {one.intake_id: one for one in waiting}
    counted = [_with(one, seekers.get(one.intake_id)) for one in journeys if not one.merged]
    if len(counted) < FEWEST:
        return None
    reasons = Counter(one.lost for one in counted if one.lost)
    return Measures(
        _group("", counted),
        {by: _groups(counted, by) for by in By},
        tuple(_folded(reasons)),
        tuple(_on_time(counted, now)),
    )


def _with(journey: Journey, seeker: Seeker | None) -> Journey:
    if seeker is None:
        return journey
    accepted_at = journey.accepted_at or seeker.accepted_at
    return replace(journey, accepted_at=accepted_at, tier=seeker.tier, due_at=seeker.due_at)


def _group(name: str, members: Sequence[Journey]) -> Group:
    return Group(
        name,
        len(members),
        {reached: _spell(members, at) for reached, at in _AT.items()},
        sum(one.seated_at is not None for one in members),
        sum(one.lost is not None for one in members),
    )


_AT: dict[Reached, Callable[[Journey], datetime | None]] = {
    Reached.ACCEPTED: lambda one: one.accepted_at,
    Reached.CONTACT: lambda one: one.contact_at,
    Reached.SEAT: lambda one: one.seated_at,
}


def _spell(members: Iterable[Journey], at: Callable[[Journey], datetime | None]) -> Spell:
    ends = ((one.submitted_at, at(one)) for one in members)
    times = sorted(end - began for began, end in ends if end)
    if len(times) < FEWEST:
        return Spell(len(times), None, None)
    middle = timedelta(seconds=median(one.total_seconds() for one in times))
    return Spell(len(times), middle, times[math.ceil(_NINETY * len(times)) - 1])


def _groups(journeys: Sequence[Journey], by: By) -> tuple[Group, ...]:
    """The largest first, what had to be put together last."""
    named: dict[str, list[Journey]] = {}
    for one in journeys:
        named.setdefault(getattr(one, by) or UNKNOWN, []).append(one)
    shown = dict(_folded(Counter({name: len(members) for name, members in named.items()})))
    rest = [one for name, members in named.items() if name not in shown for one in members]
    groups = [_group(name, named[name]) for name in shown if name != OTHERS]
    return (*groups, *([_group(OTHERS, rest)] if rest else []))


def _folded(counts: Counter[str]) -> list[tuple[str, int]]:
    """Counts, the largest first, with those too small to be shown put together: with the next
    larger ones where they would still be too few, since what is left out of a whole is known."""
    kept = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    rest = 0
    while kept and (kept[-1][1] < FEWEST or 0 < rest < FEWEST):
        rest += kept.pop()[1]
    return [*kept, *([(OTHERS, rest)] if rest else [])]


def _on_time(journeys: Iterable[Journey], now: datetime) -> Iterable[OnTime]:
    """By tier, of all who were accepted; tiers too small to be shown together."""
    accepted = [one for one in journeys if one.accepted_at]
    tiers = Counter(_tier(one) for one in accepted)
    shown = {name for name, _ in _folded(tiers)}
    kinds = Counter(
        (name if (name := _tier(one)) in shown else OTHERS, _standing(one, now)) for one in accepted
    )
    for name in sorted({name for name, _ in kinds}):
        yield OnTime(name, *(kinds[name, kind] for kind in ("in_time", "late", "to_come", "")))


def _tier(journey: Journey) -> str:
    return journey.tier.name if isinstance(journey.tier, Tier) else UNKNOWN


def _standing(journey: Journey, now: datetime) -> str:
    if journey.due_at is None:
        return ""
    if journey.contact_at:
        return "in_time" if journey.contact_at <= journey.due_at else "late"
    return "late" if journey.due_at < now else "to_come"
