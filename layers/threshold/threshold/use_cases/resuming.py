"""Taking a conversation up where it stands, from the exchanges that were kept.

What is stored is asked of nobody: an answer of this round, or an answer on coverage of the last
day to the very same question, be it another intake of the same person that asked it. Staff who
want it asked afresh say so when they ask for verification; what is verified again is always asked
afresh.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from threshold.eligibility.answer.model import Answer, Outcome
from threshold.eligibility.conversation.machine import next_question
from threshold.eligibility.conversation.model import Heard, Scope, Silence
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.use_cases.asking import Exchanged, Try
from threshold.use_cases.clearance import Clearance
from threshold.use_cases.inquiry import Inquiry

ASK_AFRESH = "ask_afresh"
"""The detail of a `verification_requested` event by which no answer stored before is used."""
SAME_QUESTION = timedelta(days=1)
"""How long a stored answer on coverage stands for the same question."""

_EARLIEST_ASK = 3
"""Seq of the first event that can be a question: after `submitted` and `assessed`."""
_BEGINS = frozenset(
    {
        EventKind.ASSESSED,
        EventKind.VERIFICATION_REQUESTED,
        EventKind.DETAILS_GIVEN,
        EventKind.REVERIFICATION_DUE,
    }
)
_ON_COVERAGE = frozenset(
    {Outcome.ACTIVE, Outcome.ACTIVE_PENDING, Outcome.NOT_YET_ACTIVE, Outcome.INACTIVE}
)
_ASKS = frozenset({"NM1", "DMG", "INS", "DTP", "EQ"})


Asks = tuple[str, ...]
"""The segments of a 270 of ours that say whom it asks about whom and what."""


class Kept(NamedTuple):
    """The exchanges of an intake that still answer their question, oldest first.

    An answer on coverage stands for the same question if it was given `since` then.
    """

    exchanges: tuple[Exchanged, ...]
    since: datetime


class AnsweredElsewhere(NamedTuple):
    """The exchange by which another intake has the answer to a question."""

    intake_id: str
    exchanged: Exchanged


class Talk(NamedTuple):
    """A conversation with a payer as it stands: what may be asked, and what was said.

    `answered_in` are the other intakes whose answers it uses.
    """

    clearance: Clearance
    scope: Scope
    said: tuple[Heard, ...] = ()
    answered_in: tuple[str, ...] = ()


def resumed(
    clearance: Clearance,
    scope: Scope,
    kept: Kept,
    elsewhere: Callable[[Asks], AnsweredElsewhere | None],
) -> Talk:
    """The conversation as far as stored exchanges answer it; each kept one answers once.

    elsewhere: finds what another intake was answered to the same question.
    """
    talk, left = Talk(clearance, scope), list(kept.exchanges)
    while question := next_question(talk.said, scope):
        asks = what_it_asks(Inquiry(clearance, question, 1, clearance.at).x12())
        known = next((one for one in left if what_it_asks(one.request) == asks), None)
        if known:
            left.remove(known)
        elif found := elsewhere(asks):
            known, others = found.exchanged, (*talk.answered_in, found.intake_id)
            talk = talk._replace(answered_in=others)
        else:
            break
        talk = talk._replace(said=(*talk.said, Heard(question, known.reply)))
    return talk


def what_it_asks(x12: str) -> Asks:
    """Whom a 270 of ours asks about whom and what."""
    return tuple(segment for segment in x12.split("~") if segment.split("*")[0] in _ASKS)


def kept_exchanges(record: IntakeRecord, store: IntakeStore, now: datetime) -> Kept:
    """What an intake keeps of earlier asks."""
    day_ago = now - SAME_QUESTION
    if record.version < _EARLIEST_ASK:
        return Kept((), day_ago)
    events = store.events(record.intake_id)
    began = max(event.occurred_at for event in events if event.kind in _BEGINS)
    since = max((day_ago, *(e.occurred_at for e in events if _asks_afresh(e))))
    exchanges = (
        one
        for one in store.findings(record.intake_id, FindingKind.X12, Exchanged)
        if one.came_to is not Try.TO_REPEAT
        and (one.at >= began or (one.at >= since and is_on_coverage(one.reply)))
    )
    return Kept(tuple(exchanges), since)


def _asks_afresh(event: IntakeEvent) -> bool:
    return event.kind is EventKind.REVERIFICATION_DUE or ASK_AFRESH in event.details


def is_on_coverage(reply: Answer | Silence) -> bool:
    """Whether a reply says whether the person is covered, so that it stands for a day."""
    return isinstance(reply, Answer) and reply.outcome in _ON_COVERAGE
