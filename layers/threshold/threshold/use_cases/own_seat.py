"""Where somebody stands with a seat, as they are told it: by what they did, and by time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.program.roster import Cohort
from threshold.scheduling.history import history
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.seat import MOST_DECLINES, Seat


class Standing(StrEnum):
    """HELD: an offer waits for their answer. TAKEN: they have a seat. PAUSED: they declined so
    often that somebody calls. What they wait after: LAPSED: an offer that they did not answer in
    time, DECLINED, GIVEN_BACK (they asked for another time), MISSED (their first appointment).
    NONE: nothing of all that."""

    NONE = "none"
    HELD = "held"
    LAPSED = "lapsed"
    DECLINED = "declined"
    PAUSED = "paused"
    TAKEN = "taken"
    GIVEN_BACK = "given_back"
    MISSED = "missed"


_AFTER = {
    EventKind.ACCEPTED: Standing.NONE,
    EventKind.OFFER_EXPIRED: Standing.LAPSED,
    EventKind.OFFER_DECLINED: Standing.DECLINED,
    EventKind.SEATING_PAUSED: Standing.PAUSED,
    EventKind.SEATING_RESUMED: Standing.NONE,
    EventKind.RESCHEDULE_ASKED: Standing.GIVEN_BACK,
    EventKind.NO_SHOW: Standing.MISSED,
}
"""Where the last of these leaves who waits."""


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """A standing, with the seat and its cohort where one is held or taken, None else.

    next_no_pauses: declining once more ends the offers until somebody has called.
    """

    standing: Standing
    seat: Seat | None = None
    cohort: Cohort | None = None
    next_no_pauses: bool = False


def own_seat(record: IntakeRecord, store: IntakeStore, seats: SeatStore, now: datetime) -> OwnSeat:
    """Where somebody stands with a seat. Whoever is on another way now, a crisis too, has none."""
    if record.status is Status.ACCEPTED:
        return OwnSeat(_after(store.events(record.intake_id)))
    if record.status not in (Status.OFFERED, Status.SCHEDULED):
        return OwnSeat(Standing.NONE)
    seat = seats.seat_of(record.intake_id)
    cohort = seats.cohort(seat.cohort) if seat else None
    if seat is None or cohort is None:
        return OwnSeat(Standing.NONE)
    if record.status is Status.SCHEDULED:
        return OwnSeat(Standing.TAKEN, seat, cohort)
    if not seat.is_held(now):
        return OwnSeat(Standing.LAPSED)
    told = history(store.events(record.intake_id))
    pauses = told.declined + told.unanswered + 1 >= MOST_DECLINES
    return OwnSeat(Standing.HELD, seat, cohort, pauses)


def _after(events: Sequence[IntakeEvent]) -> Standing:
    told = (_AFTER[one.kind] for one in reversed(events) if one.kind in _AFTER)
    return next(told, Standing.NONE)
