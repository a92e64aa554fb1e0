"""The accounting of disclosures: who was told what, why, and under which consent."""

import typing
from datetime import timedelta

import pytest

from tests.clinic import CLINIC, Practice, clear_271
from threshold.benefits.facts import Source
from threshold.console.accounting import PURPOSE, accounting
from threshold.eligibility.service_types import NAMES, in_words
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.errors import Retryable
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import Actor
from threshold.program import schema
from threshold.store.accesses import MemoryAccessLog
from threshold.use_cases.auditing import Disclosure, audit_of
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify


@pytest.fixture
def practice():
    return Practice()


def entries(practice, intake_id):
    audit = audit_of(intake_id, practice.store, MemoryAccessLog())
    return accounting(audit.disclosures, CLINIC.program)


def test_a_question_to_a_payer_is_told_in_words_with_whom_to_write_to(practice):
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    (one,) = entries(practice, intake_id)
    payer = CLINIC.program.payer("99991", None)
    assert (one.at, one.sent, one.purpose) == (practice.now, True, PURPOSE)
    assert (one.payer, one.phone, one.address) == (payer.name, payer.phone, payer.address)
    assert payer.address
    assert one.asked_about == ("health plan coverage",)
    assert (one.consent_kind, one.consent_version, one.consent_signed_at) == (
        "treatment_payment_operations",
        "2026-02",
        practice.now,
    )


@pytest.mark.parametrize(
    ("outage", "left_us"), [(Outage.UNREACHABLE, False), (Outage.READ_TIMEOUT, True)]
)
def test_what_was_prepared_and_never_left_us_is_told_apart(practice, outage, left_us):
    practice.payer.replies = [PayerUnavailable(outage, disclosed=left_us), clear_271]
    intake_id = practice.assessed()
    with pytest.raises(Retryable):
        verify(intake_id, practice.desk)
    practice.now += timedelta(minutes=2)
    verify(intake_id, practice.desk)
    assert [one.sent for one in entries(practice, intake_id)] == [left_us, True]


def test_a_payer_that_is_not_configured_any_more_is_told_by_its_id(practice):
    told = Disclosure(practice.now, "77777", ("30", "ZZ"), "k v", practice.now, "1", sent=True)
    (one,) = accounting([told], CLINIC.program)
    assert (one.payer, one.phone, one.address) == ("payer 77777", None, None)
    assert one.asked_about == ("health plan coverage", "service type ZZ")


def test_a_call_is_told_where_staff_recorded_what_was_heard(practice):
    intake_id, ana = practice.assessed(), Actor(Role.ADMISSIONS, "ana")
    for sources in (f"{Source.CARD} {Source.PHONE}", Source.PORTAL, ""):
        said = Step(
            EventKind.BENEFITS_RECORDED, ana, practice.now, details={"sources": str(sources)}
        )
        take(practice.store, intake_id, lambda _, said=said: said)
    audit = audit_of(intake_id, practice.store, MemoryAccessLog())
    assert audit.calls == ((practice.now, ana),)


def test_every_service_type_that_may_be_asked_has_words():
    asked = {"30"}
    for kind in (schema.MentalHealthType, schema.SubstanceUseType):
        asked.update(typing.get_args(kind))
    assert asked == NAMES.keys()
    assert all(in_words(code).islower() for code in asked)
