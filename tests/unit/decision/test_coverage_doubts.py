"""What a conversation with a payer leaves in doubt, and what the patient is asked for."""

from dataclasses import replace

import pytest

from tests.builders import NOW
from tests.clinic import CLEAR_ANSWER, CLINIC
from threshold.decision.coverage import Coverage, Standing
from threshold.decision.coverage_rules import asked_of_patient, doubts, notes
from threshold.eligibility.aaa import REJECT_REASONS
from threshold.eligibility.answer.model import (
    Answer,
    Authorization,
    BehavioralHealth,
    CarveOut,
    Kind,
    OtherPayer,
    Outcome,
    Owner,
    Plan,
    PlanType,
    Rejection,
    YesNo,
)
from threshold.eligibility.answer.outcome import rejected as outcome_of
from threshold.eligibility.conversation.model import Heard, Question, Rung, Wording
from threshold.eligibility.conversation.playbook import PLAYS, Detail
from threshold.intake.life_cycle import EventKind

PROGRAM = CLINIC.program
SILENT = replace(CLEAR_ANSWER, behavioral_health=BehavioralHealth())
SENT_ON = replace(SILENT, carve_out=CarveOut("EXAMPLE BH MCO", "BHX01", "8005550100", 14))
HMO = replace(CLEAR_ANSWER, plan=replace(CLEAR_ANSWER.plan, type=PlanType.HMO))
INACTIVE = Answer(Kind.ELIGIBILITY, Outcome.INACTIVE)
NOT_COVERED = replace(CLEAR_ANSWER, behavioral_health=BehavioralHealth(YesNo.NO, "MH"))


def rejections(*codes):
    return tuple(
        Rejection("2100C", c, "C", REJECT_REASONS[c].owner, REJECT_REASONS[c].next_step, 11)
        for c in codes
    )


def rejected(*codes):
    found = rejections(*codes)
    return Answer(Kind.ELIGIBILITY, outcome_of(found), rejections=found)


def coverage(answer, *further, **changes):
    return Coverage(Standing.ANSWERED, NOW, "99991", answer, further, **changes)


def on_mental_health(answer):
    return Heard(Question(Rung.MENTAL_HEALTH), answer)


def of_administrator(answer):
    return Heard(Question(administrator="BHX01"), answer)


def rules(found):
    return [doubt.reason.rule for doubt in doubts(found, PROGRAM)]


@pytest.mark.parametrize(
    ("found", "left"),
    [
        (coverage(SILENT, on_mental_health(CLEAR_ANSWER)), []),
        (coverage(SILENT, on_mental_health(replace(CLEAR_ANSWER, plan=Plan()))), []),
        (coverage(SILENT, on_mental_health(NOT_COVERED)), ["E10"]),
        (coverage(SILENT, on_mental_health(SILENT)), ["E11"]),
        (coverage(SILENT, on_mental_health(rejected("53"))), ["E11"]),
        (coverage(SILENT, on_mental_health(INACTIVE)), ["E6", "E11"]),
        (coverage(SILENT, on_mental_health(HMO)), ["E6"]),
        (coverage(SENT_ON, of_administrator(CLEAR_ANSWER)), []),
        (coverage(SENT_ON, of_administrator(HMO)), ["E7"]),
        (coverage(SENT_ON, of_administrator(replace(CLEAR_ANSWER, plan=Plan()))), ["E7"]),
        (coverage(SENT_ON, of_administrator(NOT_COVERED)), ["E10"]),
        (coverage(SENT_ON, of_administrator(SILENT)), ["E8"]),
        (coverage(SENT_ON, of_administrator(SENT_ON)), ["E8"]),
        (coverage(SENT_ON, of_administrator(INACTIVE)), ["E8"]),
        (coverage(SENT_ON, of_administrator(rejected("72"))), ["E8"]),
        (
            coverage(
                SENT_ON,
                of_administrator(
                    replace(CLEAR_ANSWER, other_payers=(OtherPayer("ANOTHER", None, None, 9),))
                ),
            ),
            ["E9"],
        ),
        (coverage(CLEAR_ANSWER, of_administrator(NOT_COVERED)), []),
    ],
)
def test_what_is_in_doubt_after_more_than_one_answer(found, left):
    assert rules(found) == left


