"""The parts of a roster, their entries by id, and what is wrong with one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from threshold.program.roster import Clinician, Cohort, Roster, Slot

Loc = tuple[int | str, ...]
"""Where in an entry: the names of its fields and, in lists, places from 0; empty: all of it."""


class Part(StrEnum):
    """What a roster is made of."""

    COMPACTS = "compacts"
    CLINICIANS = "clinicians"
    COHORTS = "cohorts"
    SLOTS = "slots"


Entry = frozenset[str] | Clinician | Cohort | Slot
"""A compact's states, or one of the others."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that an entry breaks; the value that breaks it stays out of the words."""

    part: Part
    id: str
    loc: Loc
    rule: str


def entries(roster: Roster, part: Part) -> Mapping[str, Entry]:
    """The entries of a part by id, in their order."""
    if part is Part.COMPACTS:
        return dict(roster.compacts)
    of: Mapping[Part, tuple[Clinician | Cohort | Slot, ...]] = {
        Part.CLINICIANS: roster.clinicians,
        Part.COHORTS: roster.cohorts,
        Part.SLOTS: roster.slots,
    }
    return {one.id: one for one in of[part]}


def part_of(entry: Clinician | Cohort) -> Part:
    """The part that an entry belongs to."""
    return Part.COHORTS if isinstance(entry, Cohort) else Part.CLINICIANS


def over(new: Roster, known: Roster) -> Roster:
    """Both as one roster; where both have an entry, the new one."""
    return Roster(
        tuple({one.id: one for one in (*known.cohorts, *new.cohorts)}.values()),
        tuple({one.id: one for one in (*known.clinicians, *new.clinicians)}.values()),
        tuple({one.id: one for one in (*known.slots, *new.slots)}.values()),
        {**known.compacts, **new.compacts},
    )


def path_of(loc: Loc) -> str:
    """A place in words of the file, as in `sessions[1].ends`."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return path.removeprefix(".")
