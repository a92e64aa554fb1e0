"""The edge of the roster: YAML and tables checked whole, every fault named by file and line."""

from collections.abc import Mapping, Sequence

from threshold.program.roster import Clinician, Cohort, Roster, Slot
from threshold.program.roster_csv import document_of, read_csv
from threshold.program.roster_entries import MOST_BYTES, Fault, File, Unusable, Written
from threshold.program.roster_forms import Misshapen, named_entry
from threshold.program.roster_parts import Entry, Part
from threshold.program.roster_rules import Limits, breaches
from threshold.program.roster_yaml import read_yaml

_REFERENCES = (("clinician",), ("compact",))
_READERS = {".yaml": read_yaml, ".yml": read_yaml, ".csv": read_csv}


def read_roster(files: Sequence[File], limits: Limits, known: Roster | None = None) -> Roster:
    """The roster in files, which may refer to each other and to what is known already.

    known: the roster that they are put over; what they do not name of it stays.

    Raises:
        Unusable: entries are missing, unknown or against their rules; every fault is listed.
    """
    if sum(len(file.content) for file in files) > MOST_BYTES:
        raise Unusable([Fault(files[0].name, 1, "", f"all must have at most {MOST_BYTES} bytes")])
    written, faults = _read(files)
    found: dict[tuple[Part, str], tuple[Written, Entry]] = {}
    for one in written:
        try:
            key, entry = named_entry(one.part, one.document)
        except Misshapen as error:
            faults += [one.fault(loc, rule) for loc, rule in error.faults]
            continue
        if (one.part, key) in found:
            faults.append(one.fault(_id_of(one.part), "stands twice"))
        else:
            found[one.part, key] = (one, entry)
    unread = bool(faults)
    roster = _roster({key: entry for key, (_, entry) in found.items()})
    for breach in breaches(roster, known or Roster(), limits):
        # What refers to an entry that cannot be read is not wrong itself.
        if not (unread and breach.loc[-1:] in _REFERENCES):
            faults.append(found[breach.part, breach.id][0].fault(breach.loc, breach.rule))
    if faults:
        order = {file.name: place for place, file in enumerate(files)}
        raise Unusable(sorted(faults, key=lambda one: (order[one.file], one.line)))
    return roster


def read_cells(part: Part, cells: Mapping[str, str]) -> Entry:
    """One entry by the cells of its columns, as a table has them.

    Raises:
        Misshapen: cells cannot be read, or are missing, unknown or against their rules.
    """
    document, wrong = document_of(part, cells)
    if wrong:
        raise Misshapen([((column,), rule) for column, rule in wrong])
    return named_entry(part, document)[1]


def _read(files: Sequence[File]) -> tuple[list[Written], list[Fault]]:
    written: list[Written] = []
    faults: list[Fault] = []
    for file in files:
        reader = next((_READERS[end] for end in _READERS if file.name.lower().endswith(end)), None)
        if reader is None:
            faults.append(Fault(file.name, 1, "", "must be a .yaml, .yml or .csv file"))
            continue
        try:
            text = file.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = file.content[: error.start].count(b"\n") + 1
            faults.append(Fault(file.name, line, "", "must be UTF-8 text"))
            continue
        if "\ufffd" in text:
            line = text[: text.index("\ufffd")].count("\n") + 1
            faults.append(
                Fault(file.name, line, "", "has characters that were lost: save it as UTF-8")
            )
            continue
        entries, wrong = reader(file.name, text)
        written += entries
        faults += wrong
    return written, faults


def _roster(found: dict[tuple[Part, str], Entry]) -> Roster:
    entries = found.values()
    return Roster(
        tuple(one for one in entries if isinstance(one, Cohort)),
        tuple(one for one in entries if isinstance(one, Clinician)),
        tuple(one for one in entries if isinstance(one, Slot)),
        {key: one for (_, key), one in found.items() if isinstance(one, frozenset)},
    )


def _id_of(part: Part) -> tuple[str]:
    return ("compact",) if part is Part.COMPACTS else ("id",)
