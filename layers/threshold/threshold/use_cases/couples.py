"""Two who come together, as a clinician sees them: who they are, and whether to place them so.

Found out when it is asked and kept nowhere, so that neither record tells of the other's answers.
Nothing that a patient meets asks it: what they see cannot depend on what it says.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from threshold.assessment.needs import Joint
from threshold.assessment.recommendation import Assessment, Fired
from threshold.assessment.rules.couples import COUPLES
from threshold.intake.identification import who
from threshold.intake.life_cycle import Status
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord
from threshold.intake.submission import Submission
from threshold.use_cases.assess import Clinic, assessed
from threshold.use_cases.submitted import last_submission

_RULES = frozenset(rule.id for rule in COUPLES)


class Unclear(StrEnum):
    """Why nobody can say yet who comes with whom; a human asks each of them, alone."""

    ALONE = "alone"
    TOO_MANY = "too_many"
    SAME_PERSON = "same_person"
    ONE_DOES_NOT_SEEK_IT = "one_does_not_seek_it"


@dataclass(frozen=True, slots=True)
class Couple:
    """Those who named one invitation and have not withdrawn.

    joint: whether they may be placed together; reasons: the rules of couples behind it, which do
    not say which of the two answered what. unclear: None where there are two who both seek it.
    """

    members: tuple[IntakeRecord, ...]
    joint: Joint
    reasons: tuple[Fired, ...] = ()
    unclear: Unclear | None = None


def couple_with(record: IntakeRecord, store: IntakeStore, clinic: Clinic, now: datetime) -> Couple:
    """The couple that an intake belongs to.

    What is unclear is held, and a no-contact order that either told of stands in any case.

    Raises:
        LookupError: one of them has no submission.
    """
    members = _members(record, store)
    sent = [last_submission(one.intake_id, store) for one in members]
    unclear = _unclear(members, sent)
    found = [
        assessed(one, clinic, now, partner) for one, partner in _each_with_the_other(sent, unclear)
    ]
    if unclear is None and any(one.needs.joint is Joint.NOT_SOUGHT for one in found):
        unclear = Unclear.ONE_DOES_NOT_SEEK_IT
    least = Joint.HELD if unclear else Joint.OPEN
    joint = max((least, *(one.needs.joint for one in found)), key=lambda one: one.rank)
    return Couple(members, joint, _reasons(found), unclear)


def _each_with_the_other(
    sent: list[Submission], unclear: Unclear | None
) -> list[tuple[Submission, Submission | None]]:
    if unclear:
        return [(one, None) for one in sent]
    first, second = sent
    return [(first, second), (second, first)]


def _members(record: IntakeRecord, store: IntakeStore) -> tuple[IntakeRecord, ...]:
    """A link may be older than what an intake says now: what it says now counts."""
    if record.couple is None:
        return (record,)
    linked = [store.load(intake_id) for intake_id in store.members(record.couple)]
    return tuple(
        one
        for one in linked
        if one.intake_id == record.intake_id
        or (one.couple == record.couple and one.status is not Status.WITHDRAWN)
    )


def _unclear(members: tuple[IntakeRecord, ...], sent: list[Submission]) -> Unclear | None:
    if len(members) < 2:
        return Unclear.ALONE
    if len(members) > 2:
        return Unclear.TOO_MANY
    first, second = (who(one.person) for one in sent)
    return Unclear.SAME_PERSON if first == second else None


def _reasons(found: list[Assessment]) -> tuple[Fired, ...]:
    """Each rule once: said of both, it would tell who it came from."""
    fired = {one.rule: one for each in found for one in each.reasons if one.rule in _RULES}
    return tuple(fired[rule] for rule in sorted(fired))
