"""Taking a consent back, and every way round it that we could think of."""

import ast
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW, consent, submission
from tests.clinic import CLINIC, RECORD_KEY, ROOT, Practice, clear_271
from threshold.decision.coverage import Coverage, Standing
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.errors import Retryable
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind, NotPermitted, Role, Status, Worklist
from threshold.intake.record import PATIENT, Actor
from threshold.intake.submission import ConsentKind
from threshold.use_cases.agreements import give, revoke
from threshold.use_cases.benefits import benefits_of
from threshold.use_cases.reassess import resubmit
from threshold.use_cases.verify import verify

TPO = ConsentKind.TREATMENT_PAYMENT_OPERATIONS
STAFF = Actor(Role.ADMISSIONS, "ana")


def take_back(practice, intake_id, kind=TPO, actor=PATIENT):
    return revoke(intake_id, kind, actor, practice.store, practice.now)


def kinds(practice, intake_id):
    return [event.kind for event in practice.store.events(intake_id)]


@pytest.fixture
def practice():
    return Practice()


@pytest.mark.parametrize("actor", [PATIENT, STAFF])
def test_what_is_taken_back_stands_no_more_and_moves_nothing(practice, actor):
    intake_id = practice.assessed()
    before = practice.store.load(intake_id)
    assert take_back(practice, intake_id, actor=actor)
    after = practice.store.load(intake_id)
    assert practice.store.agreements(intake_id).standing == ()
    assert (after.status, after.worklist) == (before.status, before.worklist)
    assert practice.store.events(intake_id)[-1].details == {"consent": TPO.value}


def test_taken_back_twice_is_once(practice):
    intake_id = practice.assessed()
    assert [take_back(practice, intake_id) for _ in range(2)] == [True, False]
    assert kinds(practice, intake_id).count(EventKind.CONSENT_REVOKED) == 1


def test_nobody_but_the_person_and_who_cares_for_them_takes_back(practice):
    intake_id = practice.assessed()
    with pytest.raises(NotPermitted):
        take_back(practice, intake_id, actor=Actor(Role.BILLING, "bea"))


def test_a_notice_that_was_read_cannot_be_taken_back(practice):
    with pytest.raises(ValueError, match="kind"):
        take_back(practice, practice.assessed(), ConsentKind.PRIVACY_NOTICE)


def test_no_payer_is_asked_once_it_was_taken_back(practice):
    intake_id = practice.assessed()
    take_back(practice, intake_id)
    verify(intake_id, practice.desk)
    assert practice.payer.asked == []
    coverage = practice.store.latest(intake_id, FindingKind.COVERAGE, Coverage)
    assert coverage.standing is Standing.NO_CONSENT


def test_an_ask_under_way_is_let_finish_and_none_follows(practice):
    intake_id = practice.assessed()

    def taken_back_meanwhile(x12):
        take_back(practice, intake_id)
        return clear_271(x12).replace("30^98^MH^UC", "30")

    practice.payer.replies = [taken_back_meanwhile]
    verify(intake_id, practice.desk)
    practice.later(minutes=1)
    verify(intake_id, practice.desk)
    assert len(practice.payer.asked) == 1
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.IN_REVIEW, Worklist.FIX_IT)


def test_taken_back_just_before_the_first_byte_nothing_leaves(practice):
    intake_id = practice.assessed()
    number = practice.store.next_control_number

    def taken_back_meanwhile(partner):
        take_back(practice, intake_id)
        return number(partner)

    practice.store.next_control_number = taken_back_meanwhile
    with pytest.raises(Retryable, match="moved"):
        verify(intake_id, practice.desk)
    practice.store.next_control_number = number
    verify(intake_id, practice.desk)
    assert practice.payer.asked == []


