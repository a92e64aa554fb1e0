"""A seat on the page of a case: what is held or taken, when, with whom; and every offer so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.console.roles import Reading, may_read
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.shell import TEXTS
from threshold.intake.life_cycle import WAITING, EventKind, Role, Status
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.intake.submission import Submission
from threshold.program.roster import Cohort
from threshold.scheduling.history import COHORT
from threshold.scheduling.meetings import times_there
from threshold.scheduling.seat import Appointment, Seat

_ON_THE_WAY = WAITING | {Status.SCHEDULED}
_ENDS = (
    EventKind.OFFER_ACCEPTED,
    EventKind.OFFER_DECLINED,
    EventKind.OFFER_EXPIRED,
    EventKind.CRISIS_FOUND,
    EventKind.REVIEW_NEEDED,
    EventKind.COVERAGE_REVIEW_NEEDED,
    EventKind.WITHDRAWN,
    EventKind.MERGED,
)
"""What an offer comes to; all but the first three take the intake off it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing about the seat: its name, and what is said of it, line by line."""

    name: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer: which, of which group, when, and what it came to."""

    number: int
    cohort: str
    at: str
    came_to: str


@dataclass(frozen=True, slots=True)
class SeatPanel:
    """The seat, empty of lines where there is none, and all offers, the newest first."""

    lines: tuple[Line, ...]
    offers: tuple[Offered, ...]


def seat_panel(
    record: IntakeRecord,
    submission: Submission | None,
    events: Sequence[IntakeEvent],
    roles: frozenset[Role],
    desk: ConsoleDesk,
    zone: ZoneInfo,
) -> SeatPanel | None:
    """The seat of an intake for who may read what was submitted: a group tells what care is for.
    None where there is nothing of all that, or it is not for them."""
    if not may_read(roles, Reading.SUBMISSION):
        return None
    made = tuple(_offers(events, desk.now(), zone))
    seat = desk.seats().seat_of(record.intake_id) if record.status in _ON_THE_WAY else None
    cohort = desk.seats().cohort(seat.cohort) if seat else None
    if seat is None or cohort is None or not _is_theirs(seat, record):
        return SeatPanel((), made) if made else None
    own = submission.availability.time_zone if submission else None
    return SeatPanel(tuple(_SeatLines(seat, cohort, own, desk, zone)), made)


def _is_theirs(seat: Seat, record: IntakeRecord) -> bool:
    """One that was declined or given up may be there still, until the worker has given it back."""
    wanted = Status.SCHEDULED if seat.hold_until is None else Status.OFFERED
    return record.status is wanted


class _SeatLines:
    def __init__(
        self, seat: Seat, cohort: Cohort, own_zone: str | None, desk: ConsoleDesk, zone: ZoneInfo
    ) -> None:
        self._seat, self._cohort, self._own_zone = seat, cohort, own_zone
        self._now, self._zone = desk.now(), zone
        ids = {one.clinician for one in seat.appointments}
        ids |= {one.clinician for one in cohort.sessions}
        self._names = {one.id: one.name for one in desk.seats().clinicians(ids)}

    def __iter__(self) -> Iterator[Line]:
        seat = self._seat
        yield Line(TEXTS("seat.stands"), (self._stands(),))
        each = {"first": seat.first, "prescriber": seat.prescriber, "couple": seat.couple}
        for kind, one in each.items():
            if one:
                yield Line(TEXTS(f"seat.{kind}"), (self._appointment(one),))
        yield Line(TEXTS("seat.group"), (self._cohort.name, *self._weekly(self._cohort.zone)))
        if self._own_zone and self._own_zone != self._cohort.zone:
            yield Line(TEXTS("seat.theirs"), tuple(self._weekly(self._own_zone)))
        yield Line(TEXTS("seat.starts"), (f"{seat.starts_on:%b} {seat.starts_on.day}",))
        yield Line(TEXTS("seat.leads"), tuple(self._leads()))
        if seat.accommodation:
            yield Line(TEXTS("seat.plan"), (TEXTS("seat.accommodation"),))

    def _stands(self) -> str:
        until = self._seat.hold_until
        if until is None:
            return TEXTS("seat.taken")
        at = moment(until, self._now, self._zone)
        return TEXTS("seat.lapsed" if until <= self._now else "seat.held", until=at)

    def _appointment(self, one: Appointment) -> str:
        at = moment(one.starts_at, self._now, self._zone)
        name = self._names.get(one.clinician, one.clinician)
        return TEXTS("seat.appointment", at=at, minutes=one.minutes, name=name)

    def _weekly(self, zone: str) -> Iterator[str]:
        (times, *_) = times_there(self._cohort, ZoneInfo(zone), self._seat.starts_on, 1) or (None,)
        for one in times.times if times else ():
            day = one.weekday.value.capitalize()
            yield TEXTS("seat.weekly", day=day, starts=one.starts, ends=one.ends, zone=zone)

    def _leads(self) -> Iterator[str]:
        leaders = dict.fromkeys(one.clinician for one in self._cohort.sessions)
        return (self._names.get(one, one) for one in leaders)


def _offers(events: Sequence[IntakeEvent], now: datetime, zone: ZoneInfo) -> Iterator[Offered]:
    made = [place for place, one in enumerate(events) if one.kind is EventKind.SEAT_OFFERED]
    for number, place in reversed(list(enumerate(made, 1))):
        later = events[place + 1 : made[number] if number < len(made) else None]
        ended = next((one for one in later if one.kind in _ENDS), None)
        at = moment(events[place].occurred_at, now, zone)
        yield Offered(number, events[place].details.get(COHORT, ""), at, _came_to(ended))


def _came_to(ended: IntakeEvent | None) -> str:
    if ended is None:
        return TEXTS("seat.open")
    details: Mapping[str, str] = ended.details
    why = f"code.why.{details.get('why', '')}"
    said = TEXTS(f"seat.came_to.{ended.kind}" if ended.kind in _ENDS[:3] else "seat.came_to.left")
    return f"{said}: {TEXTS(why)}" if TEXTS.has(why) else said
