from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import NOW, consent, submission
from tests.clinic import Practice, clear_271
from threshold.decision.coverage import Coverage, Standing
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Outage,
    PayerUnavailable,
    UnusableAnswer,
)
from threshold.errors import Retryable
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, Queue, Role, Status, Worklist
from threshold.intake.record import Actor
from threshold.intake.submission import (
    ConsentKind,
    InsuranceCard,
    Name,
    Payment,
    PaymentPath,
    Relationship,
    Subscriber,
)
from threshold.use_cases.asking import Exchanged
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import LEASE, verify

DOWN = PayerUnavailable(Outage.SERVER_ERROR, disclosed=True)
CARD = InsuranceCard("EXA000111", "99991")


def insured(**changes):
    return Payment(PaymentPath.INSURANCE, replace(CARD, **changes))


def paying(practice, replies):
    practice.payer.replies = replies
    return practice


@pytest.fixture
def practice():
    return Practice()


def coverage_of(practice, intake_id):
    return practice.store.latest(intake_id, FindingKind.COVERAGE, Coverage)


def rejected(code):
    return lambda x12: clear_271(x12).replace(
        "EB*1*IND*30^98^MH^UC*PR*GOLD PPO", f"AAA*N**{code}*C"
    )


def test_a_clear_ppo_is_accepted_and_goes_to_scheduling(practice):
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    record = practice.store.load(intake_id)
    assert record.status is Status.ACCEPTED
    assert practice.store.events(intake_id)[-1].queue is Queue.SCHEDULING
    assert coverage_of(practice, intake_id).standing is Standing.ANSWERED


def test_verifying_again_asks_nobody_and_changes_nothing(practice):
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    before = practice.store.events(intake_id)
    verify(intake_id, practice.desk)
    assert practice.store.events(intake_id) == before
    assert len(practice.payer.asked) == 1


def test_the_270_and_the_271_are_kept_as_sent_and_received(practice):
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    kept = practice.store.latest(intake_id, FindingKind.X12, Exchanged)
    assert kept.request == practice.payer.asked[0]
    assert kept.answer == clear_271(kept.request)


def test_a_disclosure_is_accounted_for_before_the_first_byte_leaves(practice):
    intake_id = practice.assessed()
    seen = []

    def looks_at_the_trail(x12):
        seen.append(practice.store.events(intake_id)[-1])
        return clear_271(x12)

    verify(intake_id, paying(practice, [looks_at_the_trail]).desk)
    (event,) = seen
    assert event.kind is EventKind.VERIFICATION_STARTED
    assert event.details["payer"] == "99991"
    assert event.details["consent"] == "treatment_payment_operations 2026-02"
    assert event.details["control_number"] == "1"


@pytest.mark.parametrize(
    ("changes", "standing", "worklist"),
    [
        ({"consents": ()}, Standing.NO_CONSENT, Worklist.FIX_IT),
        (
            {"consents": (consent(ConsentKind.TELEHEALTH), consent(ConsentKind.PRIVACY_NOTICE))},
            *(Standing.NO_CONSENT, Worklist.FIX_IT),
        ),
        (
            {
                "consents": (
                    consent(
                        ConsentKind.TREATMENT_PAYMENT_OPERATIONS,
                        signed_at=NOW + timedelta(days=1),
                    ),
                )
            },
            *(Standing.NO_CONSENT, Worklist.FIX_IT),
        ),
        (
            {"payment": Payment(PaymentPath.SELF_PAY, CARD)},
            *(Standing.SELF_PAY, Worklist.REVIEW),
        ),
        ({"payment": Payment(PaymentPath.UNINSURED)}, Standing.UNINSURED, Worklist.REVIEW),
        ({"payment": Payment(None, CARD)}, Standing.PAYMENT_NOT_SAID, Worklist.FIX_IT),
        (
            {"payment": Payment(PaymentPath.INSURANCE)},
            *(Standing.CARD_INCOMPLETE, Worklist.FIX_IT),
        ),
        ({"payment": insured(member_id=None)}, Standing.CARD_INCOMPLETE, Worklist.FIX_IT),
        (
            {"payment": insured(relationship=Relationship.SPOUSE)},
            *(Standing.CARD_INCOMPLETE, Worklist.FIX_IT),
        ),
        (
            {"payment": insured(payer_id="00000")},
            *(Standing.PAYER_NOT_KNOWN, Worklist.VERIFY_BY_PHONE),
        ),
    ],
    ids=[
        "no consent at all",
        "other consents only",
        "a consent signed in the future",
        "pays themselves, whatever card they gave",
        "uninsured",
        "payment not said, whatever card they gave",
        "no card",
        "no member id",
        "a spouse's plan without the spouse",
        "a payer we do not know",
    ],
)
def test_without_clearance_no_270_is_even_written(practice, changes, standing, worklist):
    intake_id = practice.assessed(**changes)
    verify(intake_id, practice.desk)
    assert practice.payer.asked == []
    assert practice.store.findings(intake_id, FindingKind.X12, Exchanged) == ()
    assert coverage_of(practice, intake_id).standing is standing
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.IN_REVIEW, worklist)


