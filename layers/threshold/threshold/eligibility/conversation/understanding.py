"""What a conversation comes to once it has ended."""

from collections.abc import Iterable
from typing import NamedTuple

from threshold.eligibility.answer.model import (
    Answer,
    CarveOut,
    Group,
    LineOfBusiness,
    Plan,
    PlanType,
    YesNo,
)
from threshold.eligibility.conversation.model import Heard, Rung, Scope
from threshold.eligibility.conversation.turns import (
    Turn,
    is_named,
    of_care,
    of_services,
    turn,
)


class Understanding(NamedTuple):
    """The reply that stands for the plan as a whole, and every answer beyond it."""

    base: Heard
    further: tuple[Heard, ...]


def understood(said: tuple[Heard, ...]) -> Understanding:
    """What a conversation of at least one question comes to.

    A wording that the payer rejected as well was our guess: the rejection of what the person gave
    stands.
    """
    plan = [heard for heard in said if not heard.question.administrator]
    about_plan = [heard for heard in plan if heard.question.rung is Rung.PLAN]
    found = (heard for heard in about_plan if _is_found(heard))
    base = next(found, about_plan[0])
    further = (heard for heard in said if heard not in about_plan)
    return Understanding(base, tuple(h for h in further if isinstance(h.reply, Answer)))


def _is_found(heard: Heard) -> bool:
    return isinstance(heard.reply, Answer) and turn(heard) is not Turn.REJECTED


class Remembered(NamedTuple):
    """Who administers the behavioral benefits of a group; None ends what was remembered."""

    group: Group
    administrator: str | None


def to_remember(said: tuple[Heard, ...], scope: Scope) -> Remembered | None:
    """What to remember from now on of the group that the plan's own answer names, if anything.

    It is the administrator that settled it. One that does not know the person, and a plan that
    names another, end what was remembered; who is not heard changes nothing.
    """
    plan = [heard for heard in said if not heard.question.administrator]
    groups = [h.reply.group for h in plan if isinstance(h.reply, Answer) and h.reply.group]
    if not groups or turn(plan[-1]) in (Turn.REJECTED, Turn.OVER):
        return None
    asked = [heard for heard in said if heard.question.administrator]
    if settled := [heard for heard in asked if turn(heard) is Turn.SETTLED]:
        return Remembered(groups[-1], settled[0].question.administrator)
    unsettled = any(isinstance(heard.reply, Answer) for heard in asked)
    if (unsettled or _names_another(plan, scope)) and scope.recall(groups[-1]):
        return Remembered(groups[-1], None)
    return None


def _names_another(plan: list[Heard], scope: Scope) -> bool:
    """Whether a plan names an administrator whom the program cannot ask."""
    named = [h.reply.carve_out for h in plan if isinstance(h.reply, Answer) and h.reply.carve_out]
    return any(is_named(carve_out) and not scope.find(carve_out) for carve_out in named)


class Care(NamedTuple):
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

    An administrator's word counts where the plan sends elsewhere, or says nothing itself. Answers
    that disagree settle nothing.
    """
    above = _answers(heard for heard in further if not heard.question.administrator)
    administrators = _answers(heard for heard in further if heard.question.administrator)
    sent = next((answer.carve_out for answer in (plan, *above) if answer.carve_out), None)
    own = [plan] if of_care(plan) is Turn.SETTLED else []
    own += [answer for answer in above if of_services(answer) is Turn.SETTLED]
    theirs = _settling(further)
    settling = theirs if sent else own or theirs
    covered = {answer.behavioral_health.covered for answer in settling}
    return Care(
        covered=covered.pop() if len(covered) == 1 else YesNo.NOT_SAID,
        answers=(plan, *(answer for answer in settling if answer is not plan)),
        plans=(plan.plan, *(answer.plan for answer in theirs[:1] if settling is theirs)),
        elsewhere=None if settling else sent,
        contradicted=any(
            _takes_back(first, later)
            for first, *others in filter(None, ((plan, *above), administrators))
            for later in others
        ),
    )


def _settling(further: tuple[Heard, ...]) -> list[Answer]:
    """The answers by which administrators settle it."""
    asked = (heard for heard in further if heard.question.administrator)
    return list(_answers(heard for heard in asked if turn(heard) is Turn.SETTLED))


def _takes_back(plan: Answer, later: Answer) -> bool:
    line, plan_type = later.plan.line_of_business, later.plan.type
    other = plan_type not in (PlanType.UNKNOWN, plan.plan.type)
    elsewhere = line not in (LineOfBusiness.UNKNOWN, plan.plan.line_of_business)
    return other or elsewhere or of_services(later) is Turn.OVER


def _answers(heard: Iterable[Heard]) -> tuple[Answer, ...]:
    return tuple(one.reply for one in heard if isinstance(one.reply, Answer))
