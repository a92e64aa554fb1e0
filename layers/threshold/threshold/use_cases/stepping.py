"""Taking a step: load, decide, store; lost to another writer, look again."""

from collections.abc import Callable

from threshold.errors import Conflict, Retryable
from threshold.intake.change import Change, Step, moved
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord

MOST_TRIES = 5


def take(
    store: IntakeStore,
    intake_id: str,
    plan: Callable[[IntakeRecord], Step | None],
    keep: Callable[[Change], None] | None = None,
) -> IntakeRecord:
    """Take the step that `plan` wants of the record as it is now; None when there is none to take.

    keep: how the change is stored with what belongs to it; None: by itself. Returns the record as
    it then stands.

    Raises:
        Unknown: no intake has this id.
        IllegalTransition, NotPermitted: the plan wants what the life cycle does not have.
        Retryable: others kept writing.
    """
    for _ in range(MOST_TRIES):
        record = store.load(intake_id)
        step = plan(record)
        if step is None:
            return record
        change = moved(record, step)
        try:
            (keep or store.apply)(change)
        except Conflict:
            continue
        return change.after
    raise Retryable("others kept writing this intake")


def step_from(seen: IntakeRecord, latest: IntakeRecord, step: Step) -> Step:
    """A step that is only right for the record as it was seen.

    Raises:
        Retryable: the record has moved since.
    """
    if latest.version != seen.version:
        raise Retryable("the intake moved while it was being worked on", 1)
    return step
