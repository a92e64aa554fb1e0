"""Reminding people of their first appointment, a day before."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeEvent, IntakeRecord
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.seat import Seat
from threshold.use_cases.stepping import take

BEFORE = timedelta(days=1)
BETWEEN = timedelta(hours=12)
"""Who took the seat less than this before they would be reminded knows without."""
OFFER = "offer"


def remind(store: IntakeStore, seats: SeatStore, now: datetime) -> int:
    """Have everybody reminded whose first appointment is within a day; once for a seat. Returns how
    many.

    Raises:
        Retryable: others kept writing one of the intakes.
    """
    found = (_remind(one, store, seats, now) for one in seats.beginning(now, now + BEFORE))
    return sum(found)


def _remind(intake_id: str, store: IntakeStore, seats: SeatStore, now: datetime) -> bool:
    """The index may lag: whether they have the seat, and were not told, is looked up."""
    seat = seats.seat_of(intake_id)
    if seat is None or not now < seat.first.starts_at <= now + BEFORE:
        return False
    step = Step(EventKind.REMINDER_DUE, SYSTEM, now, details={OFFER: str(seat.number)})
    steps: list[Step | None] = []

    def plan(record: IntakeRecord) -> Step | None:
        steps.append(step if _is_due(record, seat, store.events(intake_id)) else None)
        return steps[-1]

    take(store, intake_id, plan)
    return steps[-1] is not None


def _is_due(record: IntakeRecord, seat: Seat, events: Sequence[IntakeEvent]) -> bool:
    number = str(seat.number)
    of_this = [one for one in events if one.details.get(OFFER) == number]
    took = [one.occurred_at for one in of_this if one.kind is EventKind.OFFER_ACCEPTED]
    told = any(one.kind is EventKind.REMINDER_DUE for one in of_this)
    has_it = record.status is Status.SCHEDULED and seat.hold_until is None and bool(took)
    return has_it and not told and seat.first.starts_at - took[-1] > BEFORE + BETWEEN
