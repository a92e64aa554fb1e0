"""What there is to tell of an intake's way to a seat, for a record system that takes over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from threshold.errors import Unknown
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.program.roster import Cohort
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.seat import Seat
from threshold.scheduling.seat_news import NewsKind, news_in


@dataclass(frozen=True, slots=True)
class SeatCase:
    """An intake that was accepted once. seat: what they are offered or have, None while they wait
    or after it was given back; cohort: its group, as it is now, None where it is in no roster any
    more. members: how many have a seat in it. ended: their care is over.
    """

    record: IntakeRecord
    accepted_at: datetime
    seat: Seat | None
    cohort: Cohort | None
    members: int
    ended: bool


def seat_case(intake_id: str, store: IntakeStore, seats: SeatStore, now: datetime) -> SeatCase:
    """Look it up. An offer whose time is over counts as none.

    Raises:
        Unknown: there is no such intake, or it was never accepted.
    """
    record, events = store.load(intake_id), store.events(intake_id)
    accepted = [event.occurred_at for event in events if event.kind is EventKind.ACCEPTED]
    if not accepted:
        raise Unknown("no accepted intake has this id")
    seat = seats.seat_of(intake_id)
    if seat and (seat.has_lapsed(now) or _was_given_back(seat, events)):
        seat = None
    return SeatCase(
        record=record,
        accepted_at=accepted[0],
        seat=seat,
        cohort=seats.cohort(seat.cohort) if seat else None,
        members=_members(seat.cohort, seats) if seat else 0,
        ended=_ended(events),
    )


def _was_given_back(seat: Seat, events: Sequence[IntakeEvent]) -> bool:
    """Whether a seat that was taken is about to be released: the intake moves before its seat."""
    last = max(news_in(events), key=lambda news: news.seq, default=None)
    given_back = last is not None and last.kind is NewsKind.GIVEN_BACK
    return seat.hold_until is None and given_back


def _members(cohort_id: str, seats: SeatStore) -> int:
    return sum(seat.hold_until is None for seat in seats.seats_in(cohort_id))


def _ended(events: Sequence[IntakeEvent]) -> bool:
    """Whether care ended, and nothing has begun anew."""
    again = (EventKind.REOPENED, EventKind.CARE_ENDED)
    last = [event.kind for event in events if event.kind in again]
    return last[-1:] == [EventKind.CARE_ENDED]
