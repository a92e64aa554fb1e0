"""X12 as a strict gateway takes it: cut by the separators that ISA names, and put together."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

Segment = list[str]

ISA_WIDTHS = (3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
ISA_LENGTH = sum(ISA_WIDTHS) + len(ISA_WIDTHS)


@dataclass(frozen=True, slots=True)
class Separators:
    """The four separators of an interchange."""

    element: str = "*"
    repetition: str = "^"
    component: str = ":"
    segment: str = "~"


@dataclass(frozen=True, slots=True)
class Interchange:
    """An interchange cut into segments; an element's number is its place in its list."""

    separators: Separators
    segments: list[Segment]

    @property
    def asked_on(self) -> date:
        """The date of ISA09; it is today for all that is answered."""
        return datetime.strptime(self.segments[0][9], "%y%m%d").replace(tzinfo=UTC).date()


class NoInterchange(ValueError):
    """The ISA segment does not hold what it must at the columns where it must."""


def cut(text: str) -> Interchange:
    """Cut an interchange. Line ends may follow a segment terminator. Raises NoInterchange."""
    isa = text[: ISA_LENGTH - 1].split(text[3:4] or "*")
    if isa[0] != "ISA" or tuple(map(len, isa)) != ISA_WIDTHS or len(text) < ISA_LENGTH:
        raise NoInterchange
    separators = Separators(text[3], isa[11], isa[16], text[ISA_LENGTH - 1])
    if len({separators.element, isa[11], isa[16], separators.segment}) < len(("*", "^", ":", "~")):
        raise NoInterchange
    rest = text[ISA_LENGTH:].split(separators.segment)
    segments = [one.lstrip("\r\n").split(separators.element) for one in rest]
    return Interchange(separators, [isa, *segments[:-1]] + [s for s in segments[-1:] if s != [""]])


def put_together(segments: list[Segment], separators: Separators) -> str:
    """Write segments without empty elements at their ends."""
    return "".join(_segment(one, separators) for one in segments)


def answer_envelope(
    question: Interchange, code: str, version: str, transaction: list[Segment]
) -> list[Segment]:
    """Wrap a transaction (ST to the last segment before SE) for the question's sender.

    Control numbers are the question's own, so that the two can be matched.
    """
    isa, gs = question.segments[0], question.segments[1]
    number, count = transaction[0][2], str(len(transaction) + 1)
    return [
        isa_for(question),
        ["GS", code, gs[3], gs[2], *gs[4:7], "X", version],
        *transaction,
        ["SE", count, number],
        ["GE", "1", gs[6]],
        ["IEA", "1", isa[13]],
    ]


def isa_for(question: Interchange) -> Segment:
    """Write the ISA of an answer: the question's, with sender and receiver changed over."""
    isa = question.segments[0]
    return [*isa[:5], isa[7], isa[8], isa[5], isa[6], *isa[9:]]


def _segment(elements: Segment, separators: Separators) -> str:
    return separators.element.join(elements).rstrip(separators.element) + separators.segment
