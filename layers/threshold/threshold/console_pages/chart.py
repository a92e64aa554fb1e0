"""What an episode may cost, week by week, as a drawing and as a table."""

from dataclasses import dataclass
from decimal import Decimal

from threshold.benefits.estimate import Estimate

HEIGHT, BAR, GAP = 100, 22, 10
_LEAST = 2
"""Pixels of the shortest bar: a week that costs nothing is seen as well."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week: what is paid in it and up to its end, at best and at worst, in US dollars.

    x, y, height: of its bar from the best to the worst, in pixels from the top left.
    """

    number: int
    begins: str
    low: str
    high: str
    so_far: tuple[str, str]
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The weeks, the most that any of them may cost, and the size of the drawing in pixels."""

    weeks: tuple[Week, ...]
    most: str
    width: int
    height: int


def dollars(amount: Decimal) -> str:
    """An amount as staff read it: 1,560.00."""
    return f"{amount:,.2f}"


def chart(found: Estimate) -> Chart:
    """The cost of an episode by week."""
    pairs = [
        (min(best.pays, worst.pays), max(best.pays, worst.pays))
        for best, worst in zip(found.low.weeks, found.high.weeks, strict=True)
    ]
    most = max(high for _, high in pairs)
    weeks = tuple(
        Week(
            of.number,
            of.begins.isoformat(),
            dollars(low),
            dollars(high),
            (dollars(of.paid_so_far.low), dollars(of.paid_so_far.high)),
            GAP + place * (BAR + GAP),
            _from_top(high, most),
            max(_from_top(low, most) - _from_top(high, most), _LEAST),
        )
        for place, (of, (low, high)) in enumerate(zip(found.weeks, pairs, strict=True))
    )
    return Chart(weeks, dollars(most), GAP + len(weeks) * (BAR + GAP), HEIGHT)


def _from_top(amount: Decimal, most: Decimal) -> int:
    """Pixels from the top of the drawing, down to where a bar of this amount begins."""
    room = HEIGHT - _LEAST
    return room - int(room * amount / most) if most else room
