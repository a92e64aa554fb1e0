"""What was asked within a day is not asked again, unless staff want it so."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import submission
from tests.unit.use_cases.talking import (
    COVERED,
    INACTIVE,
    MENTAL_HEALTH,
    SENT_ON,
    SENT_TO_A_STRANGER,
    SILENT,
    SUBSTANCE_USE,
    USE,
    Talking,
    card,
    rejected,
)
from threshold.decision.coverage import Standing
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind, Role, Status
from threshold.intake.record import Actor
from threshold.intake.submission import Name
from threshold.record_key import is_intake_id
from threshold.use_cases.resuming import ASK_AFRESH
from threshold.use_cases.stepping import take

STAFF = Actor(Role.ADMISSIONS, "a.tester")
HMO = ["EB*1*IND*30^MH*HM*CARE HMO"]
DOWN = PayerUnavailable(Outage.SERVER_ERROR, disclosed=True)


@pytest.fixture
def talk():
    return Talking()


def verified_again(talk, intake_id, *findings, replies=(HMO,), **details):
    """Staff ask for verification once more, and all its messages are worked off."""
    talk.replies(*replies)
    step = Step(
        EventKind.VERIFICATION_REQUESTED,
        STAFF,
        talk.practice.now,
        details=details,
        findings=findings,
    )
    take(talk.practice.store, intake_id, lambda _: step)
    talk.work_off(intake_id)


@pytest.mark.parametrize(
    "replies",
    [[HMO], [INACTIVE], [SILENT, SILENT], [SENT_TO_A_STRANGER], [SENT_ON, SENT_ON]],
    ids=["an HMO", "inactive", "behavioral care not said", "sent to a stranger", "sent on twice"],
)
def test_within_a_day_the_stored_answers_are_used(talk, replies):
    intake_id = talk.told(*replies)
    before = talk.record(intake_id)
    talk.practice.later(hours=23)
    verified_again(talk, intake_id)
    assert talk.asked == []
    assert talk.record(intake_id).reason == before.reason
    assert talk.last_event(intake_id).details["answered_from"] == "stored answers"


def test_after_a_day_the_payer_is_asked_again(talk):
    intake_id = talk.told(HMO)
    talk.practice.later(hours=25)
    verified_again(talk, intake_id)
    assert talk.asked == ["99991 30"]


def test_staff_may_have_it_asked_afresh_and_every_question_with_it(talk):
    intake_id = talk.told(SILENT, SILENT)
    talk.practice.later(minutes=5)
    verified_again(talk, intake_id, replies=[SILENT], **{ASK_AFRESH: "yes"})
    assert talk.asked == ["99991 30", "99991 MH CF"]


def test_of_two_stored_answers_the_newer_stands(talk):
    intake_id = talk.told(INACTIVE)
    talk.practice.later(minutes=5)
    verified_again(talk, intake_id, **{ASK_AFRESH: "yes"})
    talk.practice.later(minutes=5)
    verified_again(talk, intake_id)
    assert talk.asked == []
    assert talk.record(intake_id).reason == "E7"


@pytest.mark.parametrize(
    "reply", [rejected("72"), rejected("79"), DOWN], ids=["rejected", "ours to mend", "not heard"]
)
def test_what_is_no_answer_on_coverage_is_asked_again(talk, reply):
    intake_id = talk.told(reply)
    talk.practice.later(minutes=5)
    verified_again(talk, intake_id)
    assert talk.asked[0] == "99991 30"


def test_a_card_put_right_is_another_question(talk):
    intake_id = talk.told(HMO)
    mended = submission(payment=card(member_id="EXA000999"))
    verified_again(talk, intake_id, Finding(FindingKind.SUBMISSION, mended))
    assert talk.asked == ["99991 30"]


def test_only_the_question_that_was_not_asked_yet_is_asked(talk):
    intake_id = talk.told(SILENT, DOWN)
    assert talk.record(intake_id).reason == "E11"
    talk.practice.later(minutes=5)
    verified_again(talk, intake_id, replies=[MENTAL_HEALTH])
    assert talk.asked == ["99991 MH CF"]
    assert talk.record(intake_id).status is Status.ACCEPTED


def test_an_intake_accepted_by_stored_answers_alone_was_asked_about_once(talk):
    intake_id = talk.told(SILENT, MENTAL_HEALTH)
    assert talk.record(intake_id).status is Status.ACCEPTED
    steps = [
        Step(EventKind.WITHDRAWN, Actor(Role.PATIENT), talk.practice.now),
        Step(EventKind.REOPENED, STAFF, talk.practice.now),
    ]
    for step in steps:
        take(talk.practice.store, intake_id, lambda _, step=step: step)
    verified_again(talk, intake_id)
    assert talk.asked == []
    assert talk.record(intake_id).status is Status.ACCEPTED


@pytest.mark.parametrize("replies", [[COVERED], [SILENT, MENTAL_HEALTH], [INACTIVE]])
def test_who_submits_twice_in_a_day_is_told_of_once(talk, replies):
    first = talk.told(*replies)
    talk.practice.later(hours=23)
    second = talk.told(HMO, payment=card(group_number="GRP9"))
    assert talk.asked == []
    assert talk.events(second, EventKind.VERIFICATION_STARTED) == []
    assert talk.record(second).reason == talk.record(first).reason
    told = talk.last_event(second).details
    assert told["answered_from"] == "stored answers"
    assert set(told["answered_in"].split()) == {first}


def test_after_a_day_the_second_intake_is_asked_about(talk):
    talk.told(COVERED)
    talk.practice.later(hours=25)
    talk.told(COVERED, payment=card(group_number="GRP9"))
    assert talk.asked == ["99991 30"]


@pytest.mark.parametrize(
    "changes",
    [
        {"payment": card(member_id="EXA000333")},
        {"person": replace(submission().person, birth_date=date(1990, 1, 2))},
        {"person": replace(submission().person, name=Name("Jill", "Tester"))},
    ],
    ids=["another member id", "another birth date", "another name"],
)
def test_the_answer_about_one_person_is_no_others(talk, changes):
    talk.told(COVERED)
    talk.told(COVERED, **{"payment": card()} | changes)
    assert talk.asked == ["99991 30"]


@pytest.mark.parametrize("reply", [rejected("72"), []], ids=["rejected", "not settled"])
def test_only_an_answer_on_coverage_stands_for_another_intake(talk, reply):
    talk.told(reply)
    talk.told(COVERED, payment=card(group_number="GRP9"))
    assert talk.asked == ["99991 30"]


def test_another_intake_asks_only_what_the_first_did_not(talk):
    first = talk.told(COVERED)
    second = talk.told(SUBSTANCE_USE, payment=card(group_number="GRP9"), **USE)
    assert talk.asked == ["99991 AI CJ"]
    assert talk.record(second).status is Status.ACCEPTED
    assert talk.last_event(second).details["answered_in"] == first


def test_another_intakes_answer_is_used_under_the_persons_own_consent_alone(talk):
    talk.told(COVERED)
    second = talk.told(COVERED, payment=card(group_number="GRP9"), consents=())
    assert talk.coverage(second).standing is Standing.NO_CONSENT


def test_asked_afresh_another_intakes_answer_is_not_used_either(talk):
    talk.told(HMO)
    second = talk.told(HMO, payment=card(group_number="GRP9"))
    talk.practice.later(minutes=5)
    verified_again(talk, second, replies=[COVERED], **{ASK_AFRESH: "yes"})
    assert talk.asked == ["99991 30"]
    assert talk.record(second).status is Status.ACCEPTED


def test_no_key_of_what_is_remembered_tells_of_anyone(talk):
    talk.told(COVERED)
    (key,) = talk.practice.store._memories
    assert is_intake_id(key)


def test_stored_answers_never_pass_a_gate(talk):
    intake_id = talk.told(HMO)
    barred = submission(payment=card(member_id=None))
    verified_again(talk, intake_id, Finding(FindingKind.SUBMISSION, barred))
    assert talk.coverage(intake_id).standing is Standing.CARD_INCOMPLETE
