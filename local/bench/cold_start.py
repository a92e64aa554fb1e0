"""What it costs to import each handler in a fresh process.

In instructions, which are the same from run to run, where valgrind is there to count them; else
in time. What a first message adds on top is shown for one client of AWS, which each handler makes.
"""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from local.bench.layers import FUNCTIONS, PAGES, Built, bare_python
from local.bench.table import Bound, Figure, Limit, Peer

MOST_FOR_PAGES, MOST_FOR_WORKERS = 1_700, 1_200
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")
_CLIENT = "from botocore.session import Session; Session().create_client('dynamodb')"
_RUNS = 5


@dataclass(frozen=True, slots=True)
class Gauge:
    """A way to measure what a command takes, in its unit; limits hold for instructions alone."""

    unit: str
    limits: bool

    def measure(self, command: Sequence[str], environment: Mapping[str, str]) -> float:
        """Run the command to its end and give what it took."""
        if self.limits:
            return _instructions(command, environment)
        return 1000 * median(seconds(command, environment) for _ in range(_RUNS))


def gauge() -> Gauge:
    """The best gauge this machine has."""
    if shutil.which("valgrind"):
        return Gauge("M instructions", limits=True)
    return Gauge("ms", limits=False)


def figures(built: Built) -> list[Figure]:
    """One figure a handler, and one for an AWS client; the floor is Python that does nothing."""
    by = gauge()
    floor = Peer("bare python", by.measure([*bare_python(), "pass"], {"PYTHONHASHSEED": "0"}))
    rows = [_figure(built, function, by, floor) for function in FUNCTIONS]
    verify = next(row.value for row in rows if row.name.endswith("verify"))
    with_client = by.measure(built.command("verify", _CLIENT), built.environment("verify"))
    client = Figure("  an AWS client, at the first message", with_client - verify, by.unit)
    return [*rows, client]


def _figure(built: Built, function: str, by: Gauge, floor: Peer) -> Figure:
    taken = by.measure(built.command(function), built.environment(function))
    most = MOST_FOR_PAGES if function in PAGES else MOST_FOR_WORKERS
    limit = Limit(Bound.VALUE_AT_MOST, most) if by.limits else None
    return Figure(f"cold start: {function}", taken, by.unit, 0, floor, limit)


def _instructions(command: Sequence[str], environment: Mapping[str, str]) -> float:
    options = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    told = _run(["valgrind", *options, *command], environment).stderr
    counted = _COUNTED.search(told)
    if not counted:
        raise RuntimeError(f"valgrind counted nothing: {told[-500:]}")
    return int(counted[1].replace(",", "")) / 1e6


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Wall time of a command, from its start to its end."""
    began = perf_counter()
    _run(command, environment)
    return perf_counter() - began


def first_seconds(built: Built, function: str) -> float:
    """Wall time until a handler is imported and has its AWS client: what a cold start adds."""
    command, environment = built.command(function, _CLIENT), built.environment(function)
    return median(seconds(command, environment) for _ in range(3))


def _run(
    command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command in no more than the given environment; its failure is ours."""
    program = shutil.which(command[0]) or command[0]
    done = subprocess.run(
        [program, *command[1:]], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"a handler could not be imported: {done.stderr[-2000:]}")
    return done
