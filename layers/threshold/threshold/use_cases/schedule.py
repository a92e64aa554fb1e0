"""Putting the accepted on the scheduling worklist, in order of priority."""

from datetime import datetime

from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Status, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.use_cases.stepping import take


def schedule(intake_id: str, store: IntakeStore, now: datetime) -> None:
    """Queue an accepted intake for a seat; nothing where that was done or it has moved on."""
    take(store, intake_id, lambda record: _step(record, now))


def _step(record: IntakeRecord, now: datetime) -> Step | None:
    if record.status is not Status.ACCEPTED or record.worklist is Worklist.SCHEDULING:
        return None
    return Step(EventKind.QUEUED_FOR_SEAT, SYSTEM, now)
