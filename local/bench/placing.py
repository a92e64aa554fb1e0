"""Everybody who waits placed, beside a solver that may take ten seconds for the same cases.

The solver, OR-tools, is a dependency of development alone; without it the seats have no peer.
"""

from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from time import process_time

from local.bench.seats.cases import NOW, Case, case
from local.bench.table import Bound, Figure, Limit, Peer
from threshold.scheduling.placing import place
from threshold.scheduling.planner import best_openings

SEEDS = (7, 8, 9)
SIZES = ((40, 12), (120, 30), (300, 60))
MOST_MILLISECONDS = 50
MOST_SECONDS_TO_PLAN = 1
LEAST_SHARE = 0.97
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
    cases = [case(people, cohorts, seed) for seed in SEEDS]
    placed = sum(len(place(one.waiting, one.availability, NOW).offers) for one in cases)
    took = max(_seconds(partial(place, one.waiting, one.availability, NOW)) for one in cases)
    largest = (people, cohorts) == SIZES[-1]
    most = Limit(Bound.VALUE_AT_MOST, MOST_MILLISECONDS) if largest else None
    seats, time = _solved(cases) if find_spec("ortools") else (None, None)
    share = Limit(Bound.RATIO_AT_LEAST, LEAST_SHARE) if seats else None
    named = f"{people} waiting, {cohorts} cohorts"
    return [
        Figure(f"{named}: placed in {len(SEEDS)} cases", placed, "seats", 0, seats, share),
        Figure(f"{named}: time of a round", took * 1000, "ms", 1, time, most),
    ]


def _solved(cases: Sequence[Case]) -> tuple[Peer, Peer]:
    """The seats that the solver finds in all cases, and the longest that it took, in ms."""
    from local.bench.seats.solver import solved

    found = [solved(one, NOW, SOLVER_SECONDS) for one in cases]
    name = "CP-SAT" if all(one.proven for one in found) else "CP-SAT, not proven"
    longest = max(one.seconds for one in found)
    return Peer(name, sum(one.placed for one in found)), Peer("CP-SAT", longest * 1000)


def _seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Processor seconds of one run, in the best of some."""
    best = float("inf")
    for _ in range(rounds):
        began = process_time()
        work()
        best = min(best, process_time() - began)
    return best
