"""The conversation as a state machine: from all that was heard to the next question, or none.

A state is what was heard so far. Each step is pure; the same conversation leads to the same
question, so a worker that dies or a message that comes twice takes it up where it stands.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from threshold.eligibility.answer.model import Answer, PlanType
from threshold.eligibility.conversation.model import Heard, Question, Rung, Scope, Wording
from threshold.eligibility.conversation.playbook import wordings_for
from threshold.eligibility.conversation.turns import Turn, turn

MOST_REWORDINGS = 2
MOST_QUESTIONS = len(Rung) + MOST_REWORDINGS + 1
"""Each rung once, the rewordings, and one question to an administrator."""

Said = tuple[Heard, ...]


def next_question(said: Said, scope: Scope) -> Question | None:
    """What to ask next after all that was heard, in order; None where the conversation ends.

    A group's remembered administrator is asked first, and the plan only where that does not
    settle it.
    """
    if not said:
        return Question(administrator=scope.remembered)
    last = said[-1]
    if last.question.administrator:
        return None if _asked_of_plan(said) or _settles(last) else Question()
    return _MOVES[turn(last)](said, scope)


def _asked_of_plan(said: Said) -> Said:
    return tuple(heard for heard in said if not heard.question.administrator)


def _settles(heard: Heard) -> bool:
    """Whether an administrator's answer makes asking the plan needless."""
    known = isinstance(heard.reply, Answer) and heard.reply.plan.type is not PlanType.UNKNOWN
    return known and turn(heard) is Turn.SETTLED


def _end(_said: Said, _scope: Scope) -> None:
    return None


def _next_rung(said: Said, scope: Scope) -> Question | None:
    asked = said[-1].question
    above = scope.rungs[scope.rungs.index(asked.rung) + 1 :]
    return replace(asked, rung=above[0]) if above else None


def _administrator(said: Said, scope: Scope) -> Question | None:
    """Once in a conversation: an administrator that sends on is not followed."""
    last = said[-1]
    if len(_asked_of_plan(said)) < len(said) or not isinstance(last.reply, Answer):
        return None
    named = last.reply.carve_out and scope.find(last.reply.carve_out)
    if not named:
        return None
    words = last.question.wording
    own = words in (Wording.OTHER_PAYER_ID, Wording.AGAIN)
    return Question(wording=Wording.AS_GIVEN if own else words, administrator=named)


def _other_words(said: Said, scope: Scope) -> Question | None:
    """The next wording that the first rejection allows; a failed guess tells nothing new."""
    asked = _asked_of_plan(said)
    first, tried = asked[0].reply, {heard.question.wording for heard in asked}
    if not isinstance(first, Answer) or len(tried) > MOST_REWORDINGS:
        return None
    left = [w for w in wordings_for(first) if w in scope.wordings and w not in tried]
    return Question(wording=left[0]) if left else None


_MOVES: Mapping[Turn, Callable[[Said, Scope], Question | None]] = {
    Turn.SETTLED: _end,
    Turn.SILENT: _next_rung,
    Turn.ELSEWHERE: _administrator,
    Turn.REJECTED: _other_words,
    Turn.OVER: _end,
}
