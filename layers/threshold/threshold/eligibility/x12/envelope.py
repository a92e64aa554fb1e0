"""What is odd about an envelope, in words. None of it changes how the data are read."""

from collections.abc import Sequence

from threshold.eligibility.x12.separators import ISA_LENGTH, Header

Elements = Sequence[str]

_GROUPS = {"270": "HS", "271": "HB", "997": "FA", "999": "FA"}
_VERSION = "00501"


def interchange_warnings(
    header: Header, groups: Sequence[tuple[Elements, Elements]], trailer: Elements
) -> list[str]:
    """Oddities of ISA, GS, GE and IEA."""
    oddities = _header_warnings(header)
    if not trailer:
        oddities.append("no IEA segment: the answer is cut short")
    else:
        count, control_number = _counted(trailer)
        if control_number != header.control_number:
            oddities.append("IEA02 is not ISA13")
        if _number(count) != len(groups):
            oddities.append("IEA01 does not count the groups")
    for start, end in groups:
        if not end:
            oddities.append("a group has no GE segment")
        elif _at(end, 2) != _at(start, 6):
            oddities.append("GE02 is not GS06")
    return oddities


def _header_warnings(header: Header) -> list[str]:
    separators, oddities = header.separators, []
    if header.length != ISA_LENGTH:
        oddities.append(f"ISA is {header.length} characters wide, not {ISA_LENGTH}")
    if header.version != _VERSION:
        oddities.append(f"interchange version (ISA12) is not {_VERSION}")
    if not separators.repetition:
        oddities.append("ISA11 names no repetition separator")
    if separators.repetition == separators.component:
        oddities.append("ISA11 and ISA16 name the same separator")
    if separators.segment in "\r\n":
        oddities.append("segments end in line breaks")
    return oddities


def transaction_warnings(kind: str, own: Sequence[Elements], group: Elements) -> list[str]:
    """Oddities of ST, SE and the group's kind; own is the transaction from ST to its last."""
    if kind == "TA1":
        return []
    first, last, oddities = own[0], own[-1], []
    if last[0] != "SE":
        oddities.append("no SE segment: the answer is cut short")
    else:
        count, control_number = _counted(last)
        if _number(count) != len(own):
            oddities.append("SE01 does not count the segments")
        if control_number != _counted(first)[1]:
            oddities.append("SE02 is not ST02")
    if not group:
        return [*oddities, "no GS segment"]
    expected = _GROUPS.get(kind)
    if expected and _at(group, 1) != expected:
        oddities.append(f"GS01 is not {expected}")
    if not _at(group, 8).startswith("005010"):
        oddities.append("GS08 is not a version 005010")
    return oddities


def _at(elements: Elements, number: int) -> str:
    return elements[number] if number < len(elements) else ""


def _counted(segment: Elements) -> tuple[str, str]:
    """The first two elements; of a trailer its count and its control number."""
    return _at(segment, 1), _at(segment, 2)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
