"""What is remembered beyond one intake, for a while: under keyed hashes, so that no key tells it.

Of a question: which intake holds the payer's answer, so that a person who submits twice in a day
is told of once. Of a group of a payer's: who administers its behavioral benefits. It is the group
that the plan's own answer names; a number as somebody typed it is no ground for telling anyone.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from threshold.eligibility.answer.model import Group
from threshold.eligibility.conversation.understanding import to_remember
from threshold.intake.change import FindingKind
from threshold.use_cases.asking import Exchanged
from threshold.use_cases.clearance import Clearance
from threshold.use_cases.desk import Desk
from threshold.use_cases.resuming import (
    SAME_QUESTION,
    AnsweredElsewhere,
    Asks,
    Talk,
    is_on_coverage,
    what_it_asks,
)

ADMINISTRATOR_STANDS = timedelta(days=180)
"""Contracts of a plan with an administrator run for its plan year, which a group may change."""


def recalled(clearance: Clearance, desk: Desk) -> Callable[[Group], str | None]:
    """The payer id of a group's last administrator, each group looked up once."""

    @cache
    def administrator(group: Group) -> str | None:
        return desk.store.remembered(_group_key(clearance, group, desk), desk.now())

    return administrator


def remember_administrator(talk: Talk, desk: Desk) -> None:
    """Remember who administers the benefits of a person's group, or forget it."""
    learned = to_remember(talk.said, talk.scope)
    if learned:
        key = _group_key(talk.clearance, learned.group, desk)
        until = desk.now() + ADMINISTRATOR_STANDS
        desk.store.remember(key, learned.administrator, until)


def _group_key(clearance: Clearance, group: Group, desk: Desk) -> str:
    return desk.record_key.digest("group", f"{clearance.payer.id} {group.qualifier} {group.number}")


def answered_elsewhere(
    intake_id: str, desk: Desk, since: datetime
) -> Callable[[Asks], AnsweredElsewhere | None]:
    """What finds the answer that another intake was given to the same question since then."""

    def find(asks: Asks) -> AnsweredElsewhere | None:
        other = desk.store.remembered(_question_key(asks, desk), desk.now())
        if other is None or other == intake_id:
            return None
        for one in reversed(desk.store.findings(other, FindingKind.X12, Exchanged)):
            same = what_it_asks(one.request) == asks and one.at >= since
            if same and is_on_coverage(one.reply):
                return AnsweredElsewhere(other, one)
        return None

    return find


def remember_answer(intake_id: str, exchanged: Exchanged, desk: Desk) -> None:
    """Remember which intake holds an answer on coverage."""
    if is_on_coverage(exchanged.reply):
        key = _question_key(what_it_asks(exchanged.request), desk)
        desk.store.remember(key, intake_id, exchanged.at + SAME_QUESTION)


def _question_key(asks: Asks, desk: Desk) -> str:
    return desk.record_key.digest("question", "~".join(asks))
