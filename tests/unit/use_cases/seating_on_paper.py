"""Intakes on their way to a seat, as far as their events tell; and seats on paper."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from tests.builders import NOW, opening
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import PATIENT, SYSTEM, Actor
from threshold.intake.submission import Track, Weekday
from threshold.program.roster import Cohort, Session
from threshold.scheduling.seat import Appointment, Seat
from threshold.store.memory import MemoryStore
from threshold.use_cases.stepping import take

STAFF = Actor(Role.CLINICIAN, "carl")
INTAKE_ID = "a" * 26
TO_ACCEPTED = (EventKind.ASSESSED, EventKind.ACCEPTED)
TO_OFFERED = (*TO_ACCEPTED, EventKind.QUEUED_FOR_SEAT, EventKind.SEAT_OFFERED)
TO_SEATED = (*TO_OFFERED, EventKind.OFFER_ACCEPTED)
SYSTEMS = frozenset({*TO_OFFERED, EventKind.OFFER_EXPIRED, EventKind.SEAT_ANNOUNCED})
COHORT = Cohort(
    id="evening-2",
    name="Evening group",
    track=Track.DUAL,
    zone="America/Chicago",
    sessions=(Session(Weekday.MONDAY, time(18), time(21), "c-1"),),
    capacity=10,
    starts=(date(2026, 1, 12),),
)
FIRST = Appointment("slot-1", "c-1", datetime(2026, 1, 8, 15, tzinfo=UTC), 60)


def step(kind, by=None):
    actor = by or (SYSTEM if kind in SYSTEMS else PATIENT)
    return Step(kind, actor, NOW)


def walk(store, *kinds, by=None):
    """Take steps, each as the system, the person, or who is named."""
    for kind in kinds:
        take(store, INTAKE_ID, lambda _, kind=kind: step(kind, by))


def opened(*kinds):
    """A store with one intake that went this way."""
    store = MemoryStore()
    store.create(opening(INTAKE_ID))
    walk(store, *kinds)
    return store


def seat(intake_id=INTAKE_ID, **changes):
    held = {"number": 1, "cohort": COHORT.id, "starts_on": COHORT.starts[0], "hold_until": None}
    return Seat(intake_id, first=FIRST, **(held | changes))


@dataclass
class SeatsOnPaper:
    """The part of a store of seats that tells of one."""

    seats: list[Seat] = field(default_factory=list)
    cohorts: tuple[Cohort, ...] = (COHORT,)

    def seat_of(self, intake_id):
        return next((one for one in self.seats if one.intake_id == intake_id), None)

    def seats_in(self, cohort_id):
        return tuple(one for one in self.seats if one.cohort == cohort_id)

    def cohort(self, cohort_id):
        return next((one for one in self.cohorts if one.id == cohort_id), None)
