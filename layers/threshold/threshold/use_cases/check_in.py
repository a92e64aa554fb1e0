"""What somebody who waits for a seat is asked every week: whether they are safe, whether they still
want it."""

from collections.abc import Sequence
from datetime import datetime

from threshold.assessment.deadline import Minutes, due
from threshold.intake.change import Step
from threshold.intake.life_cycle import WAITING, EventKind, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import PATIENT, IntakeEvent, IntakeRecord, Reason, Tier
from threshold.use_cases.stepping import take

NOT_SAFE = Reason(
    "K1",
    "Said, when asked while waiting, that they are not safe. Reach them now.",
    "program policy",
)
CALLED_WITHIN = Minutes(5)
"""As whoever has thoughts of suicide right now (rule S1)."""


def check_in_asked(record: IntakeRecord, events: Sequence[IntakeEvent]) -> bool:
    """Whether somebody waits and was asked since they last answered."""
    about = (EventKind.CHECK_IN_DUE, EventKind.CHECKED_IN)
    last = next((one.kind for one in reversed(events) if one.kind in about), None)
    return record.status in WAITING and last is EventKind.CHECK_IN_DUE


def check_in(intake_id: str, store: IntakeStore, now: datetime) -> None:
    """Keep that somebody is safe and still wants a seat; nothing where that is not asked.

    Raises:
        Unknown: no intake has this id.
        Retryable: others kept writing.
    """
    answered = Step(EventKind.CHECKED_IN, PATIENT, now)

    def plan(record: IntakeRecord) -> Step | None:
        return answered if check_in_asked(record, store.events(intake_id)) else None

    take(store, intake_id, plan)


def not_safe(intake_id: str, store: IntakeStore, now: datetime) -> None:
    """Put somebody on the crisis worklist who says that they are not safe, wherever they stand.

    Raises:
        Unknown: no intake has this id.
        Retryable: others kept writing.
    """
    crisis = Step(
        EventKind.CRISIS_FOUND,
        PATIENT,
        now,
        reasons=(NOT_SAFE,),
        tier=Tier.P0,
        due_at=due(CALLED_WITHIN, now),
    )
    take(store, intake_id, lambda one: None if one.worklist is Worklist.CRISIS else crisis)
