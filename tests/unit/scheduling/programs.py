"""Small random programs and queues, with enough in common that people compete for seats."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from threshold.intake.record import Tier
from threshold.intake.submission import PartOfDay, Track, Weekday, Window
from threshold.program.roster import (
    AgeBand,
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

NOW = datetime(2026, 10, 20, 15, tzinfo=UTC)
FIRST_STARTS = (date(2026, 10, 26), date(2026, 10, 28), date(2026, 11, 2))
ZONES = ("America/New_York", "America/Phoenix", "Pacific/Honolulu")
STATES = ("NY", "AZ")
COMPACTS = {"psypact": frozenset({"AZ", "NY"})}
TRACKS = (Track.DUAL, Track.TRAUMA, Track.CHRONIC_PAIN)
HOURS = ((time(9), time(12)), (time(13), time(17)), (time(18), time(21)))
DAYS = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.THURSDAY)
ALWAYS = tuple(Window(weekday=day, part=part) for day in Weekday for part in PartOfDay)
EVENINGS = tuple(Window(weekday=day, part=PartOfDay.EVENING) for day in Weekday)
some = st.sampled_from


def mostly(usual, *others):
    """A value that most have, so that people fit groups and compete for them."""
    return some((*[usual] * 8, *others))


licences = mostly(
    Licence(compact="psypact"),
    Licence(state="NY"),
    Licence(state="AZ"),
    Licence(state="NY", until=date(2026, 10, 27)),
)


@st.composite
def clinicians(draw, count):
    return tuple(
        Clinician(
            f"clinician-{number}",
            "Dr. Tester",
            tuple(draw(st.lists(licences, min_size=1, max_size=2))),
            draw(mostly(frozenset({"en", "es"}), frozenset({"en"}))),
            frozenset(Specialty) if number < 2 else frozenset(),
            draw(mostly(None, frozenset({"99991"}))),
        )
        for number in range(count)
    )


@st.composite
def cohorts(draw, count, staff):
    return tuple(
        Cohort(
            id=f"cohort-{number}",
            name="A group",
            track=draw(mostly(*TRACKS)),
            zone=draw(mostly(*ZONES)),
            sessions=_sessions(draw, staff),
            capacity=3,
            starts=draw(mostly(FIRST_STARTS[:1], FIRST_STARTS[1:], FIRST_STARTS[2:])),
            language=draw(mostly("en", "es")),
            interpreter=draw(st.booleans()),
            ages=draw(mostly(frozenset(AgeBand), frozenset({AgeBand.ADULT}))),
            accommodates_pain=draw(st.booleans()),
            closed=draw(mostly(False, True)),
        )
        for number in range(count)
    )


def _sessions(draw, staff):
    begins, ends = draw(some(HOURS))
    leader = draw(some([one.id for one in staff]))
    return tuple(Session(day, begins, ends, leader) for day in DAYS)


@st.composite
def slots(draw, staff, most):
    return tuple(
        Slot(
            f"slot-{number}",
            draw(some([one.id for one in staff])),
            draw(
                some(
                    (*[SlotKind.FIRST] * 5, SlotKind.PRESCRIBER, SlotKind.COUPLES, SlotKind.COUPLES)
                )
            ),
            NOW + timedelta(hours=draw(st.integers(20, 130))),
            50,
        )
        for number in range(draw(st.integers(most // 2, most)))
    )


@st.composite
def availabilities(draw, most_slots=16):
    staff = draw(clinicians(3))
    groups = draw(cohorts(draw(st.integers(2, 4)), staff))
    free = {group.id: draw(mostly(1, 0, 2)) for group in groups}
    appointments = draw(slots(staff, most_slots))
    return Availability(Roster(groups, staff, appointments, COMPACTS), free, appointments)


@st.composite
def seekers(draw, number, arrived=NOW):
    return Seeker(
        intake_id=f"intake-{number}",
        version=1,
        tier=draw(some((Tier.P1, Tier.P3, Tier.P4, Tier.P5, Tier.P6, Tier.P6))),
        accepted_at=arrived - timedelta(hours=draw(st.integers(0, 400))),
        language=draw(mostly("en", "es")),
        tracks=draw(mostly(TRACKS[:1], TRACKS[:2], TRACKS[1:], TRACKS[2:])),
        zone=draw(mostly(*ZONES)),
        age=draw(mostly(40, 17, 70)),
        state=draw(mostly(*STATES, None)),
        interpreter=draw(mostly(False, True)),
        windows=draw(mostly(ALWAYS, EVENINGS, ())),
        hours_per_week=draw(mostly(None, 9, 12)),
        payer=draw(mostly(None, "99991", "99992")),
        prescriber=draw(mostly(False, True, True)),
        pain=draw(mostly(False, True)),
        refused=draw(mostly(frozenset(), frozenset({"cohort-0"}))),
    )


@st.composite
def queues(draw, most=7):
    waiting = [draw(seekers(number)) for number in range(draw(st.integers(2, most)))]
    if draw(st.booleans()):
        joined = {
            "couple": "couple-1",
            "together": draw(mostly(True, False)),
            "passed_over": draw(mostly(0, 1, 2, 3)),
            "passed_over_at": NOW - timedelta(days=draw(mostly(1, 20))),
        }
        easy = EASY if draw(mostly(True, False)) else {}
        waiting[:2] = [replace(one, **joined, **easy) for one in waiting[:2]]
    return tuple(waiting)


EASY = {
    "state": "NY",
    "language": "en",
    "interpreter": False,
    "tracks": TRACKS,
    "windows": (),
    "age": 40,
    "hours_per_week": None,
    "payer": None,
    "pain": False,
    "refused": frozenset(),
}
"""Somebody whom most groups would suit: what a couple needs, to be placed often enough."""
