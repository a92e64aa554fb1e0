"""How full the program is, and the notice that it owes to its State when it is nearly full.

Source: 45 CFR 96.126(a): a program that treats people who inject drugs tells the State within
seven days that it has reached 90 percent of its capacity.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from threshold.scheduling.ports import Availability

NOTICE_WITHIN = timedelta(days=7)
_NEARLY_FULL = 9, 10


@dataclass(frozen=True, slots=True)
class Load:
    """How many of the seats of all groups are taken or held. Seats of a closed group that nobody
    has are none: it takes nobody."""

    taken: int
    capacity: int

    @property
    def is_nearly_full(self) -> bool:
        """Whether it is 90 percent or more of what there is."""
        part, whole = _NEARLY_FULL
        return self.capacity > 0 and self.taken * whole >= self.capacity * part


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice that one crossing of the line calls for.

    due_at: when the State has to have it. given_at: when somebody signed that it has; None: open.
    by: their sign-in name. ended: the program was less full since.
    """

    crossed_at: datetime
    taken: int
    capacity: int
    due_at: datetime
    given_at: datetime | None = None
    by: str | None = None
    ended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the State is still to be told."""
        return self.given_at is None

    def is_late(self, now: datetime) -> bool:
        """Whether the State should have been told by now."""
        return self.is_open and self.due_at < now

    def given(self, by: str, at: datetime) -> "Notice":
        """As it is once somebody has signed that the State was told."""
        return replace(self, given_at=at, by=by)


class Notices(Protocol):
    """Where the last notice is kept. Those before it are in the trail of staff's deeds."""

    def last(self) -> Notice | None:
        """The last one, None before the first."""

    def keep(self, notice: Notice, before: Notice | None) -> None:
        """Keep a notice in place of the one that was read before.

        Raises:
            Conflict: another one is there.
        """


def load_of(found: Availability) -> Load:
    """How full the program is."""
    free = found.seats_free
    cohorts = found.roster.cohorts
    taken = [(one, one.capacity - free.get(one.id, one.capacity)) for one in cohorts]
    capacity = sum(held if one.closed else one.capacity for one, held in taken)
    return Load(sum(held for _, held in taken), capacity)


def after(last: Notice | None, load: Load, now: datetime) -> Notice | None:
    """The last notice as it is now that the program is so full: a new one where the line was
    crossed, once for each crossing. One within a week of another is told of with it."""
    if not load.is_nearly_full:
        return replace(last, ended=True) if last else None
    told_of = last is not None and now - last.crossed_at < NOTICE_WITHIN
    if last and (last.is_open or not last.ended or told_of):
        return replace(last, ended=False)
    return Notice(now, load.taken, load.capacity, now + NOTICE_WITHIN)
