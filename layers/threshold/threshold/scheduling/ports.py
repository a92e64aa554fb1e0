"""What placing people needs of a store, beside that of the intakes."""

from collections.abc import Sequence
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

    def stop_waiting(self, intake_id: str) -> None:
        """Forget that somebody waits."""

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
        intake has moved on by itself. Nothing where it was given back already and there is no
        change.

        Raises:
            Conflict: the intake is no longer as it was.
        """

    def seat_of(self, intake_id: str) -> Seat | None:
        """The seat that somebody holds or has."""

    def seats_in(self, cohort_id: str) -> tuple[Seat, ...]:
        """Every seat of a cohort that is held or taken."""

    def lapsed(self, now: datetime, most: int) -> tuple[str, ...]:
        """The intakes whose holds ended, the longest ended first."""
