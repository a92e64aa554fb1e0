"""A body to transactions, taking what payers really send.

Nothing here refuses an oddity that leaves the data whole: each becomes a warning. What is lost,
an answer without its end, is marked `cut_short`, since the missing rest could say the opposite.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from threshold.eligibility.x12.body import NotX12, decode, what_it_is
from threshold.eligibility.x12.envelope import (
    Elements,
    interchange_warnings,
    transaction_warnings,
)
from threshold.eligibility.x12.segments import Segment
from threshold.eligibility.x12.separators import SPACES, Header, Separators, find_header

_NOTHING_MORE = re.compile(r"[ \t\r\n]*(?:ISA|\Z)")
_ANOTHER = re.compile(r"(?<![A-Za-z0-9])ISA(?![A-Za-z0-9 \t\r])")
_PRINTABLE = bytes(range(32, 127))
_CONTROL = (*range(32), *range(127, 160))
# A NamedTuple's own constructor costs more than the rest of its segment.
_segment = tuple.__new__
_STRUCTURE = frozenset({"GS", "GE", "ST", "SE", "IEA"})


class Transaction(NamedTuple):
    """The segments of one transaction set from ST to SE, or one TA1."""

    kind: str
    """ST01, such as "271", or "TA1"."""
    segments: tuple[Segment, ...]
    sent_on: str
    """CCYYMMDD from GS04, else from ISA09; as sent, perhaps no date at all."""
    cut_short: bool
    warnings: tuple[str, ...]


_LOST = Transaction("", (), "", True, ("an interchange that cannot be read or is cut short",))


@dataclass(slots=True)
class _Found:
    """The segments of an interchange sorted by what they belong to, while they arrive."""

    groups: list[tuple[Elements, Elements]]
    """GS and GE; empty where missing."""
    transactions: list[tuple[int, list[Elements]]]
    """Index of the group (-1: none), segments."""
    trailer: Elements = ()
    strays: int = 0


def transactions(body: str | bytes) -> tuple[Transaction, ...]:
    """Every transaction of every interchange in a body, in order.

    An interchange beside others that holds none, or cannot be read, is one without a kind at the
    end: what it would have said is lost, and never silently.

    Raises NotX12, and nothing else, where there is none.
    """
    text, oddities = decode(body)
    found: list[Transaction] = []
    interchanges = lost = 0
    for header, data, more in _interchanges(text):
        interchanges += 1
        own = _read(header, data, [*oddities, *more]) if header else []
        lost += not own
        found.extend(own)
    if found:
        return (*found, *[_LOST] * lost)
    raise NotX12("the interchange holds no transaction" if interchanges else what_it_is(text))


def _interchanges(text: str) -> Iterator[tuple[Header | None, str, list[str]]]:
    """Each interchange: its header, the text from there through its IEA, and oddities around it.

    The last has no header where it begins behind another and cannot be read.
    """
    at = 0
    while at < len(text) and (place := find_header(text, at)):
        start, header = place
        oddities = []
        if start > at and text[at:start].strip(SPACES):
            oddities.append("text before the interchange")
        elif start > at == 0:
            oddities.append("spaces or line breaks before the interchange")
        end = _end(text, header)
        if not _NOTHING_MORE.match(text, end):
            oddities.append("text after the interchange")
        yield header, text[header.end : end], oddities
        at = end
    if at and _ANOTHER.search(text, at):
        yield None, "", []


def _end(text: str, header: Header) -> int:
    """Where the interchange ends: past its IEA, or before the next ISA if that comes first."""
    separators = header.separators
    match = _ending(separators.segment, separators.element).search(text, header.end - 1)
    return match.end() if match else len(text)


@lru_cache(maxsize=64)
def _ending(segment: str, element: str) -> re.Pattern[str]:
    mark, element = re.escape(segment), re.escape(element)
    return re.compile(rf"{mark}[ \t\r\n]*(IEA{element}[^{mark}]*{mark}?|(?=ISA{element}))")


def _read(header: Header, data: str, oddities: list[str]) -> list[Transaction]:
    segments = _segments(header, data, oddities)
    found = _sort(segments)
    if found.strays:
        oddities.append("segments outside any transaction")
    oddities += interchange_warnings(header, found.groups, found.trailer)
    cut = not found.trailer
    return [
        _transaction(header, found.groups[group] if group >= 0 else ((), ()), own, cut, oddities)
        for group, own in found.transactions
    ]


def _segments(header: Header, data: str, oddities: list[str]) -> list[Elements]:
    separators = header.separators
    mark = separators.element
    pieces = data.split(separators.segment)
    unfinished = pieces.pop().strip(SPACES)
    if unfinished and _is_whole_trailer(unfinished, header):
        oddities.append("no segment terminator after the IEA segment")
        pieces.append(unfinished)
    if "\r" in data and "\r\n" in data:
        oddities.append("CRLF line breaks")
    pieces = [piece.strip(SPACES) for piece in pieces]
    if "" in pieces:
        oddities.append("empty segments")
        pieces = list(filter(None, pieces))
    if _may_hold_control("".join(pieces)):
        pieces = _without_control(pieces, separators, oddities)
    if f" {mark}" in data or f"{mark} " in data:
        return [tuple([part.strip(SPACES) for part in piece.split(mark)]) for piece in pieces]
    return [tuple(piece.split(mark)) for piece in pieces]


def _may_hold_control(text: str) -> bool:
    """Whether text holds more than ASCII's printable characters; far quicker than isprintable."""
    return not text.isascii() or bool(text.encode().translate(None, _PRINTABLE))


