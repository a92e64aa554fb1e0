"""Writes one transaction in its envelope. Counts what it writes; refuses what would break it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from threshold.eligibility.x12.separators import Separators

_SEPARATORS = Separators()
# X12's basic and extended character sets without our separators.
_WRITABLE = re.compile(r"[A-Za-z0-9 !\"&'()+,\-./;?=%@\[\]_{}\\|<>#$`]*")
_ID_WIDTH = 15


class UnwritableElement(ValueError):
    """An element X12 cannot carry; the message names element and rule, never the value."""


@dataclass(frozen=True, slots=True)
class Party:
    """A trading partner: id and qualifier of ISA05/06 or ISA07/08; the id also GS02 or GS03."""

    id: str
    qualifier: str = "ZZ"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What ISA and GS say. One control number serves interchange, group and transaction."""

    sender: Party
    receiver: Party
    control_number: int
    """1 to 999999999."""
    usage: str
    """ISA15: T or P."""
    created_at: datetime
    group: str
    """GS01: HS for a 270, HB for a 271."""
    transaction: str
    """ST01."""
    version: str = "005010X279A1"


def is_writable(text: str) -> bool:
    """Whether an element can hold text: letters, digits, spaces and X12's punctuation."""
    return bool(_WRITABLE.fullmatch(text))


def write(envelope: Envelope, body: Iterable[Sequence[str]], *, line_breaks: bool = False) -> str:
    """The interchange around body, the segments between ST and SE; on one line by default.

    Raises UnwritableElement where an element holds a separator, a control character, or any other
    character outside X12's sets.
    """
    number = f"{envelope.control_number:04d}"
    content = [tuple(segment) for segment in body]
    segments = [
        _isa(envelope),
        *map(_segment, (
            _gs(envelope),
            ("ST", envelope.transaction, number, envelope.version),
            *content,
            ("SE", str(len(content) + 2), number),
            ("GE", "1", str(envelope.control_number)),
            ("IEA", "1", f"{envelope.control_number:09d}"),
        )),
    ]  # fmt: skip
    end = _SEPARATORS.segment + ("\n" if line_breaks else "")
    return "".join(segment + end for segment in segments)


def _isa(envelope: Envelope) -> str:
    """The one segment of fixed width. No authorization or security information is sent."""
    return _joined((
        "ISA", "00", " " * 10, "00", " " * 10,
        envelope.sender.qualifier, envelope.sender.id.ljust(_ID_WIDTH),
        envelope.receiver.qualifier, envelope.receiver.id.ljust(_ID_WIDTH),
        f"{envelope.created_at:%y%m%d}", f"{envelope.created_at:%H%M}", _SEPARATORS.repetition,
        "00501", f"{envelope.control_number:09d}", "0", envelope.usage, _SEPARATORS.component,
    ), checked=(6, 8))  # fmt: skip


def _gs(envelope: Envelope) -> tuple[str, ...]:
    return (
        "GS", envelope.group, envelope.sender.id, envelope.receiver.id,
        f"{envelope.created_at:%Y%m%d}", f"{envelope.created_at:%H%M}",
        str(envelope.control_number), "X", envelope.version,
    )  # fmt: skip


def _segment(elements: Sequence[str]) -> str:
    filled = len(elements)
    while filled and not elements[filled - 1]:
        filled -= 1
    return _joined(elements[:filled], checked=range(filled))


def _joined(elements: Sequence[str], checked: Iterable[int]) -> str:
    for at in checked:
        if not is_writable(elements[at]):
            raise UnwritableElement(
                f"{elements[0]}{at:02d} may hold only letters, digits, spaces and"
                " X12 punctuation other than the separators"
            )
    return _SEPARATORS.element.join(elements)
