"""Marking who waits for a seat since too long after their last suicide screen."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from threshold.intake.change import Step
from threshold.intake.life_cycle import WAITING, EventKind, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeRecord, Reason
from threshold.use_cases.stepping import take

RESCREEN_AFTER = timedelta(days=14)
"""Source: the program's own rule; a screen for suicide risk says little after two weeks."""
RESCREEN = Reason(
    "R1",
    "Waits since more than 14 days after the last suicide screen. Screen again.",
    "program policy",
)


def mark_for_rescreen(store: IntakeStore, waiting: Iterable[IntakeRecord], now: datetime) -> int:
    """Mark everybody who waits for a seat with a screen older than 14 days; returns how many.

    waiting: who is on the scheduling worklist.
    """
    due = [one for one in waiting if _is_due(one, now)]
    for record in due:
        take(store, record.intake_id, partial(_mark, now))
    return len(due)


def _mark(now: datetime, record: IntakeRecord) -> Step | None:
    due = Step(EventKind.RESCREEN_DUE, SYSTEM, now, reasons=(RESCREEN,))
    return due if _is_due(record, now) else None


def _is_due(record: IntakeRecord, now: datetime) -> bool:
    screened = record.screened_at or record.created_at
    waits = record.worklist is Worklist.SCHEDULING and record.status in WAITING
    return waits and not record.rescreen_due and now - screened >= RESCREEN_AFTER
