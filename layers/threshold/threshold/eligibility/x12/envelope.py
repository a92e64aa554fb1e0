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
    isa = header.elements
    oddities = [
        (header.length != ISA_LENGTH, f"ISA is {header.length} characters wide, not {ISA_LENGTH}"),
        (isa[12] != _VERSION, f"interchange version (ISA12) is not {_VERSION}"),
        (not header.separators.repetition, "ISA11 names no repetition separator"),
        (isa[11] == isa[16], "ISA11 and ISA16 name the same separator"),
        (header.separators.segment in "\r\n", "segments end in line breaks"),
        (not trailer, "no IEA segment: the answer is cut short"),
        (bool(trailer) and _at(trailer, 2) != isa[13], "IEA02 is not ISA13"),
        (bool(trailer) and _count(trailer) != len(groups), "IEA01 does not count the groups"),
    ]
    for start, end in groups:
        oddities += [
            (not end, "a group has no GE segment"),
            (bool(end) and _at(end, 2) != _at(start, 6), "GE02 is not GS06"),
        ]
    return [text for is_odd, text in oddities if is_odd]


def transaction_warnings(kind: str, own: Sequence[Elements], group: Elements) -> list[str]:
    """Oddities of ST, SE and the group's kind; own is the transaction from ST to its last."""
    if kind == "TA1":
        return []
    first, last = own[0], own[-1]
    ended = last[0] == "SE"
    expected = _GROUPS.get(kind)
    oddities = [
        (not ended, "no SE segment: the answer is cut short"),
        (ended and _count(last) != len(own), "SE01 does not count the segments"),
        (ended and _at(last, 2) != _at(first, 2), "SE02 is not ST02"),
        (not group, "no GS segment"),
        (bool(group and expected) and _at(group, 1) != expected, f"GS01 is not {expected}"),
        (
            bool(group) and not _at(group, 8).startswith("005010"),
            "GS08 is not a version 005010",
        ),
    ]
    return [text for is_odd, text in oddities if is_odd]


def _at(elements: Elements, number: int) -> str:
    return elements[number] if number < len(elements) else ""


def _count(elements: Elements) -> int | None:
    """The first element as a count; None where it is none."""
    text = _at(elements, 1)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
