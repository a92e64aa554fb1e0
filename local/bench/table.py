"""The one table of the benchmarks: figure, value, floor or peer, ratio, limit, ok or over."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Bound(Enum):
    """What a limit holds: the value from above, the ratio from below, or the ratio exactly."""

    VALUE_AT_MOST = "at most {}"
    RATIO_AT_LEAST = "ratio at least {}"
    RATIO_EXACTLY = "ratio {}"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number to hold."""

    bound: Bound
    number: float


@dataclass(frozen=True, slots=True)
class Peer:
    """What a figure is held against, in the figure's own unit."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: `value` in `unit`, shown with so many digits."""

    name: str
    value: float
    unit: str
    digits: int = 0
    peer: Peer | None = None
    limit: Limit | None = None

    @property
    def ratio(self) -> float | None:
        """The value over its floor or peer; None where there is none."""
        return self.value / self.peer.value if self.peer and self.peer.value else None

    @property
    def holds(self) -> bool:
        """Whether the limit is kept, on the number as measured; a figure without one keeps it."""
        if self.limit is None:
            return True
        if self.limit.bound is Bound.VALUE_AT_MOST:
            return self.value <= self.limit.number
        if self.ratio is None:
            return False
        if self.limit.bound is Bound.RATIO_AT_LEAST:
            return self.ratio >= self.limit.number
        return self.ratio == self.limit.number


_HEAD = ("figure", "value", "floor or peer", "ratio", "limit", "")


def rendered(figures: Sequence[Figure]) -> str:
    """The table as text."""
    rows = [_HEAD, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    lines = [
        "  ".join(
            cell.rjust(width) if place in (1, 3) else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    shown = f"{figure.value:,.{figure.digits}f} {figure.unit}"
    peer = f"{figure.peer.name} {figure.peer.value:,.{figure.digits}f}" if figure.peer else ""
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    if figure.limit is None:
        return figure.name, shown, peer, ratio, "", ""
    limit = figure.limit.bound.value.format(f"{figure.limit.number:,g}")
    return figure.name, shown, peer, ratio, limit, "ok" if figure.holds else "over"
