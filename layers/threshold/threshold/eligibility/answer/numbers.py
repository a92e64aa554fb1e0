"""Amounts, percents and quantities as payers send them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from threshold.eligibility.answer.codes import PERIODS, QUANTITY_UNITS
from threshold.eligibility.answer.model import Period
from threshold.eligibility.x12.segments import Segment

_DECIMAL = re.compile(r"[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with its unit and period, as EB09 and EB10 or an HSD state it."""

    value: Decimal
    unit: str | None
    period: Period | None
    flags: tuple[str, ...]


def read_decimal(given: str, name: str, flags: list[str]) -> Decimal | None:
    """A plain decimal; None where empty, and flagged where it is no number."""
    if not given:
        return None
    value = _decimal(given)
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


def read_counts(eb: Segment, details: Sequence[Segment], flags: list[str]) -> Sequence[Count]:
    """What EB09/EB10 and each HSD count; the same said twice is one.

    An HSD without a period has that of its EB.
    """
    stated = [_count(eb.element(9), eb.element(10), eb.element(6), (), flags)]
    stated += [
        _count(
            hsd.element(1), hsd.element(2), hsd.element(5) or eb.element(6), _how_often(hsd), flags
        )
        for hsd in details
        if hsd.tag == "HSD"
    ]
    counts = list(dict.fromkeys(count for count in stated if count))
    if len(counts) < 2:
        return counts
    return [_flag_conflict(count, counts) for count in counts]


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


def _flag_conflict(count: Count, counts: Sequence[Count]) -> Count:
    """Two quantities of one unit and period contradict each other."""
    same = [other for other in counts if (other.unit, other.period) == (count.unit, count.period)]
    if len({other.value for other in same}) < 2:
        return count
    return replace(count, flags=(*count.flags, "quantity_conflict"))
