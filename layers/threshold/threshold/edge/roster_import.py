"""The edge of an import over the API: a JSON object with files in, or every fault."""

from dataclasses import dataclass

from threshold.codec import Undecodable, decode
from threshold.console.roster_view import changes_view
from threshold.console.views import Document
from threshold.errors import Conflict
from threshold.program.roster_entries import MOST_BYTES, File, Unusable
from threshold.use_cases.roster_keeping import Keeper, RosterDesk, carry_out, planned
from threshold.web.problem import Fault, Problem, pointer
from threshold.web.strict_json import UnreadableJson, parse

LARGEST = 2 * MOST_BYTES
"""Bytes of the largest request: what files have doubles at most where it is escaped."""
_MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Import:
    """What is asked. dry_run: only tell what it would change."""

    files: tuple[_Text, ...]
    close_missing: bool = False
    dry_run: bool = False

    def contents(self) -> tuple[File, ...]:
        """The files as they were sent."""
        return tuple(File(one.name, one.text.encode()) for one in self.files)


def take_import(text: str, by: Keeper, desk: RosterDesk) -> Document:
    """Do what a JSON text asks for, and tell what it changes.

    Raises:
        Problem: 400 with every fault; 409 where seats were taken that a group would lose.
        Retryable: it could not be written down.
    """
    asked = read_import(text)
    try:
        plan = planned(asked.contents(), desk, close_missing=asked.close_missing)
        if not asked.dry_run:
            carry_out(plan, by, desk)
    except Unusable as error:
        raise problem_of(error, asked) from None
    except Conflict:
        raise Problem(409, "Seats were taken meanwhile. Send it again.") from None
    return changes_view(plan, stored=not asked.dry_run)


def read_import(text: str) -> Import:
    """What a JSON text asks for.

    Raises:
        Problem: 400.
    """
    try:
        asked = decode(Import, parse(text))
        asked.contents()
    except (UnreadableJson, Undecodable) as error:
        raise _bad(Fault("#", str(error))) from None
    except UnicodeEncodeError:
        raise _bad(Fault("#/files", "must be UTF-8 text")) from None
    if not 1 <= len(asked.files) <= _MOST_FILES:
        raise _bad(Fault("#/files", f"must have 1 to {_MOST_FILES} files"))
    return asked


def problem_of(unusable: Unusable, asked: Import) -> Problem:
    """The faults of files as a problem: each by its file, then line, field and rule."""
    places = {one.name: place for place, one in enumerate(asked.files)}
    return _bad(
        *(Fault(pointer("files", places[one.file], "text"), str(one)) for one in unusable.faults)
    )


def _bad(*faults: Fault) -> Problem:
    return Problem(400, "The roster cannot be used as it is; nothing was stored.", faults)
