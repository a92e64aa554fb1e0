"""A practice with seats to give, and the acts that stories about seats are made of."""

from dataclasses import dataclass, replace

from tests.clinic import Practice
from tests.seating import give, seat
from threshold.intake.change import Step, moved
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import PATIENT, SYSTEM, Actor
from threshold.scheduling.seat import OFFER_HOLDS, Seat
from threshold.use_cases.seating.answering_offer import DeclineReason, accept_offer, decline_offer
from threshold.use_cases.stepping import take

CLARA = Actor(Role.CLINICIAN, "clara")
ANA = Actor(Role.ADMISSIONS, "ana")


@dataclass
class Clinic(Practice):
    """Eight places in cohort c1 and as many first appointments, s1 to s8."""

    sent: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        give(self.seats, slots=8)

    def submit(self, sent=None, key=None, **changes) -> str:
        """Each form is another person's, though they say the same."""
        self.sent += 1
        return super().submit(sent, key or f"form-{self.sent}", **changes)

    def offer(self, intake_id: str, slot: str = "s1", cohort: str = "c1") -> Seat:
        """Offer a seat to who waits, as a round would."""
        record = self.store.load(intake_id)
        number = sum(one.kind is EventKind.SEAT_OFFERED for one in self.events(intake_id)) + 1
        until = self.now + OFFER_HOLDS
        held = seat(intake_id, slot, cohort, number=number, hold_until=until)
        details = {"cohort": cohort, "offer": str(number)}
        step = Step(EventKind.SEAT_OFFERED, SYSTEM, self.now, details=details)
        self.seats.hold([moved(record, step)], [held])
        return held

    def offered(self, **changes) -> tuple[str, Seat]:
        intake_id = self.waiting(**changes)
        return intake_id, self.offer(intake_id)

    def accept(self, intake_id, number=1, actor=PATIENT) -> Seat:
        return accept_offer(intake_id, number, actor, self.store, self.seats, self.now)

    def decline(self, intake_id, number=1, actor=PATIENT, why=DeclineReason.NOT_THIS_ONE) -> None:
        decline_offer(intake_id, number, actor, why, self.store, self.seats, self.now)

    def seated(self) -> tuple[str, Seat]:
        intake_id, _ = self.offered()
        return intake_id, self.accept(intake_id)

    def happens(self, intake_id: str, kind: EventKind, actor: Actor = CLARA) -> None:
        take(self.store, intake_id, lambda _: Step(kind, actor, self.now))

    def events(self, intake_id: str):
        return self.store.events(intake_id)

    def kinds(self, intake_id: str) -> list[EventKind]:
        return [one.kind for one in self.events(intake_id)]

    def waits(self) -> set[str]:
        return {one.intake_id for one in self.seats.waiting()}

    @property
    def free(self) -> tuple[int, int]:
        """Places and appointments that are free."""
        found = self.seats.availability()
        return found.seats_free["c1"], len(found.slots_free)


def settled(held: Seat) -> Seat:
    return replace(held, hold_until=None)
