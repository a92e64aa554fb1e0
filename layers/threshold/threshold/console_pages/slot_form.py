"""Appointments as the form asks for them: starts, a line each, repeated for some weeks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from threshold.console_pages.roster_form import Wrong, wrong_at
from threshold.console_pages.visit import whole_number
from threshold.program.roster import Slot
from threshold.program.roster_parts import Loc, Part

STARTS = "slot_starts"
FIELDS = ("kind", "zone", "minutes", "weeks", STARTS)
_MOST_WEEKS, _MOST_LINES = 26, 60
_A_DAY = len("YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Asked:
    """Appointments with the line of the form that each is from; or what is wrong, by field."""

    lines: Mapping[Slot, int]
    faults: tuple[Wrong, ...]


def repeated(clinician: str, said: Mapping[str, str]) -> Asked:
    """The appointments that a form asks for, each at the same local time in every week."""
    from threshold.program.roster_file import read_cells
    from threshold.program.roster_forms import Misshapen

    starts = [line.strip() for line in said[STARTS].splitlines() if line.strip()]
    weeks = whole_number(said["weeks"].strip(), digits=len(str(_MOST_WEEKS))) or 0
    if faults := tuple(_faults(len(starts), weeks)):
        return Asked({}, faults)
    found: dict[Slot, int] = {}
    wrong: dict[Wrong, None] = {}
    fixed = {"clinician": clinician, **{name: said[name] for name in ("kind", "zone", "minutes")}}
    for place, line in enumerate(starts):
        for each in _weekly(line, weeks):
            try:
                slot = read_cells(Part.SLOTS, {**fixed, "starts": each})
            except Misshapen as error:
                for loc, rule in error.faults:
                    wrong[at_line(loc, rule, place)] = None
            else:
                if isinstance(slot, Slot):
                    found[slot] = place
    return Asked(found, tuple(wrong))


def at_line(loc: Loc, rule: str, place: int) -> Wrong:
    """A rule that an appointment of a line breaks; the line's place from 0."""
    is_of_form = loc[:1] and loc[0] in FIELDS
    return wrong_at(loc if is_of_form else (STARTS, place), rule)


def _faults(lines: int, weeks: int) -> Iterator[Wrong]:
    if not 1 <= lines <= _MOST_LINES:
        yield wrong_at((STARTS,), f"must have 1 to {_MOST_LINES} lines")
    if not 1 <= weeks <= _MOST_WEEKS:
        yield wrong_at(("weeks",), f"must be a number from 1 to {_MOST_WEEKS}")


def _weekly(line: str, weeks: int) -> Iterator[str]:
    """A start as it was written, then on the same weekday of each week after."""
    try:
        first = date.fromisoformat(line[:_A_DAY])
    except ValueError:
        weeks = 1
    for week in range(weeks):
        day = (first + timedelta(weeks=week)).isoformat() if weeks > 1 else line[:_A_DAY]
        yield f"{day}{line[_A_DAY:]}"
