"""The least and the most a sheet allows for an amount, with what had to be assumed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from threshold.benefits.course import UNBOUNDED
from threshold.benefits.facts import Sheet
from threshold.benefits.fields import Field, Topic
from threshold.eligibility.answer.model import Level, Network

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most; the same where it is known for certain."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Accumulator:
    """The three topics of an amount that is used up over a plan year."""

    words: str
    total: Topic
    met: Topic
    remaining: Topic


DEDUCTIBLE = Accumulator(
    "deductible", Topic.DEDUCTIBLE, Topic.DEDUCTIBLE_MET, Topic.DEDUCTIBLE_REMAINING
)
OUT_OF_POCKET = Accumulator(
    "out-of-pocket maximum",
    Topic.OUT_OF_POCKET,
    Topic.OUT_OF_POCKET_MET,
    Topic.OUT_OF_POCKET_REMAINING,
)


def numbers(sheet: Sheet, field: Field) -> tuple[Decimal, ...]:
    """The different numbers stated for a field."""
    return tuple(value for value in sheet.values(field) if isinstance(value, Decimal))


def bounds(sheet: Sheet, field: Field) -> Bounds | None:
    """The least and the most stated for a field; None where it is not known."""
    stated = numbers(sheet, field)
    return Bounds(min(stated), max(stated)) if stated else None


def whole(sheet: Sheet, network: Network, of: Accumulator) -> Bounds | None:
    """The whole amount of a plan year: the lesser of one person's and the family's."""
    return _lesser(
        *(
            bounds(sheet, Field(of.total, network, level))
            for level in (Level.INDIVIDUAL, Level.FAMILY)
        )
    )


def left(sheet: Sheet, network: Network, of: Accumulator, assumed: list[str]) -> Bounds | None:
    """What is left: the lesser of one person's and the family's, or the only one that is known.

    Once a family's amount is met no member owes more of their own, so the lesser governs.
    """
    person = _left(sheet, network, Level.INDIVIDUAL, of, assumed)
    family = _left(sheet, network, Level.FAMILY, of, assumed)
    if family and person is None:
        assumed.append(f"only the family's {of.words} is known: it governs")
    if family:
        assumed.append(f"nobody else in the family uses up its {of.words} meanwhile")
    return _lesser(person, family)


def _left(
    sheet: Sheet, network: Network, level: Level, of: Accumulator, assumed: list[str]
) -> Bounds | None:
    total = bounds(sheet, Field(of.total, network, level))
    met = bounds(sheet, Field(of.met, network, level))
    remaining = bounds(sheet, Field(of.remaining, network, level))
    words = f"{level} {of.words}"
    if remaining:
        if remaining.low != remaining.high:
            assumed.append(f"what remains of the {words} is stated in several ways: a range")
        return remaining
    if total and met:
        return Bounds(max(_NOTHING, total.low - met.high), max(_NOTHING, total.high - met.low))
    if total:
        assumed.append(f"what remains of the {words} is not known: from nothing to all of it")
        return Bounds(_NOTHING, total.high)
    return None


def _lesser(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    if one is None or other is None:
        return one or other
    return Bounds(min(one.low, other.low), min(one.high, other.high))


def at_least(known: Bounds | None, low: Decimal) -> Bounds:
    """What is known, else anything from `low` on."""
    return known or Bounds(low, UNBOUNDED)


def days_of(sheet: Sheet, topic: Topic) -> tuple[date, ...]:
    """The different days stated for a topic of the plan."""
    return tuple(value for value in sheet.values(Field(topic)) if isinstance(value, date))
