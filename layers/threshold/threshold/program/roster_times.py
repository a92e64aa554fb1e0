"""Wall clocks and weeks of the roster: which times there are, and what meets at the same time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threshold.intake.submission import Weekday
from threshold.program.roster import Session

_WEEKS = 53
"""A year and some days: every change of the clocks is in it."""


class Skipped(ValueError):
    """Clocks go forward over this time: it never comes."""


class Twice(ValueError):
    """Clocks go back over this time: it comes twice."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when, in UTC, the end left out."""

    begins: datetime
    ends: datetime

    def overlaps(self, other: "Span") -> bool:
        """Whether both last at one moment."""
        return self.begins < other.ends and other.begins < self.ends


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which clocks in a zone show a time. wall: without a zone.

    Raises:
        Skipped, Twice: there is none, or there are two.
    """
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != wall:
        raise Skipped
    if first != second:
        raise Twice
    return first


def skipped_on(session: Session, zone: ZoneInfo, today: date) -> date | None:
    """A day of the year from today on which clocks skip the beginning or end of a session."""
    for day in _days(session.weekday, today):
        for moment in (session.starts, session.ends):
            if not _exists(day, moment, zone):
                return day
    return None


def spans(session: Session, zone: ZoneInfo, today: date) -> Iterator[Span]:
    """When a session meets in the year from today."""
    for day in _days(session.weekday, today):
        begins, ends = (
            datetime.combine(day, moment, zone).astimezone(UTC)
            for moment in (session.starts, session.ends)
        )
        yield Span(begins, ends)


def _exists(day: date, moment: time, zone: ZoneInfo) -> bool:
    wall = datetime.combine(day, moment)
    there = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there.replace(tzinfo=None) == wall


def _days(weekday: Weekday, today: date) -> Iterator[date]:
    ahead = (list(Weekday).index(weekday) - today.weekday()) % 7
    for week in range(_WEEKS):
        yield today + timedelta(days=ahead, weeks=week)
