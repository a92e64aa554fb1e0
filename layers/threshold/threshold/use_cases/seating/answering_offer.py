"""Answering an offer, by the person on their page or by staff on their behalf."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from threshold.errors import Conflict, Retryable
from threshold.intake.change import Step, moved
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeEvent, IntakeRecord
from threshold.scheduling.history import COHORT, history
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.seat import Seat
from threshold.use_cases.stepping import MOST_TRIES, take

OFFER, WHY = "offer", "why"
"""Details of an answer: the number of the offer, and why it was declined."""


class DeclineReason(StrEnum):
    """Why an offer is declined. OTHER_TIME: the person would come at another time."""

    OTHER_TIME = "other_time"
    NOT_THIS_ONE = "not_this_one"


class OfferOver(Exception):
    """The offer is not open any more: it ran out, was answered otherwise, or was taken back."""


def open_offer(record: IntakeRecord, seat: Seat | None, now: datetime) -> Seat | None:
    """The seat that an intake is offered and may answer now; None where there is none."""
    held = seat is not None and record.status is Status.OFFERED and seat.is_held(now)
    return seat if held else None


def accept_offer(
    intake_id: str, number: int, actor: Actor, store: IntakeStore, seats: SeatStore, now: datetime
) -> Seat:
    """Take the seat of an offer; once, however often. Returns the seat as it then is.

    Raises:
        Unknown: no intake has this id.
        OfferOver: it is not open any more.
        NotPermitted: not by this actor.
        Retryable: others kept writing.
    """
    for _ in range(MOST_TRIES):
        record, seat = store.load(intake_id), seats.seat_of(intake_id)
        if seat and seat.number == number and _has(record, seat):
            return seat
        held = _must_be_open(record, seat, number, now)
        details = {COHORT: held.cohort, OFFER: str(number)}
        step = Step(EventKind.OFFER_ACCEPTED, actor, now, details=details, starts_on=held.starts_on)
        mine = replace(held, hold_until=None)
        try:
            seats.settle(moved(record, step), mine)
        except Conflict:
            continue
        return mine
    raise Retryable("others kept writing this intake")


def decline_offer(
    intake_id: str,
    number: int,
    actor: Actor,
    why: DeclineReason,
    store: IntakeStore,
    seats: SeatStore,
    now: datetime,
) -> None:
    """Decline an offer; once, however often. They wait again and keep their place; the worker of
    the queue gives the seat back.

    Raises:
        Unknown: no intake has this id.
        OfferOver: it is not open any more.
        NotPermitted: not by this actor.
        Retryable: others kept writing.
    """

    def plan(record: IntakeRecord) -> Step | None:
        if _was_declined(intake_id, number, record, store):
            return None
        seat = _must_be_open(record, seats.seat_of(intake_id), number, now)
        details = {COHORT: seat.cohort, OFFER: str(number), WHY: why.value}
        return Step(EventKind.OFFER_DECLINED, actor, now, details=details)

    take(store, intake_id, plan)


def resume_offers(intake_id: str, actor: Actor, store: IntakeStore, now: datetime) -> bool:
    """Have offers made again to whom they were paused for; whether they were.

    Raises:
        Unknown: no intake has this id.
        NotPermitted: not by this actor.
        Retryable: others kept writing.
    """
    step = Step(EventKind.SEATING_RESUMED, actor, now)
    paused: list[bool] = []

    def plan(record: IntakeRecord) -> Step | None:
        paused.append(is_paused(record, store))
        return step if paused[-1] else None

    take(store, intake_id, plan)
    return paused[-1]


def is_paused(record: IntakeRecord, store: IntakeStore) -> bool:
    """Whether no offers are made until somebody has spoken with the person."""
    return record.status is Status.ACCEPTED and history(store.events(record.intake_id)).paused


def ask_reschedule(intake_id: str, actor: Actor, store: IntakeStore, now: datetime) -> None:
    """Give up a seat for another one; once, however often. The cohort is not offered again.

    Raises:
        Unknown: no intake has this id.
        OfferOver: they have no seat.
        NotPermitted: not by this actor.
        Retryable: others kept writing.
    """
    step = Step(EventKind.RESCHEDULE_ASKED, actor, now)

    def plan(record: IntakeRecord) -> Step | None:
        if record.status is Status.SCHEDULED:
            return step
        if _asked_already(store.events(intake_id)):
            return None
        raise OfferOver

    take(store, intake_id, plan)


def _has(record: IntakeRecord, seat: Seat) -> bool:
    return record.status is Status.SCHEDULED and seat.hold_until is None


def _must_be_open(record: IntakeRecord, seat: Seat | None, number: int, now: datetime) -> Seat:
    found = open_offer(record, seat, now)
    if found is None or found.number != number:
        raise OfferOver
    return found


def _was_declined(intake_id: str, number: int, record: IntakeRecord, store: IntakeStore) -> bool:
    if record.status is Status.OFFERED:
        return False
    return any(
        event.kind is EventKind.OFFER_DECLINED and event.details.get(OFFER) == str(number)
        for event in store.events(intake_id)
    )


def _asked_already(events: Sequence[IntakeEvent]) -> bool:
    """Whether it was asked since the last offer."""
    either = {EventKind.RESCHEDULE_ASKED, EventKind.SEAT_OFFERED}
    last = next((event.kind for event in reversed(events) if event.kind in either), None)
    return last is EventKind.RESCHEDULE_ASKED
