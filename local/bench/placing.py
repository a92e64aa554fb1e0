"""Everybody who waits placed, beside a solver that takes ten seconds for the same cases.

The solver, OR-tools, is a dependency of development alone; without it the seats have no peer.
"""

from collections.abc import Callable
from importlib.util import find_spec
from time import process_time

from local.bench.seats.cases import NOW, case
from local.bench.table import Bound, Figure, Limit, Peer
from threshold.scheduling.placing import place
from threshold.scheduling.planner import best_openings

SIZES = ((40, 12), (120, 30), (300, 60))
MOST_MILLISECONDS = 50
MOST_SECONDS_TO_PLAN = 1
LEAST_SHARE = 0.95
SOLVER_SECONDS = 10
_ROUNDS = 7


def figures() -> list[Figure]:
    """For each size the seats placed and the time; for the largest what a planner's page takes."""
    found = [figure for people, cohorts in SIZES for figure in _of(people, cohorts)]
    largest = case(*SIZES[-1])
    planned = _seconds(lambda: best_openings(largest.waiting, largest.availability, NOW), rounds=2)
    limit = Limit(Bound.VALUE_AT_MOST, MOST_SECONDS_TO_PLAN)
    return [*found, Figure("the best groups to open found", planned, "s", 2, None, limit)]


def _of(people: int, cohorts: int) -> list[Figure]:
    one = case(people, cohorts)
    placed = len(place(one.waiting, one.availability, NOW).offers)
    took = _seconds(lambda: place(one.waiting, one.availability, NOW))
    named = f"{people} waiting, {cohorts} cohorts"
    share, most = Limit(Bound.RATIO_AT_LEAST, LEAST_SHARE), None
    if (people, cohorts) == SIZES[-1]:
        most = Limit(Bound.VALUE_AT_MOST, MOST_MILLISECONDS)
    if find_spec("ortools") is None:
        return [
            Figure(f"{named}: placed", placed, "seats"),
            Figure(f"{named}: time", took * 1000, "ms", 1, None, most),
        ]
    from local.bench.seats.solver import solved

    best = solved(one, NOW, SOLVER_SECONDS)
    proven = "CP-SAT" if best.proven else "CP-SAT, not proven"
    return [
        Figure(f"{named}: placed", placed, "seats", 0, Peer(proven, best.placed), share),
        Figure(f"{named}: time", took * 1000, "ms", 1, Peer("CP-SAT", best.seconds * 1000), most),
    ]


def _seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Processor seconds of one run, in the best of some."""
    best = float("inf")
    for _ in range(rounds):
        began = process_time()
        work()
        best = min(best, process_time() - began)
    return best
