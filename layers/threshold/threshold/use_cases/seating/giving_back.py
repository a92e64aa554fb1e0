"""Giving seats back: of who declined, did not answer, did not come, or left."""

from datetime import datetime

from threshold.errors import Conflict
from threshold.intake.change import Step, moved
from threshold.intake.life_cycle import LEFT, EventKind, Status
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.scheduling.history import COHORT, History
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.seat import Seat
from threshold.use_cases.seating.desk import SeatingDesk

MOST_LAPSED = 100
"""Holds that one round ends; whoever is left is first in the next."""


def release_lapsed(desk: SeatingDesk) -> int:
    """Give back every seat whose hold ended without an answer; returns how many."""
    now = desk.now()
    return sum(_lapse(intake_id, desk, now) for intake_id in desk.seats.lapsed(now, MOST_LAPSED))


def _lapse(intake_id: str, desk: SeatingDesk, now: datetime) -> bool:
    """The index may lag, and the person may answer at this moment: the store decides."""
    seat = desk.seats.seat_of(intake_id)
    if seat is None or not seat.has_lapsed(now):
        return False
    try:
        expire(desk.store.load(intake_id), seat, desk.seats, now)
    except Conflict:
        return False
    return True


def expire(record: IntakeRecord, seat: Seat, seats: SeatStore, now: datetime) -> None:
    """Give a seat back that nobody answered; an intake that left the offer goes its own way.

    Read the seat before the intake: whoever is not offered a seat that was held, left that offer.

    Raises:
        Conflict: the intake is no longer as it was.
    """
    if record.status is not Status.OFFERED:
        seats.release(seat)
        return
    details = {COHORT: seat.cohort, "offer": str(seat.number)}
    step = Step(EventKind.OFFER_EXPIRED, SYSTEM, now, details=details)
    seats.release(seat, moved(record, step))


def is_given_up(record: IntakeRecord, seat: Seat, told: History, now: datetime) -> bool:
    """Whether a seat is nobody's any more, by where the intake of its holder stands.

    Who is looked at by a clinician keeps the seat that they took, and an offer until it lapses.
    """
    if record.status in LEFT:
        return True
    if record.status is Status.ACCEPTED:
        return seat.hold_until is not None or not told.has_seat
    return seat.has_lapsed(now) if seat.hold_until else not told.has_seat
