"""Staff answer an offer on somebody's behalf, as they were told by phone."""

from dataclasses import replace
from datetime import datetime

from threshold.intake.change import Change, Step
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeRecord
from threshold.program.model import Program
from threshold.scheduling.history import COHORT
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.seat import Seat
from threshold.use_cases.seating.answering_offer import OFFER, OfferOver, open_offer
from threshold.use_cases.staff_acts import Act, Beside, Receipt, Wanted, act

ANSWERS = frozenset({Act.TAKE_OFFER, Act.DECLINE_OFFER})
"""Acts that answer an offer. The version that was seen says which offer is meant."""


def answer_by_phone(
    intake_id: str,
    wanted: Wanted,
    actor: Actor,
    store: IntakeStore,
    seats: SeatStore,
    program: Program,
    now: datetime,
) -> Receipt:
    """Do one of `ANSWERS`, once, as `staff_acts.act` does.

    Raises:
        OfferOver: no offer is open any more.
        As `staff_acts.act`.
    """
    takes = wanted.act is Act.TAKE_OFFER

    def offer(record: IntakeRecord) -> Seat:
        seat = open_offer(record, seats.seat_of(intake_id), now)
        if seat is None:
            raise OfferOver
        return seat

    def amend(record: IntakeRecord, step: Step) -> Step:
        seat = offer(record)
        details = {**step.details, COHORT: seat.cohort, OFFER: str(seat.number)}
        return replace(step, details=details, starts_on=seat.starts_on if takes else None)

    def settle(change: Change) -> None:
        before = change.before or change.after
        seats.settle(change, replace(offer(before), hold_until=None))

    beside = Beside(amend, settle if takes else store.apply)
    return act(intake_id, wanted, actor, store, program, now, beside)
