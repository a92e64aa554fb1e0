"""The most that could be placed: OR-tools' CP-SAT over the same limits, a seat at a time.

It knows no appointments, which the cases have plenty of, and looks at everybody at once, so it is
what no order of turns can beat. Weights by tier as steep as the order itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING

from local.bench.seats.cases import Case
from threshold.intake.record import Tier
from threshold.scheduling.fitting import bits
from threshold.scheduling.left import Left, all_left

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    Takes = Mapping[tuple[str, int], BoolVarT]

_BASE = 8
"""One of a tier weighs as much as so many of the next."""


@dataclass(frozen=True, slots=True)
class Solved:
    """How many could be placed, by tier; whether that is proven; in how many seconds."""

    placed: int
    by_tier: dict[Tier, int]
    proven: bool
    seconds: float


def solved(case: Case, now: datetime, seconds: float) -> Solved:
    """The best that the solver finds in so much time, on one core."""
    from ortools.sat.python import cp_model  # half a second: only who compares

    left = all_left(case.waiting, case.availability, now, {})
    model = cp_model.CpModel()
    takes = {
        (one.intake_id, number): model.new_bool_var("")
        for one in case.waiting
        for number in bits(left.fits[one.intake_id])
    }
    for one in case.waiting:
        model.add_at_most_one(
            takes[one.intake_id, number] for number in bits(left.fits[one.intake_id])
        )
    for cohort, free in left.seats.items():
        of_cohort = left.fitting.of_cohorts(frozenset({cohort}))
        model.add(sum(take for (_, n), take in takes.items() if of_cohort >> n & 1) <= free)
    for couple in _couples(case):
        _join(model, takes, couple, left)
    weights = {one.intake_id: _BASE ** (Tier.P6 - one.tier) for one in case.waiting}
    model.maximize(sum(weights[intake] * take for (intake, _), take in takes.items()))
    return _run(model, takes, case, seconds)


def _couples(case: Case) -> list[tuple[str, str]]:
    of_couple: dict[str, list[str]] = {}
    for one in case.waiting:
        if one.couple is not None:
            of_couple.setdefault(one.couple, []).append(one.intake_id)
    return [(one, other) for one, other in of_couple.values()]


def _join(model: CpModel, takes: Takes, couple: tuple[str, str], left: Left) -> None:
    """Both or neither, in one week, in different groups."""
    starts = [
        [(left.fitting.starts[number], takes[intake, number]) for number in bits(left.fits[intake])]
        for intake in couple
    ]
    for week in {start.week for own in starts for start, _ in own}:
        one, other = ([take for start, take in own if start.week == week] for own in starts)
        model.add(sum(one) == sum(other))
    for cohort in left.seats:
        model.add_at_most_one(
            take for own in starts for start, take in own if start.cohort.id == cohort
        )


def _run(model: CpModel, takes: Takes, case: Case, seconds: float) -> Solved:
    from ortools.sat.python.cp_model import OPTIMAL, CpSolver

    solver = CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 7
    began = perf_counter()
    status = solver.solve(model)
    took = perf_counter() - began
    tiers = {one.intake_id: one.tier for one in case.waiting}
    placed = Counter(tiers[intake] for (intake, _), take in takes.items() if solver.value(take))
    return Solved(placed.total(), dict(placed), status == OPTIMAL, took)
