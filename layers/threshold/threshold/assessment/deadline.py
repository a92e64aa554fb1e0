"""Deadlines of rules, and when they fall due. A business day is a weekday: no holidays."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

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


Deadline = Minutes | Hours | SameDay | BusinessDays


def urgent(deadline: Deadline) -> bool:
    """Whether it is a matter of hours or of the next business day, not of a waiting list."""
    return not isinstance(deadline, BusinessDays) or deadline.amount <= 1


def due(deadline: Deadline, now: datetime) -> datetime:
    """When it falls due, in UTC. Days are counted, and end, in the zone of `now`.

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


def _end_of(day: datetime) -> datetime:
    return datetime.combine(day, END_OF_DAY, day.tzinfo).astimezone(UTC)


def _after_weekdays(day: datetime, count: int) -> datetime:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() not in WEEKEND
    return day
