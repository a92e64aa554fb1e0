"""A calendar file, as RFC 5545 has it: appointments and weekly meetings, and nothing of what for.

Weekly meetings carry their zone with every change of its clocks, so that each is at its local time
on whichever side of a change it falls. No organizer, no place, no link, no text but the title.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from threshold.intake.submission import Weekday

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LONGEST_LINE = 75
"""Octets, the end of the line not counted. Source: RFC 5545 3.1."""
_LOCAL, _UTC = "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ"
_LONG_AGO = "19700101T000000"
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Weekly:
    """That an event comes again every week on these days, the last time before `until`."""

    days: tuple[Weekday, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry. `uid` stays the same when its time changes, and `sequence` rises.

    The times of a weekly one carry the IANA zone in which it keeps them.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    weekly: Weekly | None = None


def calendar_file(events: Sequence[CalendarEvent], title: str, made_at: datetime) -> str:
    """The file. title: what every entry is called."""
    weekly = [one for one in events if one.weekly]
    zones = {_zone(one).key: _zone(one) for one in weekly}
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//Calendar 1.0//EN"]
    for zone in zones.values():
        there = [one for one in weekly if _zone(one).key == zone.key]
        lines += _timezone(zone, there)
    for event in events:
        lines += _event(event, title, made_at)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _zone(event: CalendarEvent) -> ZoneInfo:
    zone = event.starts_at.tzinfo
    if not isinstance(zone, ZoneInfo):
        raise TypeError("a weekly event keeps its times in an IANA zone")
    return zone


def _event(event: CalendarEvent, title: str, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{made_at.astimezone(UTC):{_UTC}}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART{_moment(event.starts_at, event)}"
    yield f"DTEND{_moment(event.ends_at, event)}"
    if event.weekly:
        days = ",".join(day.value[:2].upper() for day in event.weekly.days)
        until = event.weekly.until.astimezone(UTC)
        yield f"RRULE:FREQ=WEEKLY;UNTIL={until:{_UTC}};BYDAY={days}"
    yield f"SUMMARY:{title.translate(_ESCAPED)}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _moment(at: datetime, event: CalendarEvent) -> str:
    if event.weekly:
        return f";TZID={_zone(event).key}:{at:{_LOCAL}}"
    return f":{at.astimezone(UTC):{_UTC}}"


def _timezone(zone: ZoneInfo, events: Iterable[CalendarEvent]) -> Iterator[str]:
    """The zone as its clocks go while the events last: how they stand, then each change."""
    spans = [(one.starts_at, one.weekly.until) for one in events if one.weekly]
    first = min(since for since, _ in spans).astimezone(UTC)
    last = max(until for _, until in spans).astimezone(UTC)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone.key}"
    yield from _clocks(zone, first, first, _LONG_AGO)
    for change in _changes(zone, first, last):
        before = change - timedelta(seconds=1)
        onset = change + _offset(before, zone)
        yield from _clocks(zone, before, change, f"{onset:{_LOCAL}}")
    yield "END:VTIMEZONE"


def _clocks(zone: ZoneInfo, before: datetime, after: datetime, onset: str) -> Iterator[str]:
    there = after.astimezone(zone)
    kind = "DAYLIGHT" if there.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{onset}"
    yield f"TZOFFSETFROM:{before.astimezone(zone):%z}"
    yield f"TZOFFSETTO:{there:%z}"
    yield f"TZNAME:{there:%Z}"
    yield f"END:{kind}"


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The first second of each stretch at another offset, in UTC; no two within a day."""
    day = timedelta(days=1)
    while first < last:
        if _offset(first, zone) != _offset(first + day, zone):
            yield _change_between(zone, first, first + day)
        first += day


def _change_between(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    before = _offset(early, zone)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        early, late = (middle, late) if _offset(middle, zone) == before else (early, middle)
    return late


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _folded(line: str) -> str:
    """A long line in pieces, each within the limit and none within a character."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST_LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)
