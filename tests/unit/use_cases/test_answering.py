"""One thing is asked; it is answered once, and the case goes on by itself."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import consent, submission
from tests.clinic import Practice, clear_271
from tests.unit.use_cases.asking_people import form_desk, signed, wait_for
from threshold.eligibility.conversation.playbook import Detail
from threshold.form.fields import Fault
from threshold.intake.change import FindingKind, Step, moved
from threshold.intake.life_cycle import EventKind, IllegalTransition, Queue, Status, Worklist
from threshold.intake.record import PATIENT, SYSTEM
from threshold.intake.submission import (
    ConsentKind,
    InsuranceCard,
    Name,
    Payment,
    PaymentPath,
    Relationship,
    Submission,
    Subscriber,
)
from threshold.use_cases.answering import answer
from threshold.use_cases.asked import NoLongerAsked, open_ask
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify

TPO = ConsentKind.TREATMENT_PAYMENT_OPERATIONS
THEIRS = Subscriber(Name("Ruth", "Tester"), date(1988, 2, 3))
OF_SPOUSE = InsuranceCard("EXA000111", "99991", None, None, Relationship.SPOUSE, THEIRS)


@pytest.fixture
def practice():
    return Practice()


@pytest.fixture
def desk(practice):
    return form_desk(practice)


def rejected(code, loop="2100C"):
    """A payer that refuses with a reject reason, whatever it is asked."""

    def reply(x12):
        active = "EB*1*IND*30^98^MH^UC*PR*GOLD PPO"
        body = clear_271(x12).replace(active, f"AAA*N**{code}*C")
        if loop == "2100D":
            body = body.replace("HL*3*2*22*0", "HL*3*2*22*1")
        return body

    return reply


def card_of(practice, intake_id):
    found = practice.store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    return found.payment.card


GIVEN = [
    (Detail.PAYMENT_PATH, {"payment.path": ["self_pay"]}, lambda s: s.payment.path, "self_pay"),
    (
        Detail.MEMBER_ID,
        {"payment.card.member_id": ["exa 000 222"]},
        lambda s: s.payment.card.member_id,
        "EXA 000 222",
    ),
    (
        Detail.NAME,
        {"person.name.first": ["Janet"], "person.name.last": ["Tester"]},
        lambda s: s.person.name.first,
        "Janet",
    ),
    (
        Detail.BIRTH_DATE,
        {
            "person.birth_date.month": ["1"],
            "person.birth_date.day": ["2"],
            "person.birth_date.year": ["1990"],
        },
        lambda s: s.person.birth_date,
        date(1990, 1, 2),
    ),
    (
        Detail.RELATIONSHIP,
        {
            "payment.card.relationship": ["child"],
            "payment.card.subscriber.name.first": ["Ruth"],
            "payment.card.subscriber.name.last": ["Tester"],
            "payment.card.subscriber.birth_date.month": ["2"],
            "payment.card.subscriber.birth_date.day": ["3"],
            "payment.card.subscriber.birth_date.year": ["1960"],
        },
        lambda s: s.payment.card.subscriber.birth_date,
        date(1960, 2, 3),
    ),
    (
        Detail.INSURANCE_CARD,
        {
            "payment.card.payer_name": ["Another Example Plan"],
            "payment.card.member_id": ["EXA000111"],
            "payment.card.relationship": ["self"],
        },
        lambda s: (s.payment.card.payer_id, s.payment.card.payer_name),
        (None, "Another Example Plan"),
    ),
]


@pytest.mark.parametrize(("wants", "posted", "look", "found"), GIVEN, ids=lambda v: str(v)[:20])
def test_what_is_given_is_kept_beside_the_rest_and_the_case_goes_on(
    practice, desk, wants, posted, look, found
):
    intake_id = practice.assessed()
    question = wait_for(practice, intake_id, wants)
    assert answer(question, posted, desk).given
    sent = practice.store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    assert look(sent) == found
    assert sent.answers == submission().answers
    record, event = practice.store.load(intake_id), practice.store.events(intake_id)[-1]
    assert (record.status, record.worklist) == (Status.ASSESSED, Worklist.IN_PROGRESS)
    assert (event.kind, event.queue) == (EventKind.DETAILS_GIVEN, Queue.VERIFICATION)
    assert event.details == {"gave": wants.value}


def test_a_consent_is_given_without_another_submission(practice, desk):
    intake_id = practice.assessed(consents=())
    verify(intake_id, practice.desk)
    question = open_ask(practice.store.load(intake_id), practice.store)
    assert question.wants is Detail.CONSENT
    assert answer(question, signed(TPO), desk).given
    verify(intake_id, practice.desk)
    assert practice.store.load(intake_id).status is Status.ACCEPTED
    assert len(practice.store.findings(intake_id, FindingKind.SUBMISSION, Submission)) == 1


def test_not_now_is_taken_as_said_and_nothing_is_kept(practice, desk):
    intake_id = practice.assessed(consents=())
    question = wait_for(practice, intake_id, Detail.CONSENT)
    before = practice.store.load(intake_id)
    outcome = answer(question, signed(TPO, agrees="not_now"), desk)
    assert (outcome.given, outcome.faults) == (False, {})
    assert practice.store.load(intake_id) == before


def test_a_consent_under_other_words_than_are_shown_now_is_none(practice, desk):
    question = wait_for(practice, practice.assessed(consents=()), Detail.CONSENT)
    outcome = answer(question, signed(TPO) | {"shown": ["0" * 64]}, desk)
    assert set(outcome.faults.values()) == {Fault.RENEWED}


def test_the_payer_is_asked_anew_with_what_was_given(practice, desk):
    practice.payer.replies = [rejected("72"), clear_271]
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    question = open_ask(practice.store.load(intake_id), practice.store)
    assert question.wants is Detail.MEMBER_ID
    answer(question, {"payment.card.member_id": ["EXA000222"]}, desk)
    verify(intake_id, practice.desk)
    first, second = practice.payer.asked
    assert "EXA000111" in first
    assert "EXA000222" in second
    assert practice.store.load(intake_id).status is Status.ACCEPTED


def test_an_answer_stored_to_the_same_question_does_not_decide_it_again(practice, desk):
    """A group number stands in no 270 of ours: the question is the same, and asked again."""
    practice.payer.replies = [rejected("78"), clear_271]
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    question = open_ask(practice.store.load(intake_id), practice.store)
    said = {
        "payment.card.payer_name": ["Example Health"],
        "payment.card.member_id": ["EXA000111"],
        "payment.card.group_number": ["G-7"],
        "payment.card.relationship": ["self"],
    }
    practice.later(minutes=5)
    assert answer(question, said, desk).given
    verify(intake_id, practice.desk)
    assert len(practice.payer.asked) == 2


@pytest.mark.parametrize("typed", ["EXA000111", "exa000111", "EXA 000-111"])
def test_what_was_told_before_is_asked_to_be_looked_at_again(practice, desk, typed):
    intake_id = practice.assessed()
    question = wait_for(practice, intake_id, Detail.MEMBER_ID)
    before = practice.store.load(intake_id)
    outcome = answer(question, {"payment.card.member_id": [typed]}, desk)
    assert outcome.faults == {"payment.card.member_id": Fault.SAME}
    assert practice.store.load(intake_id) == before


def test_what_cannot_be_taken_is_not_kept(practice, desk):
    question = wait_for(practice, practice.assessed(), Detail.MEMBER_ID)
    outcome = answer(question, {"payment.card.member_id": ["<b>"]}, desk)
    assert outcome.faults == {"payment.card.member_id": Fault.NOT_A_MEMBER_ID}


def test_only_what_is_asked_is_taken_of_what_is_posted(practice, desk):
    intake_id = practice.assessed()
    question = wait_for(practice, intake_id, Detail.MEMBER_ID)
    answer(
        question,
        {"payment.card.member_id": ["EXA000222"], "payment.path": ["self_pay"]},
        desk,
    )
    found = practice.store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    assert found.payment.path is PaymentPath.INSURANCE


@pytest.mark.parametrize(
    ("wants", "fields"),
    [
        (Detail.NAME, {"payment.card.subscriber.name.first", "payment.card.subscriber.name.last"}),
        (Detail.BIRTH_DATE, {"payment.card.subscriber.birth_date"}),
    ],
)
def test_of_a_plan_of_somebody_else_it_is_their_name_and_day_that_were_not_known(
    practice, desk, wants, fields
):
    code = {"name": "73", "birth_date": "71"}[wants]
    practice.payer.replies = [rejected(code)]
    intake_id = practice.assessed(payment=Payment(PaymentPath.INSURANCE, OF_SPOUSE))
    while practice.store.load(intake_id).worklist is not Worklist.FIX_IT:
        verify(intake_id, practice.desk)
    question = open_ask(practice.store.load(intake_id), practice.store)
    assert (question.wants, question.of_subscriber) == (wants, True)
    assert set(answer(question, {}, desk).faults) == fields


def test_whose_plan_it_is_is_asked_of_who_says_it_is_anothers(practice, desk):
    question = wait_for(practice, practice.assessed(), Detail.RELATIONSHIP)
    outcome = answer(question, {"payment.card.relationship": ["spouse"]}, desk)
    assert set(outcome.faults) == {
        "payment.card.subscriber.name.first",
        "payment.card.subscriber.name.last",
        "payment.card.subscriber.birth_date",
    }


def test_a_plan_that_is_ones_own_after_all_is_nobody_elses(practice, desk):
    intake_id = practice.assessed(payment=Payment(PaymentPath.INSURANCE, OF_SPOUSE))
    question = wait_for(practice, intake_id, Detail.RELATIONSHIP)
    assert answer(question, {"payment.card.relationship": ["self"]}, desk).given
    assert card_of(practice, intake_id).subscriber is None


def test_sent_twice_it_is_kept_once(practice, desk):
    intake_id = practice.assessed()
    question = wait_for(practice, intake_id, Detail.MEMBER_ID)
    said = {"payment.card.member_id": ["EXA000222"]}
    answer(question, said, desk)
    with pytest.raises(NoLongerAsked):
        answer(question, said, desk)
    kinds = [event.kind for event in practice.store.events(intake_id)]
    assert kinds.count(EventKind.DETAILS_GIVEN) == 1


def test_an_answer_to_what_was_asked_before_answers_nothing_else(practice, desk):
    intake_id = practice.assessed()
    before = wait_for(practice, intake_id, Detail.MEMBER_ID)
    asked_anew = Step(
        EventKind.PATIENT_INPUT_NEEDED, replace(SYSTEM, role="admissions"), practice.now
    )
    take(practice.store, intake_id, lambda _: asked_anew)
    with pytest.raises(NoLongerAsked):
        answer(before, {"payment.card.member_id": ["EXA000222"]}, desk)
    assert card_of(practice, intake_id).member_id == "EXA000111"


def test_nobody_gives_what_nobody_waits_for(practice):
    intake_id = practice.assessed()
    review = Step(EventKind.REVIEW_NEEDED, SYSTEM, practice.now)
    record = take(practice.store, intake_id, lambda _: review)
    with pytest.raises(IllegalTransition):
        moved(record, Step(EventKind.DETAILS_GIVEN, PATIENT, practice.now))


def test_what_staff_asked_for_in_words_of_their_own_is_for_the_phone(practice, desk):
    question = wait_for(practice, practice.assessed(), "a letter")
    assert question.wants is None
    with pytest.raises(NoLongerAsked):
        answer(question, {}, desk)


def test_who_answers_late_is_promised_a_day_from_then(practice, desk):
    intake_id = practice.assessed()
    question = wait_for(practice, intake_id, Detail.MEMBER_ID)
    practice.later(days=10)
    answer(question, {"payment.card.member_id": ["EXA000222"]}, desk)
    assert practice.store.load(intake_id).due_at > practice.now


def test_a_consent_that_was_signed_is_in_the_event_by_no_name(practice, desk):
    intake_id = practice.assessed(consents=(consent(ConsentKind.TELEHEALTH),))
    question = wait_for(practice, intake_id, Detail.CONSENT)
    answer(question, signed(TPO, name="Jane Tester"), desk)
    assert "Jane" not in str(practice.store.events(intake_id)[-1])
