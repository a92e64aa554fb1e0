"""Asking a payer once, and what is kept of it: the 270 as sent, what came back as received."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from threshold.eligibility.answer.model import Answer, Kind, Outcome
from threshold.eligibility.conversation.model import Question, Silence
from threshold.eligibility.conversation.playbook import comes_back
from threshold.eligibility.identity import is_about_whom_we_asked, is_of_the_day
from threshold.eligibility.reader import read
from threshold.eligibility.transports import health
from threshold.eligibility.transports.circuit import CircuitRules
from threshold.eligibility.transports.health import Limits, Refusal
from threshold.eligibility.transports.port import (
    Exchange,
    Outage,
    PayerTransport,
    PayerUnavailable,
    TransportFailure,
)
from threshold.program.model import Payer
from threshold.use_cases.clearance import Clearance
from threshold.use_cases.desk import Desk
from threshold.use_cases.inquiry import Inquiry, payer_asked, trace_id


class Try(StrEnum):
    """What one try to ask came to."""

    HEARD = "heard"
    TO_REPEAT = "to_repeat"
    GIVEN_UP = "given_up"
    """The last of the tries that a question has."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One 270 and what came back, as sent and as received; kept compressed, read by few.

    `consent` is what the 270 went out under; `failure` why nothing could be read, None where
    something was.
    """

    at: datetime
    control_number: int
    consent: str
    request: str
    answer: str | None
    failure: str | None
    came_to: Try

    @property
    def reply(self) -> Answer | Silence:
        """What the payer said, read anew from what it sent."""
        if self.came_to is not Try.HEARD or self.answer is None:
            return Silence.REFUSED if self.came_to is Try.REFUSED else Silence.NOT_HEARD
        return _answer_to(self.request, self.answer, self.control_number, self.at.date())


class Attempt(NamedTuple):
    """One try, whether the payer may have seen it, and how long it wishes to be left alone."""

    exchanged: Exchanged
    disclosed: bool = True
    retry_after_seconds: int = 0


def ask_once(
    clearance: Clearance, question: Question, desk: Desk, account: Callable[[Inquiry], None]
) -> Attempt | Refusal:
    """Ask a payer one question, once, where it may be asked now; tell the board how that went.

    account: writes the disclosure into the accounting. It is called after leave is given and
    before the first byte leaves; what it raises ends the ask unsent. Of a refusal nothing is
    written, and no control number used.
    """
    payer = payer_asked(clearance, question)
    leave = desk.board.admit(payer.id, limits_of(payer), str(desk.new_id()), desk.now())
    if isinstance(leave, Refusal):
        return leave
    outcome = None
    try:
        partner, transport = payer.transport, desk.transport(payer)
        number = desk.store.next_control_number(f"{partner.sender_id} {partner.receiver_id}")
        inquiry = Inquiry(clearance, question, number, desk.now())
        x12 = inquiry.x12()
        account(inquiry)
        attempt, outcome = _asked(inquiry, x12, transport, desk)
    finally:
        desk.board.report(leave, outcome)
    return attempt


def limits_of(payer: Payer) -> Limits:
    """What is asked of a payer at most, as it is configured."""
    rests = payer.transport.rests
    rules = CircuitRules(
        rests.after_failures,
        timedelta(seconds=rests.first_seconds),
        timedelta(seconds=rests.longest_seconds),
    )
    return Limits(payer.transport.at_once, rules)


def _asked(
    inquiry: Inquiry, x12: str, transport: PayerTransport, desk: Desk
) -> tuple[Attempt, health.Outcome | None]:
    """The attempt, and what it tells of the payer, None for nothing."""
    partner, at = inquiry.payer.transport, desk.now()
    exchange = Exchange(desk.new_id(), at, partner.sender_id, partner.receiver_id)
    try:
        body = transport.ask(x12, exchange).body
    except TransportFailure as error:
        ended = desk.now()
        told = None if _is_ours(error) else health.failed(ended, ended - at, error)
        return _failed(inquiry, x12, at, error), told
    ended = desk.now()
    answer = _answer_to(x12, body, inquiry.control_number, at.date())
    came_to = Try.TO_REPEAT if comes_back(answer) else Try.HEARD
    attempt = Attempt(_exchanged(inquiry, x12, at, body, None, came_to))
    return attempt, _outcome_of(answer, ended, ended - at)


def _is_ours(error: TransportFailure) -> bool:
    """Whether a failure tells nothing of the payer: our sign-in had just been replaced."""
    return isinstance(error, PayerUnavailable) and error.cause is Outage.SIGN_IN_RENEWED


def _outcome_of(answer: Answer, at: datetime, elapsed: timedelta) -> health.Outcome:
    if answer.outcome is Outcome.TRANSPORT_ERROR:
        return health.unusable(at, elapsed)
    is_271 = answer.kind is Kind.ELIGIBILITY
    codes = tuple(rejection.code for rejection in answer.rejections) if is_271 else ()
    return health.answered(at, elapsed, codes)


def _failed(inquiry: Inquiry, x12: str, at: datetime, error: TransportFailure) -> Attempt:
    raw = error.raw.decode(errors="backslashreplace")
    came_to = Try.TO_REPEAT if error.retryable else Try.REFUSED
    rest = error.retry_after if isinstance(error, PayerUnavailable) else None
    return Attempt(
        _exchanged(inquiry, x12, at, raw or None, str(error), came_to),
        error.disclosed,
        int(rest.total_seconds()) if rest else 0,
    )


def _exchanged(
    inquiry: Inquiry, x12: str, at: datetime, answer: str | None, failure: str | None, came_to: Try
) -> Exchanged:
    number, consent = inquiry.control_number, inquiry.consent_id
    return Exchanged(at, number, consent, x12, answer, failure, came_to)


def _answer_to(request: str, body: str, control_number: int, day: date) -> Answer:
    """What a body answers to a request; coverage of another person or day settles nothing."""
    answer = the_answer(read(body, day), control_number)
    if answer.outcome not in _COVERAGE:
        return answer
    if not is_about_whom_we_asked(body, request):
        return replace(answer, outcome=Outcome.UNKNOWN, warnings=(*answer.warnings, _SOMEBODY_ELSE))
    if not is_of_the_day(body, day):
        return replace(answer, outcome=Outcome.UNKNOWN, warnings=(*answer.warnings, _OLD))
    return answer


_COVERAGE = frozenset(
    {Outcome.ACTIVE, Outcome.ACTIVE_PENDING, Outcome.NOT_YET_ACTIVE, Outcome.INACTIVE}
)
_SOMEBODY_ELSE = "the answer does not name the patient"
_OLD = "the answer was made on another day"


def the_answer(answers: tuple[Answer, ...], control_number: int) -> Answer:
    """The answer to our request among all that came.

    A 271 that traces to another request is another person's: it is never taken for ours. Several
    that could be ours settle nothing.
    """
    coverage = [answer for answer in answers if answer.kind is Kind.ELIGIBILITY]
    if not coverage:
        return answers[0]
    ours = [a for a in coverage if a.answers_to in (None, trace_id(control_number))]
    if not ours:
        return Answer(Kind.UNREADABLE, Outcome.TRANSPORT_ERROR, warnings=("another's answer",))
    if len(ours) > 1:
        return Answer(Kind.ELIGIBILITY, Outcome.UNKNOWN, warnings=("several answers to one ask",))
    return ours[0]
