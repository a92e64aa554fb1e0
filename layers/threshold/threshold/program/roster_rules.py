"""The rules that a roster keeps beyond the shape of its entries, each breach by entry and field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from zoneinfo import ZoneInfo

from threshold.intake.submission import Track, Weekday
from threshold.program.roster import (
    LEAST_WEEKLY_HOURS,
    MOST_WEEKLY_HOURS,
    Clinician,
    Cohort,
    Roster,
    Slot,
    SlotKind,
    Specialty,
    is_intensive,
)
from threshold.program.roster_overlaps import overlaps
from threshold.program.roster_parts import Breach, Loc, Part, over
from threshold.program.roster_times import skipped_on

MOST_IN_GROUP = 12
"""How many a group may have unless the deployer says otherwise: a usual cap of states, payers."""
_TRAINED: Mapping[SlotKind, Specialty] = {
    SlotKind.PRESCRIBER: Specialty.PRESCRIBER,
    SlotKind.COUPLES: Specialty.COUPLES,
}
_Wrong = Iterator[tuple[Loc, str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What rules are held against besides the roster itself.

    payers: the ids of the program's payers; None: not known here, so any will do. taken: how many
    seats are held or taken, by the id of the cohort.
    """

    today: date
    most_in_group: int = MOST_IN_GROUP
    payers: frozenset[str] | None = None
    taken: Mapping[str, int] = field(default_factory=dict)


def breaches(new: Roster, known: Roster, limits: Limits) -> Iterator[Breach]:
    """Every rule that the new entries break where they are put over those that are known."""
    whole = over(new, known)
    clinicians = {one.id: one for one in whole.clinicians}
    stands = {one.id: one for one in known.slots}
    for person in new.clinicians:
        for loc, rule in _clinician(person, whole, limits):
            yield Breach(Part.CLINICIANS, person.id, loc, rule)
    for cohort in new.cohorts:
        for loc, rule in _cohort(cohort, clinicians, limits):
            yield Breach(Part.COHORTS, cohort.id, loc, rule)
    for slot in new.slots:
        for loc, rule in _slot(slot, clinicians, stands.get(slot.id)):
            yield Breach(Part.SLOTS, slot.id, loc, rule)
    yield from overlaps(new, whole, limits.today)


def _clinician(person: Clinician, whole: Roster, limits: Limits) -> _Wrong:
    seen: set[tuple[str | None, str | None]] = set()
    for place, licence in enumerate(person.licences):
        if licence.compact is not None and licence.compact not in whole.compacts:
            yield ("licences", place, "compact"), "must be one of the compacts"
        if (licence.state, licence.compact) in seen:
            yield ("licences", place), "stands twice"
        seen.add((licence.state, licence.compact))
    if limits.payers is not None and person.payers and person.payers - limits.payers:
        yield ("payers",), "must be ids of payers that the program works with"


def _cohort(cohort: Cohort, clinicians: Mapping[str, Clinician], limits: Limits) -> _Wrong:
    if cohort.track is Track.COUPLES:
        yield ("track",), "couples have no group of their own: each of them has a seat in another"
    if cohort.capacity > limits.most_in_group:
        yield ("capacity",), f"must be at most {limits.most_in_group}"
    if cohort.capacity < limits.taken.get(cohort.id, 0):
        yield ("capacity",), "must not be less than the seats that are taken"
    if not is_intensive(cohort.weekly_minutes):
        told = f"{LEAST_WEEKLY_HOURS} to {MOST_WEEKLY_HOURS}"
        yield ("sessions",), f"must come to {told} hours a week"
    for place, day in enumerate(cohort.starts):
        if _weekday(day) not in {one.weekday for one in cohort.sessions}:
            yield ("starts", place), "must be a day on which the group meets"
    yield from _sessions(cohort, clinicians, limits.today)


def _sessions(cohort: Cohort, clinicians: Mapping[str, Clinician], today: date) -> _Wrong:
    zone = ZoneInfo(cohort.zone)
    for place, one in enumerate(cohort.sessions):
        if one.ends <= one.starts:
            yield ("sessions", place, "ends"), "must be later on the same day than it starts"
        if day := skipped_on(one, zone, today):
            yield ("sessions", place), f"clocks in this zone skip this time on {day.isoformat()}"
        if one.clinician not in clinicians:
            yield ("sessions", place, "clinician"), "must be the id of a clinician"
    for (_, one), (place, other) in combinations(enumerate(cohort.sessions), 2):
        if one.weekday is other.weekday and one.starts < other.ends and other.starts < one.ends:
            yield ("sessions", place), "is at the same time as another session of this group"


def _slot(slot: Slot, clinicians: Mapping[str, Clinician], stands: Slot | None) -> _Wrong:
    giver = clinicians.get(slot.clinician)
    needed = _TRAINED.get(slot.kind)
    if giver is None:
        yield ("clinician",), "must be the id of a clinician"
    elif needed and needed not in giver.specialties:
        yield ("kind",), f"its clinician must have the specialty {needed}"
    if stands is not None and stands != slot:
        yield ("id",), "is that of another appointment: remove that one, or choose another id"


def _weekday(day: date) -> Weekday:
    return list(Weekday)[day.weekday()]
