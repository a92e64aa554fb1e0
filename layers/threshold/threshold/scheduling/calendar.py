"""When a cohort meets: in UTC, and which parts of which days that is where somebody else is.

Local wall time is kept across a change of the clocks: a group at six stays at six, and moves for
whoever lives in a zone that changes otherwise. A time that the clocks skip is read as it would be
had they not been changed yet (so it is an hour later on the wall); of one that comes twice, the
first is meant (PEP 495, fold 0). A meeting lasts as long as planned, whatever the clocks do.

The form asks for mornings, afternoons and evenings and promises no hours. They are taken as 6 to
12, 12 to 17 and 17 to 22; the night is in nobody's window. A session is in every part it touches.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from zoneinfo import ZoneInfo

from threshold.intake.submission import PartOfDay, Weekday, Window
from threshold.program.roster import Cohort, Session, minutes_of

PARTS = (
    (PartOfDay.MORNING, time(6), time(12)),
    (PartOfDay.AFTERNOON, time(12), time(17)),
    (PartOfDay.EVENING, time(17), time(22)),
)
FIRST_WEEKS = 8
"""How far ahead a group's times are held against a person's: the length of a usual course."""

_WEEKDAYS = {weekday: number for number, weekday in enumerate(Weekday)}
_PART_BITS = {part: number for number, (part, _, _) in enumerate(PARTS)}
_BOUNDS = tuple((begins.hour * 60, ends.hour * 60) for _, begins, ends in PARTS)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE, _DAY, _WEEK = timedelta(minutes=1), 24 * 60, 7 * 24 * 60
_EPOCH_IN_WEEK = 3 * _DAY
"""1970 began on a Thursday."""

Week = int
"""A set of parts of the week: bit 3 * weekday + part, Monday morning the lowest; then the night."""
NIGHT: Week = 1 << 21
EVENINGS_AND_WEEKENDS: Week = sum(
    1 << 3 * day + part for day in range(7) for part in range(3) if day > 4 or part == 2
)


@dataclass(frozen=True, slots=True)
class Span:
    """A session on one day: minutes from 1970 in UTC at which it starts, and how many it takes."""

    starts: int
    minutes: int

    @property
    def starts_at(self) -> datetime:
        """When it starts, in UTC."""
        return _EPOCH + self.starts * _MINUTE


def spans(cohort: Cohort, first: date, weeks: int = FIRST_WEEKS) -> tuple[Span, ...]:
    """When a cohort meets from a day on, for so many weeks, in order."""
    day = first.toordinal() - _EPOCH.toordinal()
    offset = _steady_offset(cohort.zone, day - 1, day + 7 * weeks + 1)
    met = (
        _meeting(session, cohort.zone, on + timedelta(weeks=week), offset)
        for session in cohort.sessions
        for on in [_on_or_after(first, session.weekday)]
        for week in range(weeks)
    )
    return tuple(sorted(met, key=attrgetter("starts", "minutes")))


@dataclass(frozen=True, slots=True)
class Pattern:
    """What meetings of some weeks have in common: the first and the last day of UTC on which there
    is one, and the minutes of the week in UTC at which they start, each with how many it takes."""

    first_day: int
    last_day: int
    weekly: tuple[Span, ...]


def pattern_of(met: Sequence[Span]) -> Pattern:
    """The pattern of meetings, of which there is one at least, in order."""
    weekly = {(one.starts % _WEEK, one.minutes) for one in met}
    last = met[-1]
    return Pattern(
        met[0].starts // _DAY,
        (last.starts + last.minutes) // _DAY,
        tuple(Span(*one) for one in sorted(weekly)),
    )


def week_of(met: Sequence[Span], zone: str, pattern: Pattern | None = None) -> Week:
    """The parts of the week that meetings touch where somebody is, over all of them.

    pattern: theirs, which spares looking at each where the clocks of the zone are not changed.
    """
    if pattern is not None:
        offset = _steady_offset(zone, pattern.first_day, pattern.last_day)
        if offset is not None:
            return _all_touched(pattern.weekly, offset)
    return _all_touched_by(met, zone)


def _all_touched(weekly: Sequence[Span], offset: int) -> Week:
    week = 0
    for one in weekly:
        week |= _touched((one.starts + offset + _EPOCH_IN_WEEK) % _WEEK, one.minutes)
    return week


def _all_touched_by(met: Iterable[Span], zone: str) -> Week:
    week = 0
    for one in met:
        local = one.starts + _offset(zone, one.starts)
        week |= _touched((local + _EPOCH_IN_WEEK) % _WEEK, one.minutes)
    return week


def week_of_windows(windows: Iterable[Window]) -> Week:
    """The parts of the week that somebody offered."""
    week = 0
    for window in windows:
        week |= 1 << 3 * _WEEKDAYS[window.weekday] + _PART_BITS[window.part]
    return week


def windows_of_week(week: Week) -> frozenset[Window]:
    """The same as windows; the night has none."""
    return frozenset(
        Window(weekday=weekday, part=part)
        for weekday, day in _WEEKDAYS.items()
        for part, bit in _PART_BITS.items()
        if week >> 3 * day + bit & 1
    )


def in_their_week(cohort: Cohort, starts_on: date, zone: str) -> frozenset[Window]:
    """Which parts of which days a cohort's first weeks touch where somebody is."""
    return windows_of_week(week_of(spans(cohort, starts_on), zone))


