"""Verifying coverage: pass the gates, talk with the payer, decide.

A worker asks one question a message; where another must follow, the event that files the answer
brings the intake back. Every ask is an event before the first byte leaves, and every answer is
stored with the 270 it answers. A payer that cannot be heard is asked again after growing waits;
after the last, the question is given up. The intake's lease keeps a second copy of the message
from asking at the same time.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from threshold.decision.coverage import Coverage, Standing
from threshold.eligibility.conversation.machine import next_question
from threshold.eligibility.conversation.model import Heard, Question, Rung, Wording
from threshold.eligibility.request_rules import UnusableRequest
from threshold.errors import Retryable
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.intake.submission import Submission
from threshold.use_cases.asking import Attempt, Exchanged, Try, ask
from threshold.use_cases.clearance import Clearance, cleared
from threshold.use_cases.concluding import conclude, end, is_candidate, move_or_file
from threshold.use_cases.desk import Desk, is_open
from threshold.use_cases.inquiry import Inquiry, payer_asked, scope_of
from threshold.use_cases.resuming import Talk, kept_exchanges, resumed
from threshold.use_cases.stepping import take

LEASE = timedelta(seconds=40)
"""Longer than an ask may take, with its worker's own time-out."""
LONGEST_REST_SECONDS = 11 * 3600
"""A message cannot be hidden for twelve hours or more."""


def verify(intake_id: str, desk: Desk) -> None:
    """Take the verification of an assessed intake one step on; nothing where that was done.

    Raises:
        Retryable: the payer was not heard and is to be asked again, or is being asked right now.
    """
    record = desk.store.load(intake_id)
    if not is_open(record):
        return
    _wait_for_lease(record, desk.now())
    waits = desk.program.verification.retry_after_seconds
    if record.status is Status.VERIFYING and record.attempts > len(waits):
        # The last try ended without a word of ours, such as in a crash: it is not made again.
        conclude(intake_id, desk, Coverage(Standing.UNREACHABLE, desk.now()))
        return
    if not is_candidate(intake_id, desk):
        conclude(intake_id, desk, None)
        return
    submission = desk.store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    if submission is None:
        raise LookupError("an assessed intake without its submission")
    consents = desk.store.agreements(intake_id).standing
    clearance = cleared(submission, consents, desk.program, desk.stage, desk.now())
    if isinstance(clearance, Standing):
        conclude(intake_id, desk, Coverage(clearance, desk.now()))
    else:
        _talk(record, desk, clearance)


def _wait_for_lease(record: IntakeRecord, now: datetime) -> None:
    if record.lease_until and now < record.lease_until:
        left = (record.lease_until - now).total_seconds()
        raise Retryable("the payer is being asked, or rests", int(left) + 1)


def _talk(record: IntakeRecord, desk: Desk, clearance: Clearance) -> None:
    try:
        # The plan is asked first, always: a group number as typed is no ground for telling an
        # administrator, whom nobody named for this person, of them.
        scope = scope_of(clearance, None)
    except UnusableRequest:
        refused = Coverage(Standing.REQUEST_REFUSED, desk.now(), clearance.payer.id)
        conclude(record.intake_id, desk, refused)
        return
    talk = resumed(clearance, scope, kept_exchanges(record, desk.store, desk.now()))
    question = next_question(talk.said, scope)
    if question is None:
        end(record.intake_id, desk, talk, None)
    else:
        _ask(record, desk, talk, question)


def _ask(record: IntakeRecord, desk: Desk, talk: Talk, question: Question) -> None:
    payer = payer_asked(talk.clearance, question)
    transport, partner = desk.transport(payer), payer.transport
    number = desk.store.next_control_number(f"{partner.sender_id} {partner.receiver_id}")
    inquiry = Inquiry(talk.clearance, question, number, desk.now())
    x12 = inquiry.x12()
    started = _disclosed(record, desk, inquiry)
    attempt = ask(inquiry, x12, transport, desk.new_id(), desk.now())
    waits = desk.program.verification.retry_after_seconds
    if attempt.exchanged.came_to is not Try.TO_REPEAT:
        _go_on(record.intake_id, desk, talk, question, attempt.exchanged)
    elif started.attempts <= len(waits):
        _rest(started, desk, attempt, waits[started.attempts - 1])
    else:
        given_up = replace(attempt.exchanged, came_to=Try.GIVEN_UP)
        _go_on(record.intake_id, desk, talk, question, given_up)


def _disclosed(record: IntakeRecord, desk: Desk, inquiry: Inquiry) -> IntakeRecord:
    """Account for the disclosure before it happens (42 CFR 2.32, 45 CFR 164.528)."""
    consent = inquiry.clearance.consent
    details = {
        "payer": inquiry.payer.id,
        "control_number": str(inquiry.control_number),
        "service_types": " ".join(inquiry.service_types),
        "wording": inquiry.question.wording.value,
        "consent": f"{consent.kind} {consent.version}",
        "consent_signed_at": consent.signed_at.isoformat(),
    }
    at = desk.now()
    tries = record.attempts if record.status is Status.VERIFYING else 0

    def start(latest: IntakeRecord) -> Step | None:
        if latest.version != record.version:
            raise Retryable("the intake moved while it was being verified", 1)
        return Step(
            EventKind.VERIFICATION_STARTED,
            SYSTEM,
            at,
            details=details,
            attempts=tries + 1,
            lease_until=at + LEASE,
        )

    return take(desk.store, record.intake_id, start)


def _rest(record: IntakeRecord, desk: Desk, attempt: Attempt, wait: int) -> None:
    """Let a payer that was not heard rest, for as long as it wishes."""
    at = desk.now()
    rest = min(max(wait, attempt.retry_after_seconds), LONGEST_REST_SECONDS)
    step = Step(
        EventKind.PAYER_UNAVAILABLE,
        SYSTEM,
        at,
        details={
            "attempt": str(record.attempts),
            "retry_after_seconds": str(rest),
            "control_number": str(attempt.exchanged.control_number),
            "disclosed": "yes" if attempt.disclosed else "no",
        },
        findings=(Finding(FindingKind.X12, attempt.exchanged),),
        lease_until=at + timedelta(seconds=rest),
    )
    move_or_file(record.intake_id, desk, step)
    raise Retryable("the payer was not heard", rest)


def _go_on(
    intake_id: str, desk: Desk, talk: Talk, question: Question, exchanged: Exchanged
) -> None:
    """File what a question came to, then end or have the next one asked by its own message."""
    talk = replace(talk, said=(*talk.said, Heard(question, exchanged.reply)))
    following = next_question(talk.said, talk.scope)
    if following is None:
        end(intake_id, desk, talk, exchanged)
        return
    at = desk.now()
    step = Step(
        EventKind.FURTHER_ASK_NEEDED,
        SYSTEM,
        at,
        details={"rung": following.rung.value, "wording": following.wording.value},
        findings=(Finding(FindingKind.X12, exchanged),),
        attempts=0,
        lease_until=at + _rest_before(following, desk),
    )
    move_or_file(intake_id, desk, step)


def _rest_before(question: Question, desk: Desk) -> timedelta:
    """The very same question is worth asking only once time has passed."""
    same = question.wording is Wording.AGAIN and question.rung is Rung.PLAN
    waits = desk.program.verification.retry_after_seconds
    return timedelta(seconds=waits[-1] if same else 0)
