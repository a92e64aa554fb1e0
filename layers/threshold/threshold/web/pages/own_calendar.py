"""Somebody's calendar file: appointments and weekly meetings, by a title that tells nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import groupby

from threshold.program.roster import Cohort
from threshold.scheduling.meetings import Meeting, meetings
from threshold.scheduling.seat import Appointment, Seat
from threshold.web.calendar_file import CalendarEvent, Weekly, calendar_file
from threshold.web.pages.seat_view import WEEKS_AHEAD
from threshold.web.pages.texts import Texts

_WEEK = timedelta(weeks=1)


def own_calendar(
    seat: Seat, cohort: Cohort, uid: Callable[[str], str], texts: Texts, made_at: datetime
) -> str:
    """The file of a seat. uid: what names an entry in every calendar, by what it is to the seat."""
    events = (*_appointments(seat, uid), *_weekly(seat, cohort, uid))
    return calendar_file(events, texts("calendar.title"), made_at)


def _appointments(seat: Seat, uid: Callable[[str], str]) -> Iterator[CalendarEvent]:
    each = {"first": seat.first, "prescriber": seat.prescriber, "couple": seat.couple}
    for name, one in each.items():
        if one:
            yield _appointment(one, uid(name), seat.number)


def _appointment(one: Appointment, uid: str, sequence: int) -> CalendarEvent:
    ends_at = one.starts_at + timedelta(minutes=one.minutes)
    return CalendarEvent(uid, sequence, one.starts_at, ends_at)


def _weekly(seat: Seat, cohort: Cohort, uid: Callable[[str], str]) -> Iterator[CalendarEvent]:
    """One entry for all days of the week that have the same hours."""
    first_week = sorted(meetings(cohort, seat.starts_on, 1), key=_hours)
    for place, (_, same) in enumerate(groupby(first_week, key=_hours)):
        first, *others = same
        until = first.starts_at + WEEKS_AHEAD * _WEEK - timedelta(seconds=1)
        days = tuple(one.session.weekday for one in (first, *others))
        yield CalendarEvent(
            uid(f"weekly {place}"),
            seat.number,
            first.starts_at,
            first.ends_at,
            Weekly(days, until),
        )


def _hours(one: Meeting) -> tuple[object, ...]:
    return one.session.starts, one.session.ends
