"""How somebody waits: since when, what they are owed meanwhile, and whether they are heard from.

Read off the events, so it can be made anew at any time and is never the first to know anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from threshold.intake.life_cycle import WAITING, EventKind, Status
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.scheduling.history import history
from threshold.scheduling.interim import interim_by

CHECKED_EVERY = timedelta(days=7)
ANSWERED_WITHIN = timedelta(days=3)
"""The program's own rules: a weekly check on safety, and a call to who does not answer it."""

_BEGIN = frozenset({EventKind.ACCEPTED, EventKind.NO_SHOW, EventKind.RESCHEDULE_ASKED})
"""From here on they wait for a seat, or wait again; each is itself a contact with them."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How one person waits, as of a version of their intake.

    waits: for a seat, offered one or not. accepted_at: when they were first accepted. since: when
    they began to wait this time. interim_by: when interim services are due; None: not owed, or
    given. asked_at: when they were last asked, this time, whether they are safe; answered: they
    said. paused: no seat is offered until somebody has spoken with them. passed_over: how often.
    """

    intake_id: str
    version: int
    waits: bool
    accepted_at: datetime
    since: datetime
    interim_by: datetime | None = None
    asked_at: datetime | None = None
    answered: bool = False
    paused: bool = False
    passed_over: int = 0

    def check_in_is_due(self, now: datetime) -> bool:
        """Whether a week ended since anybody asked: at 7, 14, 21 days, once each."""
        weeks = (now - self.since) // CHECKED_EVERY
        last = self.since + weeks * CHECKED_EVERY
        return self.waits and weeks > 0 and (self.asked_at is None or self.asked_at < last)

    def is_unanswered(self, now: datetime) -> bool:
        """Whether they did not answer in time, so that somebody calls them."""
        asked = self.asked_at if self.waits and not self.answered else None
        return asked is not None and now - asked >= ANSWERED_WITHIN

    def interim_is_late(self, now: datetime) -> bool:
        """Whether interim services are owed, and should have been given by now."""
        return self.interim_by is not None and self.interim_by < now


class Waits(Protocol):
    """Where it is kept how people wait, so that looking at all of them costs one read."""

    def all(self) -> tuple[Wait, ...]:
        """Everybody's, in no order."""

    def keep(self, wait: Wait) -> None:
        """Keep somebody's, in place of the one before."""

    def forget(self, intake_id: str) -> None:
        """Forget somebody's, who waits no longer and is owed nothing."""


def wait_of(record: IntakeRecord, events: Sequence[IntakeEvent]) -> Wait | None:
    """How somebody waits, or is still owed something; None: neither.

    events: all that led to the record, in order.
    """
    begins = [one.occurred_at for one in events if one.kind in _BEGIN]
    told = history(events)
    if told.accepted_at is None:
        return None
    waits = record.status in WAITING
    owed = interim_by(record.tier, record.created_at)
    may_be_owed = waits or (record.status is Status.SCHEDULED and record.worklist is not None)
    if not may_be_owed or _has(events, EventKind.INTERIM_SERVICES_GIVEN):
        owed = None
    if not waits and owed is None:
        return None
    asked = _last(events, EventKind.CHECK_IN_DUE, begins[-1])
    return Wait(
        intake_id=record.intake_id,
        version=record.version,
        waits=waits,
        accepted_at=told.accepted_at,
        since=begins[-1],
        interim_by=owed,
        asked_at=asked,
        answered=asked is not None and _last(events, EventKind.CHECKED_IN, asked) is not None,
        paused=told.paused,
        passed_over=told.passed_over,
    )


def _has(events: Sequence[IntakeEvent], kind: EventKind) -> bool:
    return any(one.kind is kind for one in events)


def _last(events: Sequence[IntakeEvent], kind: EventKind, since: datetime) -> datetime | None:
    found = [one.occurred_at for one in events if one.kind is kind and one.occurred_at >= since]
    return found[-1] if found else None
