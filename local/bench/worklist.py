"""What a page of a worklist costs to read as the worklist grows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from local.bench.dynamodb import TABLE, Database
from local.bench.meter import Meter
from local.bench.table import Bound, Figure, Limit, Peer
from threshold.intake.life_cycle import Status, Worklist
from threshold.intake.record import IntakeRecord
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.items import record_item

SIZES = (10, 1_000, 10_000)
PAGE = 10
"""Rows asked for: as many as the shortest list has, so that every page is a full one."""

_BATCH = 25
_WORKLIST = Worklist.REVIEW
_SINCE = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
_WAITING = IntakeRecord(
    intake_id="",
    version=5,
    status=Status.IN_REVIEW,
    event_hash="0" * 64,
    content_hash="a" * 26,
    created_at=_SINCE,
    updated_at=_SINCE,
    language="en",
    initials="JT",
    state="TX",
    worklist=_WORKLIST,
    reason="Z",
)


def figures(database: Database) -> list[Figure]:
    """Read units of the first page at each size; they must be the same at all.

    The list must be one on which nobody waits yet.
    """
    meter = Meter()
    rows: list[Figure] = []
    with meter.reading(database.client):
        for shorter, size in pairwise((0, *SIZES)):
            _fill(database.client, shorter, size)
            units = _page_units(meter, database)
            peer = Peer(f"at {SIZES[0]:,}:", rows[0].value) if rows else None
            limit = Limit(Bound.RATIO_EXACTLY, 1) if rows else None
            name = f"worklist page of {PAGE}, {size:,} waiting"
            rows.append(Figure(name, units, "read units", 1, peer, limit))
    return rows


def _page_units(meter: Meter, database: Database) -> float:
    meter.reset()
    page = DynamoDBStore(database.client, TABLE).worklist(_WORKLIST, PAGE)
    if len(page.records) != PAGE:
        raise RuntimeError(f"a page of {len(page.records)} rows where more wait")
    return meter.read


def _fill(client: Any, waiting: int, size: int) -> None:
    for start in range(waiting, size, _BATCH):
        puts = [{"PutRequest": {"Item": item}} for item in _items(start, min(start + _BATCH, size))]
        left = client.batch_write_item(RequestItems={TABLE: puts})["UnprocessedItems"]
        if left:
            raise RuntimeError("the table did not take a batch whole")


def _items(start: int, end: int) -> Iterator[dict[str, Any]]:
    for number in range(start, end):
        due_at = _SINCE + timedelta(minutes=number)
        yield record_item(replace(_WAITING, intake_id=f"waiting{number:019}", due_at=due_at))
