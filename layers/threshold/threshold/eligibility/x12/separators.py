"""The separators of an interchange, found in its ISA segment."""

import re
from typing import NamedTuple

ISA_ELEMENTS = 16
ISA_LENGTH = 106
_ISA_START = re.compile(r"ISA(?=[^A-Za-z0-9 \t\r\n])")
SPACES = " \t\r\n"
"""What Python calls whitespace also holds 1C to 1F, which X12 uses as separators."""
_LONGEST_ISA = 400


class Separators(NamedTuple):
    """One character each; `repetition` is empty where ISA11 names none (4010 sends a letter)."""

    element: str = "*"
    repetition: str = "^"
    component: str = ":"
    segment: str = "~"


class Header(NamedTuple):
    """The ISA segment: its 17 elements ("ISA" first), the separators, and where it ends."""

    elements: tuple[str, ...]
    separators: Separators
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
    if ends is None:
        return None
    component = text[isa16:ends].strip(SPACES) or ":"
    separators = Separators(element, _repetition(parts[11]), component, text[ends])
    if separators.segment == element:
        return None
    elements = (*[part.strip(SPACES) for part in parts], component)
    return Header(elements, separators, ends + 1, ends + 1 - start)


def _terminator(text: str, isa16: int) -> int | None:
    """The offset of the segment terminator: after ISA16, or in its place where ISA16 is empty."""
    likely = [offset for offset in (isa16 + 1, isa16) if _may_terminate(text[offset : offset + 1])]
    for offset in likely:
        if text[offset + 1 : offset + 81].lstrip(SPACES).startswith(("GS", "TA1", "ST", "IEA")):
            line_ends_segment = text[offset] in "\r\n" and isa16 in likely and offset != isa16
            if not line_ends_segment:
                return offset
            next_line = text[offset + 1 :].lstrip(SPACES).split(text[offset], 1)[0].rstrip(SPACES)
            return isa16 if next_line.endswith(text[isa16]) else offset
    return isa16 + 1 if isa16 + 1 in likely else None


def _may_terminate(mark: str) -> bool:
    return bool(mark) and not mark.isalnum() and mark != " "


def _repetition(isa11: str) -> str:
    mark = isa11.strip(SPACES)
    return mark if len(mark) == 1 and not mark.isalnum() else ""
