"""Verifying coverage: pass the gates, talk with the payer, decide.

A worker asks one question a message; where another must follow, the event that files the answer
brings the intake back. Every ask is an event before the first byte leaves, and every answer is
stored with the 270 it answers. A payer that cannot be heard is asked again after growing waits,
and one that is left alone is not asked; after the last, the question is given up. The intake's
lease keeps a second copy of the message
from asking at the same time.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from threshold.decision.coverage import Coverage, Standing
from threshold.eligibility.conversation.machine import next_question
from threshold.eligibility.conversation.model import Heard, Question, Rung, Wording
from threshold.eligibility.request_rules import UnusableRequest
from threshold.eligibility.transports.health import Refusal
from threshold.errors import Retryable
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.intake.submission import Submission
from threshold.use_cases.asking import Attempt, Exchanged, Try, ask_once
from threshold.use_cases.clearance import Clearance, cleared
from threshold.use_cases.concluding import (
    FROM_STORED_ANSWERS,
    conclude,
    end,
    is_candidate,
    move_or_file,
)
from threshold.use_cases.desk import Desk, is_open, tries_made
from threshold.use_cases.inquiry import Inquiry, scope_of
from threshold.use_cases.leaving_alone import leave_alone
from threshold.use_cases.memory import (
    answered_elsewhere,
    recalled,
    remember_administrator,
    remember_answer,
)
from threshold.use_cases.patience import LONGEST_REST_SECONDS, tries_used
from threshold.use_cases.resuming import Talk, kept_exchanges, resumed
from threshold.use_cases.stepping import step_from, take

LEASE = timedelta(seconds=40)
"""Longer than an ask may take, with its worker's own time-out."""


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
    if tries_made(record) > len(waits):
        # The last try ended without a word of ours, such as in a crash: it is not made again.
        conclude(intake_id, desk, Coverage(Standing.UNREACHABLE, desk.now()))
        return
    if not record.watch.under_way and not is_candidate(intake_id, desk):
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
        scope = scope_of(clearance, recalled(clearance, desk))
    except UnusableRequest:
        refused = Coverage(Standing.REQUEST_REFUSED, desk.now(), clearance.payer.id)
        conclude(record.intake_id, desk, refused)
        return
    kept = kept_exchanges(record, desk.store, desk.now())
    elsewhere = answered_elsewhere(record.intake_id, desk, kept.since)
    talk = resumed(clearance, scope, kept, elsewhere)
    question = next_question(talk.said, scope)
    if question is None:
        end(record.intake_id, desk, talk, told=FROM_STORED_ANSWERS)
    else:
        _ask(record, desk, talk, question)


def _ask(record: IntakeRecord, desk: Desk, talk: Talk, question: Question) -> None:
    waits = desk.program.verification.retry_after_seconds
    tries = tries_used(record, waits, desk.now()) + 1
    attempt = ask_once(talk.clearance, question, desk, partial(_disclose, record, desk, tries))
    if isinstance(attempt, Refusal):
        leave_alone(record, desk, talk, question, attempt)
    elif attempt.exchanged.came_to is not Try.TO_REPEAT:
        _go_on(record.intake_id, desk, talk, question, attempt.exchanged)
    elif tries <= len(waits):
        _rest(record.intake_id, desk, attempt, tries)
    else:
        given_up = replace(attempt.exchanged, came_to=Try.GIVEN_UP)
        _go_on(record.intake_id, desk, talk, question, given_up)


def _disclose(record: IntakeRecord, desk: Desk, tries: int, inquiry: Inquiry) -> None:
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
    step = Step(
        EventKind.VERIFICATION_STARTED,
        SYSTEM,
        at,
        details=details,
        attempts=tries,
        lease_until=at + LEASE,
    )
    take(desk.store, record.intake_id, lambda latest: step_from(record, latest, step))


def _rest(intake_id: str, desk: Desk, attempt: Attempt, tries: int) -> None:
    """Let a payer that was not heard rest, for as long as it wishes."""
    at = desk.now()
    wait = desk.program.verification.retry_after_seconds[tries - 1]
    rest = min(max(wait, attempt.retry_after_seconds), LONGEST_REST_SECONDS)
    step = Step(
        EventKind.PAYER_UNAVAILABLE,
        SYSTEM,
        at,
        details={
            "attempt": str(tries),
            "retry_after_seconds": str(rest),
            "control_number": str(attempt.exchanged.control_number),
            "disclosed": "yes" if attempt.disclosed else "no",
        },
        findings=(Finding(FindingKind.X12, attempt.exchanged),),
        lease_until=at + timedelta(seconds=rest),
    )
    move_or_file(intake_id, desk, step)
    raise Retryable("the payer was not heard", rest)


def _go_on(
    intake_id: str, desk: Desk, talk: Talk, question: Question, exchanged: Exchanged
) -> None:
    """File what a question came to, then end or have the next one asked by its own message."""
    talk = talk._replace(said=(*talk.said, Heard(question, exchanged.reply)))
    following = next_question(talk.said, talk.scope)
    if following is None:
        end(intake_id, desk, talk, exchanged)
        remember_administrator(talk, desk)
    else:
        _go_further(intake_id, desk, following, exchanged)
    remember_answer(intake_id, exchanged, desk)


def _go_further(intake_id: str, desk: Desk, following: Question, exchanged: Exchanged) -> None:
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
