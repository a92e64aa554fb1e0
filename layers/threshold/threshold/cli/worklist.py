"""`threshold worklist`: who waits, for a person at a terminal or as JSON lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from threshold.cli import worklist_pages
from threshold.cli.access import Access
from threshold.cli.documents import json_line, picked
from threshold.cli.errors import Unanswered
from threshold.codec import Undecodable
from threshold.web.paging import MOST

HEADINGS = ("TIER", "DUE", "INITIALS", "STATUS", "WHY", "SINCE", "ID")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the table shows of a row. Times have a zone; `reason` is the rule behind the status."""

    tier: str | None
    due_at: datetime | None
    initials: str
    status: str
    reason: str | None
    since: datetime
    intake_id: str


def worklist(access: Access, name: str, limit: int | None, *, as_json: bool) -> Iterator[str]:
    """The worklist, or its first rows up to `limit`: a table, or JSON as the API gives it.

    Raises:
        Unanswered: the API did not give the worklist.
    """
    size = MOST if limit is None else min(limit + 1, MOST)
    rows = worklist_pages.rows(access, name, size)
    if as_json:
        yield from map(json_line, islice(rows, limit))
        return
    found = [_waiting(row) for row in islice(rows, None if limit is None else limit + 1)]
    yield table(found[:limit], datetime.now(UTC))
    if len(found[:limit]) < len(found):
        yield f"These are the first {limit}; there are more.\n"


def _waiting(row: worklist_pages.Row) -> Waiting:
    try:
        waiting = picked(Waiting, row)
    except Undecodable as error:
        raise Unanswered(f"the API's answer has a row with a fault: {error}") from None
    if waiting.since.tzinfo is None or (waiting.due_at and waiting.due_at.tzinfo is None):
        raise Unanswered("the API's answer has a time without a zone")
    return waiting


def table(rows: Sequence[Waiting], now: datetime) -> str:
    """The rows for a person, in columns, times told from `now`."""
    if not rows:
        return "Nobody is on this worklist.\n"
    lines = [HEADINGS, *(_cells(row, now) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip() + "\n"


def _cells(row: Waiting, now: datetime) -> tuple[str, ...]:
    since = f"{_span(now - row.since)} ago"
    cells = (
        row.tier or "-",
        _due(row.due_at, now),
        row.initials,
        row.status,
        row.reason or "-",
        since,
    )
    return tuple(map(_printable, (*cells, row.intake_id)))


def _due(due_at: datetime | None, now: datetime) -> str:
    if due_at is None:
        return "-"
    return f"in {_span(due_at - now)}" if due_at >= now else f"{_span(now - due_at)} late"


def _span(span: timedelta) -> str:
    """A length of time in its largest whole unit, that no urgent wait looks longer than it is."""
    minutes = max(span, timedelta(0)) // timedelta(minutes=1)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"


def _printable(cell: str) -> str:
    # Initials come from a form: they must not move a terminal's cursor.
    return "".join(char if char.isprintable() else "?" for char in cell)
