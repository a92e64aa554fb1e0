"""The practice roster: groups that take people in the weeks to come, and who gives appointments.

Made anew for the day on which the local cloud comes up, so that every start lies ahead, and large
enough that no run of the stories ever fills it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from local.aws import client
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
from threshold.store.seats import DynamoDBSeats

_ZONE = "America/Chicago"
_IN_THE_EVENING = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.THURSDAY), time(18), time(21)
_IN_THE_MORNING = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY), time(9), time(12)
_PLACES = 60
_STARTS = 4
_FIRST_START = timedelta(days=10)
_DAYS_OF_SLOTS = range(2, 10)
_HOURS_OF_SLOTS = range(14, 23)
"""In UTC: office hours in the program's zone, summer and winter, and before the evening groups."""
_MINUTES = {SlotKind.FIRST: 60, SlotKind.PRESCRIBER: 30, SlotKind.COUPLES: 60}
_STATES = ("CA", "CO", "IL", "NY", "TX")


def practice_roster(today: date) -> Roster:
    """The roster as it is on a day."""
    return Roster(
        cohorts=tuple(_cohorts(today)),
        clinicians=_CLINICIANS,
        slots=tuple(_slots(today)),
        compacts={"PSYPACT": frozenset({"CO", "IL", "TX"})},
    )


def store_roster(endpoint: str, table: str) -> None:
    """Put the roster of today on the table."""
    seats, roster = DynamoDBSeats(client("dynamodb", endpoint), table), _of_today()
    seats.put_compacts(dict(roster.compacts))
    for clinician in roster.clinicians:
        seats.put_clinician(clinician)
    for cohort in roster.cohorts:
        seats.put_cohort(cohort)
    seats.put_slots(roster.slots)


def _of_today() -> Roster:
    return practice_roster(datetime.now(UTC).date())


def _clinician(short: str, name: str, *specialties: Specialty, languages: str = "en") -> Clinician:
    licences = tuple(Licence(state) for state in _STATES)
    spoken = frozenset(languages.split())
    return Clinician(short, name, licences, spoken, frozenset(specialties))


_CLINICIANS = (
    _clinician("lee", "Lee Example, LCSW", languages="en es"),
    _clinician("robin", "Robin Example, LMFT", Specialty.COUPLES, languages="en es"),
    _clinician("sam", "Sam Example, PMHNP", Specialty.PRESCRIBER, languages="en es"),
    _clinician("kim", "Kim Example, LPC"),
    _clinician("luz", "Luz Example, LCSW", languages="en es"),
    _clinician("noor", "Noor Example, PhD", Specialty.TRAUMA),
    _clinician("max", "Max Example, PsyD", Specialty.PAIN),
    _clinician("ash", "Ash Example, LCDC"),
    _clinician("jude", "Jude Example, LCSW"),
)
_SLOTS_OF = (
    ("lee", SlotKind.FIRST),
    ("luz", SlotKind.FIRST),
    ("noor", SlotKind.FIRST),
    ("robin", SlotKind.COUPLES),
    ("sam", SlotKind.PRESCRIBER),
)


def _cohorts(today: date) -> Iterator[Cohort]:
    starts = tuple(_mondays(today + _FIRST_START))
    for name, track, leader, language in (
        ("Evenings, group A", Track.MENTAL_HEALTH, "lee", "en"),
        ("Evenings, group B", Track.MENTAL_HEALTH, "robin", "en"),
        ("Mornings", Track.MENTAL_HEALTH, "kim", "en"),
        ("Tardes", Track.MENTAL_HEALTH, "luz", "es"),
        ("Trauma, evenings", Track.TRAUMA, "noor", "en"),
        ("Pain, mornings", Track.CHRONIC_PAIN, "max", "en"),
        ("Recovery, evenings", Track.SUBSTANCE_USE, "ash", "en"),
        ("Dual, evenings", Track.DUAL, "jude", "en"),
    ):
        yield Cohort(
            id="-".join(name.lower().replace(",", "").split()),
            name=name,
            track=track,
            zone=_ZONE,
            sessions=tuple(_sessions(leader, mornings=name.lower().endswith("mornings"))),
            capacity=_PLACES,
            starts=starts,
            language=language,
            accommodates_pain=True,
        )


def _sessions(leader: str, *, mornings: bool) -> Iterator[Session]:
    days, begins, ends = _IN_THE_MORNING if mornings else _IN_THE_EVENING
    for day in days:
        yield Session(day, begins, ends, leader)


def _mondays(after: date) -> Iterator[date]:
    first = after + timedelta(days=-after.weekday() % 7)
    for week in range(_STARTS):
        yield first + timedelta(weeks=week)


def _slots(today: date) -> Iterator[Slot]:
    for day in _DAYS_OF_SLOTS:
        for hour in _HOURS_OF_SLOTS:
            at = datetime.combine(today + timedelta(days=day), time(hour), UTC)
            for clinician, kind in _SLOTS_OF:
                place = f"{clinician}-{kind}-{at:%Y%m%dT%H}"
                yield Slot(place, clinician, kind, at, _MINUTES[kind])
