"""What placing people needs of a store, beside that of the intakes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from threshold.intake.change import Change
from threshold.program.roster import Clinician, Cohort, Roster, Slot
from threshold.scheduling.seat import Seat
from threshold.scheduling.seeker import Seeker


@dataclass(frozen=True, slots=True)
class Availability:
    """What there is to give: the roster, the seats free in each cohort by id, the slots free."""

    roster: Roster
    seats_free: dict[str, int]
    slots_free: tuple[Slot, ...]


class Gone(Exception):
    """A seat, or an appointment that goes with it, is not free any more; nothing was stored."""


class SeatStore(Protocol):
    """Cohorts, clinicians, appointments, who waits and who holds which seat."""

    def availability(self) -> Availability:
        """All of it, read consistently: what no hold keeps from others."""

    def cohort(self, cohort_id: str) -> Cohort | None:
        """A cohort as it is now, None where there is none of this id."""

    def clinicians(self, ids: Collection[str]) -> tuple[Clinician, ...]:
        """Some clinicians, in no order; who is not there is left out."""

    def put_cohort(self, cohort: Cohort, seen: Cohort | None = None) -> None:
        """Keep a cohort, new or changed; seats taken in it stay taken.

        seen: as it stood before whoever changes it; None: whatever it is now.

        Raises:
            Conflict: fewer places than are taken, or it is not as it was seen.
        """

    def put_clinician(self, clinician: Clinician, seen: Clinician | None = None) -> None:
        """Keep a clinician, new or changed; `seen` as for a cohort.

        Raises:
            Conflict: they are not as they were seen.
        """

    def add(self, entry: Cohort | Clinician) -> None:
        """Keep a cohort or a clinician that is new.

        Raises:
            Conflict: there is one with this id.
        """

    def put_slots(self, slots: Sequence[Slot]) -> None:
        """Keep new appointments; one that is there already stays as it is, taken or free."""

    def remove_slot(self, slot_id: str) -> None:
        """Take an appointment away that nobody holds.

        Raises:
            Gone: somebody does.
        """

    def put_compacts(self, compacts: dict[str, frozenset[str]]) -> None:
        """Keep which states belong to which compact."""

    def waiting(self) -> tuple[Seeker, ...]:
        """Everybody who waits for a seat, in no order. An intake may have moved on since."""

    def wait(self, seeker: Seeker) -> None:
        """Keep who waits, or what changed of it; an older version never replaces a newer one."""

    def stop_waiting(self, intake_id: str, version: int) -> None:
        """Forget that somebody waits, as it was at a version of the intake; what was kept of a
        later one stays."""

    def hold(self, changes: Sequence[Change], seats: Sequence[Seat]) -> None:
        """Offer one person, or the two of a couple, a seat each: all of it or nothing. They wait
        no longer.

        Raises:
            Gone: a seat or an appointment is taken.
            Conflict: one of the intakes is no longer as it was.
        """

    def settle(self, change: Change, seat: Seat) -> None:
        """Keep that somebody took the seat they held; `seat` is as it is from now on.

        Raises:
            Conflict: the intake, or the hold, is no longer as it was.
        """

    def release(self, seat: Seat, change: Change | None = None) -> None:
        """Give a seat and its appointments back, with the change that does it; None where the
        intake has moved on by itself. Where it was given back already, or was taken since it was
        held so, the change alone is stored, if there is one.

        Raises:
            Conflict: the intake is no longer as it was.
        """

    def seat_of(self, intake_id: str) -> Seat | None:
        """The seat that somebody holds or has."""

    def seats_in(self, cohort_id: str) -> tuple[Seat, ...]:
        """Every seat of a cohort that is held or taken."""

    def lapsed(self, now: datetime, most: int) -> tuple[str, ...]:
        """The intakes whose holds ended, the longest ended first. It may lag a second."""

    def beginning(self, after: datetime, until: datetime) -> tuple[str, ...]:
        """The intakes whose first appointment, with a seat that they took, begins after one moment
        and until another, the soonest first. It may lag a second."""


class RoundLease(Protocol):
    """Lets one round of placing run at a time; who comes meanwhile has it run once more.

    It spares work: that no seat is sold twice is the store's to see to.
    """

    def begin(self, now: datetime, until: datetime) -> bool:
        """Begin a round that is over by then; False where one is under way, which is told of it."""

    def end(self, until: datetime) -> bool:
        """End the round that was begun so; False where another was asked for, which begins."""
