"""What the scheduling queue asks for: to look at an intake, and do what its seat calls for now.

Safe to do twice, late and after a crash: it goes by how things stand, never by the message.
"""

from collections.abc import Iterator

from threshold.errors import Conflict, Retryable
from threshold.intake.change import Step, moved
from threshold.intake.life_cycle import EventKind, Status, Worklist
from threshold.intake.record import SYSTEM, IntakeRecord, Reason
from threshold.scheduling.history import History, history
from threshold.scheduling.seat import MOST_DECLINES
from threshold.use_cases.seating.desk import SeatingDesk
from threshold.use_cases.seating.giving_back import expire, is_given_up
from threshold.use_cases.seating.seeking import is_waiting, seeker
from threshold.use_cases.stepping import MOST_TRIES

NOT_TAKEN = Reason(
    "O1",
    f"{MOST_DECLINES} offers were declined or not answered. Speak with the person first.",
    "program policy",
)


def look_again(intake_id: str, desk: SeatingDesk) -> None:
    """Give back a seat that is nobody's, keep one that a review stood before, have who was accepted
    wait, or wait as they are now; forget who waits no more. The other of a couple is looked at too.

    Raises:
        Unknown: no intake has this id.
        Retryable: others kept writing.
    """
    for _ in range(MOST_TRIES):
        try:
            record = _looked_at(intake_id, desk)
        except Conflict:
            continue
        for partner, told in _partners(record, desk):
            desk.seats.wait(seeker(partner, desk, told))
        return
    raise Retryable("others kept writing this intake")


def forget_who_left(desk: SeatingDesk) -> int:
    """Look again at whoever is kept as waiting and does not wait any more; returns how many.

    A review or a crisis has other work to send than word to the scheduling queue, and a round
    notices only whom it would place.

    Raises:
        Retryable: others kept writing one of the intakes.
    """
    kept = [one.intake_id for one in desk.seats.waiting()]
    left = [one.intake_id for one in desk.store.records(kept) if not is_waiting(one)]
    for intake_id in left:
        look_again(intake_id, desk)
    return len(left)


def _looked_at(intake_id: str, desk: SeatingDesk) -> IntakeRecord:
    seat, record = desk.seats.seat_of(intake_id), desk.store.load(intake_id)
    told = history(desk.store.events(intake_id)[: record.version])
    if seat and is_given_up(record, seat, told, desk.now()):
        expire(record, seat, desk.seats, desk.now())
        seat, record = None, desk.store.load(intake_id)
        told = history(desk.store.events(intake_id)[: record.version])
    if record.status is not Status.ACCEPTED:
        desk.seats.stop_waiting(intake_id, record.version)
        return record
    if seat:
        step = Step(EventKind.SEAT_KEPT, SYSTEM, desk.now(), starts_on=seat.starts_on)
        return _taken(record, step, desk)
    if told.is_to_pause:
        desk.seats.stop_waiting(intake_id, record.version)
        return _paused(record, told, desk)
    if record.worklist is not Worklist.SCHEDULING:
        record = _taken(record, Step(EventKind.QUEUED_FOR_SEAT, SYSTEM, desk.now()), desk)
    desk.seats.wait(seeker(record, desk, told))
    return record


def _paused(record: IntakeRecord, told: History, desk: SeatingDesk) -> IntakeRecord:
    if told.paused and record.worklist is Worklist.SCHEDULING:
        return record
    step = Step(EventKind.SEATING_PAUSED, SYSTEM, desk.now(), reasons=(NOT_TAKEN,))
    return _taken(record, step, desk)


def _taken(record: IntakeRecord, step: Step, desk: SeatingDesk) -> IntakeRecord:
    change = moved(record, step)
    desk.store.apply(change)
    return change.after


def _partners(record: IntakeRecord, desk: SeatingDesk) -> Iterator[tuple[IntakeRecord, History]]:
    """Who waits too and belongs to the same couple: whether both may be placed together has
    perhaps changed."""
    if record.couple is None:
        return
    for intake_id in desk.store.members(record.couple):
        other = desk.store.load(intake_id)
        if intake_id != record.intake_id and is_waiting(other):
            told = history(desk.store.events(intake_id))
            if not told.is_to_pause:
                yield other, told
