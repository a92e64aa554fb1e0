"""Builders of the things tests are about: valid by default, one word changes what matters."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from threshold.intake.change import Change, Finding, FindingKind, Step, opened
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import PATIENT, IntakeRecord
from threshold.intake.submission import (
    Consent,
    ConsentKind,
    Contact,
    InsuranceCard,
    Location,
    Name,
    Payment,
    PaymentPath,
    Person,
    Submission,
)

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def blank(intake_id: str = "intake-1", **changes: Any) -> IntakeRecord:
    record = IntakeRecord(
        intake_id=intake_id,
        version=0,
        status=None,  # type: ignore[arg-type]
        event_hash="",
        content_hash="content-1",
        created_at=NOW,
        updated_at=NOW,
        language="en",
        initials="JT",
        state="TX",
    )
    return replace(record, **changes)


def consent(kind: ConsentKind, **changes: Any) -> Consent:
    made = Consent(kind, version="2026-02", signed_name="Jane Tester", signed_at=NOW)
    return replace(made, **changes)


def submission(**changes: Any) -> Submission:
    made = Submission(
        person=Person(Name("Jane", "Tester"), date(1990, 1, 1)),
        contact=Contact(phone="+15555550100"),
        location=Location(state="TX"),
        answers={
            "phq-9": {f"q{n}": 2 if n < 7 else 0 for n in range(1, 10)} | {"difficulty": 2},
            "gad-7": {f"q{n}": 2 for n in range(1, 8)},
            "asq": {f"q{n}": "no" for n in range(1, 5)},
        },
        payment=Payment(PaymentPath.INSURANCE, InsuranceCard("EXA000111", "99991")),
        consents=(consent(ConsentKind.TREATMENT_PAYMENT_OPERATIONS),),
    )
    return replace(made, **changes)


def opening(intake_id: str = "intake-1", **changes: Any) -> Change:
    step = Step(
        EventKind.SUBMITTED,
        PATIENT,
        NOW,
        findings=(Finding(FindingKind.SUBMISSION, submission()),),
    )
    return opened(blank(intake_id), replace(step, **changes))
