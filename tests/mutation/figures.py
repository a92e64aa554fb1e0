"""Every figure that a level-of-care recommendation rests on: where it stands in the sources.

A figure is a whole number in the source of the thresholds, the rules and their conditions, or a
cut-off in a pack. Each is found by reading the source, so that a new one is not forgotten.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path("layers/threshold/threshold")
SOURCES = (
    "program/thresholds.py",
    "program/rule_changes.py",
    "assessment/settings.py",
    "assessment/facts.py",
    "assessment/submission_facts.py",
    "assessment/priority.py",
    "assessment/deadline.py",
    *(f"assessment/rules/{name}.py" for name in ("safety", "medical", "couples", "fit", "level")),
    *(f"assessment/conditions/{name}.py" for name in ("safety", "medical", "fit", "level")),
)
PACKS = ("phq-9", "gad-7", "asq", "audit-c", "drug-use", "pc-ptsd-5", "pcl-5")
"""Those whose cut-off a rule reads as it stands in the pack."""
CUT_OFF = re.compile(r'"(total_at_least|male|female)": (\d+)')


@dataclass(frozen=True)
class Figure:
    """A number in a source file, by its place in the text, and what it may be changed to."""

    path: Path
    line: int
    start: int
    end: int
    value: int

    @property
    def changes(self) -> tuple[int, ...]:
        return (self.value + 1, self.value - 1) if self.value > 0 else (self.value + 1,)

    def changed(self, text: str, value: int) -> str:
        """The text of the file with another number in this place."""
        return f"{text[: self.start]}{value}{text[self.end :]}"


def figures(root: Path) -> list[Figure]:
    """All of them, in the order of the files."""
    found = [one for name in SOURCES for one in _of_source(root, PACKAGE / name)]
    folder = PACKAGE / "assessment/packs"
    return found + [one for name in PACKS for one in _of_pack(root, folder / f"{name}.json")]


def _of_source(root: Path, path: Path) -> Iterator[Figure]:
    text = (root / path).read_text(encoding="utf-8")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(text)
    left_out = {id(part) for node in ast.walk(tree) for part in _no_figures(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) is int and id(node) not in left_out:
            start = starts[node.lineno - 1] + node.col_offset
            yield Figure(path, node.lineno, start, start + len(str(node.value)), node.value)


def _no_figures(node: ast.AST) -> Iterator[ast.AST]:
    """Numbers that are not figures: places in a list, versions of a rule, what a gap counts as.

    What an answer that is not there counts as is the matter of the tests of gaps.
    """
    if isinstance(node, ast.Subscript):
        yield from ast.walk(node.slice)
    if isinstance(node, ast.Call) and getattr(node.func, "attr", None) == "get":
        yield from node.args[1:]
    if isinstance(node, ast.BoolOp):
        yield from node.values
    if isinstance(node, ast.keyword) and node.arg == "version":
        yield from ast.walk(node.value)


def _of_pack(root: Path, path: Path) -> Iterator[Figure]:
    text = (root / path).read_text(encoding="utf-8")
    json.loads(text)
    for match in CUT_OFF.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Figure(path, line, match.start(2), match.end(2), int(match[2]))
