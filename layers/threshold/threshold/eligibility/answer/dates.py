"""Coverage dates from DTP segments.

472 echoes the date we asked about and is never coverage. Years from 2999 on mean "no end".
"""

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from threshold.eligibility.answer.model import UNDATED, CoverageDates
from threshold.eligibility.x12.segments import Segment

_BEGIN = {"346", "348", "356", "539"}
_END = {"347", "349", "357", "540"}
_SPAN = {"291", "307"}
_COVERAGE = _BEGIN | _END | _SPAN
_DATES = re.compile(r"([0-9]{8})(?:-([0-9]{8})?)?")
_LONGEST = 17
_OPEN_ENDED_FROM = 2999


# Most answers of a day speak of the same few days.
@lru_cache(maxsize=1024)
def read_date(text: str) -> date | None:
    """CCYYMMDD as a date; None where it is none."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def coverage_dates(segments: Iterable[Segment], asked_for: Collection[date]) -> CoverageDates:
    """First and last day of coverage in these segments; the first statement of each holds.

    A single 291 or 307 date is the begin, unless it only repeats a day asked for.
    """
    begin: date | None = None
    end: date | None = None
    used: list[int] = []
    for segment in segments:
        if segment.tag != "DTP":
            continue
        first, last = _span(segment)
        if first in asked_for and last is None and segment.element(1) in _SPAN:
            first = None
        if first and begin is None:
            begin = first
            used.append(segment.position)
        if last and end is None:
            end = last
            used.append(segment.position)
    return CoverageDates(begin, _ending(end), tuple(dict.fromkeys(used))) if used else UNDATED


def unreadable_dates(dates: Iterable[Segment]) -> list[int]:
    """Segment numbers of those DTP segments that are coverage dates and cannot be read."""
    return [
        segment.position
        for segment in dates
        if segment.element(1) in _COVERAGE and _span(segment) == (None, None)
    ]


def _span(dtp: Segment) -> tuple[date | None, date | None]:
    """Begin and end in one DTP, by its qualifier (DTP01); DTP02 is too often wrong to trust."""
    qualifier, given = dtp.element(1), dtp.element(3)
    return _begin_and_end(qualifier, given) if len(given) <= _LONGEST else (None, None)


@lru_cache(maxsize=1024)
def _begin_and_end(qualifier: str, dates: str) -> tuple[date | None, date | None]:
    match = _DATES.fullmatch(dates)
    if not match:
        return None, None
    first = read_date(match[1])
    last = read_date(match[2] or "")
    if qualifier in _SPAN or qualifier in _BEGIN:
        return first, last
    if qualifier in _END:
        return None, last or first
    return None, None


def _ending(end: date | None) -> date | None:
    return None if end and end.year >= _OPEN_ENDED_FROM else end


def merge(own: CoverageDates, around: CoverageDates) -> CoverageDates:
    """A benefit's own dates, completed by those of the loop around it where they can be."""
    begin, end = own.begin or around.begin, own.end or around.end
    if begin and end and end < begin:
        return own
    return CoverageDates(begin, end, (*own.segments, *around.segments))
