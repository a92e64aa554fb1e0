"""The roster in words: groups with their times, those who lead them, what is free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from threshold.intake.submission import Weekday
from threshold.program.roster import Clinician, Cohort, Licence, Roster, Session, Slot
from threshold.scheduling.ports import Availability
from threshold.web.pages.texts import Texts

ENDS_SOON = timedelta(days=60)
"""A licence that ends within this is shown with a warning: renewing one takes weeks."""


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A group. times: lines, in `zone`. leaders: ids and names. next_start: empty for none."""

    id: str
    name: str
    about: tuple[str, ...]
    times: tuple[str, ...]
    zone: str
    hours: str
    taken: int
    capacity: int
    leaders: tuple[tuple[str, str], ...]
    next_start: str
    closed: bool


@dataclass(frozen=True, slots=True)
class ClinicianRow:
    """Somebody who leads or gives appointments. warnings: licences that end soon, or have."""

    id: str
    name: str
    languages: str
    specialties: str
    licences: str
    warnings: tuple[str, ...]
    free: int


@dataclass(frozen=True, slots=True)
class LicenceRow:
    """A licence: where it is good, its last day in words, and whether that is near or past."""

    where: str
    until: str
    mind: bool


@dataclass(frozen=True, slots=True)
class SlotRow:
    """An appointment, its time in the zone of the program."""

    id: str
    kind: str
    at: str
    minutes: int
    free: bool


def cohort_row(cohort: Cohort, there: Availability, now: datetime, t: Texts) -> CohortRow:
    """A group in words."""
    zone = ZoneInfo(cohort.zone)
    today = now.astimezone(zone).date()
    names = {one.id: one.name for one in there.roster.clinicians}
    leaders = dict.fromkeys(one.clinician for one in cohort.sessions)
    ahead = next((day for day in cohort.starts if day >= today), None)
    hours, minutes = divmod(cohort.weekly_minutes, 60)
    return CohortRow(
        cohort.id,
        cohort.name,
        tuple(_about(cohort, t)),
        tuple(_times(cohort.sessions, t)),
        t(
            "roster.zone",
            zone=cohort.zone.rpartition("/")[2].replace("_", " "),
            short=f"{now.astimezone(zone):%Z}",
        ),
        t("roster.hours", hours=f"{hours + minutes / 60:g}"),
        cohort.capacity - there.seats_free[cohort.id],
        cohort.capacity,
        tuple((one, names.get(one, one)) for one in leaders),
        "" if cohort.closed or ahead is None else day_in_words(ahead),
        cohort.closed,
    )


def clinician_row(person: Clinician, there: Availability, today: date, t: Texts) -> ClinicianRow:
    """A clinician in words."""
    rows = [licence_row(one, today, t) for one in person.licences]
    return ClinicianRow(
        person.id,
        person.name,
        ", ".join(sorted(person.languages)),
        ", ".join(t(f"roster.specialty.{one}") for one in sorted(person.specialties)),
        ", ".join(row.where for row in rows),
        tuple(f"{row.where} {row.until}" for row in rows if row.mind),
        sum(one.clinician == person.id for one in there.slots_free),
    )


def licence_row(licence: Licence, today: date, t: Texts) -> LicenceRow:
    """A licence in words."""
    where = licence.state or str(licence.compact)
    if licence.until is None:
        return LicenceRow(where, t("roster.no_end"), mind=False)
    key = "roster.ended" if licence.until < today else "roster.until"
    until = t(key, day=day_in_words(licence.until))
    return LicenceRow(where, until, ends_soon(licence, today))


def ends_soon(licence: Licence, today: date) -> bool:
    """Whether a licence ends within 60 days, or has."""
    return licence.until is not None and licence.until - today <= ENDS_SOON


def slot_rows(
    slots: Iterable[Slot], free: frozenset[str], zone: ZoneInfo, t: Texts
) -> tuple[SlotRow, ...]:
    """Appointments in words, the next one first."""
    return tuple(
        SlotRow(
            one.id,
            t(f"roster.kind.{one.kind}"),
            _moment(one.starts_at.astimezone(zone)),
            one.minutes,
            one.id in free,
        )
        for one in sorted(slots, key=lambda one: one.starts_at)
    )


def states_of(licence: Licence, roster: Roster) -> frozenset[str]:
    """Where a licence lets somebody practise."""
    if licence.state is not None:
        return frozenset({licence.state})
    return roster.compacts.get(str(licence.compact), frozenset())


def day_in_words(day: date) -> str:
    """A day with its weekday, as in Tue Dec 1, 2026."""
    return f"{day:%a %b} {day.day}, {day.year}"


def _moment(at: datetime) -> str:
    return f"{day_in_words(at.date())}, {clock_time(at.time())} {at:%Z}"


def clock_time(moment: time) -> str:
    """A time of day as staff say it, as in 6:00 PM."""
    return f"{moment.hour % 12 or 12}:{moment:%M %p}"


def _city(zone: ZoneInfo) -> str:
    return zone.key.rpartition("/")[2].replace("_", " ")


def _about(cohort: Cohort, t: Texts) -> Iterator[str]:
    yield t(f"roster.track.{cohort.track}")
    known = f"roster.language.{cohort.language}"
    yield t(known) if t.has(known) else t("flag.language.other", tag=cohort.language)
    yield ", ".join(t(f"roster.age.{one}") for one in sorted(cohort.ages))
    if cohort.interpreter:
        yield t("roster.interpreter")
    if cohort.accommodates_pain:
        yield t("roster.accommodates_pain")


def _times(sessions: tuple[Session, ...], t: Texts) -> Iterator[str]:
    """Days of the same hours on one line."""

    def hours(one: Session) -> tuple[time, time]:
        return one.starts, one.ends

    for (starts, ends), days in groupby(sorted(sessions, key=hours), key=hours):
        named = ", ".join(t(f"roster.day.{one.weekday}") for one in sorted(days, key=_order))
        yield f"{named}, {_hours(starts, ends)}"


def _hours(starts: time, ends: time) -> str:
    """From when until when; half of the day is said once where it is the same."""
    begin = clock_time(starts)
    if f"{starts:%p}" == f"{ends:%p}":
        begin = begin.rpartition(" ")[0]
    return f"{begin} to {clock_time(ends)}"


def _order(one: Session) -> int:
    return list(Weekday).index(one.weekday)
