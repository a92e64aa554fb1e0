"""Entries as they stand in files, and the faults found in them, by file, line and field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from threshold.program.roster_parts import Loc, Part, path_of

MOST_BYTES = 1024 * 1024
"""Of all the files of one import; a roster of 60 groups with a month of appointments has 200 KB."""


class File(NamedTuple):
    """A file by its name, whose ending says what it is: .yaml, .yml or .csv."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. line: from 1. field: a path in YAML, a column in CSV, empty for all of it.
    rule: in words, without the value."""

    file: str
    line: int
    field: str
    rule: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}: "
        return place + (f"{self.field}: {self.rule}" if self.field else self.rule)


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it was written: texts by field, where it stands, and the line of each field.

    path: of the entry in its file, empty in a table.
    """

    part: Part
    file: str
    document: object
    lines: Mapping[Loc, int]
    path: str = ""

    def fault(self, loc: Loc, rule: str) -> Fault:
        """A fault of this entry, at the line of the deepest part that the file has."""
        known = (loc[:length] for length in range(len(loc), -1, -1))
        line = next(self.lines[one] for one in known if one in self.lines)
        field = ".".join(filter(None, (self.path, path_of(loc))))
        return Fault(self.file, line, field, rule)


class Unusable(Exception):
    """Files that cannot be taken. `faults` has every one of them, in the order of the lines."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} fault(s)")
        self.faults = faults
