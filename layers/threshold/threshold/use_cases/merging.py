"""Two intakes of one person made one: the other is closed, and says which one goes on."""

from datetime import datetime

from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.identification import who
from threshold.intake.life_cycle import EventKind, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeRecord
from threshold.intake.staff_act import StaffAct
from threshold.use_cases.as_seen import as_seen, must_stand_as_seen
from threshold.use_cases.stepping import step_from, take
from threshold.use_cases.submitted import last_submission

_SEEN_BY_A_CLINICIAN = frozenset({Worklist.CRISIS, Worklist.REVIEW})


class NotTheSamePerson(Exception):
    """Name or birth date differ, and whoever merges did not say that they know."""


def merge(
    intake_id: str,
    into: str,
    reason: str,
    actor: Actor,
    store: IntakeStore,
    now: datetime,
    *,
    seen: int,
    differ: bool = False,
) -> IntakeRecord:
    """Close an intake as a duplicate of another; once, however often it is asked for.

    What waits for a clinician is not closed unseen: the one that goes on waits for them instead.
    differ: staff know that names or birth dates differ, as they do after a marriage or a slip.

    Raises:
        Unknown: there is no such intake.
        ValueError: an intake is no duplicate of itself.
        NotTheSamePerson: see `differ`.
        IllegalTransition, NotPermitted: it cannot be closed so, or not by them.
        HappenedSince, UnknownVersion: nothing was stored; look again.
        Retryable: others kept writing.
    """
    if intake_id == into:
        raise ValueError("into: is the intake itself")
    duplicate = store.load(intake_id)
    if not differ and _who(intake_id, store) != _who(into, store):
        raise NotTheSamePerson
    if not _says(intake_id, EventKind.MERGED, "into", into, store):
        events = store.events(intake_id)[: duplicate.version]
        act = StaffAct(actor, now, as_seen(seen, events), reason)
        must_stand_as_seen(seen, events)
        _hand_over(duplicate, into, actor, store, now)
        closed = Step(
            EventKind.MERGED,
            actor,
            now,
            details={"into": into},
            findings=(Finding(FindingKind.STAFF_ACT, act, "merge"),),
        )
        take(store, intake_id, lambda record: step_from(duplicate, record, closed))
    return store.load(intake_id)


def _hand_over(
    duplicate: IntakeRecord, into: str, actor: Actor, store: IntakeStore, now: datetime
) -> None:
    """Tell the one that goes on; where the other waited for a clinician, so does this one now."""
    details = {"duplicate": duplicate.intake_id}
    waits = duplicate.worklist in _SEEN_BY_A_CLINICIAN

    def plan(record: IntakeRecord) -> Step | None:
        if _says(into, None, "duplicate", duplicate.intake_id, store):
            return None
        if waits and record.worklist not in _SEEN_BY_A_CLINICIAN:
            return Step(
                EventKind.REVIEW_NEEDED,
                actor,
                now,
                details=details,
                tier=min(record.tier, duplicate.tier),
                due_at=duplicate.due_at,
            )
        return Step(EventKind.DUPLICATE_FOUND, actor, now, details=details)

    take(store, into, plan)


def _says(
    intake_id: str, kind: EventKind | None, name: str, value: str, store: IntakeStore
) -> bool:
    events = store.events(intake_id)
    return any(kind in (None, one.kind) and one.details.get(name) == value for one in events)


def _who(intake_id: str, store: IntakeStore) -> str:
    submission = last_submission(intake_id, store)
    return who(submission.person)
