"""Telling a person by email that something waits for them: never what, and only if they agreed.

Each event that calls for it is told once: what was sent, or why nothing was, is an event too. After
a crash between sending and keeping that, it is told again: twice is better than never.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from threshold.errors import Rejected
from threshold.intake.change import FindingKind, Step
from threshold.intake.consents import allows_email
from threshold.intake.life_cycle import TELLS, EventKind, Role, Status, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeEvent, IntakeRecord
from threshold.intake.submission import Submission
from threshold.use_cases.ask_links import asking_event
from threshold.use_cases.check_in import check_in_asked
from threshold.use_cases.stepping import take


class Purpose(StrEnum):
    """What a message is for; its words are the same for each."""

    RECEIVED = "received"
    ASKED = "asked"
    ANSWER_DUE = "answer_due"
    CHECK_IN = "check_in"
    BOOKED = "booked"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: to whom, in which language, and the page that it leads to, by path.

    `neutral`: the sender's name must not tell what this is about.
    """

    to: str
    language: str
    path: str
    neutral: bool


class Mail(Protocol):
    """Where letters are posted. `template` is the id of the words they have."""

    template: str

    def send(self, letter: Letter) -> None:
        """Post a letter.

        Raises:
            Rejected: nobody will ever take it.
            Retryable: nobody takes it now.
        """


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What telling works with. `mail` gives None where no sender is configured; `link_to` the path
    of the page that asks what an event asked."""

    mail: Callable[[], Mail | None]
    link_to: Callable[[str, int], str]
    now: Callable[[], datetime]


OWN_PAGE = "/apply/yours"
NO_SENDER, REFUSED = "no_sender", "refused"
NEWS_FOR = timedelta(days=1)
"""That a form came is no news any more after so long."""
_OF_SEATS: Mapping[Status, Mapping[EventKind, Purpose]] = {
    Status.OFFERED: {EventKind.SEAT_OFFERED: Purpose.ANSWER_DUE},
    Status.SCHEDULED: {
        EventKind.OFFER_ACCEPTED: Purpose.BOOKED,
        EventKind.REMINDER_DUE: Purpose.REMINDER,
    },
}
_EVERY_WEEK = {EventKind.CHECK_IN_DUE: Purpose.CHECK_IN}
_TOLD = frozenset({EventKind.MESSAGE_SENT, EventKind.MESSAGE_NOT_SENT})


@dataclass(frozen=True, slots=True)
class _About:
    """What a message is about: an event, by its seq."""

    purpose: Purpose
    seq: int

    def is_told(self, events: Sequence[IntakeEvent]) -> bool:
        about = str(self.seq)
        return any(one.kind in _TOLD and one.details.get("about") == about for one in events)


def tell(intake_id: str, store: IntakeStore, office: PostOffice) -> bool | None:
    """Tell the person of the last thing that waits for them; None where there is nothing to tell.

    False: nothing could be sent, which is kept with the reason.

    Raises:
        Unknown: no intake has this id.
        Retryable: the letter is not taken now, or others kept writing.
    """
    record = store.load(intake_id)
    if not _may_hear(record) or not allows_email(store.agreements(intake_id).standing):
        return None
    events = store.events(intake_id)
    about = _waiting(record, events, office.now())
    submission = store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    if about is None or about.is_told(events) or submission is None:
        return None
    asked = about.purpose is Purpose.ASKED
    path = office.link_to(intake_id, about.seq) if asked else OWN_PAGE
    letter = _letter(submission, path)
    return _told(record, about, letter, store, office) if letter else None


def _letter(submission: Submission, path: str) -> Letter | None:
    contact, language = submission.contact, submission.language
    if contact.email is None:
        return None
    # Who was not asked is not put at risk.
    neutral = contact.neutral_sender is not False
    return Letter(contact.email, language.read or language.spoken, path, neutral)


def _may_hear(record: IntakeRecord) -> bool:
    """Somebody in danger is called; whoever asked us to stop is left in peace."""
    return record.worklist is not Worklist.CRISIS and record.status is not Status.WITHDRAWN


def _waiting(record: IntakeRecord, events: Sequence[IntakeEvent], now: datetime) -> _About | None:
    """What waits for the person now."""
    if record.worklist is Worklist.FIX_IT and (asked := asking_event(events)):
        return _About(Purpose.ASKED, asked.seq)
    if about := _of_a_seat(record, events):
        return about
    first = events[0]
    is_news = now - first.occurred_at < NEWS_FOR
    return _About(Purpose.RECEIVED, first.seq) if TELLS in first.details and is_news else None


def _of_a_seat(record: IntakeRecord, events: Sequence[IntakeEvent]) -> _About | None:
    """The newest that somebody on the way to a seat is told of: a letter leads to all of it."""
    told = _OF_SEATS.get(record.status, {})
    told = {**told, **_EVERY_WEEK} if check_in_asked(record, events) else told
    newest = next((one for one in reversed(events) if one.kind in told), None)
    if newest is None or newest.actor.role is Role.PATIENT:
        return None  # what they did themselves they know
    return _About(told[newest.kind], newest.seq)


def _told(
    record: IntakeRecord, about: _About, letter: Letter, store: IntakeStore, office: PostOffice
) -> bool:
    """Send a letter and keep that; whether it was sent."""
    mail = office.mail()
    why = _refused(letter, mail) if mail else NO_SENDER
    details = {"channel": "email", "purpose": about.purpose.value, "about": str(about.seq)}
    details |= {"template": mail.template} if mail else {}
    told = Step(
        EventKind.MESSAGE_NOT_SENT if why else EventKind.MESSAGE_SENT,
        SYSTEM,
        office.now(),
        details=details | ({"why": why} if why else {}),
    )

    def plan(latest: IntakeRecord) -> Step | None:
        moved = latest.version != record.version
        return None if moved and about.is_told(store.events(record.intake_id)) else told

    take(store, record.intake_id, plan)
    return not why


def _refused(letter: Letter, mail: Mail) -> str:
    """Post a letter; why it was not taken, empty where it was."""
    try:
        mail.send(letter)
    except Rejected:
        return REFUSED
    return ""
