"""Months of UTC, by which what is kept for long is read: as in "2026-11"."""

from datetime import UTC, datetime, timedelta


def month_of(moment: datetime) -> str:
    """The month of a moment."""
    return f"{moment.astimezone(UTC):%Y-%m}"


def months_back(now: datetime, count: int) -> list[str]:
    """So many months, the present one first."""
    first = now.astimezone(UTC).replace(day=1)
    found = []
    for _ in range(count):
        found.append(month_of(first))
        first = (first - timedelta(days=1)).replace(day=1)
    return found
