"""What a page of a worklist costs to read as the worklist grows, over the API and in pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any, NoReturn

from local.bench.dynamodb import TABLE, Database
from local.bench.meter import Meter
from local.bench.table import Bound, Figure, Limit, Peer
from local.ministack import ROOT
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.shell import Shell
from threshold.console_pages.visit import Request, StaffVisit
from threshold.console_pages.worklist_pages import SIZE, WorklistPages
from threshold.edge.identity import CognitoPool
from threshold.intake.life_cycle import Role, Status, Worklist
from threshold.intake.record import IntakeRecord
from threshold.program.schema import read_program
from threshold.record_key import RecordKey
from threshold.store.accesses import DynamoDBAccessLog
from threshold.store.claims import DynamoDBClaims
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.items import record_item
from threshold.store.kept_forms import DynamoDBKeptForms
from threshold.store.sessions import DynamoDBSessions
from threshold.store.trail import DynamoDBTrail

SIZES = (10, 1_000, 10_000, 100_000)
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
    meter, pages = Meter(), _console(database)
    rows: list[Figure] = []
    in_console: list[Figure] = []
    with meter.reading(database.client):
        for shorter, size in pairwise((0, *SIZES)):
            _fill(database.client, shorter, size)
            units = _page_units(meter, database)
            rows.append(_figure(f"worklist page of {PAGE}, {size:,} waiting", units, rows))
            if size > SIZES[0]:  # a page of the console has more rows than that
                name = f"console's worklist page of {SIZE}, {size:,} waiting"
                in_console.append(_figure(name, _console_units(meter, pages), in_console))
    return rows + in_console


def _figure(name: str, units: float, before: list[Figure]) -> Figure:
    peer = Peer("at the shortest:", before[0].value) if before else None
    limit = Limit(Bound.RATIO_EXACTLY, 1) if before else None
    return Figure(name, units, "read units", 1, peer, limit)


def _console(database: Database) -> WorklistPages:
    """The console's worklists, for somebody whom no provider has to sign in."""
    key, table = RecordKey("a key of the benchmark"), (database.client, TABLE)
    nowhere = CognitoPool("https://sign-in.example.test", "", "", "")
    desk = ConsoleDesk(
        store=DynamoDBStore(*table),
        accesses=DynamoDBAccessLog(*table),
        claims=DynamoDBClaims(*table, partial(key.digest, "name")),
        sessions=DynamoDBSessions(*table),
        kept=DynamoDBKeptForms(*table),
        provider=nowhere,
        trail=DynamoDBTrail(*table),
        works=_not_for_a_worklist,
        clinic=_not_for_a_worklist,
        photos=_not_for_a_worklist,
        room=_not_for_a_worklist,
        roster=_not_for_a_worklist,
        seats=_not_for_a_worklist,
        program=read_program(ROOT / "program/program.yaml"),
        record_key=key,
        new_value=lambda: "",
        now=lambda: _SINCE,
    )
    return WorklistPages(desk, Shell(desk))


def _not_for_a_worklist() -> NoReturn:
    raise RuntimeError("a page of a worklist needs nothing of the kind")


def _console_units(meter: Meter, pages: WorklistPages) -> float:
    path = f"/console/worklists/{_WORKLIST}"
    visit = StaffVisit(Request("GET", path, path), "cleo", frozenset({Role.CLINICIAN}), "")
    meter.reset()
    pages.show(visit, _WORKLIST)
    return meter.read


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
