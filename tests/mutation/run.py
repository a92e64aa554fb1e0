"""Changes each figure of the rules by one, and shows that a test fails for it.

    python -m tests.mutation.run [--only TEXT] [--sample N]

Works on a copy of the sources in a folder of its own. Ends with 1 where a change went unseen.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.figures import PACKAGE, Figure, figures

ROOT = Path(__file__).parents[2]
COPIED = ("layers/threshold", "tests", "local", "docs", "program", "examples", "pyproject.toml")
TESTS = (
    "tests/unit/assessment/test_rules.py",
    "tests/unit/assessment/test_vignettes.py",
    "tests/unit/assessment/test_needs.py",
    "tests/unit/assessment/test_deadline.py",
    "tests/unit/assessment/test_assessment_settings.py",
    "tests/unit/assessment/test_submission_facts.py",
    "tests/unit/assessment/test_triage.py",
    "tests/unit/program/test_rule_changes.py",
)
SIDE_BY_SIDE = 2


@dataclass(frozen=True)
class Mutant:
    """One figure, and what it is changed to."""

    figure: Figure
    value: int

    def __str__(self) -> str:
        place = f"{self.figure.path.relative_to(PACKAGE)}:{self.figure.line}"
        return f"{place} {self.figure.value} -> {self.value}"


def mutants(root: Path = ROOT) -> list[Mutant]:
    """Every figure, one more and one less."""
    return [Mutant(figure, value) for figure in figures(root) for value in figure.changes]


def survivors(chosen: list[Mutant], side_by_side: int = SIDE_BY_SIDE) -> Iterator[Mutant]:
    """Those for which no test fails, as they are found."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [_copy(Path(folder) / str(place)) for place in range(side_by_side)]
        if _tests(copies[0]).returncode:
            raise SystemExit("the tests fail as things are: no change could be told")
        with ThreadPoolExecutor(side_by_side) as workers:
            parts = [chosen[place::side_by_side] for place in range(side_by_side)]
            for found in workers.map(_unseen, copies, parts):
                yield from found


def _copy(target: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    return target


def _unseen(copy: Path, chosen: list[Mutant]) -> list[Mutant]:
    return [mutant for mutant in chosen if not _a_test_fails(copy, mutant)]


def _a_test_fails(copy: Path, mutant: Mutant) -> bool:
    file = copy / mutant.figure.path
    text = file.read_text(encoding="utf-8")
    file.write_text(mutant.figure.changed(text, mutant.value), encoding="utf-8")
    try:
        # 1: tests failed. 2: the sources no longer load, which every test sees.
        return _tests(copy).returncode in (1, 2)
    finally:
        file.write_text(text, encoding="utf-8")


def _tests(copy: Path) -> subprocess.CompletedProcess[bytes]:
    flags = ("-q", "-x", "--no-header", "--tb=no", "-p", "no:randomly", "-p", "no:cacheprovider")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *flags, *TESTS],
        cwd=copy,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": "layers/threshold"},
        capture_output=True,
        timeout=300,
        check=False,
    )


def main() -> int:
    """Run as told by the command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="mutants whose name has this text")
    options.add_argument("--sample", type=int, help="about so many of them, evenly spread")
    given = options.parse_args()
    chosen = [mutant for mutant in mutants() if given.only in str(mutant)]
    if given.sample:
        chosen = chosen[:: max(1, len(chosen) // given.sample)]
    started = time.monotonic()
    unseen = list(survivors(chosen))
    for mutant in unseen:
        print(f"no test fails for {mutant}")
    seconds = time.monotonic() - started
    print(f"{len(chosen) - len(unseen)} of {len(chosen)} changes seen, in {seconds:.0f} s")
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main())
