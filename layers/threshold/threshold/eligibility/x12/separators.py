"""The separators of an interchange, found in its ISA segment."""

import re
from functools import lru_cache
from typing import NamedTuple

ISA_ELEMENTS = 16
ISA_LENGTH = 106
_ISA_START = re.compile(r"ISA(?=[^A-Za-z0-9 \t\r\n])")
SPACES = " \t\r\n"
"""What Python calls whitespace also holds 1C to 1F, which X12 uses as separators."""
_LONGEST_ISA = 400
_NEXT_SEGMENT = re.compile(r"[ \t\r\n]{0,80}(?:GS|TA1|ST|IEA)")


class Separators(NamedTuple):
    """One character each; `repetition` is empty where ISA11 names none (4010 sends a letter)."""

    element: str = "*"
    repetition: str = "^"
    component: str = ":"
    segment: str = "~"


# A handful in use: those of the standard, mostly.
_separators = lru_cache(maxsize=64)(Separators)


class Header(NamedTuple):
    """What the ISA segment says that matters here, and where it ends."""

    separators: Separators
    date: str
    """ISA09: YYMMDD."""
    version: str
    """ISA12: 00501."""
    control_number: str
    """ISA13."""
    end: int
    """The offset of the first character after the segment terminator."""
    length: int
    """Characters from the I of ISA to the terminator; 106 when the payer keeps to the standard."""


def find_header(text: str, start: int = 0) -> tuple[int, Header] | None:
    """The first readable ISA at or after start, with its offset; None where there is none.

    Elements are counted rather than columns measured, so an ISA of the wrong width still reads.
    """
    for match in _ISA_START.finditer(text, start):
        header = _header_at(text, match.start())
        if header:
            return match.start(), header
    return None


def _header_at(text: str, start: int) -> Header | None:
    element = text[start + 3]
    window = text[start : start + _LONGEST_ISA]
    *parts, rest = window.split(element, ISA_ELEMENTS)
    if len(parts) < ISA_ELEMENTS:
        return None
    isa16 = start + len(window) - len(rest)
    ends = _terminator(text, isa16)
    if ends is None or text[ends] == element:
        return None
    component = text[isa16:ends].strip(SPACES) or ":"
    separators = _separators(element, _repetition(parts[11]), component, text[ends])
    return Header(
        separators,
        parts[9].strip(SPACES),
        parts[12].strip(SPACES),
        parts[13].strip(SPACES),
        ends + 1,
        ends + 1 - start,
    )


def _terminator(text: str, isa16: int) -> int | None:
    """The offset of the segment terminator: after ISA16, or in its place where ISA16 is empty."""
    after = isa16 + 1
    may_be_after, may_be_here = _may_terminate(text, after), _may_terminate(text, isa16)
    if may_be_after and _NEXT_SEGMENT.match(text, after + 1):
        line_ends_segment = text[after] in "\r\n" and may_be_here
        if line_ends_segment and _next_line(text, after).endswith(text[isa16]):
            return isa16
        return after
    if may_be_here and _NEXT_SEGMENT.match(text, after):
        return isa16
    return after if may_be_after else None


def _next_line(text: str, end: int) -> str:
    """The first line with anything on it after a line break at end."""
    start = end + 1
    while text[start : start + 1] and text[start] in SPACES:
        start += 1
    following = text.find(text[end], start)
    return text[start : None if following < 0 else following].rstrip(SPACES)


def _may_terminate(text: str, offset: int) -> bool:
    mark = text[offset : offset + 1]
    return bool(mark) and not mark.isalnum() and mark != " "


def _repetition(isa11: str) -> str:
    mark = isa11.strip(SPACES)
    return mark if len(mark) == 1 and not mark.isalnum() else ""
