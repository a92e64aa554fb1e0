"""`make bench`: measure everything and print one table, which says where a limit is not kept."""

import os
import platform
import sys
from pathlib import Path
from time import perf_counter

from local.bench import (
    assessing,
    cold_start,
    intakes,
    layers,
    placing,
    prices,
    reading,
    seating,
    worklist,
)
from local.bench.cost import PAYER_SECONDS
from local.bench.dynamodb import DYNAMODB_LOCAL, running_dynamodb
from local.bench.fuzz import campaign
from local.bench.table import rendered
from local.processes import LocalCloudError


def main() -> int:
    """Run every benchmark; 1 when something could not be measured."""
    began = perf_counter()
    folder = Path(os.environ.get("STATE_DIR", ".local")) / "bench"
    try:
        built = layers.build(folder)
        with running_dynamodb(folder) as database:
            journeys = intakes.travelled(database)
            seats = seating.figures(database)
            worklists = worklist.figures(database)
    except LocalCloudError as error:
        print(error, file=sys.stderr)
        return 1
    figures = [
        *cold_start.figures(built),
        *intakes.unit_figures(journeys),
        *seats,
        *worklists,
        *intakes.cost_figures(journeys, built),
        *intakes.upkeep_figures(journeys),
        *reading.figures(),
        *assessing.figures(),
        *placing.figures(),
        *campaign.figures(),
    ]
    print(rendered(figures))
    print(_notes(journeys))
    print(f"\nTook {perf_counter() - began:.0f} s.")
    return 0


def _notes(journeys: intakes.Journeys) -> str:
    second = intakes.dollars_a_payer_second()
    calls = ", ".join(
        f"{call.function} {1000 * call.wall_seconds:.0f} ({1000 * call.cpu_seconds:.0f})"
        for call in journeys.calls
    )
    notes = [
        f"{_how_starts_were_measured()}, of importing a handler with Python "
        f"{platform.python_version()}, the built layers and nothing else. Published floor with "
        "awslambdaric: 140 M.",
        f"Units are computed from item sizes by Amazon's rules. {_what_the_server_says(journeys)}",
        f"Warm handlers took, in ms of wall (processor) time: {calls}. Lambda's share of a "
        f"processor goes by memory, and a payer is taken to think for {PAYER_SECONDS:g} s: each "
        f"second more adds {second:.4f} USD to {intakes.INTAKES:,} intakes.",
        "Every start is counted as one trace, as at less than a start a second. No free tier.",
        f"Prices not checked against a publication: {'; '.join(prices.unchecked())}.",
    ]
    return "\n".join(["", *(f"* {note}" for note in notes)])


def _how_starts_were_measured() -> str:
    if cold_start.gauge().limits:
        return "Cold starts: instructions by cachegrind"
    return "Cold starts: wall time, since valgrind is not here and the limits are for instructions"


def _what_the_server_says(journeys: intakes.Journeys) -> str:
    if journeys.server != DYNAMODB_LOCAL:
        return (
            f"DynamoDB Local is not here (it needs npm and Java), so {journeys.server} served the "
            "table, and its time is among the handlers'."
        )
    reported = ", ".join(f"{name} {units:g}" for name, units in journeys.meter.reported.items())
    return (
        f"DynamoDB Local itself says: {reported}. It agrees about single requests, but not about "
        "transactions: it bills one small item as 4 units and two as 4 as well, where Amazon bills "
        "2 and 4."
    )


if __name__ == "__main__":
    sys.exit(main())
