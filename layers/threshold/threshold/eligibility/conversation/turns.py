"""What a reply comes to, as far as the next question depends on it."""

from enum import Enum, auto

from threshold.eligibility.answer.codes import PLAN_LEVEL, SUBSTANCE_USE
from threshold.eligibility.answer.model import (
    Answer,
    Benefit,
    BenefitKind,
    CarveOut,
    Network,
    Outcome,
    YesNo,
)
from threshold.eligibility.conversation.model import Heard, Rung, Silence


class Turn(Enum):
    """What a reply comes to."""

    SETTLED = auto()
    """The plan is active, and behavioral care is said to be covered or not."""
    SILENT = auto()
    """The plan is active, and behavioral care is not said."""
    ELSEWHERE = auto()
    """The plan is active, and another organization answers for behavioral care."""
    REJECTED = auto()
    """The person was not found or the question not taken."""
    OVER = auto()
    """Nothing more is to be learned by asking: a human reads it."""


_REJECTED = frozenset({Outcome.REJECTED, Outcome.CONFIG_ERROR, Outcome.RETRY})
_CONTRADICTS = frozenset({Outcome.INACTIVE, Outcome.ACTIVE_PENDING, Outcome.NOT_YET_ACTIVE})


def turn(heard: Heard) -> Turn:
    """What a reply comes to. Beyond the first rung the plan is known to be active."""
    if isinstance(heard.reply, Silence):
        return Turn.OVER
    if heard.question.rung is Rung.PLAN:
        return of_plan(heard.reply)
    return of_services(heard.reply)


def of_plan(answer: Answer) -> Turn:
    """What an answer to the first rung comes to."""
    if answer.outcome in _REJECTED:
        return Turn.REJECTED
    if answer.outcome is not Outcome.ACTIVE or answer.rejections:
        return Turn.OVER
    return of_care(answer)


def of_services(answer: Answer) -> Turn:
    """What an answer beyond it comes to. Who rejects a service type has said nothing on it."""
    if answer.outcome in _CONTRADICTS:
        return Turn.OVER
    if answer.rejections or answer.outcome not in (Outcome.ACTIVE, Outcome.UNKNOWN):
        return Turn.SILENT
    said = of_care(answer)
    unsure = answer.outcome is Outcome.UNKNOWN and said is Turn.SETTLED
    if unsure and answer.behavioral_health.covered is YesNo.YES:
        return Turn.SILENT
    return said


def of_care(answer: Answer) -> Turn:
    """What an answer says of behavioral care."""
    if answer.carve_out:
        return Turn.ELSEWHERE
    said = answer.behavioral_health.covered is not YesNo.NOT_SAID
    return Turn.SETTLED if said else Turn.SILENT


def is_named(carve_out: CarveOut) -> bool:
    """Whether the plan says who administers its behavioral benefits."""
    return bool(carve_out.name or carve_out.payer_id)


def speaks_of_use(answer: Answer) -> bool:
    """Whether an answer says of care for substance use that it is covered or not.

    An answer on mental health alone says nothing of it; one that denies the plan as a whole does.
    """
    said = answer.behavioral_health
    if said.covered is YesNo.NOT_SAID:
        return False
    if said.answered_by in ("CJ", PLAN_LEVEL):
        return True
    return said.covered is YesNo.YES and any(map(_gives_care_for_use, answer.benefits))


def _gives_care_for_use(benefit: Benefit) -> bool:
    stated = benefit.kind is BenefitKind.ACTIVE and not benefit.flags
    inside = benefit.network is not Network.OUT
    return stated and inside and not SUBSTANCE_USE.isdisjoint(benefit.service_types)
