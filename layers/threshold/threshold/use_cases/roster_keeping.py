"""Keeping the roster: what an import changes, and what staff change; written down first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from threshold.codec import canonical
from threshold.errors import Conflict, Unknown
from threshold.intake.life_cycle import Role
from threshold.program.model import Program
from threshold.program.roster import Clinician, Cohort, Roster, Slot
from threshold.program.roster_changes import Changes, changed_fields, changes
from threshold.program.roster_entries import File
from threshold.program.roster_parts import Breach, Part, entries, part_of
from threshold.program.roster_rules import Limits, breaches
from threshold.scheduling.ports import Availability, Gone, SeatStore
from threshold.staff.trail import Deed, DeedKind, Trail


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who changes the roster: sign-in name and roles."""

    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class RosterDesk:
    """What keeping the roster works with.

    most_in_group: the largest group there may be. read: `roster_file.read_roster`.
    """

    seats: SeatStore
    trail: Trail
    program: Program
    most_in_group: int
    read: Callable[[Sequence[File], Limits, Roster], Roster]
    now: Callable[[], datetime]
    new_value: Callable[[], str]


class Overtaken(Exception):
    """Somebody else changed it after it was read; nothing was stored."""


class Broken(Exception):
    """A change that breaks rules. `breaches` has every one of them; nothing was stored."""

    def __init__(self, broken: Sequence[Breach]) -> None:
        super().__init__(f"{len(broken)} breach(es)")
        self.breaches = broken


def planned(files: Sequence[File], desk: RosterDesk, *, close_missing: bool) -> Changes:
    """What the files would change. close_missing: cohorts that they do not name are closed.

    Raises:
        Unusable: the files have faults, each of which it lists.
    """
    there = desk.seats.availability()
    said = desk.read(files, _limits(there, desk), there.roster)
    return changes(said, there.roster, desk.now(), close_missing=close_missing)


def carry_out(plan: Changes, by: Keeper, desk: RosterDesk) -> None:
    """Store what a plan changes; nothing where that is nothing. To be done again after a crash.

    Raises:
        Retryable: it could not be written down; nothing was stored.
        Conflict: seats were taken meanwhile that a cohort would lose. Whatever stood before it is
            stored; planned anew, the rest is left.
    """
    if not plan:
        return
    counts = {
        part.value: str(len(one.new) + len(one.changed) + len(one.closed))
        for part, one in plan.tallies.items()
    }
    _write(DeedKind.ROSTER_IMPORTED, counts, by, desk)
    put, seats = plan.put, desk.seats
    if put.compacts:
        seats.put_compacts({**seats.availability().roster.compacts, **put.compacts})
    for clinician in put.clinicians:
        seats.put_clinician(clinician)
    for cohort in put.cohorts:
        try:
            seats.put_cohort(cohort)
        except Conflict:
            _write(DeedKind.ROSTER_NOT_CHANGED, {"id": cohort.id}, by, desk)
            raise
    seats.put_slots(put.slots)


def fingerprint(entry: Cohort | Clinician) -> str:
    """The same for the same entry: what a form carries of the one that it was made from."""
    return sha256(canonical(entry).encode()).hexdigest()


def change(entry: Cohort | Clinician, seen: str, by: Keeper, desk: RosterDesk) -> None:
    """Change a cohort or a clinician. seen: the fingerprint of what it was made from.

    Raises:
        Unknown: there is none with this id.
        Overtaken: it was changed after it was seen, or seats were taken that it would lose.
        Broken: it breaks rules.
        Retryable: it could not be written down.
    """
    there = desk.seats.availability()
    part = part_of(entry)
    before = entries(there.roster, part).get(entry.id)
    if not isinstance(before, Cohort | Clinician):
        raise Unknown("the roster has no such entry")
    if fingerprint(before) != seen:
        raise Overtaken
    _check(_alone(entry), there, desk)
    fields = changed_fields(before, entry)
    if not fields:
        return
    _write(_CHANGED[part], {"id": entry.id, "fields": ", ".join(fields)}, by, desk)
    try:
        _put(entry, before, desk.seats)
    except Conflict:
        _write(DeedKind.ROSTER_NOT_CHANGED, {"id": entry.id}, by, desk)
        raise Overtaken from None


