"""Somebody who waits, a group and appointments that suit them: one word changes what matters."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from threshold.intake.record import Tier
from threshold.intake.submission import Track, Weekday
from threshold.program.roster import (
    Clinician,
    Cohort,
    Licence,
    Roster,
    Session,
    Slot,
    SlotKind,
    Specialty,
)
from threshold.scheduling.ports import Availability
from threshold.scheduling.seeker import Seeker

NOW = datetime(2026, 10, 20, 15, tzinfo=UTC)  # a Tuesday, eleven in New York
MONDAY = date(2026, 10, 26)
THREE_DAYS = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.THURSDAY)


def seeker(intake_id="intake-1", **changes):
    usual = Seeker(
        intake_id=intake_id,
        version=1,
        tier=Tier.P6,
        accepted_at=NOW - timedelta(hours=1),
        language="en",
        tracks=(Track.TRAUMA,),
        zone="America/New_York",
        age=40,
        state="NY",
    )
    return replace(usual, **changes)


def couple(*names, **changes):
    return tuple(seeker(name, couple="couple-1", together=True, **changes) for name in names)


def clinician(name="clinician-1", **changes):
    usual = Clinician(name, "Dr. Tester", (Licence(state="NY"),), specialties=frozenset(Specialty))
    return replace(usual, **changes)


def sessions(begins=time(13), ends=time(16), leader="clinician-1", days=THREE_DAYS):
    return tuple(Session(day, begins, ends, leader) for day in days)


def cohort(name="cohort-1", **changes):
    usual = Cohort(
        id=name,
        name="A group",
        track=Track.TRAUMA,
        zone="America/New_York",
        sessions=sessions(),
        capacity=12,
        starts=(MONDAY,),
    )
    return replace(usual, **changes)


def slot(name, kind=SlotKind.FIRST, hours=30, who="clinician-1"):
    return Slot(name, who, kind, NOW + timedelta(hours=hours), 50)


def plenty(people=8, who="clinician-1"):
    """So many appointments of each kind, none at the same time as another."""
    return tuple(
        slot(f"{kind}-{number}", kind, 30 + place + 3 * number, who)
        for place, kind in enumerate(SlotKind)
        for number in range(people)
    )


def free(*cohorts, seats=1, slots=None, clinicians=None, compacts=None):
    appointments = plenty() if slots is None else tuple(slots)
    staff = (clinician(),) if clinicians is None else tuple(clinicians)
    roster = Roster(tuple(cohorts), staff, appointments, compacts or {})
    return Availability(roster, {one.id: seats for one in cohorts}, appointments)
