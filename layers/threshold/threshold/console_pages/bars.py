"""Bars: for each group the middle of its waits, and how far the slowest but ten in a hundred reach.

The same numbers stand in the table beside the drawing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from threshold.scheduling.measures import Group, Reached

WIDTH, ROW, TEXT = 340, 36, 12
"""Pixels: of the drawing, of a row with its label above its bar, and of the label."""
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One group. y: of the top of its row; middle, far: the lengths of bar and line; none where
    too few are measured."""

    label: str
    y: int
    middle: int
    far: int


@dataclass(frozen=True, slots=True)
class Bars:
    """All of them, and the height of the drawing."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH


def bars(groups: Iterable[Group], of: Reached, label: Callable[[Group], str]) -> Bars | None:
    """The waits of some groups for one thing; None where none of them is told."""
    told = [(one, one.spells[of]) for one in groups]
    most = max((one.ninetieth for _, one in told if one.ninetieth is not None), default=None)
    if most is None:
        return None
    drawn = tuple(
        Bar(label(one), number * ROW, _length(spell.median, most), _length(spell.ninetieth, most))
        for number, (one, spell) in enumerate(told)
    )
    return Bars(drawn, len(drawn) * ROW)


def _length(time: timedelta | None, most: timedelta) -> int:
    if time is None:
        return 0
    return max(_LEAST, int(WIDTH * (time / most))) if most else _LEAST
