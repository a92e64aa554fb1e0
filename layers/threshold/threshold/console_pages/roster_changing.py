"""Adding and changing groups and clinicians: done, or the form back with all that it holds."""

from collections.abc import Callable, Mapping

from threshold.console_pages.roster_form import (
    SEEN,
    RosterForm,
    Wrong,
    keeper,
    said_in,
    to_cell,
    to_lines,
    wrong_at,
)
from threshold.console_pages.visit import StaffVisit
from threshold.program.roster import Clinician, Cohort
from threshold.program.roster_parts import Part, part_of
from threshold.program.roster_writing import cells_of
from threshold.staff.kept_forms import Posted
from threshold.use_cases.roster_keeping import (
    Broken,
    Overtaken,
    RosterDesk,
    add,
    change,
    fingerprint,
)

_BOXES = ("closed", "interpreter", "accommodates_pain")


def form_of(
    entry: Cohort | Clinician, fields: tuple[str, ...], kept: Posted | None = None
) -> RosterForm:
    """The form of an entry as it stands; or as it was left, where it was kept."""
    if kept is not None:
        seen = "".join(kept.get(SEEN, ())[:1])
        return RosterForm(said_in(kept, fields), seen, kept=True)
    cells = cells_of(entry)
    return RosterForm({name: to_lines(cells.get(name, "")) for name in fields}, fingerprint(entry))


def changed(
    visit: StaffVisit, entry: Cohort | Clinician, fields: tuple[str, ...], desk: RosterDesk
) -> RosterForm | None:
    """None where the entry is now as the form says; else the form, and why it is not.

    Raises:
        Unknown: the entry is not there any more.
        Retryable: it could not be written down, or others kept writing.
    """
    said = said_in(visit.request.posted or {}, fields)
    seen = visit.request.one(SEEN)
    if visit.request.one("go") != "save":
        return RosterForm(said, seen)
    try:
        faults = _kept(
            part_of(entry),
            cells_of(entry) | _cells(said),
            lambda made: change(made, seen, keeper(visit), desk),
        )
    except Overtaken:
        # Sent once more, it is a change of what it is shown beside now.
        return RosterForm(said, fingerprint(entry), overtaken=True)
    return RosterForm(said, seen, faults) if faults else None


def added(
    visit: StaffVisit, part: Part, fields: tuple[str, ...], desk: RosterDesk
) -> RosterForm | None:
    """None where what the form says is added; else the form, and why it is not.

    Raises:
        Retryable: it could not be written down.
    """
    said = said_in(visit.request.posted or {}, fields)
    if visit.request.one("go") != "save":
        return RosterForm(said, "")
    faults = _kept(part, _cells(said), lambda made: add(made, keeper(visit), desk))
    return RosterForm(said, "", faults) if faults else None


def _kept(
    part: Part, cells: Mapping[str, str], keep: Callable[[Cohort | Clinician], None]
) -> tuple[Wrong, ...]:
    """What is wrong with an entry; nothing where it is kept."""
    from threshold.program.roster_file import read_cells
    from threshold.program.roster_forms import Misshapen

    try:
        made = read_cells(part, cells)
        if isinstance(made, Cohort | Clinician):
            keep(made)
    except Misshapen as error:
        return tuple(wrong_at(*one) for one in error.faults)
    except Broken as error:
        return tuple(wrong_at(one.loc, one.rule) for one in error.breaches)
    return ()


def _cells(said: Mapping[str, str]) -> dict[str, str]:
    """What was written, as cells; a box that is not ticked says no."""
    cells = {name: to_cell(text) for name, text in said.items()}
    return cells | {name: cells[name] or "false" for name in _BOXES if name in cells}
