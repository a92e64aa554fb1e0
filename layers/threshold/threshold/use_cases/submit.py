"""Submitting: a submission is stored whole, once, or not at all; a crisis is seen at once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from threshold.codec import canonical
from threshold.decision.decide import decide
from threshold.errors import Conflict, Retryable
from threshold.intake.change import Finding, FindingKind, Step, opened
from threshold.intake.consents import allows_email
from threshold.intake.identification import person_key
from threshold.intake.life_cycle import TELLS, EventKind, Status
from threshold.intake.opening_details import LANGUAGE, PAID_BY, STATE
from threshold.intake.ports import IntakeStore
from threshold.intake.record import PATIENT, IntakeRecord
from threshold.intake.submission import PaymentPath, Submission
from threshold.program.model import Program
from threshold.record_key import RecordKey
from threshold.use_cases.assess import Clinic, assessed, is_screened
from threshold.use_cases.deciding import step_of

SAME_CLICK = timedelta(days=1)
"""Without a key, an equal submission within a day is the same one sent again."""


class KeyReused(Exception):
    """The idempotency key came before with another submission, which opened this intake."""

    def __init__(self, intake_id: str) -> None:
        super().__init__("this key came with another submission")
        self.intake_id = intake_id


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a submission: its id, and whether the person who sent it is in crisis.

    The same submission always gets the same receipt.
    """

    intake_id: str
    crisis: bool


def submit(
    submission: Submission,
    key: str | None,
    store: IntakeStore,
    clinic: Clinic,
    record_key: RecordKey,
    now: datetime,
) -> Receipt:
    """Store a submission as a new intake, or find the intake it already is.

    The id is a keyed hash of the caller's key or, without one, of the content; so "seen" and
    "stored" are one fact, and cannot disagree.

    Raises:
        KeyReused: the key was used for another submission.
        Retryable: the store is busy; nothing was stored.
    """
    content = record_key.digest("content", canonical(submission))
    new = _blank(content, submission, record_key, now)
    name = f"key:{key}" if key else f"content:{content}"
    step = _opening(submission, clinic, now)
    crisis = step.kind is EventKind.CRISIS_FOUND
    while True:
        blank = replace(new, intake_id=record_key.digest("intake", name))
        before = _create(store, blank, step)
        if before is None:
            return Receipt(blank.intake_id, crisis)
        if before.content_hash != content:
            raise KeyReused(blank.intake_id)
        if key or now - before.created_at < SAME_CLICK:
            return Receipt(before.intake_id, crisis)
        name = f"{name}:after:{before.intake_id}"


def _opening(submission: Submission, clinic: Clinic, now: datetime) -> Step:
    """A crisis opens on the crisis worklist, assessed; all else goes to the assessment queue."""
    findings = (
        Finding(FindingKind.SUBMISSION, submission),
        *consents_of(submission),
    )
    of_whom = _of_whom(submission, clinic.program)
    assessment = assessed(submission, clinic, now)
    decision = decide(assessment, None, clinic.program, now)
    screened = is_screened(submission.answers, assessment)
    if decision.event is EventKind.CRISIS_FOUND:
        assessing = Finding(FindingKind.ASSESSMENT, assessment)
        step = step_of(decision, PATIENT, now, *findings, assessing)
        return replace(step, screened=screened, details={**step.details, **of_whom})
    return Step(
        EventKind.SUBMITTED,
        PATIENT,
        now,
        details={"program": clinic.program.version, **of_whom, **_told(submission)},
        findings=findings,
        screened=screened,
    )


def _told(submission: Submission) -> dict[str, str]:
    """What says in the event that the person wants to hear of it."""
    wants = submission.contact.email and allows_email(submission.consents)
    return {TELLS: "email"} if wants else {}


def _of_whom(submission: Submission, program: Program) -> dict[str, str]:
    """By what the program's measures are told apart, as codes; what was not said is left out."""
    path, card = submission.payment.path, submission.payment.card
    insured = card if path is not PaymentPath.SELF_PAY else None
    payer = program.payer(insured.payer_id, insured.payer_name) if insured else None
    found = {
        LANGUAGE: submission.language.spoken,
        STATE: submission.location.state,
        PAID_BY: payer.id if payer else path,
    }
    return {name: str(value) for name, value in found.items() if value}


def consents_of(submission: Submission) -> tuple[Finding, ...]:
    """The consents that came with a submission: one finding, since each item costs its write."""
    given = submission.consents
    return (Finding(FindingKind.CONSENT, given),) if given else ()


def couple_of(submission: Submission, record_key: RecordKey) -> str | None:
    """The id of the couple that a submission belongs to, None where it names no invitation."""
    invitation = submission.couple and submission.couple.invitation
    return record_key.digest("couple", invitation) if invitation else None


def _blank(
    content: str, submission: Submission, record_key: RecordKey, now: datetime
) -> IntakeRecord:
    name = submission.person.name
    return IntakeRecord(
        intake_id="",
        version=0,
        status=Status.SUBMITTED,
        event_hash="",
        content_hash=content,
        created_at=now,
        updated_at=now,
        language=submission.language.spoken,
        initials=f"{name.first[0]}{name.last[0]}".upper(),
        state=submission.location.state,
        couple=couple_of(submission, record_key),
        person=person_key(submission.person, record_key),
    )


def _create(store: IntakeStore, blank: IntakeRecord, step: Step) -> IntakeRecord | None:
    for _ in range(5):
        try:
            return store.create(opened(blank, step))
        except Conflict:
            continue
    raise Retryable("this submission is being stored by somebody else")
