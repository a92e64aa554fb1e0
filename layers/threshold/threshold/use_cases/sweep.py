"""Sending stuck intakes to their queue again, in case a message was lost on the way."""

from datetime import datetime, timedelta

from threshold.intake.life_cycle import Queue, Status, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord
from threshold.use_cases.relay import Queues
from threshold.use_cases.whole_worklist import everybody_on

STUCK_AFTER = timedelta(hours=1)
"""Longer than any step takes. Who waits for a payer that rests is stuck an hour after that."""
UNHEARD_AFTER = timedelta(minutes=5)
MOST_DRAFTS = 100
"""Forms handed over in one run; whoever is left is first in the next."""

_QUEUE_OF = {
    Status.SUBMITTED: Queue.ASSESSMENT,
    Status.ASSESSED: Queue.VERIFICATION,
    Status.VERIFYING: Queue.VERIFICATION,
    Status.ACCEPTED: Queue.SCHEDULING,
}


def sweep(store: IntakeStore, queues: Queues, now: datetime) -> int:
    """Send every intake in progress that has not moved for an hour again, and every crisis that
    staff were not alerted to for five minutes; returns how many."""
    stuck = [
        (_QUEUE_OF[record.status], record)
        for record in everybody_on(store, Worklist.IN_PROGRESS)
        if _waits_until(record) <= now - STUCK_AFTER
    ]
    unheard = [
        (Queue.NOTIFICATION, record)
        for record in everybody_on(store, Worklist.CRISIS)
        if not record.alerted and record.updated_at <= now - UNHEARD_AFTER
    ]
    for queue, record in (*unheard, *stuck):
        queues.send(queue, record.intake_id, record.version)
    return len(unheard) + len(stuck)


def _waits_until(record: IntakeRecord) -> datetime:
    """Until when nothing need happen to a record, as far as it tells."""
    moments = (record.updated_at, record.lease_until, record.give_up_at)
    return max(moment for moment in moments if moment)
