"""Cohorts, appointments and seats to test with: valid by default, one word changes what matters."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.builders import NOW, opening
from threshold.intake.change import Change, Step, moved
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import PATIENT, SYSTEM, IntakeRecord, Tier
from threshold.intake.submission import Track, Weekday
from threshold.program.roster import Clinician, Cohort, Licence, Session, Slot, SlotKind
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.seat import OFFER_HOLDS, Appointment, Seat
from threshold.scheduling.seeker import Seeker

STARTS_ON = date(2026, 1, 19)
FIRST_AT = datetime(2026, 1, 14, 16, 0, tzinfo=UTC)
CLINICIAN = Clinician("clara", "Clara Tester", (Licence("TX"),))


def cohort(cohort_id: str = "c1", **changes: Any) -> Cohort:
    days = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.THURSDAY)
    made = Cohort(
        cohort_id,
        "Group",
        Track.MENTAL_HEALTH,
        "America/Chicago",
        tuple(Session(day, time(9), time(12), CLINICIAN.id) for day in days),
        8,
        (STARTS_ON,),
    )
    return replace(made, **changes)


def slot(slot_id: str = "s1", kind: SlotKind = SlotKind.FIRST, **changes: Any) -> Slot:
    return replace(Slot(slot_id, CLINICIAN.id, kind, FIRST_AT, 60), **changes)


def appointment(slot_id: str = "s1") -> Appointment:
    return Appointment(slot_id, CLINICIAN.id, FIRST_AT, 60)


def seat(intake_id: str, slot_id: str = "s1", cohort_id: str = "c1", **changes: Any) -> Seat:
    first = appointment(slot_id)
    made = Seat(intake_id, 1, cohort_id, STARTS_ON, NOW + OFFER_HOLDS, first)
    return replace(made, **changes)


def seeker(intake_id: str, **changes: Any) -> Seeker:
    made = Seeker(
        intake_id,
        version=4,
        tier=Tier.P6,
        accepted_at=NOW,
        language="en",
        tracks=(Track.MENTAL_HEALTH,),
        zone="America/Chicago",
        age=36,
        state="TX",
    )
    return replace(made, **changes)


def accepted(store: IntakeStore, intake_id: str) -> IntakeRecord:
    """An intake that waits for a seat."""
    change = opening(intake_id)
    store.create(change)
    for kind in (EventKind.ASSESSED, EventKind.ACCEPTED, EventKind.QUEUED_FOR_SEAT):
        change = moved(change.after, Step(kind, SYSTEM, NOW))
        store.apply(change)
    return change.after


def offered(record: IntakeRecord) -> Change:
    return moved(record, Step(EventKind.SEAT_OFFERED, SYSTEM, NOW))


def answered(record: IntakeRecord, kind: EventKind) -> Change:
    return moved(record, Step(kind, PATIENT, NOW + timedelta(hours=1)))


def give(seats: SeatStore, places: int = 8, slots: int = 1, cohort_id: str = "c1") -> None:
    """Make a cohort with so many places, and so many first appointments: s1, s2 and on."""
    seats.put_cohort(cohort(cohort_id, capacity=places))
    seats.put_clinician(CLINICIAN)
    seats.put_slots([slot(f"s{number}") for number in range(1, slots + 1)])
