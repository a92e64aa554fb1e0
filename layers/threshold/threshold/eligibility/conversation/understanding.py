"""What a conversation comes to once it has ended."""

from collections.abc import Iterable
from dataclasses import dataclass

from threshold.eligibility.answer.model import (
    Answer,
    CarveOut,
    LineOfBusiness,
    Plan,
    PlanType,
    YesNo,
)
from threshold.eligibility.conversation.model import Heard, Rung, Scope
from threshold.eligibility.conversation.turns import Turn, of_care, of_plan, of_services, turn


@dataclass(frozen=True, slots=True)
class Understanding:
    """The reply that stands for the plan as a whole, and every answer beyond it."""

    base: Heard
    further: tuple[Heard, ...]


def understood(said: tuple[Heard, ...]) -> Understanding:
    """What a conversation of at least one question comes to.

    A wording that the payer rejected as well was our guess: the rejection of what the person gave
    stands.
    """
    plan = [heard for heard in said if not heard.question.administrator]
    about_plan = [heard for heard in plan if heard.question.rung is Rung.PLAN] or list(said)
    found = (heard for heard in about_plan if _is_found(heard))
    base = next(found, about_plan[0])
    further = (heard for heard in said if heard not in about_plan)
    return Understanding(base, tuple(h for h in further if isinstance(h.reply, Answer)))


def _is_found(heard: Heard) -> bool:
    return isinstance(heard.reply, Answer) and turn(heard) is not Turn.REJECTED


def remembered_next(said: tuple[Heard, ...], scope: Scope) -> str | None:
    """The administrator to ask first for the person's group from now on.

    It is the one the plan named, if that settled it; a plan that is active and names none, or
    another, ends what was remembered.
    """
    plan = [heard for heard in said if not heard.question.administrator]
    last = plan[-1] if plan else None
    if last is None or turn(last) in (Turn.REJECTED, Turn.OVER):
        return scope.remembered
    if turn(last) is not Turn.ELSEWHERE or not isinstance(last.reply, Answer):
        return None
    named = last.reply.carve_out and scope.find(last.reply.carve_out)
    settled = [h.question.administrator for h in said if turn(h) is Turn.SETTLED]
    return named if named in settled else None


@dataclass(frozen=True, slots=True)
class Care:
    """What is known of behavioral care under an active plan.

    `answers` are those it rests on, `plans` those that must each be acceptable: an administrator's
    beside the plan itself. `elsewhere` is the organization that is still to be asked.
    `contradicted` says that a later answer of the plan takes back what it said of itself.
    """

    covered: YesNo
    answers: tuple[Answer, ...]
    plans: tuple[Plan, ...]
    elsewhere: CarveOut | None
    contradicted: bool


def care(plan: Answer, further: tuple[Heard, ...]) -> Care:
    """What the plan's answer and those beyond it say of behavioral care.

    An administrator's word counts only where the plan sends there.
    """
    above = _answers(heard for heard in further if not heard.question.administrator)
    administrators = _answers(heard for heard in further if heard.question.administrator)
    sent = next((answer.carve_out for answer in (plan, *above) if answer.carve_out), None)
    if sent:
        settling = [answer for answer in administrators if of_plan(answer) is Turn.SETTLED]
    elif of_care(plan) is Turn.SETTLED:
        settling = [plan]
    else:
        settling = [answer for answer in above if of_services(answer) is Turn.SETTLED]
    beyond = tuple(answer for answer in settling[:1] if answer is not plan)
    return Care(
        covered=settling[0].behavioral_health.covered if settling else YesNo.NOT_SAID,
        answers=(plan, *beyond),
        plans=(plan.plan, *(answer.plan for answer in beyond if sent)),
        elsewhere=None if settling else sent,
        contradicted=any(_takes_back(plan, answer) for answer in above),
    )


def _takes_back(plan: Answer, later: Answer) -> bool:
    line, plan_type = later.plan.line_of_business, later.plan.type
    other = plan_type not in (PlanType.UNKNOWN, plan.plan.type)
    elsewhere = line not in (LineOfBusiness.UNKNOWN, plan.plan.line_of_business)
    return other or elsewhere or of_services(later) is Turn.OVER


def _answers(heard: Iterable[Heard]) -> tuple[Answer, ...]:
    return tuple(one.reply for one in heard if isinstance(one.reply, Answer))