def minutes_from_epoch(moment: datetime) -> int:
    """A moment as meetings have it."""
    return (moment - _EPOCH) // _MINUTE


def _meeting(session: Session, zone: str, day: date, offset: int | None) -> Span:
    """offset: of the zone in all of the weeks; None where the clocks are changed in them."""
    lasts = minutes_of(session.ends) - minutes_of(session.starts)
    if offset is None:
        begins = datetime.combine(day, session.starts, ZoneInfo(zone))
        return Span(minutes_from_epoch(begins), lasts)
    local = (day.toordinal() - _EPOCH.toordinal()) * _DAY + minutes_of(session.starts)
    return Span(local - offset, lasts)


def _on_or_after(day: date, weekday: Weekday) -> date:
    return day + timedelta(days=(_WEEKDAYS[weekday] - day.weekday()) % 7)


def _offset(zone: str, minute: int) -> int:
    steady = _offset_all_day(zone, minute // _DAY)
    return _exact_offset(zone, minute) if steady is None else steady


@lru_cache(maxsize=8192)
def _offset_all_day(zone: str, day: int) -> int | None:
    """Minutes ahead of UTC throughout a day of UTC; None where the clocks are changed on it."""
    begins, ends = _exact_offset(zone, day * _DAY), _exact_offset(zone, (day + 1) * _DAY)
    return begins if begins == ends else None


@lru_cache(maxsize=2048)
def _steady_offset(zone: str, first_day: int, last_day: int) -> int | None:
    """Minutes ahead of UTC throughout some days of UTC; None where the clocks are changed."""
    offsets = {_offset_all_day(zone, day) for day in range(first_day, last_day + 1)}
    return offsets.pop() if len(offsets) == 1 else None


def _exact_offset(zone: str, minute: int) -> int:
    local = (_EPOCH + minute * _MINUTE).astimezone(ZoneInfo(zone))
    return (local.utcoffset() or timedelta()) // _MINUTE


@lru_cache(maxsize=8192)
def _touched(begins: int, minutes: int) -> Week:
    """The parts of the week between two local minutes of it, the first from Monday midnight."""
    week, ends = 0, begins + minutes
    for day in range(8):
        midnight = day * _DAY
        for part, (opens, closes) in enumerate(_BOUNDS):
            if begins < midnight + closes and ends > midnight + opens:
                week |= 1 << 3 * (day % 7) + part
        night = _BOUNDS[0][0], _BOUNDS[-1][1]
        if begins < midnight + night[0] and ends > midnight:
            week |= NIGHT
        if begins < midnight + _DAY and ends > midnight + night[1]:
            week |= NIGHT
    return week
