"""`threshold roster`: check files, put them over a deployment's roster, print that one."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threshold.cli.access import Access
from threshold.cli.documents import json_line, read_bytes
from threshold.cli.errors import Unanswered, UnusableInput
from threshold.cli.staff_api import answer
from threshold.codec import Undecodable, decode
from threshold.program.roster import Roster
from threshold.program.roster_entries import File, Unusable
from threshold.program.roster_file import read_roster
from threshold.program.roster_parts import Part, entries
from threshold.program.roster_rules import Limits
from threshold.program.roster_writing import to_csv, to_yaml

_PATH, _WHAT = "/roster", "roster"


def check(files: Sequence[str], program: str | None, most_in_group: int) -> Iterator[str]:
    """How many entries files have, by part. They are taken as all there is.

    program: the configuration that has the payers; None: any payer will do.

    Raises:
        UnusableInput: they cannot be read, or have faults, each of which is listed.
    """
    payers = None
    if program is not None:
        from threshold.cli.triage import program_in

        payers = frozenset(payer.id for payer in program_in(program, "--program").payers)
    limits = Limits(datetime.now(UTC).date(), most_in_group, payers)
    try:
        roster = read_roster(_read(files), limits)
    except Unusable as error:
        raise UnusableInput(*map(_printable, error.faults)) from None
    yield json_line({part: len(entries(roster, part)) for part in Part})


def put(
    access: Access, files: Sequence[str], *, dry_run: bool, close_missing: bool
) -> Iterator[str]:
    """What importing files changed, or would.

    Raises:
        UnusableInput: they cannot be read, or have faults, each of which is listed.
        Unanswered: the API did not take them.
    """
    try:
        texts = [
            {"name": one.name, "text": one.content.decode("utf-8-sig")} for one in _read(files)
        ]
    except UnicodeDecodeError:
        raise UnusableInput("FILE must be UTF-8 text") from None
    asked = {"files": texts, "dry_run": dry_run, "close_missing": close_missing}
    yield json_line(answer(access, _PATH, _WHAT, asked))


def show(access: Access, form: str, part: str, zone: str) -> Iterator[str]:
    """The roster of a deployment. form: yaml, csv of one part, or json with what is free.

    Raises:
        UnusableInput: there is no such time zone.
        Unanswered: the API did not give it.
    """
    try:
        where = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnusableInput("--zone must be an IANA time zone, as in America/New_York") from None
    view = answer(access, _PATH, _WHAT)
    if form == "json":
        yield json_line(view)
        return
    try:
        roster = decode(Roster, view["roster"] if isinstance(view, dict) else None)
    except (Undecodable, KeyError):
        raise Unanswered("the API's answer is not a roster") from None
    yield to_yaml(roster, where) if form == "yaml" else to_csv(roster, where).get(f"{part}.csv", "")


def _read(files: Sequence[str]) -> list[File]:
    return [File(Path(file).name, read_bytes(file)) for file in files]


def _printable(fault: object) -> str:
    # Fields are named as they were written: they must not move a terminal's cursor.
    return "".join(char if char.isprintable() else "?" for char in str(fault))
