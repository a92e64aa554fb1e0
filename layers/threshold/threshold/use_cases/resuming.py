"""Taking a conversation up where it stands, from the exchanges that were kept.

What is stored is asked of nobody: an answer of this round, or an answer on coverage of the last
day to the very same question. Staff who want it asked afresh say so when they ask for
verification.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from threshold.eligibility.answer.model import Answer, Outcome
from threshold.eligibility.conversation.machine import next_question
from threshold.eligibility.conversation.model import Heard, Scope
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord
from threshold.use_cases.asking import Exchanged, Try
from threshold.use_cases.clearance import Clearance
from threshold.use_cases.inquiry import Inquiry

ASK_AFRESH = "ask_afresh"
"""The detail of a `verification_requested` event by which no answer stored before is used."""
SAME_QUESTION = timedelta(days=1)
"""How long a stored answer on coverage stands for the same question."""

_EARLIEST_ASK = 3
"""Seq of the first event that can be a question: after `submitted` and `assessed`."""
_BEGINS = frozenset({EventKind.ASSESSED, EventKind.VERIFICATION_REQUESTED, EventKind.DETAILS_GIVEN})
_ON_COVERAGE = frozenset(
    {Outcome.ACTIVE, Outcome.ACTIVE_PENDING, Outcome.NOT_YET_ACTIVE, Outcome.INACTIVE}
)
_ASKS = frozenset({"NM1", "DMG", "INS", "DTP", "EQ"})


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with a payer as it stands: what may be asked, and what was said."""

    clearance: Clearance
    scope: Scope
    said: tuple[Heard, ...] = ()


def resumed(clearance: Clearance, scope: Scope, kept: tuple[Exchanged, ...]) -> Talk:
    """The conversation as far as kept exchanges answer it; each answers one question once."""
    talk, left = Talk(clearance, scope), list(kept)
    while left and (question := next_question(talk.said, scope)):
        asks = _what_it_asks(Inquiry(clearance, question, 1, clearance.at).x12())
        known = next((one for one in left if _what_it_asks(one.request) == asks), None)
        if known is None:
            break
        left.remove(known)
        talk = replace(talk, said=(*talk.said, Heard(question, known.reply)))
    return talk


def _what_it_asks(x12: str) -> tuple[str, ...]:
    """The segments of a 270 of ours that say whom it asks about whom and what."""
    return tuple(segment for segment in x12.split("~") if segment.split("*")[0] in _ASKS)


def kept_exchanges(
    record: IntakeRecord, store: IntakeStore, now: datetime
) -> tuple[Exchanged, ...]:
    """The exchanges of an intake that still answer their question, oldest first."""
    if record.version < _EARLIEST_ASK:
        return ()
    events = store.events(record.intake_id)
    began = max(event.occurred_at for event in events if event.kind in _BEGINS)
    afresh = [event.occurred_at for event in events if ASK_AFRESH in event.details]
    since = max((now - SAME_QUESTION, *afresh))
    return tuple(
        one
        for one in store.findings(record.intake_id, FindingKind.X12, Exchanged)
        if one.came_to is not Try.TO_REPEAT
        and (one.at >= began or (one.at >= since and _is_on_coverage(one)))
    )


def _is_on_coverage(exchanged: Exchanged) -> bool:
    reply = exchanged.reply
    return isinstance(reply, Answer) and reply.outcome in _ON_COVERAGE
