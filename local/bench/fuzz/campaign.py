"""A run of damaged answers, bounded in time or number; case by case the same each time."""

from dataclasses import dataclass, field
from itertools import count
from time import perf_counter

from local.bench.fuzz.mutations import load_samples, mutant
from local.bench.fuzz.verdict import Reader, faults
from local.bench.table import Bound, Figure, Limit
from threshold.eligibility.reader import read

SECONDS = 20.0


@dataclass(slots=True)
class Campaign:
    """What was tried, and what was found by case number."""

    cases: int = 0
    faults: dict[int, list[str]] = field(default_factory=dict)


def campaign(
    seconds: float, first: int = 0, most: int | None = None, reader: Reader = read
) -> Campaign:
    """Try cases from the first on until the time is up or so many are done."""
    samples = load_samples()
    done = Campaign()
    until = perf_counter() + seconds
    for case in count(first):
        if perf_counter() > until or done.cases == most:
            return done
        found = faults(mutant(case, samples), reader)
        if found:
            done.faults[case] = found
        done.cases += 1
    raise AssertionError("unreachable")


def figures() -> list[Figure]:
    """Cases tried, and those with a fault: none may have one."""
    done = campaign(SECONDS)
    return [
        Figure("damaged answers read", done.cases, "cases"),
        Figure(
            "damaged answers misread (python -m local.bench.fuzz names them)",
            len(done.faults), "cases", limit=Limit(Bound.VALUE_AT_MOST, 0),
        ),
    ]  # fmt: skip
