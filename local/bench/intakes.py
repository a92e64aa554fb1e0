"""The figures of one intake from its form to the scheduling worklist, and of a thousand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from local.bench import cold_start
from local.bench.cost import dollars, started_cold, usage
from local.bench.dynamodb import Database
from local.bench.journey import Call, travelling
from local.bench.layers import Built
from local.bench.meter import Charge, Meter, by_kind
from local.bench.prices import DYNAMODB_KEPT, DYNAMODB_RECOVERY, LAMBDA_ARM
from local.bench.table import Bound, Figure, Limit, Peer
from local.bench.template import memory_megabytes, read_template
from local.bench.units import STORED_OVERHEAD, item_size
from local.bench.upkeep import monthly_dollars

MOST_WRITE_UNITS, MOST_READ_UNITS, MOST_DOLLARS = 40, 12, 0.10
INTAKES = 1_000
_WARMING, _MEASURED = 3, 20
_SECRETS = 3
"""Read by a start: the record key by apply and by verify, the payer's credentials by verify."""
_PAYERS = 1


@dataclass(frozen=True, slots=True)
class Journeys:
    """What the last of some journeys took, its calls timed as the middle one of all."""

    calls: tuple[Call, ...]
    meter: Meter
    server: str

    @property
    def kept_bytes(self) -> int:
        """What stays in the table: the newest of each item."""
        newest = {(item["pk"]["S"], item["sk"]["S"]): item for item in self.meter.written}
        return sum(item_size(item) + STORED_OVERHEAD for item in newest.values())

    @property
    def metrics(self) -> int:
        """How many metrics the calls kept, by function and name."""
        return len({(call.function, name) for call in self.calls for name in _metrics(call)})


def travelled(database: Database) -> Journeys:
    """Take intakes on their way until their times can be trusted."""
    meter = Meter()
    with meter.reading(database.client), travelling(database, meter) as traveller:
        journeys = [traveller.travel() for _ in range(_WARMING + _MEASURED)][_WARMING:]
    calls = tuple(_middle(same) for same in zip(*journeys, strict=True))
    return Journeys(calls, meter, database.server)


def _middle(same: Sequence[Call]) -> Call:
    wall = median(call.wall_seconds for call in same)
    return replace(same[-1], wall_seconds=wall, cpu_seconds=median(c.cpu_seconds for c in same))


def _metrics(call: Call) -> list[str]:
    logged = [json.loads(line).get("_aws", {}) for line in call.logged]
    told = [kept for line in logged for kept in line.get("CloudWatchMetrics", [])]
    return [metric["Name"] for kept in told for metric in kept["Metrics"]]


def unit_figures(journeys: Journeys) -> list[Figure]:
    """Write and read units of one intake until it is accepted, and what was written; and then
    until it waits for a seat."""
    accepted = _charges(journeys, seating=False)
    waiting = _charges(journeys, seating=True)
    write = sum(one.write for one in accepted)
    then = "  then until it waits for a seat:"
    return [
        _units("written", write, MOST_WRITE_UNITS),
        *(
            Figure(f"  of which {kind}", written, "units", 0, Peer("all", write))
            for kind, (written, _) in by_kind(accepted).items()
        ),
        _units("read", sum(one.read for one in accepted), MOST_READ_UNITS),
        Figure(f"{then} written", sum(one.write for one in waiting), "units"),
        Figure(f"{then} read", sum(one.read for one in waiting), "units"),
    ]


def _charges(journeys: Journeys, *, seating: bool) -> list[Charge]:
    calls = [call for call in journeys.calls if (call.function == "schedule") is seating]
    return [charge for call in calls for charge in call.charges]


def _units(done: str, units: float, most: float) -> Figure:
    limit = Limit(Bound.VALUE_AT_MOST, most)
    return Figure(f"an intake, form to acceptance: {done}", units, "units", 0, None, limit)


def cost_figures(journeys: Journeys, built: Built) -> list[Figure]:
    """US dollars of a thousand intakes, by service, with functions warm and with all cold."""
    memory = memory_megabytes(read_template())
    one = usage(journeys.calls, memory, journeys.meter.write, journeys.meter.read)
    warm = dollars(one.times(INTAKES))
    functions = sorted({call.function for call in journeys.calls})
    starting = {name: cold_start.first_seconds(built, name) for name in functions}
    cold = dollars(started_cold(one, starting, memory, _SECRETS).times(INTAKES))
    limit = Limit(Bound.VALUE_AT_MOST, MOST_DOLLARS)
    rows = _bill(f"{INTAKES:,} intakes, functions warm", warm, 4)
    alone = Figure(
        "  if each came alone, to functions all cold",
        sum(cold.values()),
        "USD",
        4,
        Peer("warm", rows[0].value),
    )
    return [replace(rows[0], limit=limit), *rows[1:], alone]


def dollars_a_payer_second() -> float:
    """What it adds to the bill of all the intakes when payers think a second longer."""
    return LAMBDA_ARM.of(INTAKES * memory_megabytes(read_template())["verify"] / 1024)


def upkeep_figures(journeys: Journeys) -> list[Figure]:
    """US dollars a month, whoever comes."""
    kept = journeys.kept_bytes * INTAKES
    keeping = DYNAMODB_KEPT.of(kept) + DYNAMODB_RECOVERY.of(kept)
    monthly = monthly_dollars(read_template(), journeys.metrics, _PAYERS)
    return [
        Figure(f"{INTAKES:,} intakes kept, a month", keeping, "USD", 4),
        *_bill("a month in which nobody comes", monthly, 2),
    ]


def _bill(name: str, dollars_by: Mapping[str, float], digits: int) -> list[Figure]:
    """The sum and, below it, what it is made of."""
    total = Peer("all", sum(dollars_by.values()))
    parts = [
        Figure(f"  of which {part}", usd, "USD", digits, total) for part, usd in dollars_by.items()
    ]
    return [Figure(name, total.value, "USD", digits), *parts]
