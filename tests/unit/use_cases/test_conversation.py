from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.clinic import clear_271
from tests.unit.use_cases.talking import (
    BOTH_COVERED,
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
    seeking,
)
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind, Queue, Status, Worklist
from threshold.intake.submission import Name, Relationship, Subscriber, Track
from threshold.use_cases.asking import Exchanged, Try

PLAN, MENTAL, ABOUT_USE = "99991 30", "99991 MH CF", "99991 AI CJ"
ADMINISTRATOR = "BHX01 30"
DUAL = seeking(Track.DUAL)
OF_OLD_CONSENT = seeking(Track.SUBSTANCE_USE, version="2024-01")
DOWN = PayerUnavailable(Outage.SERVER_ERROR, disclosed=True)


@pytest.fixture
def talk():
    return Talking()


@pytest.mark.parametrize(
    ("replies", "changes", "asked", "status", "reason"),
    [
        ([COVERED], {}, [PLAN], Status.ACCEPTED, "A1"),
        ([SILENT, MENTAL_HEALTH], {}, [PLAN, MENTAL], Status.ACCEPTED, "A1"),
        ([SILENT], {}, [PLAN, MENTAL], Status.IN_REVIEW, "E11"),
        ([SILENT, rejected("53")], {}, [PLAN, MENTAL], Status.IN_REVIEW, "E11"),
        ([SILENT, INACTIVE], {}, [PLAN, MENTAL], Status.IN_REVIEW, "E6"),
        ([SILENT, ["EB*6*IND*MH^CF"]], {}, [PLAN, MENTAL], Status.IN_REVIEW, "E10"),
        (
            [SILENT, SILENT, SUBSTANCE_USE],
            *(USE, [PLAN, MENTAL, ABOUT_USE], Status.ACCEPTED, "A1"),
        ),
        (
            [SILENT, MENTAL_HEALTH, SUBSTANCE_USE],
            *(USE, [PLAN, MENTAL, ABOUT_USE], Status.ACCEPTED, "A1"),
        ),
        ([COVERED, SUBSTANCE_USE], USE, [PLAN, ABOUT_USE], Status.ACCEPTED, "A1"),
        ([COVERED, SUBSTANCE_USE], DUAL, [PLAN, ABOUT_USE], Status.ACCEPTED, "A1"),
        ([BOTH_COVERED], USE, [PLAN], Status.ACCEPTED, "A1"),
        ([COVERED, SILENT], USE, [PLAN, ABOUT_USE], Status.IN_REVIEW, "E14"),
        ([COVERED, rejected("53")], USE, [PLAN, ABOUT_USE], Status.IN_REVIEW, "E14"),
        ([COVERED, ["EB*6*IND*AI^CJ"]], USE, [PLAN, ABOUT_USE], Status.IN_REVIEW, "E11"),
        ([COVERED], OF_OLD_CONSENT, [PLAN], Status.IN_REVIEW, "E14"),
        (
            [SENT_ON, COVERED, SUBSTANCE_USE],
            *(USE, [PLAN, ADMINISTRATOR, "BHX01 AI CJ"], Status.ACCEPTED, "A1"),
        ),
        ([SENT_ON, COVERED], {}, [PLAN, ADMINISTRATOR], Status.ACCEPTED, "A1"),
        ([SENT_ON, SENT_ON], {}, [PLAN, ADMINISTRATOR], Status.IN_REVIEW, "E8"),
        ([SENT_ON, rejected("75")], {}, [PLAN, ADMINISTRATOR], Status.IN_REVIEW, "E8"),
        (
            [SENT_ON, ["EB*1*IND*30^MH*HM*HMO"]],
            *({}, [PLAN, ADMINISTRATOR], Status.IN_REVIEW, "E7"),
        ),
        ([SENT_TO_A_STRANGER], {}, [PLAN], Status.IN_REVIEW, "E8"),
        ([SILENT, SENT_ON, COVERED], {}, [PLAN, MENTAL, ADMINISTRATOR], Status.ACCEPTED, "A1"),
    ],
)
def test_a_payer_is_asked_as_little_as_settles_it(talk, replies, changes, asked, status, reason):
    record = talk.record(talk.told(*replies, **changes))
    assert talk.asked == asked
    assert (record.status, record.reason) == (status, reason)


@pytest.mark.parametrize(
    "changes",
    [
        seeking(Track.MENTAL_HEALTH),
        seeking(),
        seeking(Track.SUBSTANCE_USE, version="2024-01"),
        seeking(Track.DUAL, version="2024-01"),
    ],
    ids=["another track", "no track said", "a consent that does not cover it", "dual, likewise"],
)
def test_substance_use_is_not_asked_about_without_the_track_and_a_consent_that_covers_it(
    talk, changes
):
    talk.told(SILENT, **changes)
    assert talk.asked == [PLAN, MENTAL]


def test_each_ask_is_a_disclosure_with_a_control_number_and_a_270_of_its_own(talk):
    intake_id = talk.told(SILENT, SILENT, SUBSTANCE_USE, **USE)
    started = [e.details for e in talk.events(intake_id, EventKind.VERIFICATION_STARTED)]
    assert [d["service_types"] for d in started] == ["30", "MH CF", "AI CJ"]
    assert [d["control_number"] for d in started] == ["1", "2", "3"]
    kept = talk.practice.store.findings(intake_id, FindingKind.X12, Exchanged)
    assert [one.request for one in kept] == talk.practice.payer.asked
    assert {one.consent for one in kept} == {
        "treatment_payment_operations 2026-02 2026-01-05T12:00:00+00:00"
    }


