"""A group, its people's seats, and nothing behind them: what pages and acts about seats need."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from threshold.errors import Conflict
from threshold.intake.change import Step, moved
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM
from threshold.intake.submission import Track, Weekday
from threshold.program.roster import Clinician, Cohort, Licence, Session
from threshold.scheduling.seat import OFFER_HOLDS, Appointment, Seat
from threshold.store.memory import MemoryStore

EVENINGS = Cohort(
    "evenings",
    "Trauma evenings, blue",
    Track.TRAUMA,
    "America/New_York",
    tuple(
        Session(day, time(18), time(21), "lee")
        for day in (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.THURSDAY)
    ),
    8,
    (date(2026, 12, 7),),
)
LEE = Clinician("lee", "Lee Example, LCSW", (Licence("TX"),))
FIRST = Appointment("slot-1", "lee", datetime.fromisoformat("2026-12-03T15:30:00+00:00"), 60)
PRESCRIBER = Appointment("slot-2", "lee", datetime.fromisoformat("2026-12-04T21:00:00+00:00"), 30)
COUPLE = Appointment("slot-3", "lee", datetime.fromisoformat("2026-12-09T16:00:00+00:00"), 50)


def seat(intake_id: str, now: datetime, **changes) -> Seat:
    made = Seat(intake_id, 1, EVENINGS.id, date(2026, 12, 7), now + OFFER_HOLDS, FIRST)
    return replace(made, **changes)


@dataclass
class SeatsOnPaper:
    """The part of a `SeatStore` that somebody with a seat meets."""

    store: MemoryStore
    groups: dict[str, Cohort] = field(default_factory=lambda: {EVENINGS.id: EVENINGS})
    kept: dict[str, Seat] = field(default_factory=dict)

    def seat_of(self, intake_id):
        return self.kept.get(intake_id)

    def cohort(self, cohort_id):
        return self.groups.get(cohort_id)

    def clinicians(self, ids):
        return tuple(one for one in (LEE,) if one.id in ids)

    def hold(self, changes, seats):
        for change, one in zip(changes, seats, strict=True):
            self.store.apply(change)
            self.kept[one.intake_id] = one

    def settle(self, change, seat):
        if self.kept[seat.intake_id].hold_until is None:
            raise Conflict("the hold is over")
        self.store.apply(change)
        self.kept[seat.intake_id] = seat

    def release(self, seat, change=None):
        if change:
            self.store.apply(change)
        self.kept.pop(seat.intake_id, None)

    def offer(self, one: Seat, at: datetime) -> Seat:
        """Offer somebody a seat."""
        details = {
            "cohort": one.cohort,
            "offer": str(one.number),
            "hold_until": (at + timedelta(days=1)).isoformat(),
        }
        step = Step(EventKind.SEAT_OFFERED, SYSTEM, at, details=details)
        self.hold([moved(self.store.load(one.intake_id), step)], [one])
        return one
