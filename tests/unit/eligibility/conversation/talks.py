"""Conversations to test with: replies by name, and a payer that gives them in order."""

from dataclasses import replace

from threshold.eligibility.aaa import REJECT_REASONS
from threshold.eligibility.answer.model import (
    Answer,
    BehavioralHealth,
    CarveOut,
    Confidence,
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
ELSEWHERE = replace(ACTIVE, carve_out=CarveOut("EXAMPLE BH MCO", ADMINISTRATOR, "8005550100", 9))
TO_A_STRANGER = replace(ACTIVE, carve_out=CarveOut("A STRANGER", "ZZZ99", None, 9))
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


def scope(**changes):
    made = Scope(tuple(Rung), frozenset(Wording), None, find)
    return replace(made, **changes)


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
    name = question.administrator or question.rung.value
    return name if question.wording is Wording.AS_GIVEN else f"{name} {question.wording}"
