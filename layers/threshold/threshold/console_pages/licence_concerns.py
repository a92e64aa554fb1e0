"""Whom it concerns that a clinician's licence ends: those in their care whose state it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from threshold.console_pages.roster_rows import LicenceRow, ends_soon, licence_row, states_of
from threshold.console_pages.shell import TEXTS
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord
from threshold.program.roster import Clinician, Licence, Roster
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.seat import Seat


@dataclass(frozen=True, slots=True)
class Concern:
    """A licence that ends soon, or has, and those seated in its states whom no other one of the
    clinician's covers then."""

    licence: LicenceRow
    whom: tuple[IntakeRecord, ...]


def concerns(
    person: Clinician, roster: Roster, seats: SeatStore, store: IntakeStore, now: datetime
) -> tuple[Concern, ...]:
    """What there is to see to; nobody is looked for where no licence ends."""
    today = now.date()
    ending = [one for one in person.licences if ends_soon(one, today)]
    if not ending:
        return ()
    covered = _states([one for one in person.licences if one not in ending], roster)
    records = [store.load(intake_id) for intake_id in _in_care(person, roster, seats, now)]
    return tuple(
        Concern(
            licence_row(one, today, TEXTS),
            tuple(each for each in records if each.state in states_of(one, roster) - covered),
        )
        for one in ending
    )


def _states(licences: list[Licence], roster: Roster) -> frozenset[str]:
    return frozenset().union(*(states_of(one, roster) for one in licences))


def _in_care(person: Clinician, roster: Roster, seats: SeatStore, now: datetime) -> Iterator[str]:
    for cohort in roster.cohorts:
        leads = any(one.clinician == person.id for one in cohort.sessions)
        for seat in seats.seats_in(cohort.id):
            if leads or _meets(seat, person, now):
                yield seat.intake_id


def _meets(seat: Seat, person: Clinician, now: datetime) -> bool:
    return any(one.clinician == person.id and one.starts_at > now for one in seat.appointments)