def test_a_further_question_comes_back_by_the_verification_queue(talk):
    intake_id = talk.told(SILENT, MENTAL_HEALTH)
    (needed,) = talk.events(intake_id, EventKind.FURTHER_ASK_NEEDED)
    assert needed.queue is Queue.VERIFICATION
    assert needed.details == {"rung": "mental_health", "wording": "as_given"}


def test_tries_are_counted_for_each_question_apart(talk):
    intake_id = talk.told(DOWN, DOWN, *[SILENT], *[DOWN] * 20)
    assert talk.asked == [PLAN] * 3 + [MENTAL] * 8
    assert talk.record(intake_id).reason == "E11"
    kept = talk.practice.store.findings(intake_id, FindingKind.X12, Exchanged)
    assert [one.came_to for one in kept if one.came_to is not Try.TO_REPEAT] == [
        Try.HEARD,
        Try.GIVEN_UP,
    ]


def test_a_payer_that_names_a_longer_rest_gets_it(talk):
    busy = PayerUnavailable(Outage.BUSY, disclosed=False, retry_after=timedelta(hours=1))
    intake_id = talk.told(busy, COVERED)
    (event,) = talk.events(intake_id, EventKind.PAYER_UNAVAILABLE)
    assert event.details["retry_after_seconds"] == "3600"
    assert event.details["disclosed"] == "no"


def test_an_administrator_we_cannot_ask_is_named_with_its_phone(talk):
    intake_id = talk.told(SENT_TO_A_STRANGER)
    reason = talk.last_event(intake_id).reasons[0]
    assert "EXAMPLE BH MCO, phone 8005550100" in reason.text
    assert talk.record(intake_id).worklist is Worklist.VERIFY_BY_PHONE


JOHN = Subscriber(Name("John", "Tester"), date(1988, 1, 1))
SPOUSE = {"payment": card(relationship=Relationship.SPOUSE, subscriber=JOHN)}


@pytest.mark.parametrize(
    ("codes", "changes", "asks", "worklist", "wanted"),
    [
        (["72"], {}, 1, Worklist.FIX_IT, "member_id"),
        (["71"], {}, 1, Worklist.FIX_IT, "birth_date"),
        (["58"], {}, 1, Worklist.FIX_IT, "birth_date"),
        (["73"], {}, 2, Worklist.FIX_IT, "name"),
        (["77"], SPOUSE, 2, Worklist.FIX_IT, "relationship"),
        (["78"], {}, 1, Worklist.FIX_IT, "insurance_card"),
        (["71", "72", "73"], {}, 1, Worklist.FIX_IT, "member_id"),
        (["75"], {}, 1, Worklist.VERIFY_BY_PHONE, None),
        (["75"], SPOUSE, 2, Worklist.VERIFY_BY_PHONE, None),
        (["67"], SPOUSE, 2, Worklist.VERIFY_BY_PHONE, None),
        (["62"], {}, 2, Worklist.VERIFY_BY_PHONE, None),
        (["63"], {}, 2, Worklist.VERIFY_BY_PHONE, None),
        (["57"], {}, 2, Worklist.VERIFY_BY_PHONE, None),
        (["79", "72"], {}, 1, Worklist.VERIFY_BY_PHONE, None),
        (["41"], {}, 1, Worklist.VERIFY_BY_PHONE, None),
        (["42"], {}, 8, Worklist.VERIFY_BY_PHONE, None),
        (["80"], {}, 8, Worklist.VERIFY_BY_PHONE, None),
    ],
)
def test_a_rejection_goes_to_its_owner_with_the_one_thing_to_ask(
    talk, codes, changes, asks, worklist, wanted
):
    intake_id = talk.told(rejected(*codes), **changes)
    assert len(talk.asked) == asks
    assert talk.record(intake_id).worklist is worklist
    assert talk.last_event(intake_id).details.get("asks") == wanted


def test_the_same_question_comes_again_only_after_the_longest_rest(talk):
    intake_id = talk.told(rejected("63"), COVERED)
    first, second = talk.events(intake_id, EventKind.VERIFICATION_STARTED)
    assert second.occurred_at - first.occurred_at >= timedelta(hours=2)
    assert talk.record(intake_id).status is Status.ACCEPTED


def test_staff_are_told_how_a_person_was_found(talk):
    intake_id = talk.told(rejected("73"), COVERED)
    assert talk.record(intake_id).status is Status.ACCEPTED
    assert "NM1*IL*1*JANE*TESTER*" in talk.practice.payer.asked[1]
    assert "E13" in {reason.rule for reason in talk.last_event(intake_id).reasons}


def test_another_id_of_the_payer_is_tried_once(talk):
    payer, administrator = talk.program.payers
    talk.program = replace(
        talk.program, payers=(replace(payer, other_ids=("99992", "99993")), administrator)
    )
    talk.told(rejected("75"))
    assert talk.asked == [PLAN, "99992 30"]


def test_a_worker_killed_before_it_stored_an_answer_takes_the_conversation_up(talk):
    class Killed(BaseException):
        pass

    with pytest.raises(Killed):
        talk.told(SILENT, Killed(), MENTAL_HEALTH)
    (intake_id,) = talk.practice.store._shelves
    talk.practice.later(minutes=1)
    talk.work_off(intake_id)
    assert talk.asked == [PLAN, MENTAL, MENTAL]
    assert talk.record(intake_id).status is Status.ACCEPTED


def test_an_answer_about_another_person_is_never_taken(talk):
    another = lambda x12: clear_271(x12).replace("THRESHOLD", "ANOTHER-1")  # noqa: E731
    intake_id = talk.told(another)
    assert talk.record(intake_id).reason == "V1"
