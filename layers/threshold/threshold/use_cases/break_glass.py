"""Breaking the glass: staff open at once what they are shut out of, in one intake, for an hour.

Nobody is asked first. It takes a reason in their own words, it is an event that stays, supervisors
are told of it, and every look that rests on it says so.

Source: 45 CFR 164.312(a)(2)(ii), emergency access procedure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeEvent, IntakeRecord
from threshold.intake.staff_act import Seen, StaffAct
from threshold.use_cases.stepping import take

LASTS = timedelta(hours=1)
_KEY = "key"


@dataclass(frozen=True, slots=True)
class Broken:
    """One breaking of the glass. It opens this intake to this person until `until`.

    seq: of its event. told_at: when supervisors were told, None where they were not yet.
    """

    seq: int
    by: Actor
    at: datetime
    until: datetime
    told_at: datetime | None


class Receipt(NamedTuple):
    """What became of it: the intake as it then stands, and whether it was done just now."""

    record: IntakeRecord
    stored: bool


def break_glass(
    intake_id: str, reason: str, key: str, actor: Actor, store: IntakeStore, now: datetime
) -> Receipt:
    """Open an intake to somebody. `key`: of the caller's choice; the same again is done once.

    Raises:
        Unknown: no intake has this id.
        NotPermitted: the role may not.
        Retryable: others kept writing.
    """
    stored: list[bool] = []

    def plan(record: IntakeRecord) -> Step | None:
        events = store.events(intake_id)[: record.version]
        done = any(one.actor == actor and one.details.get(_KEY) == key for one in _of(events))
        stored.append(not done)
        seen = Seen(record.version, record.event_hash)
        kept = Finding(FindingKind.STAFF_ACT, StaffAct(actor, now, seen, reason), "break_glass")
        step = Step(EventKind.GLASS_BROKEN, actor, now, details={_KEY: key}, findings=(kept,))
        return None if done else step

    record = take(store, intake_id, plan)
    return Receipt(record, stored[-1])


def breakings(events: Sequence[IntakeEvent]) -> Iterator[Broken]:
    """Every breaking of the glass of an intake, by its events, oldest first."""
    for event in _of(events):
        told = (
            one.occurred_at
            for one in events
            if one.kind is EventKind.SUPERVISORS_TOLD and int(one.details["about"]) >= event.seq
        )
        at = event.occurred_at
        yield Broken(event.seq, event.actor, at, at + LASTS, next(told, None))


def open_until(name: str, events: Sequence[IntakeEvent], now: datetime) -> datetime | None:
    """Until when somebody, by sign-in name, has an intake open; None where they have not."""
    theirs = (one for one in breakings(events) if one.by.name == name)
    return max((one.until for one in theirs if one.at <= now < one.until), default=None)


def _of(events: Sequence[IntakeEvent]) -> Iterator[IntakeEvent]:
    return (one for one in events if one.kind is EventKind.GLASS_BROKEN)
