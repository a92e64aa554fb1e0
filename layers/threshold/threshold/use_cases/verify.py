"""Verifying coverage: pass the gates, ask the payer once, read the answer, decide.

Every ask is an event before the first byte leaves, and every answer is stored with the 270 it
answers. A payer that cannot be heard is asked again after growing waits; after the last, staff
call. The intake's lease keeps a second copy of the message from asking at the same time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from threshold.assessment.recommendation import Assessment
from threshold.decision.coverage import Coverage, Standing
from threshold.decision.decide import decide
from threshold.eligibility.answer.model import Answer, Kind, Outcome
from threshold.eligibility.reader import read
from threshold.eligibility.request_rules import UnusableRequest
from threshold.eligibility.transports.port import (
    EnvelopeRejected,
    Exchange,
    PayerTransport,
    PayerUnavailable,
    TransportFailure,
    UnusableAnswer,
)
from threshold.eligibility.write_270 import write_270
from threshold.errors import Retryable
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.ports import IntakeStore
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.intake.submission import Consent, Submission
from threshold.program.model import Payer, Program
from threshold.use_cases.deciding import step_of
from threshold.use_cases.inquiry import Clearance, cleared, inquiry, trace_id
from threshold.use_cases.stepping import take

LEASE = timedelta(seconds=40)
"""Longer than an ask may take, with its worker's own time-out."""

_OPEN = frozenset({Status.ASSESSED, Status.VERIFYING})
_NOT_HEARD = frozenset({Outcome.RETRY, Outcome.TRANSPORT_ERROR})


@dataclass(frozen=True, slots=True)
class Desk:
    """What verifying works with. `transport` is the way to a payer, `new_id` makes payload ids."""

    store: IntakeStore
    program: Program
    stage: str
    transport: Callable[[Payer], PayerTransport]
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One 270 and what came back, as sent and as received; kept compressed, read by few."""

    control_number: int
    request: str
    answer: str | None
    failure: str | None


def verify(intake_id: str, desk: Desk) -> None:
    """Verify an assessed intake's coverage; nothing where that was done.

    Raises:
        Retryable: the payer was not heard and is to be asked again, or is being asked right now.
    """
    record = desk.store.load(intake_id)
    if record.status not in _OPEN:
        return
    _wait_for_lease(record, desk.now())
    submission = desk.store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    if submission is None:
        raise LookupError("an assessed intake without its submission")
    consents = desk.store.findings(intake_id, FindingKind.CONSENT, Consent)
    clearance = cleared(submission.payment, consents, desk.program, desk.now())
    if isinstance(clearance, Standing):
        _conclude(intake_id, desk, Coverage(clearance, desk.now()), None)
    else:
        _ask(record, desk, clearance, submission)


def _wait_for_lease(record: IntakeRecord, now: datetime) -> None:
    if record.lease_until and now < record.lease_until:
        left = (record.lease_until - now).total_seconds()
        raise Retryable("the payer is being asked, or rests", int(left) + 1)


def _ask(record: IntakeRecord, desk: Desk, clearance: Clearance, submission: Submission) -> None:
    payer = clearance.payer
    number = desk.store.next_control_number(payer.transport.sender_id + payer.id)
    request = inquiry(clearance, submission, desk.program, desk.stage, number, desk.now())
    try:
        x12 = write_270(request)
    except UnusableRequest:
        refused = Coverage(Standing.REQUEST_REFUSED, desk.now(), payer.id)
        _conclude(record.intake_id, desk, refused, None)
        return
    started = _disclosed(record, desk, clearance, number)
    heard = _heard(desk, payer, x12, number)
    if heard.coverage is None:
        _rest(started, desk, heard.exchanged)
    else:
        _conclude(record.intake_id, desk, heard.coverage, heard.exchanged)


def _disclosed(record: IntakeRecord, desk: Desk, clearance: Clearance, number: int) -> IntakeRecord:
    """Account for the disclosure before it happens (42 CFR 2.32, 45 CFR 164.528)."""
    details = {
        "payer": clearance.payer.id,
        "control_number": str(number),
        "service_types": "30",
        "consent": f"{clearance.consent.kind} {clearance.consent.version}",
        "consent_signed_at": clearance.consent.signed_at.isoformat(),
    }
    at = desk.now()

    def start(latest: IntakeRecord) -> Step | None:
        if latest.version != record.version:
            raise Retryable("the intake moved while it was being verified", 1)
        return Step(
            EventKind.VERIFICATION_STARTED,
            SYSTEM,
            at,
            details=details,
            attempts=record.attempts + 1,
            lease_until=at + LEASE,
        )

    return take(desk.store, record.intake_id, start)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What an ask came to: None for a payer that was not heard."""

    coverage: Coverage | None
    exchanged: Exchanged


def _heard(desk: Desk, payer: Payer, x12: str, number: int) -> _Heard:
    at = desk.now()
    partner = payer.transport
    exchange = Exchange(desk.new_id(), at, partner.sender_id, partner.receiver_id)
    try:
        body = desk.transport(payer).ask(x12, exchange).body
    except EnvelopeRejected as error:
        refused = Coverage(Standing.REQUEST_REFUSED, desk.now(), payer.id)
        return _Heard(refused, _failed(number, x12, error))
    except (PayerUnavailable, UnusableAnswer) as error:
        return _Heard(None, _failed(number, x12, error))
    answer = the_answer(read(body, at.date()), number)
    exchanged = Exchanged(number, x12, body, None)
    if answer.outcome in _NOT_HEARD:
        return _Heard(None, exchanged)
    return _Heard(Coverage(Standing.ANSWERED, desk.now(), payer.id, answer), exchanged)


def _failed(number: int, x12: str, error: TransportFailure) -> Exchanged:
    raw = error.raw.decode(errors="backslashreplace")
    return Exchanged(number, x12, raw or None, str(error))


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


def _rest(record: IntakeRecord, desk: Desk, exchanged: Exchanged) -> None:
    """Let a payer that was not heard rest; after the last ask, staff call."""
    waits = desk.program.verification.retry_after_seconds
    finding = Finding(FindingKind.X12, exchanged)
    if record.attempts > len(waits):
        _conclude(record.intake_id, desk, Coverage(Standing.UNREACHABLE, desk.now()), exchanged)
        return
    at = desk.now()
    wait = waits[record.attempts - 1]
    step = Step(
        EventKind.PAYER_UNAVAILABLE,
        SYSTEM,
        at,
        details={"attempt": str(record.attempts), "retry_after_seconds": str(wait)},
        findings=(finding,),
        lease_until=at + timedelta(seconds=wait),
    )
    take(desk.store, record.intake_id, lambda latest: step if _is_open(latest) else None)
    raise Retryable("the payer was not heard", wait)


def _is_open(record: IntakeRecord) -> bool:
    return record.status in _OPEN


def _conclude(intake_id: str, desk: Desk, coverage: Coverage, exchanged: Exchanged | None) -> None:
    """Decide by what was found; file it where the intake has meanwhile gone another way."""
    assessment = desk.store.latest(intake_id, FindingKind.ASSESSMENT, Assessment)
    if assessment is None:
        raise LookupError("an assessed intake without its assessment")
    at = desk.now()
    decision = decide(assessment, coverage, desk.program, at)
    findings = [Finding(FindingKind.COVERAGE, coverage)]
    findings += [Finding(FindingKind.X12, exchanged)] if exchanged else []
    step = step_of(decision, SYSTEM, at, *findings)
    filed = Step(EventKind.ANSWER_FILED, SYSTEM, at, findings=tuple(findings))
    take(desk.store, intake_id, lambda latest: step if _is_open(latest) else filed)
