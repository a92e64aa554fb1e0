"""Looking after whoever waits for a seat: new screens, weekly checks, interim services, and the
notice that the State is owed of a program that is nearly full."""

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple

from threshold.errors import Conflict
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.scheduling.capacity import Notice, Notices, after, load_of
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.waiting import Wait, Waits, wait_of
from threshold.use_cases.rescreen import mark_for_rescreen
from threshold.use_cases.stepping import take
from threshold.use_cases.whole_worklist import everybody_on


class Watched(NamedTuple):
    """How many were marked for a new screen; were due to be asked whether they are safe; did not
    answer in time; were not given the interim services that they should have by now."""

    marked_for_rescreen: int
    asked: int
    unanswered: int
    interim_late: int


def watch_over(store: IntakeStore, waits: Waits, now: datetime) -> Watched:
    """Mark whoever's screen is old, ask whoever's week is over, and count those whom a person has
    to call. Run again it does nothing twice."""
    waiting = tuple(everybody_on(store, Worklist.SCHEDULING))
    kept = {one.intake_id: one for one in waits.all()}
    listed = {one.intake_id for one in waiting}
    left = store.records([one for one in kept if one not in listed])
    found = list(_looked_at((*waiting, *left), kept, store, waits))
    for intake_id in kept.keys() - {one.intake_id for one in found}:
        waits.forget(intake_id)
    due = [one for one in found if one.check_in_is_due(now)]
    for wait in due:
        take(store, wait.intake_id, partial(_ask, wait, now))
    return Watched(
        mark_for_rescreen(store, waiting, now),
        len(due),
        sum(one.is_unanswered(now) for one in found),
        sum(one.interim_is_late(now) for one in found),
    )


def current(record: IntakeRecord, kept: Wait | None, store: IntakeStore) -> Wait | None:
    """How somebody waits now; their events are read only where they have moved since."""
    if kept and kept.version == record.version:
        return kept
    # What happens while this is read belongs to the next look.
    events = store.events(record.intake_id)
    return wait_of(record, [one for one in events if one.seq <= record.version])


def _looked_at(
    records: Collection[IntakeRecord], kept: dict[str, Wait], store: IntakeStore, waits: Waits
) -> Iterator[Wait]:
    for record in records:
        before = kept.get(record.intake_id)
        wait = current(record, before, store)
        if wait is None:
            continue
        if wait != before:
            waits.keep(wait)
        yield wait


def _ask(wait: Wait, now: datetime, record: IntakeRecord) -> Step | None:
    """Of somebody who moved meanwhile, the next look knows more."""
    asks = Step(EventKind.CHECK_IN_DUE, SYSTEM, now)
    return asks if record.version == wait.version else None


def watch_capacity(seats: SeatStore, notices: Notices, now: datetime) -> Notice | None:
    """Open the notice to the State where the program became nearly full; the one that is open,
    None for none."""
    last = notices.last()
    found = after(last, load_of(seats.availability()), now)
    if found and found != last:
        try:
            notices.keep(found, last)
        except Conflict:
            found = notices.last()
    return found if found and found.is_open else None