def test_a_payer_is_found_by_a_name_people_use(practice):
    intake_id = practice.assessed(payment=insured(payer_id=None, payer_name="  example  HEALTH"))
    verify(intake_id, practice.desk)
    assert practice.store.load(intake_id).status is Status.ACCEPTED


def test_a_dependent_is_asked_about_through_the_subscriber(practice):
    spouse = Subscriber(Name("John", "Tester"), date(1988, 1, 1))
    intake_id = practice.assessed(
        payment=insured(relationship=Relationship.SPOUSE, subscriber=spouse)
    )
    verify(intake_id, practice.desk)
    assert "NM1*IL*1*TESTER*JOHN****MI*EXA000111~" in practice.payer.asked[0]
    assert "NM1*03*1*TESTER*JANE~" in practice.payer.asked[0]


def test_a_270_holds_no_phone_address_answer_or_goal(practice):
    verify(practice.assessed(), practice.desk)
    for kept_back in ("5555550100", "PER*", "N3*", "N4*", "HI*", "asq"):
        assert kept_back not in practice.payer.asked[0]


def test_control_numbers_rise_with_every_ask(practice):
    for member in ("EXA1", "EXA2", "EXA3"):
        verify(practice.assessed(payment=insured(member_id=member)), practice.desk)
    numbers = [x12.split("~IEA*1*")[1][:9] for x12 in practice.payer.asked]
    assert numbers == ["000000001", "000000002", "000000003"]


NOT_HEARD = {
    "down": DOWN,
    "a web page": UnusableAnswer(AnswerFault.NOT_X12, b"<html>busy</html>"),
    "AAA 42": lambda x12: (
        clear_271(x12).split("HL*2*")[0] + "AAA*Y**42*R~SE*6*0001~GE*1*1~IEA*1*000000001~"
    ),
    "cut short": lambda x12: clear_271(x12)[:400],
    "another person's answer": lambda x12: clear_271(x12).replace("THRESHOLD", "ANOTHER-1"),
}


@pytest.mark.parametrize("reply", NOT_HEARD.values(), ids=NOT_HEARD.keys())
def test_a_payer_that_is_not_heard_is_asked_again_later(practice, reply):
    intake_id = practice.assessed()
    with pytest.raises(Retryable) as again:
        verify(intake_id, paying(practice, [reply]).desk)
    record = practice.store.load(intake_id)
    assert again.value.after_seconds == 60
    assert (record.status, record.attempts) == (Status.VERIFYING, 1)
    assert practice.store.latest(intake_id, FindingKind.X12, Exchanged).request


def test_the_waits_grow_and_after_the_last_ask_staff_call(practice):
    intake_id = practice.assessed()
    paying(practice, [DOWN])
    waits = []
    for _ in range(20):
        try:
            verify(intake_id, practice.desk)
        except Retryable as again:
            waits.append(again.after_seconds)
            practice.later(seconds=again.after_seconds)
    assert waits == [60, 300, 900, 1800, 3600, 7200, 7200]
    assert len(practice.payer.asked) == 8
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.IN_REVIEW, Worklist.VERIFY_BY_PHONE)
    assert coverage_of(practice, intake_id).standing is Standing.UNREACHABLE


def test_a_payer_down_twice_then_up_is_accepted(practice):
    intake_id = practice.assessed()
    paying(practice, [DOWN, DOWN, clear_271])
    for _ in range(2):
        with pytest.raises(Retryable) as again:
            verify(intake_id, practice.desk)
        practice.later(seconds=again.value.after_seconds)
    verify(intake_id, practice.desk)
    assert practice.store.load(intake_id).status is Status.ACCEPTED


def test_a_second_copy_of_the_message_does_not_ask_while_the_first_asks(practice):
    intake_id = practice.assessed()

    def second_copy_arrives(x12):
        with pytest.raises(Retryable):
            verify(intake_id, practice.desk)
        return clear_271(x12)

    verify(intake_id, paying(practice, [second_copy_arrives]).desk)
    assert len(practice.payer.asked) == 1


