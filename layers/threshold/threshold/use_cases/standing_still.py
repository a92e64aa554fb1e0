"""When an intake that the system is at work on has stood still for too long."""

from datetime import datetime, timedelta

from threshold.intake.record import IntakeRecord

STUCK_AFTER = timedelta(hours=1)
"""Longer than any step takes. Who waits for a payer that rests is stuck an hour after that."""


def is_stuck(record: IntakeRecord, now: datetime) -> bool:
    """Whether an intake in progress should have moved by now."""
    return _waits_until(record) <= now - STUCK_AFTER


def _waits_until(record: IntakeRecord) -> datetime:
    """Until when nothing need happen to a record, as far as it tells."""
    moments = (record.updated_at, record.lease_until, record.give_up_at)
    return max(moment for moment in moments if moment)
