"""Random queues and rosters: six states, two languages, evenings and days; one in ten a couple.

Appointments are plenty, so that a solver that knows nothing of them is an upper bound.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from threshold.intake.record import Tier
from threshold.intake.submission import PartOfDay, Track, Weekday, Window
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

NOW = datetime(2026, 11, 2, 15, tzinfo=UTC)
_STATES = {
    "NY": "America/New_York",
    "TX": "America/Chicago",
    "CO": "America/Denver",
    "AZ": "America/Phoenix",
    "CA": "America/Los_Angeles",
    "HI": "Pacific/Honolulu",
}
_TRACKS = (Track.MENTAL_HEALTH, Track.DUAL, Track.TRAUMA, Track.CHRONIC_PAIN)
_TIERS = (Tier.P1, Tier.P2, Tier.P3, Tier.P4, Tier.P5, Tier.P6)
_HOURS = {"day": (time(9), time(12)), "noon": (time(13), time(16)), "evening": (time(18), time(21))}
_WEEKDAYS = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class Case:
    """Who waits, and what is free."""

    waiting: tuple[Seeker, ...]
    availability: Availability


def case(people: int, cohorts: int, seed: int = 7) -> Case:
    """A case, the same for the same numbers."""
    random = Random(seed)  # noqa: S311 - it draws cases, not secrets
    clinicians = tuple(_clinician(random, number) for number in range(cohorts))
    groups = tuple(_cohort(random, number) for number in range(cohorts))
    slots = _slots(clinicians, people)
    roster = Roster(groups, clinicians, slots)
    free = {group.id: random.randint(1, 5) for group in groups}
    return Case(_waiting(random, people), Availability(roster, free, slots))


def _clinician(random: Random, number: int) -> Clinician:
    states = random.sample(list(_STATES), 3)
    return Clinician(
        f"clinician-{number:02}",
        f"Clinician {number}",
        tuple(Licence(state=state) for state in states),
        frozenset({"en", "es"}) if random.random() < 0.4 else frozenset({"en"}),
        frozenset(Specialty),
    )


def _cohort(random: Random, number: int) -> Cohort:
    begins, ends = _HOURS[random.choice(tuple(_HOURS))]
    days = random.choice(((0, 2, 3), (1, 2, 4), (0, 1, 3), (2, 5, 6)))
    first = date(2026, 11, 9) + timedelta(days=7 * random.randrange(2))
    return Cohort(
        id=f"cohort-{number:02}",
        name=f"Group {number}",
        track=random.choice(_TRACKS),
        zone=random.choice(tuple(_STATES.values())[:5]),
        sessions=tuple(
            Session(_WEEKDAYS[day], begins, ends, f"clinician-{number:02}") for day in days
        ),
        capacity=12,
        starts=(first, first + timedelta(days=14)),
        language="es" if random.random() < 0.25 else "en",
        accommodates_pain=random.random() < 0.5,
    )


def _slots(clinicians: tuple[Clinician, ...], people: int) -> tuple[Slot, ...]:
    most = max(8, 12 * people // len(clinicians) // len(SlotKind))
    return tuple(
        Slot(
            f"{clinician.id}-{kind}-{number:02}",
            clinician.id,
            kind,
            NOW + timedelta(days=1 + number // 6, hours=1 + place + 3 * (number % 6)),
            50,
        )
        for clinician in clinicians
        for place, kind in enumerate(SlotKind)
        for number in range(min(most, 36))
    )


def _waiting(random: Random, people: int) -> tuple[Seeker, ...]:
    everybody = [_seeker(random, number) for number in range(people)]
    for number in range(0, people // 10, 2):
        for place in (number, number + 1):
            everybody[place] = _in_a_couple(everybody[place], f"couple-{number}")
    return tuple(everybody)


def _in_a_couple(seeker: Seeker, couple: str) -> Seeker:
    return replace(seeker, couple=couple, together=True)


def _seeker(random: Random, number: int) -> Seeker:
    state = random.choice(list(_STATES))
    track = random.choice(_TRACKS)
    return Seeker(
        intake_id=f"intake-{number:03}",
        version=1,
        tier=random.choices(_TIERS, (1, 1, 4, 10, 24, 60))[0],
        accepted_at=NOW - timedelta(hours=random.randrange(400)),
        language="es" if random.random() < 0.25 else "en",
        tracks=(track,),
        zone=_STATES[state],
        age=random.randint(18, 80),
        state=state,
        windows=_windows(random),
        prescriber=random.random() < 0.2,
        pain=track is Track.CHRONIC_PAIN or random.random() < 0.1,
    )


def _windows(random: Random) -> tuple[Window, ...]:
    parts = random.choice(
        (
            (PartOfDay.MORNING, PartOfDay.AFTERNOON),
            (PartOfDay.AFTERNOON, PartOfDay.EVENING),
            (PartOfDay.EVENING,),
            tuple(PartOfDay),
        )
    )
    days = random.choice((_WEEKDAYS, _WEEKDAYS[:5], _WEEKDAYS))
    return tuple(Window(weekday=day, part=part) for day in days for part in parts)
