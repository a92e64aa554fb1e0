"""Deadlines of rules, and when they fall due. A business day is a weekday: no holidays."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

WEEKEND = frozenset({5, 6})
END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Within so many minutes, whatever the hour."""

    amount: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Within so many hours, nights and weekends included."""

    amount: int


@dataclass(frozen=True, slots=True)
class SameDay:
    """By the end of today."""


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """By the end of the so-many-th weekday after today."""

    amount: int


@dataclass(frozen=True, slots=True)
class DaysSince:
    """By the end of the so-many-th day after an event, weekends included, or today if later."""

    amount: int


Deadline = Minutes | Hours | SameDay | BusinessDays | DaysSince


def urgent(deadline: Deadline) -> bool:
    """Whether it is a matter of hours or of the next business day, not of a waiting list."""
    return not isinstance(deadline, BusinessDays) or deadline.amount <= 1


def due(deadline: Deadline, now: datetime, since: date | None = None) -> datetime:
    """When it falls due, in UTC. Days are counted, and end, in the zone of `now`.

    `since` is the day of the event that `DaysSince` speaks of; None: today.

    Raises:
        ValueError: `now` has no zone.
    """
    if now.tzinfo is None:
        raise ValueError("now: has no time zone")
    match deadline:
        case Minutes(amount):
            return now.astimezone(UTC) + timedelta(minutes=amount)
        case Hours(amount):
            return now.astimezone(UTC) + timedelta(hours=amount)
        case SameDay():
            return _end_of(now)
        case BusinessDays(amount):
            return _end_of(_after_weekdays(now, amount))
        case DaysSince(amount):
            days_gone = (now.date() - (since or now.date())).days
            return _end_of(now + timedelta(days=max(0, amount - days_gone)))


def _end_of(day: datetime) -> datetime:
    return datetime.combine(day, END_OF_DAY, day.tzinfo).astimezone(UTC)


def _after_weekdays(day: datetime, count: int) -> datetime:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() not in WEEKEND
    return day