@pytest.mark.parametrize(
    ("carve_out", "text"),
    [
        (CarveOut("EXAMPLE BH MCO", None, "8005550100", 9), "EXAMPLE BH MCO, phone 8005550100."),
        (CarveOut("EXAMPLE BH MCO", None, None, 9), "EXAMPLE BH MCO. Ask it."),
        (CarveOut(None, None, None, 9), "administers behavioral benefits. Ask it."),
    ],
)
def test_staff_are_told_whom_to_call(carve_out, text):
    (doubt,) = doubts(coverage(replace(SILENT, carve_out=carve_out)), PROGRAM)
    assert text in doubt.reason.text
    assert doubt.event is EventKind.VERIFY_BY_PHONE_NEEDED


@pytest.mark.parametrize("code", REJECT_REASONS)
def test_a_rejection_asks_the_patient_for_what_its_play_says_and_else_for_nothing(code):
    assert asked_of_patient(coverage(rejected(code)), PROGRAM) is PLAYS[code].asks


@pytest.mark.parametrize("code", REJECT_REASONS)
def test_only_what_is_the_patients_goes_to_the_patient(code):
    events = {doubt.event for doubt in doubts(coverage(rejected(code)), PROGRAM)}
    theirs = REJECT_REASONS[code].owner is Owner.PATIENT
    assert (EventKind.PATIENT_INPUT_NEEDED in events) == theirs


@pytest.mark.parametrize(
    "code", [code for code, reason in REJECT_REASONS.items() if reason.owner is Owner.OPERATIONS]
)
def test_who_refuses_us_has_said_nothing_of_the_patient(code):
    found = coverage(rejected("72", code))
    assert asked_of_patient(found, PROGRAM) is None
    assert {doubt.event for doubt in doubts(found, PROGRAM)} == {EventKind.VERIFY_BY_PHONE_NEEDED}


def test_a_rejection_beside_active_coverage_is_for_staff_to_read():
    found = coverage(replace(CLEAR_ANSWER, rejections=rejections("72")))
    assert asked_of_patient(found, PROGRAM) is None
    assert rules(found) == ["E1-72"]


def test_of_several_things_the_one_that_settles_most_is_asked_for():
    assert asked_of_patient(coverage(rejected("71", "73", "72")), PROGRAM) is Detail.MEMBER_ID


@pytest.mark.parametrize(
    ("standing", "wanted"),
    [
        (Standing.NO_CONSENT, Detail.CONSENT),
        (Standing.PAYMENT_NOT_SAID, Detail.PAYMENT_PATH),
        (Standing.CARD_INCOMPLETE, Detail.INSURANCE_CARD),
        (Standing.SELF_PAY, None),
        (Standing.UNREACHABLE, None),
        (Standing.PARTNER_OF_ANOTHER_STAGE, None),
    ],
)
def test_what_the_payer_was_not_asked_for_lack_of_is_asked_of_the_patient(standing, wanted):
    assert asked_of_patient(Coverage(standing, NOW), PROGRAM) is wanted


@pytest.mark.parametrize("wording", Wording)
def test_staff_are_told_by_what_words_a_person_was_found(wording):
    as_given = wording in (Wording.AS_GIVEN, Wording.AGAIN)
    told = [note.rule for note in notes(coverage(CLEAR_ANSWER, wording=wording))]
    assert told == ([] if as_given else ["E13"])


def test_an_authorization_that_a_further_answer_asks_for_is_told():
    care = BehavioralHealth(YesNo.YES, "MH", prior_authorization=Authorization.YES)
    found = coverage(SILENT, on_mental_health(replace(CLEAR_ANSWER, behavioral_health=care)))
    assert [note.rule for note in notes(found)] == ["E12"]
