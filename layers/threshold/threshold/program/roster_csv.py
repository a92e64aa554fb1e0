"""A part of a roster as a table, as spreadsheets write them: one file a part, one line an entry.

A cell that holds several things has `|` between them: commas and semicolons are for the columns.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping

from threshold.program.roster_entries import Fault, Written
from threshold.program.roster_parts import Part

COLUMNS: Mapping[Part, tuple[str, ...]] = {
    Part.COMPACTS: ("compact", "states"),
    Part.CLINICIANS: ("id", "name", "licences", "languages", "specialties", "payers"),
    Part.COHORTS: (
        "id", "name", "track", "zone", "sessions", "capacity", "starts", "language",
        "interpreter", "ages", "accommodates_pain", "closed",
    ),
    Part.SLOTS: ("clinician", "kind", "starts", "zone", "minutes", "id"),
}  # fmt: skip
"""The columns of each part; their order in a file is free, and optional ones may be left out."""
_OWN = {"states": Part.COMPACTS, "licences": Part.CLINICIANS, "sessions": Part.COHORTS,
        "minutes": Part.SLOTS}  # fmt: skip
"""The column by which a table is known: no other part has it."""
_SESSION = re.compile(r"(\S+) +([0-9:]+) ?[-\u2013] ?([0-9:]+) +(\S+)")
_LICENCE = re.compile(r"(\S+?)(?: +until +(\S+))?")
_STATE = 2
_SEPARATORS = ",;\t"
_NO_PART = (
    "must name its columns in the first line: those of compacts, clinicians, cohorts or slots"
)


class _BadCell(ValueError):
    """A cell that is not written as its column needs."""


def read_csv(file: str, text: str) -> tuple[list[Written], list[Fault]]:
    """The entries of a table, and what is wrong with the table itself."""
    rows = _rows(text)
    try:
        begun, first = next(rows, (1, []))
        head = [name.strip().casefold() for name in first]
        part = next((_OWN[name] for name in head if name in _OWN), None)
        if part is None:
            return [], [Fault(file, begun, "", _NO_PART)]
        if faults := [*_head(file, begun, head, part)]:
            return [], faults
        return _entries(file, part, head, rows)
    except csv.Error:
        return [], [Fault(file, 1, "", "must be a table whose quotation marks are closed")]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that have anything in them, each with the line that it begins on."""
    separator, above = _separator(text)
    lines = io.StringIO(text, newline="")
    for _ in range(above):
        lines.readline()
    reader = csv.reader(lines, delimiter=separator, strict=True)
    begun = 1 + above
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begun, cells
        begun = reader.line_num + 1 + above


def _separator(text: str) -> tuple[str, int]:
    """What stands between cells, and how many lines above the table only say so."""
    first = text.split("\n", 1)[0].strip()
    if first[:4].lower() == "sep=" and first[4:] in (*_SEPARATORS, ""):
        return first[4:] or "\t", 1
    return max(_SEPARATORS, key=first.count), 0


def _head(file: str, line: int, head: list[str], part: Part) -> Iterator[Fault]:
    for place, name in enumerate(head):
        if name not in COLUMNS[part]:
            yield Fault(file, line, name, f"is no column of {part}")
        elif name in head[:place]:
            yield Fault(file, line, name, "stands twice")


def _entries(
    file: str, part: Part, head: list[str], rows: Iterator[tuple[int, list[str]]]
) -> tuple[list[Written], list[Fault]]:
    found: list[Written] = []
    faults: list[Fault] = []
    for line, cells in rows:
        if len(cells) != len(head):
            rule = f"must have {len(head)} cells, as the first line has"
            faults.append(Fault(file, line, "", rule))
            continue
        document, wrong = document_of(part, dict(zip(head, cells, strict=True)))
        faults += [Fault(file, line, column, rule) for column, rule in wrong]
        if not wrong:
            found.append(Written(part, file, document, {(): line}))
    return found, faults


def document_of(
    part: Part, cells: Mapping[str, str]
) -> tuple[dict[str, object], list[tuple[str, str]]]:
    """The fields of an entry by the cells of its columns, and the columns that cannot be read."""
    document: dict[str, object] = {}
    faults: list[tuple[str, str]] = []
    for column, cell in cells.items():
        try:
            document[column] = _reader(part, column)(cell)
        except _BadCell as error:
            faults.append((column, str(error)))
    return document, faults


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _list(cell: str) -> list[str] | None:
    """The things in a cell; None leaves open what an empty one says nothing of."""
    return _parts(cell) or None


def _sessions(cell: str) -> list[dict[str, str]]:
    found = [_SESSION.fullmatch(part) for part in _parts(cell)]
    if not all(found):
        raise _BadCell("must be written as in: mon 18:00-21:00 rivera | wed 18:00-21:00 rivera")
    names = ("weekday", "starts", "ends", "clinician")
    return [dict(zip(names, one.groups(), strict=True)) for one in found if one]


def _licences(cell: str) -> list[dict[str, str | None]]:
    """Two letters are a state, more are a compact."""
    found = [_LICENCE.fullmatch(part) for part in _parts(cell)]
    if not all(found):
        raise _BadCell("must be written as in: NY until 2027-06-30 | PSYPACT")
    return [
        {"state" if len(one[1]) == _STATE else "compact": one[1], "until": one[2]}
        for one in found
        if one
    ]


_LISTS = frozenset({"states", "languages", "specialties", "payers", "ages"})


def _reader(part: Part, column: str) -> Callable[[str], object]:
    if column == "sessions":
        return _sessions
    if column == "licences":
        return _licences
    is_list = column in _LISTS or (part, column) == (Part.COHORTS, "starts")
    return _list if is_list else str.strip
