"""What a seat may never break."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import StrEnum

from threshold.intake.submission import Track
from threshold.program.roster import LEAST_WEEKLY_HOURS, MOST_WEEKLY_HOURS, AgeBand
from threshold.scheduling.calendar import Week
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.staff import Staff, understands
from threshold.scheduling.start import Start


class Limit(StrEnum):
    """A hard limit, named for what does not fit. The order is that in which they are told.

    START: no day on which it takes new people lies ahead. APART: declined before, or the other of
    a couple is in it. TOGETHER: two at once, in different groups and one week, is not to be had
    now. NEVER_TOGETHER: it cannot be had with this roster, or was waited for in vain: a person has
    to look.
    """

    TRACK = "track"
    PAIN = "pain"
    AGE = "age"
    LICENCE = "licence"
    NETWORK = "network"
    LANGUAGE = "language"
    HOURS = "hours"
    WINDOWS = "windows"
    START = "start"
    CLOSED = "closed"
    APART = "apart"
    CAPACITY = "capacity"
    FIRST_APPOINTMENT = "first_appointment"
    PRESCRIBER = "prescriber"
    COUPLES_APPOINTMENT = "couples_appointment"
    TOGETHER = "together"
    NEVER_TOGETHER = "never_together"


OF_AGE, OLDER = 18, 65


def age_band(age: int) -> AgeBand:
    """The band of an age in years."""
    if age < OF_AGE:
        return AgeBand.TEEN
    return AgeBand.OLDER if age >= OLDER else AgeBand.ADULT


@dataclass(frozen=True, slots=True)
class Person:
    """Who waits, with the parts of the week that they offered."""

    seeker: Seeker
    offered: Week


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person is held against: a start, the parts of the week that it touches where they
    are, and the staff."""

    start: Start
    week: Week
    staff: Staff


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit that rests on a person and a start alone, not on what others took.

    reads: all of a person that it depends on, so that whoever is alike in it need not be asked
    about twice. keeps: whether a start keeps to it.
    """

    limit: Limit
    reads: Callable[[Person], Hashable]
    keeps: Callable[[Person, Facts], bool]


def _track(person: Person, facts: Facts) -> bool:
    track = facts.start.cohort.track
    return track in person.seeker.tracks or (person.seeker.pain and track is Track.CHRONIC_PAIN)


def _pain(person: Person, facts: Facts) -> bool:
    cohort = facts.start.cohort
    return not person.seeker.pain or cohort.track is Track.CHRONIC_PAIN or cohort.accommodates_pain


def _age(person: Person, facts: Facts) -> bool:
    return age_band(person.seeker.age) in facts.start.cohort.ages


def _licence(person: Person, facts: Facts) -> bool:
    start = facts.start
    return all(
        facts.staff.licensed_until(session.clinician, person.seeker.state) >= start.starts_on
        for session in start.cohort.sessions
    )


def _network(person: Person, facts: Facts) -> bool:
    return all(
        facts.staff.in_network(session.clinician, person.seeker.payer)
        for session in facts.start.cohort.sessions
    )


def _language(person: Person, facts: Facts) -> bool:
    cohort = facts.start.cohort
    return understands(person.seeker, cohort.language, cohort.interpreter)


def _hours(person: Person, facts: Facts) -> bool:
    minutes = facts.start.cohort.weekly_minutes
    given = (
        MOST_WEEKLY_HOURS if person.seeker.hours_per_week is None else person.seeker.hours_per_week
    )
    return LEAST_WEEKLY_HOURS * 60 <= minutes <= min(MOST_WEEKLY_HOURS, given) * 60


def _windows(person: Person, facts: Facts) -> bool:
    return not person.offered or not facts.week & ~person.offered


def _open(_: Person, facts: Facts) -> bool:
    return not facts.start.cohort.closed


RULES = (
    Rule(Limit.TRACK, lambda one: (one.seeker.tracks, one.seeker.pain), _track),
    Rule(Limit.PAIN, lambda one: one.seeker.pain, _pain),
    Rule(Limit.AGE, lambda one: age_band(one.seeker.age), _age),
    Rule(Limit.LICENCE, lambda one: one.seeker.state, _licence),
    Rule(Limit.NETWORK, lambda one: one.seeker.payer, _network),
    Rule(Limit.LANGUAGE, lambda one: (one.seeker.language, one.seeker.interpreter), _language),
    Rule(Limit.HOURS, lambda one: one.seeker.hours_per_week, _hours),
    Rule(Limit.WINDOWS, lambda one: (one.seeker.zone, one.offered), _windows),
    Rule(Limit.CLOSED, lambda _: None, _open),
)
"""Each limit that holds whoever else waits, in the order in which they are told."""
