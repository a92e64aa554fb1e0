"""What the program can give: its cohorts, its clinicians, and their free appointments.

Read from the files that `roster_file` checks, kept in the table, edited in the console.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from threshold.intake.submission import Track, Weekday

LEAST_WEEKLY_HOURS, MOST_WEEKLY_HOURS = 9, 19
"""What an intensive outpatient program gives an adult. Source: ASAM Criteria, level 2.1."""


class AgeBand(StrEnum):
    """Whom a group is for: under 18, 18 to 64, 65 and older."""

    TEEN = "teen"
    ADULT = "adult"
    OLDER = "older"


class Specialty(StrEnum):
    """What a clinician is trained for beyond the general; PRESCRIBER may prescribe."""

    TRAUMA = "trauma"
    PAIN = "pain"
    COUPLES = "couples"
    PRESCRIBER = "prescriber"


class SlotKind(StrEnum):
    """What an appointment is for: a first clinical appointment, medication, or a couple."""

    FIRST = "first"
    PRESCRIBER = "prescriber"
    COUPLES = "couples"


@dataclass(frozen=True, slots=True)
class Session:
    """A weekly meeting of a cohort, in the cohort's local time, ended on the day it begins.

    clinician: the id of who leads it.
    """

    weekday: Weekday
    starts: time
    ends: time
    clinician: str


@dataclass(frozen=True, slots=True)
class Cohort:
    """A group that meets weekly. `name` is for staff; patients are told its times alone.

    zone: the IANA zone of its local times. starts: the days on which it takes new people, in that
    zone. language: the first part of a BCP 47 tag. interpreter: one can sit in. accommodates_pain:
    its leaders can follow an accommodation plan for chronic pain. closed: takes nobody new.
    """

    id: str
    name: str
    track: Track
    zone: str
    sessions: tuple[Session, ...]
    capacity: int
    starts: tuple[date, ...]
    language: str = "en"
    interpreter: bool = False
    ages: frozenset[AgeBand] = frozenset({AgeBand.ADULT, AgeBand.OLDER})
    accommodates_pain: bool = False
    closed: bool = False

    @property
    def weekly_minutes(self) -> int:
        """How long it meets in a week."""
        return sum(minutes_of(one.ends) - minutes_of(one.starts) for one in self.sessions)


@dataclass(frozen=True, slots=True)
class Licence:
    """The right to practise in a state, or by a compact in all of its states; the last day of it,
    None where it has no end. Exactly one of `state` and `compact` is given."""

    state: str | None = None
    compact: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Clinician:
    """Who leads sessions and gives appointments. `name` is told to patients of their own.

    languages: first parts of BCP 47 tags. payers: ids of those in whose networks they are; None:
    of all that the program works with.
    """

    id: str
    name: str
    licences: tuple[Licence, ...]
    languages: frozenset[str] = frozenset({"en"})
    specialties: frozenset[Specialty] = frozenset()
    payers: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """An appointment that a clinician can give, once, to one person or to the two of a couple."""

    id: str
    clinician: str
    kind: SlotKind
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Roster:
    """All of it. compacts: the states of each compact, as the program's counsel keeps the list."""

    cohorts: tuple[Cohort, ...] = ()
    clinicians: tuple[Clinician, ...] = ()
    slots: tuple[Slot, ...] = ()
    compacts: Mapping[str, frozenset[str]] = field(default_factory=dict)


def minutes_of(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def is_intensive(weekly_minutes: int) -> bool:
    """Whether so much a week is what an intensive outpatient program gives."""
    return LEAST_WEEKLY_HOURS * 60 <= weekly_minutes <= MOST_WEEKLY_HOURS * 60
