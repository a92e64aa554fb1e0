"""The conversation as a state machine: from all that was heard to the next question, or none.

A state is what was heard so far. Each step is pure; the same conversation leads to the same
question, so a worker that dies or a message that comes twice takes it up where it stands.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from threshold.eligibility.answer.model import Answer
from threshold.eligibility.conversation.model import Heard, Question, Rung, Scope, Wording
from threshold.eligibility.conversation.playbook import wordings_for
from threshold.eligibility.conversation.turns import Turn, is_named, speaks_of_use, turn

MOST_REWORDINGS = 2
MOST_QUESTIONS = len(Rung) + MOST_REWORDINGS + 2
"""Each rung once, the rewordings, and to an administrator the first question and the last."""

Said = tuple[Heard, ...]


def next_question(said: Said, scope: Scope) -> Question | None:
    """What to ask next after all that was heard, in order; None where the conversation ends.

    The plan is asked first. An administrator is asked whom it names or, where it names nobody,
    whom the plan named before for the same group.
    """
    if not said:
        return Question()
    last = turn(said[-1])
    if said[-1].question.administrator and last is not Turn.SETTLED:
        return _back_to_plan(said, scope)
    return _MOVES[last](said, scope)


def _of_plan(said: Said) -> Said:
    return tuple(heard for heard in said if not heard.question.administrator)


def _settled(said: Said, scope: Scope) -> Question | None:
    """On to care for substance use where that is sought and nobody spoke of it yet."""
    last = said[-1]
    rungs = scope.rungs(last.question.administrator)
    spoken = any(isinstance(h.reply, Answer) and speaks_of_use(h.reply) for h in said)
    if spoken or Rung.SUBSTANCE_USE not in rungs or last.question.rung is Rung.SUBSTANCE_USE:
        return None
    return replace(last.question, rung=Rung.SUBSTANCE_USE)


def _silent(said: Said, scope: Scope) -> Question | None:
    return _remembered(said, scope) or _next_rung(said, scope)


def _elsewhere(said: Said, scope: Scope) -> Question | None:
    """Once in a conversation: an administrator that sends on is not followed."""
    reply = said[-1].reply
    if not isinstance(reply, Answer) or reply.carve_out is None:
        return None
    if is_named(reply.carve_out):
        return _hop(said, scope.find(reply.carve_out))
    return _remembered(said, scope)


def _back_to_plan(said: Said, scope: Scope) -> Question | None:
    """An administrator that was only remembered, and settles nothing, leaves the plan's rungs."""
    of_plan = _of_plan(said)
    settled = any(turn(heard) is Turn.SETTLED for heard in said if heard not in of_plan)
    silent = turn(of_plan[-1]) is Turn.SILENT
    return _next_rung(of_plan, scope) if silent and not settled else None


def _remembered(said: Said, scope: Scope) -> Question | None:
    """The administrator of the group that the plan's own answer names."""
    reply = said[-1].reply
    if not isinstance(reply, Answer) or reply.group is None:
        return None
    return _hop(said, scope.recall(reply.group))


def _hop(said: Said, administrator: str | None) -> Question | None:
    if administrator is None or len(_of_plan(said)) < len(said):
        return None
    words = said[-1].question.wording
    own = words in (Wording.OTHER_PAYER_ID, Wording.AGAIN)
    return Question(wording=Wording.AS_GIVEN if own else words, administrator=administrator)


def _next_rung(said: Said, scope: Scope) -> Question | None:
    asked, rungs = said[-1].question, scope.rungs(None)
    above = rungs[rungs.index(asked.rung) + 1 :]
    return replace(asked, rung=above[0]) if above else None


def _other_words(said: Said, scope: Scope) -> Question | None:
    """The next wording that the first rejection allows; a failed guess tells nothing new."""
    first, tried = said[0].reply, {heard.question.wording for heard in said}
    if not isinstance(first, Answer) or len(tried) > MOST_REWORDINGS:
        return None
    left = [w for w in wordings_for(first) if w in scope.wordings and w not in tried]
    return Question(wording=left[0]) if left else None


def _end(_said: Said, _scope: Scope) -> None:
    return None


_MOVES: Mapping[Turn, Callable[[Said, Scope], Question | None]] = {
    Turn.SETTLED: _settled,
    Turn.SILENT: _silent,
    Turn.ELSEWHERE: _elsewhere,
    Turn.REJECTED: _other_words,
    Turn.OVER: _end,
}
