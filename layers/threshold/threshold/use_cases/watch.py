"""Watching over coverage that the program counts on: on their day, all are verified again.

Run once a day. A second run, or one after a crash, finds nothing that the first did; what a missed
day left is due on the next.
"""

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from threshold.intake.change import Step
from threshold.intake.life_cycle import COUNTED_ON, EventKind, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.use_cases.stepping import take
from threshold.use_cases.whole_worklist import everybody_on

_WATCHED = (Worklist.SCHEDULING, Worklist.SEATED)
_A_DAY = timedelta(days=1)


def watch(store: IntakeStore, time_zone: str, now: datetime) -> int:
    """Have everybody's coverage verified again whose day has come; returns how many.

    time_zone: the program's, an IANA name; days are reckoned in it.
    """
    today = now.astimezone(ZoneInfo(time_zone)).date()
    everybody = (record for worklist in _WATCHED for record in everybody_on(store, worklist))
    due = [record for record in everybody if _is_due(record, today, now)]
    for record in due:
        take(store, record.intake_id, partial(_step, today, now))
    return len(due)


def _step(today: date, now: datetime, record: IntakeRecord) -> Step | None:
    """Begin anew. Whatever becomes of it, the next try is on the next day at the latest."""
    if not _is_due(record, today, now):
        return None
    return Step(EventKind.REVERIFICATION_DUE, SYSTEM, now, attempts=0, reverify_on=today + _A_DAY)


def _is_due(record: IntakeRecord, today: date, now: datetime) -> bool:
    """Due today or earlier, and no payer is being asked, or waited for, at this moment."""
    day = record.watch.reverify_on
    waits = any(until and now < until for until in (record.lease_until, record.give_up_at))
    return record.status in COUNTED_ON and (day is None or day <= today) and not waits
