"""A round of placing: lapsed holds are ended, and everybody who waits is placed anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from threshold.errors import Conflict
from threshold.intake.change import Change, Step, moved
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.scheduling.history import COHORT
from threshold.scheduling.placement import PassedOver
from threshold.scheduling.placing import place
from threshold.scheduling.ports import Gone
from threshold.scheduling.seat import Seat
from threshold.scheduling.seeker import Seeker
from threshold.use_cases.seating.apart import apart_of
from threshold.use_cases.seating.desk import SeatingDesk
from threshold.use_cases.seating.giving_back import release_lapsed
from threshold.use_cases.seating.seeking import is_waiting, seeker
from threshold.use_cases.seating.waiting import look_again
from threshold.use_cases.stepping import take

LASTS_AT_MOST = timedelta(minutes=1)
MOST_ROUNDS = 5
"""In a row, where others keep asking; whoever is left waits for the sweep."""
_MOST_PASSES = 3


class Rounds(NamedTuple):
    """What rounds came to: seats offered, and holds ended without an answer."""

    offered: int = 0
    lapsed: int = 0


def run_round(desk: SeatingDesk) -> Rounds:
    """Offer what is free to who waits, in order of priority.

    One round runs at a time: whoever asks for another meanwhile has it run once more.
    """
    until = desk.now() + LASTS_AT_MOST
    if not desk.rounds.begin(desk.now(), until):
        return Rounds()
    found = Rounds()
    for _ in range(MOST_ROUNDS):
        lapsed = release_lapsed(desk)
        found = Rounds(found.offered + _placed(desk), found.lapsed + lapsed)
        if desk.rounds.end(until):
            break
    return found


def _placed(desk: SeatingDesk) -> int:
    """What was not as it seemed is placed again, on how things stand then."""
    offered = 0
    for _ in range(_MOST_PASSES):
        waiting = {one.intake_id: one for one in desk.seats.waiting()}
        if not waiting:
            break
        apart = apart_of(waiting.values(), desk.store, desk.seats)
        placing = place(waiting.values(), desk.seats.availability(), desk.now(), apart)
        made = [unit for unit in placing.at_once if _offer(unit, waiting, desk)]
        offered += sum(map(len, made))
        cohorts = {seat.cohort for unit in made for seat in unit}
        _pass_over([one for one in placing.passed_over if one.cohort in cohorts], desk)
        if len(made) == len(placing.at_once):
            break
    return offered


def _offer(unit: Sequence[Seat], waiting: Mapping[str, Seeker], desk: SeatingDesk) -> bool:
    """Offer one person, or the two of a couple, a seat each; whether it was as it seemed."""
    changes = []
    for seat in unit:
        record = desk.store.load(seat.intake_id)
        if not _waits_so(record, waiting[seat.intake_id], desk):
            look_again(seat.intake_id, desk)
            return False
        changes.append(_offered(record, seat, desk.now()))
    try:
        desk.seats.hold(changes, unit)
    except (Conflict, Gone):
        return False
    return True


def _waits_so(record: IntakeRecord, was: Seeker, desk: SeatingDesk) -> bool:
    """Whether somebody waits, and everything that placing went by is as it was."""
    if not is_waiting(record):
        return False
    if record.version == was.version:
        return True
    return replace(seeker(record, desk), version=was.version) == was


def _offered(record: IntakeRecord, seat: Seat, now: datetime) -> Change:
    details = {
        COHORT: seat.cohort,
        "offer": str(seat.number),
        "starts_on": seat.starts_on.isoformat(),
    }
    if seat.hold_until:
        details["hold_until"] = seat.hold_until.isoformat()
    return moved(record, Step(EventKind.SEAT_OFFERED, SYSTEM, now, details=details))


def _pass_over(passed: Sequence[PassedOver], desk: SeatingDesk) -> None:
    """Note who was passed over, and have it count from now on."""
    for one in passed:
        details = {COHORT: one.cohort}
        step = Step(EventKind.PASSED_OVER, SYSTEM, desk.now(), details=details)
        record = take(desk.store, one.intake_id, partial(_if_waiting, step))
        if is_waiting(record):
            desk.seats.wait(seeker(record, desk))


def _if_waiting(step: Step, record: IntakeRecord) -> Step | None:
    return step if is_waiting(record) else None
