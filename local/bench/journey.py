"""One intake from its form to the scheduling worklist, through the handlers as they are deployed.

The handlers run in this process. The table is a real one; queues are lists, and the payer is the
simulator's insurer asked without a wire. Each event wakes the relay as the stream's filter says:
when it names a queue.
"""

import importlib.util
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from io import StringIO
from pathlib import Path
from time import perf_counter, process_time
from types import ModuleType
from typing import Any
from unittest.mock import patch

from local.bench.dynamodb import TABLE, Database
from local.bench.lambda_events import Context, form_sent, queue_event, stream_event
from local.bench.meter import Charge, Meter
from local.payer_simulator import plans
from local.payer_simulator.answer import PAYLOAD_TYPE_271, coverage
from local.payer_simulator.inquiry import read_inquiry
from local.payer_simulator.interchange import cut
from threshold.assessment.pack_files import load_packs
from threshold.edge.payer_health import CountedBoard, DynamoDBHealthStore
from threshold.eligibility.transports.port import Exchange, TransportAnswer
from threshold.intake.life_cycle import Queue, Worklist
from threshold.program.schema import read_program
from threshold.record_key import RecordKey
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.journeys import DynamoDBJourneys
from threshold.store.rounds import DynamoDBRounds
from threshold.store.seats import DynamoDBSeats
from threshold.use_cases.assess import Clinic
from threshold.use_cases.seating.desk import SeatingDesk
from threshold.use_cases.telling import PostOffice

_ROOT = Path(__file__).parents[2]
_DONE: tuple[object, ...] = (None, {"batchItemFailures": []})
_WORKER = {
    Queue.ASSESSMENT: "assess",
    Queue.VERIFICATION: "verify",
    Queue.SCHEDULING: "schedule",
    Queue.NOTIFICATION: "notify",
}


class _InsurerWithoutWire:
    """The payer simulator's insurer, who covers everybody with its clear PPO, at once."""

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:  # noqa: ARG002 - the port's
        body = coverage(read_inquiry(cut(x12)), plans.CLEAR_PPO)
        return TransportAnswer(body, PAYLOAD_TYPE_271, "Success", timedelta(0))


@dataclass
class _Queued:
    """The queues, as the relay fills them."""

    waiting: list[tuple[Queue, str]] = field(default_factory=list)

    def send(self, queue: Queue, intake_id: str, seq: int) -> None:
        self.waiting.append((queue, json.dumps({"intake_id": intake_id, "seq": seq})))


@dataclass(frozen=True, slots=True)
class Call:
    """One run of a handler: how long it took and computed, each line that it logged, and what the
    table charged for it."""

    function: str
    wall_seconds: float
    cpu_seconds: float
    logged: tuple[str, ...]
    charges: tuple[Charge, ...] = ()


class Traveller:
    """Takes intakes on their way, one at a time. Made by `travelling`."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._queued = _Queued()
        self._handlers: dict[str, ModuleType] = {}

    def patches(self, database: Database) -> dict[str, Any]:
        """What stands in for the adapters of `threshold.edge.wiring`."""
        store = DynamoDBStore(database.client, TABLE)
        clinic = Clinic(read_program(_ROOT / "program/program.yaml"), load_packs())
        key = RecordKey("a key of the benchmark")
        board = CountedBoard(DynamoDBHealthStore(database.client, TABLE))
        journeys = DynamoDBJourneys(database.client, TABLE)
        office = PostOffice(lambda: None, lambda *_: "", lambda: datetime.now(UTC))
        desk = SeatingDesk(
            store=store,
            seats=DynamoDBSeats(database.client, TABLE),
            rounds=DynamoDBRounds(database.client, TABLE),
            program=lambda: clinic.program,
            clinic=lambda: clinic,
            now=lambda: datetime.now(UTC),
        )
        return {
            "store": lambda: store,
            "clinic": lambda: clinic,
            "record_key": lambda: key,
            "queues": lambda: self._queued,
            "journeys": lambda: journeys,
            "payer_board": lambda: board,
            "seating_desk": lambda: desk,
            "alerts": lambda: None,  # nobody on the way is in danger
            "post_office": lambda: office,
            "transport": lambda _: _InsurerWithoutWire(),
        }

    def travel(self) -> list[Call]:
        """Take a new intake from its form to the scheduling worklist; the calls it took."""
        self._meter.reset()
        calls = [self._call("apply", form_sent())]
        relayed = 0
        while True:
            events = [item for item in self._meter.written if item["sk"]["S"].startswith("EVENT#")]
            for event in events[relayed:]:
                if "queue" in event:
                    calls.append(self._call("relay", stream_event(event)))
            relayed = len(events)
            if not self._queued.waiting:
                _require_queued_for_seat(self._meter.written)
                return calls
            queue, body = self._queued.waiting.pop(0)
            calls.append(self._call(_WORKER[queue], queue_event(queue, body)))

    def _call(self, function: str, event: dict[str, Any]) -> Call:
        handler = self._handler(function)
        printed, charged = StringIO(), len(self._meter.charges)
        with _logged_to(printed):
            began, computed = perf_counter(), process_time()
            answer = handler(event, Context())
            wall, cpu = perf_counter() - began, process_time() - computed
        if answer not in _DONE and answer["statusCode"] != HTTPStatus.ACCEPTED:
            raise RuntimeError(f"{function} failed: {printed.getvalue()}")
        lines, charges = printed.getvalue().splitlines(), self._meter.charges[charged:]
        return Call(function, wall, cpu, tuple(lines), tuple(charges))

    def _handler(self, function: str) -> Any:
        if function not in self._handlers:
            file = _ROOT / f"functions/{function}/app.py"
            spec = importlib.util.spec_from_file_location(f"bench_{function}", file)
            if spec is None or spec.loader is None:
                raise RuntimeError(f"{file} is no module")
            self._handlers[function] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(self._handlers[function])
        return self._handlers[function].handler


@contextmanager
def travelling(database: Database, meter: Meter) -> Iterator[Traveller]:
    """A traveller on this table, whose requests the meter counts."""
    environment = {
        "AWS_DEFAULT_REGION": "us-east-1",
        "POWERTOOLS_SERVICE_NAME": "benchmark",
        "POWERTOOLS_METRICS_NAMESPACE": "Threshold",
        "STAGE": "test",
        "LOG_LEVEL": "INFO",
    }
    traveller = Traveller(meter)
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, environment))
        wiring = importlib.import_module("threshold.edge.wiring")
        stack.enter_context(patch.multiple(wiring, **traveller.patches(database)))
        yield traveller


@contextmanager
def _logged_to(stream: StringIO) -> Iterator[None]:
    """What a handler prints and logs, as CloudWatch would be sent it."""
    handler = importlib.import_module("threshold.edge.telemetry").logger.registered_handler
    before = handler.setStream(stream)
    try:
        with redirect_stdout(stream):
            yield
    finally:
        handler.setStream(before)


def _require_queued_for_seat(written: list[Any]) -> None:
    """A journey that ended elsewhere would be a cheaper one."""
    record = [item for item in written if item["sk"]["S"] == "RECORD"][-1]
    if record.get("worklist", {}).get("S") != Worklist.SCHEDULING:
        raise RuntimeError(f"the intake ended {record['status']['S']}, not waiting for a seat")