def _without_control(pieces: list[str], separators: Separators, oddities: list[str]) -> list[str]:
    """Segments without control characters, but for those that are their separators."""
    kept = {separators.element, separators.repetition, separators.component}
    removed: dict[int, None] = {code: None for code in _CONTROL if chr(code) not in kept}
    clean = [piece.translate(removed) for piece in pieces]
    if clean != pieces:
        oddities.append("line breaks or control characters within segments, taken out")
    return clean


def _is_whole_trailer(piece: str, header: Header) -> bool:
    """Whether text without a terminator is the IEA all the same: its control number is whole."""
    parts = piece.split(header.separators.element)
    return parts[0] == "IEA" and len(parts) > 2 and parts[2].strip(SPACES) == header.control_number


def _sort(segments: list[Elements]) -> _Found:
    found = _Found([], [])
    current: list[Elements] | None = None
    for elements in segments:
        tag = elements[0]
        if current is not None and tag not in _STRUCTURE:
            current.append(elements)
            continue
        if tag in ("GS", "GE", "ST", "IEA"):
            current = None
        if tag == "GS":
            found.groups.append((elements, ()))
        elif tag == "GE" and found.groups:
            found.groups[-1] = (found.groups[-1][0], elements)
        elif tag == "IEA":
            found.trailer = elements
        elif tag in ("ST", "TA1") and current is None:
            current = [elements] if tag == "ST" else None
            found.transactions.append((len(found.groups) - 1, current or [elements]))
        elif current is None:
            found.strays += 1
        else:
            current.append(elements)
            current = None
    return found


def _transaction(
    header: Header,
    group: tuple[Elements, Elements],
    own: list[Elements],
    cut: bool,
    oddities: list[str],
) -> Transaction:
    first, last = own[0], own[-1]
    kind = "TA1" if first[0] == "TA1" else (first[1] if len(first) > 1 else "")
    start, _ = group
    sent_on = start[4] if len(start) > 4 else "20" + header.date
    ended = last[0] in ("SE", "TA1")
    return Transaction(
        kind,
        tuple([_segment(Segment, (at, part[0], part)) for at, part in enumerate(own, 1)]),
        sent_on,
        cut or not ended,
        (*oddities, *transaction_warnings(kind, own, start)),
    )
