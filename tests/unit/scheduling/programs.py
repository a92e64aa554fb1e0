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
NARROWED = st.sampled_from(
    (
        tuple(Window(weekday=day, part=part) for day in Weekday for part in PartOfDay),
        tuple(Window(weekday=day, part=PartOfDay.EVENING) for day in Weekday),
        (),
    )
)
some = st.sampled_from

licences = st.one_of(
    st.builds(Licence, state=some(STATES), until=st.one_of(st.none(), some((date(2026, 10, 30),)))),
    st.just(Licence(compact="psypact")),
)


@st.composite
def clinicians(draw, count):
    return tuple(
        Clinician(
            f"clinician-{number}",
            "Dr. Tester",
            tuple(draw(st.lists(licences, min_size=1, max_size=2))),
            draw(some((frozenset({"en"}), frozenset({"en", "es"})))),
            frozenset(Specialty) if number == 0 else frozenset(),
            draw(some((None, frozenset({"99991"})))),
        )
        for number in range(count)
    )


@st.composite
def cohorts(draw, count, staff):
    return tuple(
        Cohort(
            id=f"cohort-{number}",
            name="A group",
            track=draw(some(TRACKS)),
            zone=draw(some(ZONES)),
            sessions=_sessions(draw, staff),
            capacity=3,
            starts=tuple(draw(st.lists(some(FIRST_STARTS), min_size=1, max_size=2))),
            language=draw(some(("en", "en", "es"))),
            interpreter=draw(st.booleans()),
            ages=draw(some((frozenset(AgeBand), frozenset({AgeBand.ADULT})))),
            accommodates_pain=draw(st.booleans()),
            closed=draw(some((False, False, False, True))),
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
            draw(some((*[SlotKind.FIRST] * 3, SlotKind.PRESCRIBER, SlotKind.COUPLES))),
            NOW + timedelta(hours=draw(st.integers(1, 150))),
            50,
        )
        for number in range(draw(st.integers(0, most)))
    )


@st.composite
def availabilities(draw, most_slots=14):
    staff = draw(clinicians(3))
    groups = draw(cohorts(draw(st.integers(1, 4)), staff))
    free = {group.id: draw(st.integers(0, 2)) for group in groups}
    appointments = draw(slots(staff, most_slots))
    return Availability(Roster(groups, staff, appointments, COMPACTS), free, appointments)


@st.composite
def seekers(draw, number, arrived=NOW):
    return Seeker(
        intake_id=f"intake-{number}",
        version=1,
        tier=draw(some((Tier.P1, Tier.P3, Tier.P4, Tier.P5, Tier.P6, Tier.P6))),
        accepted_at=arrived - timedelta(hours=draw(st.integers(0, 400))),
        language=draw(some(("en", "en", "es"))),
        tracks=tuple(draw(st.lists(some(TRACKS), min_size=1, max_size=2, unique=True))),
        zone=draw(some(ZONES)),
        age=draw(some((17, 40, 70))),
        state=draw(some((*STATES, *STATES, None))),
        interpreter=draw(some((False, False, True))),
        windows=draw(NARROWED),
        hours_per_week=draw(some((None, 9, 12))),
        payer=draw(some((None, "99991", "99992"))),
        prescriber=draw(some((False, False, True))),
        pain=draw(some((False, False, True))),
        refused=draw(some((frozenset(), frozenset({"cohort-0"})))),
    )


@st.composite
def queues(draw, most=7):
    waiting = [draw(seekers(number)) for number in range(draw(st.integers(1, most)))]
    if len(waiting) > 1 and draw(st.booleans()):
        together, passed_over = draw(st.booleans()), draw(st.integers(0, 3))
        for number in (0, 1):
            waiting[number] = replace(
                waiting[number],
                couple="couple-1",
                together=together,
                passed_over=passed_over,
                passed_over_at=NOW - timedelta(days=draw(some((1, 20)))) if passed_over else None,
            )
    return tuple(waiting)
