"""Conversations to test with: replies by name, and a payer that gives them in order."""

from dataclasses import replace

from threshold.eligibility.aaa import REJECT_REASONS
from threshold.eligibility.answer.model import (
    Answer,
    BehavioralHealth,
    Benefit,
    BenefitKind,
    CarveOut,
    Confidence,
    Group,
    Kind,
    LineOfBusiness,
    Outcome,
    Plan,
    PlanType,
    Rejection,
    YesNo,
)
from threshold.eligibility.answer.outcome import rejected as outcome_of
from threshold.eligibility.conversation.machine import next_question
from threshold.eligibility.conversation.model import Heard, Rung, Scope, Silence, Wording

ADMINISTRATOR = "BHX01"
PPO = Plan(PlanType.PPO, Confidence.STRONG, LineOfBusiness.COMMERCIAL)
ACTIVE = Answer(Kind.ELIGIBILITY, Outcome.ACTIVE, plan=PPO)
COVERED = replace(ACTIVE, behavioral_health=BehavioralHealth(YesNo.YES, "MH"))
NOT_COVERED = replace(ACTIVE, behavioral_health=BehavioralHealth(YesNo.NO, "MH"))
USE_COVERED = replace(ACTIVE, behavioral_health=BehavioralHealth(YesNo.YES, "CJ"))
USE_NOT_COVERED = replace(ACTIVE, behavioral_health=BehavioralHealth(YesNo.NO, "CJ"))
BOTH_COVERED = replace(COVERED, benefits=(Benefit(BenefitKind.ACTIVE, 9, ("MH", "AI")),))
ELSEWHERE = replace(ACTIVE, carve_out=CarveOut("EXAMPLE BH MCO", ADMINISTRATOR, "8005550100", 9))
TO_A_STRANGER = replace(ACTIVE, carve_out=CarveOut("A STRANGER", "ZZZ99", None, 9))
UNNAMED = replace(ACTIVE, carve_out=CarveOut(None, None, None, 9))
INACTIVE = replace(ACTIVE, outcome=Outcome.INACTIVE, plan=Plan())
UNSETTLED = Answer(Kind.ELIGIBILITY, Outcome.UNKNOWN)


def rejection(code, follow_up="C"):
    reason = REJECT_REASONS[code]
    return Rejection("2100C", code, follow_up, reason.owner, reason.next_step, 11)


def rejected(*codes, follow_up="C"):
    rejections = tuple(rejection(code, follow_up) for code in codes)
    return Answer(Kind.ELIGIBILITY, outcome_of(rejections), rejections=rejections)


def find(carve_out):
    return carve_out.payer_id if carve_out.payer_id == ADMINISTRATOR else None


GROUP = Group("6P", "GRP100", 8)


def of_group(answer):
    """The answer, naming the patient's group."""
    return replace(answer, group=GROUP)


def remembering(administrator=ADMINISTRATOR):
    """A scope in which the group had this administrator before."""
    return scope(recall=lambda group: administrator if group == GROUP else None)


def scope(*rungs, **changes):
    """What may be asked; without rungs, of mental health alone, as most people seek it."""
    may = rungs or (Rung.PLAN, Rung.MENTAL_HEALTH)
    made = Scope(lambda _: may, frozenset(Wording), find, lambda _: None)
    return made._replace(**changes)


def conversation(replies, allowed):
    """What is said where a payer gives these replies, in order, and then is heard no more."""
    said, left = (), list(replies)
    while question := next_question(said, allowed):
        said = (*said, Heard(question, left.pop(0) if left else Silence.NOT_HEARD))
    return said


def asked(*replies, allowed=None):
    """The questions asked of such a payer, in short."""
    return [in_short(heard.question) for heard in conversation(replies, allowed or scope())]


def in_short(question):
    rung = question.rung.value
    name = question.administrator or rung
    if question.administrator and question.rung is not Rung.PLAN:
        name = f"{name} {rung}"
    return name if question.wording is Wording.AS_GIVEN else f"{name} {question.wording}"
