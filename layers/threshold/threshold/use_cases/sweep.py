"""Sending stuck intakes to their queue again, in case a message was lost on the way."""

from datetime import datetime, timedelta
from typing import NamedTuple

from threshold.intake.life_cycle import Queue, Status, Worklist
from threshold.intake.ports import IntakeStore
from threshold.use_cases.relay import Queues
from threshold.use_cases.standing_still import is_stuck
from threshold.use_cases.whole_worklist import everybody_on

UNHEARD_AFTER = timedelta(minutes=5)
MOST_DRAFTS = 100
"""Forms handed over in one run; whoever is left is first in the next."""

_QUEUE_OF = {
    Status.SUBMITTED: Queue.ASSESSMENT,
    Status.ASSESSED: Queue.VERIFICATION,
    Status.VERIFYING: Queue.VERIFICATION,
    Status.ACCEPTED: Queue.SCHEDULING,
}


class Swept(NamedTuple):
    """How many were sent again: stuck, and in a crisis that nobody of the staff was told of."""

    stuck: int
    unheard: int


def sweep(store: IntakeStore, queues: Queues, now: datetime) -> Swept:
    """Send every intake in progress that has not moved for an hour again, and every crisis that
    staff were not alerted to for five minutes."""
    stuck = [
        (_QUEUE_OF[record.status], record)
        for record in everybody_on(store, Worklist.IN_PROGRESS)
        if is_stuck(record, now)
    ]
    unheard = [
        (Queue.NOTIFICATION, record)
        for record in everybody_on(store, Worklist.CRISIS)
        if not record.alerted and record.updated_at <= now - UNHEARD_AFTER
    ]
    for queue, record in (*unheard, *stuck):
        queues.send(queue, record.intake_id, record.version)
    return Swept(len(stuck), len(unheard))