def add(entry: Cohort | Clinician, by: Keeper, desk: RosterDesk) -> None:
    """Add a cohort or a clinician.

    Raises:
        Broken: it breaks rules, or there is one with this id.
        Retryable: it could not be written down.
    """
    there = desk.seats.availability()
    part = part_of(entry)
    taken = Broken([Breach(part, entry.id, ("id",), "is taken: choose another")])
    if entry.id in entries(there.roster, part):
        raise taken
    _check(_alone(entry), there, desk)
    _write(_ADDED[part], {"id": entry.id}, by, desk)
    try:
        desk.seats.add(entry)
    except Conflict:
        _write(DeedKind.ROSTER_NOT_CHANGED, {"id": entry.id}, by, desk)
        raise taken from None


def add_slots(slots: Sequence[Slot], by: Keeper, desk: RosterDesk) -> None:
    """Add appointments.

    Raises:
        Broken: one is not ahead, or breaks another rule; none was stored.
        Retryable: it could not be written down.
    """
    there = desk.seats.availability()
    _check(Roster(slots=tuple(slots)), there, desk)
    behind = [one for one in slots if one.starts_at <= desk.now()]
    if behind:
        raise Broken([Breach(Part.SLOTS, one.id, ("starts",), "must be ahead") for one in behind])
    told = {"count": str(len(slots)), "id": slots[0].clinician}
    _write(DeedKind.SLOTS_ADDED, told, by, desk)
    desk.seats.put_slots(slots)


def remove_slot(slot: Slot, by: Keeper, desk: RosterDesk) -> None:
    """Take an appointment away that nobody holds.

    Raises:
        Gone: somebody does.
        Retryable: it could not be written down.
    """
    _write(DeedKind.SLOT_REMOVED, {"id": slot.id}, by, desk)
    try:
        desk.seats.remove_slot(slot.id)
    except Gone:
        _write(DeedKind.ROSTER_NOT_CHANGED, {"id": slot.id}, by, desk)
        raise


_ADDED = {Part.COHORTS: DeedKind.COHORT_ADDED, Part.CLINICIANS: DeedKind.CLINICIAN_ADDED}
_CHANGED = {Part.COHORTS: DeedKind.COHORT_CHANGED, Part.CLINICIANS: DeedKind.CLINICIAN_CHANGED}


def _alone(entry: Cohort | Clinician) -> Roster:
    if isinstance(entry, Cohort):
        return Roster(cohorts=(entry,))
    return Roster(clinicians=(entry,))


def _put(entry: Cohort | Clinician, before: Cohort | Clinician, seats: SeatStore) -> None:
    if isinstance(entry, Cohort) and isinstance(before, Cohort):
        seats.put_cohort(entry, before)
    elif isinstance(entry, Clinician) and isinstance(before, Clinician):
        seats.put_clinician(entry, before)


def _check(new: Roster, there: Availability, desk: RosterDesk) -> None:
    if broken := [*breaches(new, there.roster, _limits(there, desk))]:
        raise Broken(broken)


def _limits(there: Availability, desk: RosterDesk) -> Limits:
    taken = {one.id: one.capacity - there.seats_free[one.id] for one in there.roster.cohorts}
    today = desk.now().astimezone(ZoneInfo(desk.program.time_zone)).date()
    payers = frozenset(payer.id for payer in desk.program.payers)
    return Limits(today, desk.most_in_group, payers, taken)


def _write(kind: DeedKind, details: Mapping[str, str], by: Keeper, desk: RosterDesk) -> None:
    deed = Deed(desk.now(), kind, by.name, tuple(sorted(by.roles)), details)
    desk.trail.write(deed, desk.new_value())
