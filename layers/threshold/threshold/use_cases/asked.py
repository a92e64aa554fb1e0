"""What a person is asked for before their case can go on: one thing at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from threshold.decision.coverage import Coverage
from threshold.eligibility.conversation.playbook import Detail
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.intake.submission import Relationship, Submission
from threshold.record_key import RecordKey
from threshold.use_cases.ask_links import LINK_LASTS, asking_event, behind, path_to
from threshold.use_cases.submitted import last_submission

_SUBSCRIBER_LOOP = "2100C"
_GIVEN = (EventKind.DETAILS_GIVEN, EventKind.CARD_PHOTO_GIVEN)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked of a person. `seq` is that of the event that asked.

    `wants` None: staff asked for something that no page can take. `of_subscriber`: it is asked of
    the person whose plan it is, who is somebody else. `language`: the one they read. A link to it
    is of use `until` then.
    """

    intake_id: str
    seq: int
    wants: Detail | None
    of_subscriber: bool
    language: str
    until: datetime


class NoLongerAsked(Exception):
    """There is no such question, or not any more. `answered`: since it was answered."""

    def __init__(self, *, answered: bool = False) -> None:
        super().__init__()
        self.answered = answered


def ask_behind(token: str, store: IntakeStore, key: RecordKey, now: datetime) -> Ask:
    """The question that a link leads to.

    Raises:
        NoLongerAsked: the link is none of ours, or of no use any more.
        Unknown: no intake has this id.
    """
    found = behind(token, key)
    if found is None:
        raise NoLongerAsked
    intake_id, seq = found
    events = store.events(intake_id)
    question = _open(store.load(intake_id), events, store)
    if question and question.seq == seq:
        if now >= question.until:
            raise NoLongerAsked
        return question
    raise NoLongerAsked(answered=_answered(events, seq))


def open_ask(record: IntakeRecord, store: IntakeStore) -> Ask | None:
    """What the person of an intake is asked for now; None for nothing."""
    if record.worklist is not Worklist.FIX_IT:
        return None
    return _open(record, store.events(record.intake_id), store)


def path_to_ask(
    record: IntakeRecord, store: IntakeStore, key: RecordKey, now: datetime
) -> str | None:
    """The path of the page that asks what a person is asked for now; None where none does."""
    question = open_ask(record, store)
    if question is None or now >= question.until:
        return None
    return path_to(record.intake_id, question.seq, key)


def answered_now(question: Ask, record: IntakeRecord, store: IntakeStore) -> Submission:
    """What an answer to a question is an answer beside: the submission as it stands.

    Raises:
        NoLongerAsked: it was answered already, or something else is asked by now.
    """
    now_asked = open_ask(record, store)
    if now_asked is None or now_asked.seq != question.seq:
        raise NoLongerAsked(answered=now_asked is None)
    return last_submission(question.intake_id, store)


def _open(record: IntakeRecord, events: Sequence[IntakeEvent], store: IntakeStore) -> Ask | None:
    event = asking_event(events)
    submission = store.latest(record.intake_id, FindingKind.SUBMISSION, Submission)
    if event is None or submission is None or record.worklist is not Worklist.FIX_IT:
        return None
    wants, language = event.details.get("asks"), submission.language
    return Ask(
        record.intake_id,
        event.seq,
        Detail(wants) if wants in set(Detail) else None,
        _is_of_subscriber(record.intake_id, submission, store),
        (language.read or language.spoken).split("-")[0],
        event.occurred_at + LINK_LASTS,
    )


def _answered(events: Sequence[IntakeEvent], seq: int) -> bool:
    """Whether what an event asked was given before something else was asked."""
    kinds = (*_GIVEN, EventKind.PATIENT_INPUT_NEEDED)
    since = next((one.kind for one in events if one.seq > seq and one.kind in kinds), None)
    return since in _GIVEN


def _is_of_subscriber(intake_id: str, submission: Submission, store: IntakeStore) -> bool:
    """Whether the payer did not know the subscriber, where that is not the patient."""
    card = submission.payment.card
    if card is None or card.relationship is Relationship.SELF:
        return False
    coverage = store.latest(intake_id, FindingKind.COVERAGE, Coverage)
    rejections = coverage.answer.rejections if coverage and coverage.answer else ()
    return any(one.loop == _SUBSCRIBER_LOOP for one in rejections)
