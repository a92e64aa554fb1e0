"""What is odd about an envelope, in words. None of it changes how the data are read."""

from collections.abc import Sequence

from threshold.eligibility.x12.separators import ISA_LENGTH, Header

Elements = tuple[str, ...]

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
        if _at(trailer, 2) != header.control_number:
            oddities.append("IEA02 is not ISA13")
        if not _counts(trailer, len(groups)):
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
        if not _counts(last, len(own)):
            oddities.append("SE01 does not count the segments")
        if _at(last, 2) != _at(first, 2):
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


def _counts(trailer: Elements, number: int) -> bool:
    """Whether the first element is that number, with or without zeros before it."""
    given, expected = _at(trailer, 1), str(number)
    return given == expected or (bool(given) and given.rjust(9, "0") == expected.rjust(9, "0"))
