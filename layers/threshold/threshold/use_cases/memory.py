"""What is remembered beyond one intake, for a while: under keyed hashes, so that no key tells it.

Of a group of a payer's: who administers its behavioral benefits. It is the group that the plan's
own answer names; a number as somebody typed it is no ground for telling anyone of them.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import cache

from threshold.eligibility.answer.model import Group
from threshold.eligibility.conversation.understanding import to_remember
from threshold.use_cases.clearance import Clearance
from threshold.use_cases.desk import Desk
from threshold.use_cases.resuming import Talk

ADMINISTRATOR_STANDS = timedelta(days=180)
"""Contracts of a plan with an administrator run for its plan year, which a group may change."""


def recalled(clearance: Clearance, desk: Desk) -> Callable[[Group], str | None]:
    """The payer id of a group's last administrator, each group looked up once."""

    @cache
    def administrator(group: Group) -> str | None:
        return desk.store.remembered(_key(clearance, group, desk), desk.now())

    return administrator


def remember_administrator(talk: Talk, desk: Desk) -> None:
    """Remember who administers the benefits of a person's group, or forget it."""
    learned = to_remember(talk.said, talk.scope)
    if learned:
        key = _key(talk.clearance, learned.group, desk)
        until = desk.now() + ADMINISTRATOR_STANDS
        desk.store.remember(key, learned.administrator, until)


def _key(clearance: Clearance, group: Group, desk: Desk) -> str:
    return desk.record_key.digest("group", f"{clearance.payer.id} {group.qualifier} {group.number}")