def test_a_payer_that_rests_is_not_asked_early(practice):
    intake_id = practice.assessed()
    paying(practice, [DOWN])
    for _ in range(3):
        with pytest.raises(Retryable):
            verify(intake_id, practice.desk)
    assert len(practice.payer.asked) == 1


class Killed(BaseException):
    """The worker ends, as when Lambda takes its machine away."""


def test_a_worker_killed_between_ask_and_store_loses_nothing(practice):
    intake_id = practice.assessed()
    with pytest.raises(Killed):
        verify(intake_id, paying(practice, [Killed(), clear_271]).desk)
    practice.later(seconds=LEASE.total_seconds())
    verify(intake_id, practice.desk)
    assert practice.store.load(intake_id).status is Status.ACCEPTED
    started = [
        e for e in practice.store.events(intake_id) if e.kind is EventKind.VERIFICATION_STARTED
    ]
    assert len(started) == len(practice.payer.asked) == 2


def test_a_late_answer_is_filed_where_the_person_has_withdrawn_meanwhile(practice):
    intake_id = practice.assessed()

    def withdraws(x12):
        step = Step(EventKind.WITHDRAWN, Actor(Role.PATIENT), practice.now)
        take(practice.store, intake_id, lambda _: step)
        return clear_271(x12)

    verify(intake_id, paying(practice, [withdraws]).desk)
    record = practice.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.WITHDRAWN, None)
    assert practice.store.latest(intake_id, FindingKind.X12, Exchanged).answer


@pytest.mark.parametrize(
    ("code", "worklist"),
    [("72", Worklist.FIX_IT), ("71", Worklist.FIX_IT), ("75", Worklist.VERIFY_BY_PHONE)],
)
def test_a_rejection_goes_to_whoever_can_put_it_right(practice, code, worklist):
    intake_id = practice.assessed()
    verify(intake_id, paying(practice, [rejected(code)]).desk)
    record = practice.store.load(intake_id)
    assert (record.worklist, record.reason) == (worklist, f"E1-{code}")


def test_a_refused_envelope_is_ours_to_mend_and_never_the_patients(practice):
    intake_id = practice.assessed()
    verify(intake_id, paying(practice, [EnvelopeRejected("UnAuthorized", b"raw")]).desk)
    record = practice.store.load(intake_id)
    assert (record.worklist, record.reason) == (Worklist.VERIFY_BY_PHONE, "V8")
    assert practice.store.latest(intake_id, FindingKind.X12, Exchanged).answer == "raw"


def test_a_name_that_no_270_can_hold_is_verified_by_phone(practice):
    person = replace(submission().person, name=Name("\u6f22\u5b57", "\u6f22\u5b57"))
    intake_id = practice.assessed(person=person)
    verify(intake_id, practice.desk)
    assert practice.payer.asked == []
    assert practice.store.load(intake_id).reason == "V8"


def test_several_answers_to_one_ask_settle_nothing(practice):
    def twice(x12):
        head, transaction = clear_271(x12).split("ST*271", 1)
        transaction, tail = ("ST*271" + transaction).split("GE*1*1~")
        second = transaction.replace("*0001", "*0002")
        return f"{head}{transaction}{second}GE*2*1~{tail}"

    intake_id = practice.assessed()
    verify(intake_id, paying(practice, [twice]).desk)
    record = practice.store.load(intake_id)
    assert (record.status, record.reason) == (Status.IN_REVIEW, "E6")


def test_a_worker_that_always_dies_asks_no_more_often_than_a_payer_that_is_down(practice):
    intake_id = practice.assessed()
    paying(practice, [Killed()])
    for _ in range(30):
        try:
            verify(intake_id, practice.desk)
        except Killed:
            practice.later(seconds=LEASE.total_seconds())
    assert len(practice.payer.asked) == 8
    assert practice.store.load(intake_id).worklist is Worklist.VERIFY_BY_PHONE


@pytest.mark.parametrize(
    "changed",
    [
        lambda x12: x12.replace("TESTER*JANE****MI*EXA000111", "OTHERMAN*ZED****MI*ZZZ999"),
        lambda x12: x12.replace("*20260105*1200~HL", "*20241105*1200~HL"),
    ],
    ids=["another person", "another day"],
)
def test_coverage_of_another_person_or_day_is_verified_by_phone(practice, changed):
    intake_id = practice.assessed()
    verify(intake_id, paying(practice, [lambda x12: changed(clear_271(x12))]).desk)
    record = practice.store.load(intake_id)
    assert (record.worklist, record.reason) == (Worklist.VERIFY_BY_PHONE, "E6")
