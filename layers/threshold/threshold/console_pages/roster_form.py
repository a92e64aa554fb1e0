"""The forms of the roster: a field holds a table's cell, with a line for each thing in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from threshold.console_pages.shell import TEXTS
from threshold.console_pages.visit import StaffVisit
from threshold.intake.life_cycle import Role
from threshold.program.roster_parts import Loc, path_of
from threshold.staff.kept_forms import Posted
from threshold.use_cases.roster_keeping import Keeper

SEEN = "seen"
_SEES_WHO = frozenset({Role.ADMISSIONS, Role.CLINICIAN, Role.SUPERVISOR})
_BETWEEN = " | "


class Wrong(NamedTuple):
    """A rule that is broken, by the name of a field and in words; both empty for all of it."""

    field: str
    where: str
    rule: str


@dataclass(frozen=True, slots=True)
class RosterForm:
    """A form to fill in. said: what stands in its fields. seen: what it was made from. faults:
    what is wrong, where. overtaken: somebody else changed it meanwhile."""

    said: Mapping[str, str]
    seen: str
    faults: tuple[Wrong, ...] = ()
    overtaken: bool = False
    kept: bool = False

    @property
    def status(self) -> int:
        """The page's, as HTTP has it."""
        return 409 if self.overtaken else 422 if self.faults else 200

    def is_wrong(self, field: str) -> bool:
        """Whether a field has a fault."""
        return any(one.field == field for one in self.faults)


def wrong_at(loc: Loc, rule: str) -> Wrong:
    """A rule that is broken somewhere in an entry, at the line of the form that has it."""
    if not loc or not TEXTS.has(f"roster.field.{loc[0]}"):
        return Wrong("", path_of(loc), rule)
    field = str(loc[0])
    words = TEXTS(f"roster.field.{field}")
    if len(loc) > 1 and isinstance(loc[1], int):
        words = TEXTS("roster.line", field=words, line=loc[1] + 1)
    return Wrong(field, words, rule)


def to_lines(cell: str) -> str:
    """A cell as a field of lines has it."""
    return cell.replace(_BETWEEN, "\n")


def to_cell(lines: str) -> str:
    """What was written in a field of lines, as a cell."""
    return _BETWEEN.join(line.strip() for line in lines.splitlines() if line.strip())


def said_in(posted: Posted, fields: tuple[str, ...]) -> dict[str, str]:
    """What was written in the fields of a form."""
    return {name: "".join(posted.get(name, ())[:1]) for name in fields}


def sees_who(visit: StaffVisit) -> bool:
    """Whether the reader is told who sits where."""
    return bool(visit.roles & _SEES_WHO)


def keeper(visit: StaffVisit) -> Keeper:
    """Who makes a change."""
    return Keeper(visit.name, visit.roles)