def test_a_rest_that_ends_later_does_not_bring_the_ask_back(practice):
    down = PayerUnavailable(Outage.UNREACHABLE, disclosed=False)
    practice.payer.replies = [down, clear_271]
    intake_id = practice.assessed()
    with pytest.raises(Retryable):
        verify(intake_id, practice.desk)
    take_back(practice, intake_id)
    practice.later(hours=2)
    verify(intake_id, practice.desk)
    assert len(practice.payer.asked) == 1


def test_the_same_signature_sent_again_does_not_bring_it_back(practice):
    intake_id = practice.assessed()
    practice.later(hours=1)
    take_back(practice, intake_id)
    practice.later(hours=1)
    resubmit(intake_id, submission(), RECORD_KEY, practice.store, CLINIC, practice.now)
    assert practice.store.agreements(intake_id).standing == ()


def test_a_signature_from_a_clock_that_was_fast_does_not_come_back_by_itself(practice):
    fast = consent(TPO, signed_at=NOW + timedelta(minutes=5))
    intake_id = practice.assessed(consents=(fast,))
    take_back(practice, intake_id)
    practice.later(hours=1)
    verify(intake_id, practice.desk)
    assert practice.payer.asked == []


def test_staff_may_not_call_the_plan_about_it_either(practice):
    intake_id = practice.assessed()
    take_back(practice, intake_id)
    view = benefits_of(intake_id, practice.store, CLINIC.program, practice.now)
    assert {one.barred for one in view.payers} == {Standing.NO_CONSENT}
    assert all(one.script is None for one in view.payers)


def test_what_is_given_again_stands_from_then_on(practice):
    intake_id = practice.assessed()
    take_back(practice, intake_id)
    practice.later(minutes=1)
    anew = consent(TPO, signed_at=practice.now)
    give(intake_id, anew, PATIENT, practice.store, practice.now)
    assert practice.store.agreements(intake_id).standing == (anew,)
    verify(intake_id, practice.desk)
    (asked,) = [e for e in practice.store.events(intake_id) if "consent_signed_at" in e.details]
    assert asked.details["consent_signed_at"] == anew.signed_at.isoformat()


def test_given_twice_is_once(practice):
    intake_id = practice.assessed(consents=())
    for seconds in range(2):
        signed = consent(TPO, signed_at=practice.now + timedelta(seconds=seconds))
        give(intake_id, signed, PATIENT, practice.store, practice.now)
    assert kinds(practice, intake_id).count(EventKind.CONSENT_GIVEN) == 1


def test_taking_back_leaves_an_ask_its_lease(practice):
    intake_id = practice.assessed()
    leased = []

    def taken_back_meanwhile(x12):
        take_back(practice, intake_id)
        leased.append(practice.store.load(intake_id).lease_until)
        return clear_271(x12)

    practice.payer.replies = [taken_back_meanwhile]
    verify(intake_id, practice.desk)
    assert leased[0] is not None


def test_whoever_needs_a_consent_asks_for_those_that_stand():
    """One place reads consents, and it reads what was taken back with them."""
    readers = {
        path.stem
        for path in (ROOT / "layers/threshold").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in ("findings", "latest", "_query", "_found")
        and any(ast.unparse(one) == "FindingKind.CONSENT" for one in node.args)
    }
    assert readers == {"memory", "dynamodb"}
    using = {
        path.stem: path.read_text(encoding="utf-8")
        for path in (ROOT / "layers/threshold").rglob("*.py")
        if ".agreements(" in path.read_text(encoding="utf-8")
    }
    unsifted = {name for name, text in using.items() if ".standing" not in text}
    assert unsifted == {"own_views"}, "the person's own page shows what was taken back as well"


def test_a_submission_keeps_what_was_signed_with_it(practice):
    sent = replace(submission(), consents=(consent(TPO), consent(ConsentKind.TELEHEALTH)))
    intake_id = practice.submit(sent)
    assert {one.kind for one in practice.store.agreements(intake_id).signed} == {
        TPO,
        ConsentKind.TELEHEALTH,
    }
