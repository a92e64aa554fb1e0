"""When a group meets: its local times on the calendar, in its own zone and in somebody else's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from threshold.intake.submission import Weekday
from threshold.program.roster import Cohort, Session

_WEEK = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting, in the cohort's zone."""

    session: Session
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """A meeting as it comes every week in some zone; `ends` may be on the next day there."""

    weekday: Weekday
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class TimesFrom:
    """The weekly times of a group in some zone, Monday first, from a day of that zone on."""

    since: date
    times: tuple[WeeklyTime, ...]


def meetings(cohort: Cohort, first_day: date, weeks: int) -> tuple[Meeting, ...]:
    """Every meeting of so many weeks from a day on in the cohort's zone, in order."""
    zone = ZoneInfo(cohort.zone)
    found = (
        Meeting(
            one,
            datetime.combine(day, one.starts, zone),
            datetime.combine(day, one.ends, zone),
        )
        for day in (first_day + timedelta(days=ahead) for ahead in range(7 * weeks))
        for one in cohort.sessions
        if one.weekday is _WEEK[day.weekday()]
    )
    return tuple(sorted(found, key=lambda one: one.starts_at))


def times_there(
    cohort: Cohort, zone: ZoneInfo, first_day: date, weeks: int
) -> tuple[TimesFrom, ...]:
    """The group's weekly times in a zone: those it begins with, then every change in these weeks.

    They change where the clocks of the two zones do not change together. The night on which they
    are changed during a meeting is told as any other. Empty for a cohort that never meets.
    """
    return tuple(_stretches(meetings(cohort, first_day, weeks), cohort, zone))


def _stretches(each: tuple[Meeting, ...], cohort: Cohort, zone: ZoneInfo) -> Iterator[TimesFrom]:
    for ahead, stretch in groupby(each, key=lambda one: _ahead(one.starts_at, zone)):
        since = next(stretch).starts_at.astimezone(zone).date()
        times = (_weekly(one, ahead) for one in cohort.sessions)
        yield TimesFrom(since, tuple(sorted(times, key=_place_in_week)))


def _ahead(at: datetime, zone: ZoneInfo) -> timedelta:
    """How far a zone's clocks are ahead of those that a moment is told by."""
    there = at.astimezone(zone)
    return there.replace(tzinfo=None) - at.replace(tzinfo=None)


def _weekly(session: Session, ahead: timedelta) -> WeeklyTime:
    monday = date(2024, 1, 1)
    day = monday + timedelta(days=_WEEK.index(session.weekday))
    starts = datetime.combine(day, session.starts) + ahead
    ends = datetime.combine(day, session.ends) + ahead
    return WeeklyTime(_WEEK[starts.weekday()], starts.time(), ends.time())


def _place_in_week(one: WeeklyTime) -> tuple[int, time]:
    return _WEEK.index(one.weekday), one.starts
