"""A seat in words: days and times where the person is, and never what the group is called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from threshold.program.roster import Cohort
from threshold.scheduling.meetings import WeeklyTime, times_there
from threshold.scheduling.seat import Appointment, Seat
from threshold.web.pages.dates import (
    moment_in_words,
    time_in_words,
    weekday_in_words,
    zone_in_words,
)
from threshold.web.pages.texts import Texts

WEEKS_AHEAD = 12
"""How far changes of the clocks are told ahead, and the calendar file goes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing about a seat: its name, and what is said of it, line by line."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat. until: until when it is held, empty where it was taken. first: when the first
    appointment is. zone: whose clocks the times are by. rows: all that is told of it, the first
    appointment first.
    """

    number: int
    until: str
    first: str
    zone: str
    rows: tuple[Row, ...]


class SeatWords:
    """A seat and its cohort for somebody in a zone. own_zone: they told us that zone themselves.

    with_whom: names of clinicians by id, as far as they are told.
    """

    def __init__(
        self,
        texts: Texts,
        zone: ZoneInfo,
        *,
        own_zone: bool,
        with_whom: Mapping[str, str] | None = None,
    ) -> None:
        self._texts, self._zone, self._own_zone = texts, zone, own_zone
        self._with_whom = with_whom or {}

    def view(self, seat: Seat, cohort: Cohort) -> SeatView:
        """All of it."""
        key = "seat.your_zone" if self._own_zone else "seat.our_zone"
        zone = zone_in_words(self._texts, self._zone.key)
        return SeatView(
            seat.number,
            self._when(seat.hold_until) if seat.hold_until else "",
            self._when(seat.first.starts_at),
            self._texts(key, zone=zone),
            (*self._appointments(seat), *self._group(seat, cohort)),
        )

    def _appointments(self, seat: Seat) -> Iterator[Row]:
        each = {"first": seat.first, "prescriber": seat.prescriber, "couple": seat.couple}
        for kind, one in each.items():
            if one:
                yield Row(self._texts(f"seat.row.{kind}"), tuple(self._appointment(one)))

    def _appointment(self, one: Appointment) -> Iterator[str]:
        yield moment_in_words(self._texts, one.starts_at.astimezone(self._zone))
        yield self._texts("seat.minutes", minutes=one.minutes)
        if name := self._with_whom.get(one.clinician):
            yield self._texts("seat.with", name=name)

    def _when(self, at: datetime) -> str:
        """A moment, with whose time that is."""
        moment = moment_in_words(self._texts, at.astimezone(self._zone))
        if self._own_zone:
            return self._texts("next.your_time", moment=moment)
        zone = zone_in_words(self._texts, self._zone.key)
        return self._texts("next.our_time", moment=moment, zone=zone)

    def _group(self, seat: Seat, cohort: Cohort) -> Iterator[Row]:
        texts = self._texts
        here = times_there(cohort, self._zone, seat.starts_on, WEEKS_AHEAD)
        there = times_there(cohort, ZoneInfo(cohort.zone), seat.starts_on, 1)
        if not here or not there:
            return
        begins, *changes = here
        yield Row(texts("seat.row.week"), self._week(begins.times))
        for change in changes:
            day = weekday_in_words(texts, change.since)
            yield Row(texts("seat.row.then", day=day), self._week(change.times))
        if any(one.times != there[0].times for one in here):
            zone = zone_in_words(texts, cohort.zone)
            yield Row(texts("seat.row.there", zone=zone), self._week(there[0].times))
        yield Row(texts("seat.row.starts"), (weekday_in_words(texts, begins.since),))
        hours = cohort.weekly_minutes / 60
        yield Row(texts("seat.row.hours"), (texts("seat.hours", hours=f"{hours:g}"),))

    def _week(self, times: tuple[WeeklyTime, ...]) -> tuple[str, ...]:
        """The days that have the same hours in one line, and those hours in the next."""
        hours: dict[tuple[time, time], list[str]] = {}
        for one in times:
            day = self._texts(f"seat.weekday.{one.weekday}")
            hours.setdefault((one.starts, one.ends), []).append(day)
        return tuple(line for each in hours.items() for line in self._lines(*each))

    def _lines(self, hours: tuple[time, time], days: list[str]) -> Iterator[str]:
        first, *others = days
        yield ", ".join((first.capitalize(), *others))
        starts, ends = (time_in_words(self._texts, at) for at in hours)
        yield self._texts("seat.hours_of", starts=starts, ends=ends)
