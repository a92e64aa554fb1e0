"""Amounts, percents and quantities as payers send them."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from threshold.eligibility.answer.codes import PERIODS, QUANTITY_UNITS
from threshold.eligibility.answer.model import Period
from threshold.eligibility.x12.segments import Segment

_LONGEST = 25
_DECIMAL = re.compile(r"[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}")


class Count(NamedTuple):
    """A quantity with its unit and period, as EB09 and EB10 or an HSD state it."""

    value: Decimal
    unit: str | None
    period: Period | None
    flags: tuple[str, ...]


def read_decimal(given: str, name: str, flags: list[str]) -> Decimal | None:
    """A plain decimal; None where empty, and flagged where it is no number."""
    if not given:
        return None
    value = _decimal(given) if len(given) <= _LONGEST else None
    if value is None:
        flags.append(f"{name}_unreadable")
    return value


@lru_cache(maxsize=1024)
def _decimal(given: str) -> Decimal | None:
    return Decimal(given) if _DECIMAL.fullmatch(given) else None


def read_percent(given: str, flags: list[str]) -> Decimal | None:
    """EB08 as a fraction of 1. The guide wants .2; payers also send 20."""
    percent = read_decimal(given, "percent", flags)
    if percent is None or percent < 1:
        return percent
    if percent == 1:
        flags.append("percent_ambiguous")
        return percent
    flags.append("percent_over_one")
    return percent / 100 if percent <= 100 else None


def read_counts(eb: Segment, hsds: Sequence[Segment], flags: list[str]) -> Sequence[Count]:
    """What EB09/EB10 and each HSD count; the same said twice is one.

    An HSD without a period has that of its EB.
    """
    stated = [_count(eb.element(9), eb.element(10), eb.element(6), (), flags)]
    stated += [
        _count(
            hsd.element(1), hsd.element(2), hsd.element(5) or eb.element(6), _how_often(hsd), flags
        )
        for hsd in hsds
    ]
    counts = list(dict.fromkeys(count for count in stated if count))
    return counts if len(counts) < 2 else _flag_conflicts(counts)


def _count(
    unit: str, given: str, period: str, how_often: tuple[str, ...], flags: list[str]
) -> Count | None:
    value = read_decimal(given, "quantity", flags)
    if value is None:
        return None
    return Count(value, QUANTITY_UNITS.get(unit), PERIODS.get(period), how_often)


def _how_often(hsd: Segment) -> tuple[str, ...]:
    """How often and over how many periods, where that is more than one of each."""
    _, _, per, every, _, periods = hsd.padded(6)
    flags = [f"per:{every or '1'}{per}"] if per else []
    if periods not in ("", "1"):
        flags.append(f"periods:{periods}")
    return tuple(flags)


def _flag_conflicts(counts: Sequence[Count]) -> list[Count]:
    """Two quantities of one unit and period contradict each other."""
    values: dict[tuple[str | None, Period | None], set[Decimal]] = {}
    for count in counts:
        values.setdefault((count.unit, count.period), set()).add(count.value)
    return [
        count._replace(flags=(*count.flags, "quantity_conflict"))
        if len(values[count.unit, count.period]) > 1
        else count
        for count in counts
    ]
