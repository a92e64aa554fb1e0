"""Sending stuck intakes to their queue again, in case a message was lost on the way."""

from datetime import datetime, timedelta

from threshold.intake.life_cycle import Queue, Status, Worklist
from threshold.intake.ports import IntakeStore
from threshold.use_cases.relay import Queues

STUCK_AFTER = timedelta(hours=1)
"""Longer than any step takes. A payer that rests has a lease, and is stuck an hour after it."""
UNHEARD_AFTER = timedelta(minutes=5)
PAGE = 100

_QUEUE_OF = {
    Status.SUBMITTED: Queue.ASSESSMENT,
    Status.ASSESSED: Queue.VERIFICATION,
    Status.VERIFYING: Queue.VERIFICATION,
    Status.ACCEPTED: Queue.SCHEDULING,
}


def sweep(store: IntakeStore, queues: Queues, now: datetime) -> int:
    """Send every intake in progress that has not moved for an hour again, and every crisis that
    staff were not alerted to for five minutes; returns how many."""
    return _send_stuck(store, queues, now) + _alert_again(store, queues, now)


def _alert_again(store: IntakeStore, queues: Queues, now: datetime) -> int:
    sent, after = 0, None
    while True:
        page = store.worklist(Worklist.CRISIS, PAGE, after)
        for record in page.records:
            if not record.alerted and record.updated_at <= now - UNHEARD_AFTER:
                queues.send(Queue.NOTIFICATION, record.intake_id, record.version)
                sent += 1
        if page.after is None:
            return sent
        after = page.after


def _send_stuck(store: IntakeStore, queues: Queues, now: datetime) -> int:
    sent, after = 0, None
    while True:
        page = store.worklist(Worklist.IN_PROGRESS, PAGE, after)
        for record in page.records:
            if max(record.updated_at, record.lease_until or record.updated_at) <= now - STUCK_AFTER:
                queues.send(_QUEUE_OF[record.status], record.intake_id, record.version)
                sent += 1
        if page.after is None:
            return sent
        after = page.after
