"""How long one question to a payer may take: so many tries, with growing waits between them.

While a payer is left alone its question is not asked, but its tries are used up all the same, each
as its wait passes. So a question ends after the same hours, whether it was asked or not.
"""

from datetime import datetime, timedelta

from threshold.intake.record import IntakeRecord
from threshold.use_cases.desk import tries_made

LONGEST_REST_SECONDS = 11 * 3600
"""A message cannot be hidden for twelve hours or more."""
_LONGEST_CROWDED_SECONDS = 15 * 60


def tries_used(record: IntakeRecord, waits: tuple[int, ...], now: datetime) -> int:
    """The tries of the present question that are used up; as many as there are waits: all but one.

    waits: seconds after each try.
    """
    asked = tries_made(record)
    if record.give_up_at is None:
        return asked
    left = (record.give_up_at - now).total_seconds()
    passed = (tries for tries in range(asked, len(waits) + 1) if sum(waits[tries:]) >= left)
    return max(passed, default=asked)


def give_up_at(record: IntakeRecord, waits: tuple[int, ...], now: datetime) -> datetime:
    """When the present question is given up, should the payer be left alone from now on."""
    left = sum(waits[tries_used(record, waits, now) :])
    return record.give_up_at or now + timedelta(seconds=left)


def seconds_to_next_try(
    record: IntakeRecord, waits: tuple[int, ...], now: datetime, rest: timedelta
) -> int:
    """Seconds until the next try of a question that has one, the payer's rest over by then."""
    used = tries_used(record, waits, now)
    next_at = give_up_at(record, waits, now) - timedelta(seconds=sum(waits[used + 1 :]))
    wait = max(next_at - now, rest).total_seconds()
    return min(int(wait) + 1, LONGEST_REST_SECONDS)


def crowded_seconds(record: IntakeRecord, now: datetime) -> int:
    """Seconds until a payer that is asked as often as it may be is tried again.

    As long as the intake has stood already: soon at first, and never so often that the message is
    taken for one that cannot be worked off.
    """
    standing = (now - record.updated_at).total_seconds()
    return int(min(max(standing, 1), _LONGEST_CROWDED_SECONDS))
