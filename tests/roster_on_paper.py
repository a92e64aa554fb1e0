"""A roster kept in memory, with the seats that a test says are taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from threshold.errors import Conflict
from threshold.program.roster import Clinician, Cohort, Roster, Slot
from threshold.scheduling.ports import Availability, Gone
from threshold.scheduling.seat import Seat


@dataclass
class SeatsOnPaper:
    """The part of a `SeatStore` that keeping the roster needs."""

    roster: Roster = field(default_factory=Roster)
    seats: list[Seat] = field(default_factory=list)
    writes: int = 0

    def availability(self) -> Availability:
        taken = Counter(seat.cohort for seat in self.seats)
        held = {one.slot for seat in self.seats for one in seat.appointments}
        free = {one.id: one.capacity - taken[one.id] for one in self.roster.cohorts}
        slots = tuple(one for one in self.roster.slots if one.id not in held)
        return Availability(self.roster, free, slots)

    def put_cohort(self, cohort: Cohort, seen: Cohort | None = None) -> None:
        there = {one.id: one for one in self.roster.cohorts}
        if seen is not None and there.get(cohort.id) != seen:
            raise Conflict("the cohort is not as it was seen")
        if cohort.capacity < sum(seat.cohort == cohort.id for seat in self.seats):
            raise Conflict("capacity: fewer places than are taken")
        self._put(cohorts=tuple((there | {cohort.id: cohort}).values()))

    def put_clinician(self, clinician: Clinician, seen: Clinician | None = None) -> None:
        there = {one.id: one for one in self.roster.clinicians}
        if seen is not None and there.get(clinician.id) != seen:
            raise Conflict("the clinician is not as they were seen")
        self._put(clinicians=tuple((there | {clinician.id: clinician}).values()))

    def add(self, entry: Cohort | Clinician) -> None:
        cohorts = isinstance(entry, Cohort)
        name = "cohorts" if cohorts else "clinicians"
        there = self.roster.cohorts if cohorts else self.roster.clinicians
        if entry.id in {one.id for one in there}:
            raise Conflict("there is one with this id")
        self._put(**{name: (*there, entry)})

    def put_slots(self, slots: Sequence[Slot]) -> None:
        there = {one.id: one for one in self.roster.slots}
        self._put(slots=tuple(({one.id: one for one in slots} | there).values()))

    def remove_slot(self, slot_id: str) -> None:
        if slot_id not in {one.id for one in self.availability().slots_free}:
            raise Gone("somebody holds it")
        self._put(slots=tuple(one for one in self.roster.slots if one.id != slot_id))

    def put_compacts(self, compacts: Mapping[str, frozenset[str]]) -> None:
        self._put(compacts=dict(compacts))

    def seats_in(self, cohort_id: str) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.cohort == cohort_id)

    def _put(self, **parts: object) -> None:
        self.roster = replace(self.roster, **parts)
        self.writes += 1
