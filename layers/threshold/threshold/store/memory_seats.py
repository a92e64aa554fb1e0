"""Seats in memory: the twin that use-case tests run on, held to the same contract suite."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from threshold.errors import Conflict
from threshold.intake.change import Change
from threshold.program.roster import Clinician, Cohort, Roster, Slot
from threshold.scheduling.ports import Availability, Gone
from threshold.scheduling.seat import Seat
from threshold.scheduling.seeker import Seeker
from threshold.store.memory import MemoryStore


class MemorySeats:
    """A `SeatStore` that forgets when the process ends, beside the intakes of a `MemoryStore`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._cohorts: dict[str, Cohort] = {}
        self._clinicians: dict[str, Clinician] = {}
        self._slots: dict[str, Slot] = {}
        self._compacts: dict[str, frozenset[str]] = {}
        self._seekers: dict[str, Seeker] = {}
        self._seats: dict[str, Seat] = {}

    def availability(self) -> Availability:
        """See `SeatStore.availability`."""
        taken = Counter(seat.cohort for seat in self._seats.values())
        ordered = sorted(self._slots.values(), key=lambda one: (one.starts_at, one.id))
        return Availability(
            Roster(
                tuple(self._cohorts[one] for one in sorted(self._cohorts)),
                tuple(self._clinicians[one] for one in sorted(self._clinicians)),
                tuple(ordered),
                dict(self._compacts),
            ),
            {one.id: one.capacity - taken[one.id] for one in self._cohorts.values()},
            tuple(slot for slot in ordered if slot.id not in self._taken()),
        )

    def _taken(self) -> set[str]:
        return {one.slot for seat in self._seats.values() for one in seat.appointments}

    def cohort(self, cohort_id: str) -> Cohort | None:
        """See `SeatStore.cohort`."""
        return self._cohorts.get(cohort_id)

    def clinicians(self, ids: Collection[str]) -> tuple[Clinician, ...]:
        """See `SeatStore.clinicians`."""
        return tuple(self._clinicians[one] for one in set(ids) if one in self._clinicians)

    def put_cohort(self, cohort: Cohort, seen: Cohort | None = None) -> None:
        """See `SeatStore.put_cohort`."""
        if seen is not None and seen != self._cohorts.get(cohort.id):
            raise Conflict("it is not as it was seen")
        if cohort.capacity < sum(seat.cohort == cohort.id for seat in self._seats.values()):
            raise Conflict("capacity: fewer places than are taken")
        self._cohorts[cohort.id] = cohort

    def put_clinician(self, clinician: Clinician, seen: Clinician | None = None) -> None:
        """See `SeatStore.put_clinician`."""
        if seen is not None and seen != self._clinicians.get(clinician.id):
            raise Conflict("they are not as they were seen")
        self._clinicians[clinician.id] = clinician

    def add(self, entry: Cohort | Clinician) -> None:
        """See `SeatStore.add`."""
        there: dict[str, Any] = self._cohorts if isinstance(entry, Cohort) else self._clinicians
        if there.setdefault(entry.id, entry) is not entry:
            raise Conflict("there is one with this id")

    def put_slots(self, slots: Sequence[Slot]) -> None:
        """See `SeatStore.put_slots`."""
        for slot in slots:
            self._slots.setdefault(slot.id, slot)

    def remove_slot(self, slot_id: str) -> None:
        """See `SeatStore.remove_slot`."""
        if slot_id in self._taken():
            raise Gone("somebody holds the appointment")
        self._slots.pop(slot_id, None)

    def put_compacts(self, compacts: dict[str, frozenset[str]]) -> None:
        """See `SeatStore.put_compacts`."""
        self._compacts = dict(compacts)

    def waiting(self) -> tuple[Seeker, ...]:
        """See `SeatStore.waiting`."""
        return tuple(self._seekers.values())

    def wait(self, seeker: Seeker) -> None:
        """See `SeatStore.wait`."""
        there = self._seekers.get(seeker.intake_id)
        if there is None or there.version <= seeker.version:
            self._seekers[seeker.intake_id] = seeker

    def stop_waiting(self, intake_id: str, version: int) -> None:
        """See `SeatStore.stop_waiting`."""
        there = self._seekers.get(intake_id)
        if there and there.version <= version:
            del self._seekers[intake_id]

    def hold(self, changes: Sequence[Change], seats: Sequence[Seat]) -> None:
        """See `SeatStore.hold`."""
        self._store.apply_all(changes, lambda: self._hold(seats))

    def _hold(self, seats: Sequence[Seat]) -> None:
        free = self.availability()
        slots = {slot.id for slot in free.slots_free}
        wanted = Counter(seat.cohort for seat in seats)
        if (
            any(free.seats_free.get(cohort, 0) < number for cohort, number in wanted.items())
            or any(one.slot not in slots for seat in seats for one in seat.appointments)
            or any(seat.intake_id in self._seats for seat in seats)
        ):
            raise Gone("a seat or an appointment is taken")
        for seat in seats:
            self._seats[seat.intake_id] = seat
            self._seekers.pop(seat.intake_id, None)

    def settle(self, change: Change, seat: Seat) -> None:
        """See `SeatStore.settle`."""
        self._store.apply_all((change,), lambda: self._settle(seat))

    def _settle(self, seat: Seat) -> None:
        held = self._seats.get(seat.intake_id)
        if held is None or held.number != seat.number or held.hold_until is None:
            raise Conflict("the hold is over")
        self._seats[seat.intake_id] = seat

    def release(self, seat: Seat, change: Change | None = None) -> None:
        """See `SeatStore.release`."""
        self._store.apply_all((change,) if change else (), lambda: self._release(seat))

    def _release(self, seat: Seat) -> None:
        there = self._seats.get(seat.intake_id)
        if there and (there.number, there.hold_until) == (seat.number, seat.hold_until):
            del self._seats[seat.intake_id]

    def seat_of(self, intake_id: str) -> Seat | None:
        """See `SeatStore.seat_of`."""
        return self._seats.get(intake_id)

    def seats_in(self, cohort_id: str) -> tuple[Seat, ...]:
        """See `SeatStore.seats_in`."""
        found = [seat for seat in self._seats.values() if seat.cohort == cohort_id]
        return tuple(sorted(found, key=lambda seat: seat.intake_id))

    def lapsed(self, now: datetime, most: int) -> tuple[str, ...]:
        """See `SeatStore.lapsed`."""
        over = [(one.hold_until, one.intake_id) for one in self._seats.values() if one.hold_until]
        return tuple(intake_id for until, intake_id in sorted(over) if until <= now)[:most]

    def beginning(self, after: datetime, until: datetime) -> tuple[str, ...]:
        """See `SeatStore.beginning`."""
        taken = [one for one in self._seats.values() if one.hold_until is None]
        each = sorted((one.first.starts_at, one.intake_id) for one in taken)
        return tuple(intake_id for at, intake_id in each if after < at <= until)
