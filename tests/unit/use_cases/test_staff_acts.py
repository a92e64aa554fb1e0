"""What staff do to an intake: who may, what it takes, and what becomes of it."""

from datetime import timedelta

import pytest

from tests.clinic import CLINIC, Practice
from threshold.eligibility.conversation.playbook import Detail
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import (
    ENDS,
    EventKind,
    IllegalTransition,
    NotPermitted,
    Queue,
    Role,
    Status,
    Worklist,
)
from threshold.intake.record import SYSTEM, Actor, Reason
from threshold.intake.staff_act import StaffAct
from threshold.intake.submission import Location, Payment, PaymentPath, Submission
from threshold.use_cases.acceptance import NotClear, NotOverridable
from threshold.use_cases.as_seen import HappenedSince, UnknownVersion
from threshold.use_cases.asked import open_ask
from threshold.use_cases.reassess import reassess
from threshold.use_cases.staff_acts import Act, NoCard, Wanted
from threshold.use_cases.staff_acts import act as do
from threshold.use_cases.stepping import take

ANA, BEN = Actor(Role.ADMISSIONS, "ana"), Actor(Role.ADMISSIONS, "ben")
CLARA = Actor(Role.CLINICIAN, "clara")
SEVERE = {"phq-9": {f"q{n}": 3 for n in range(1, 9)} | {"q9": 0, "difficulty": 3}}
LOW = {"phq-9": dict.fromkeys([*(f"q{n}" for n in range(1, 10)), "difficulty"], 0)}
ACUTE = {f"q{n}": "yes" for n in range(1, 6)}


@pytest.fixture
def practice():
    return Practice()


@pytest.fixture
def in_review(practice):
    return reviewed(practice)


def reviewed(practice, **said):
    """Somebody a clinician has to look at."""
    intake_id = practice.assessed(**said)
    ended = practice.store.load(intake_id).status in ENDS
    kind = EventKind.REOPENED if ended else EventKind.REVIEW_NEEDED
    step = Step(kind, CLARA, practice.now, (Reason("Z", "None fired.", "ours"),))
    take(practice.store, intake_id, lambda _record: step)
    return intake_id


def act(practice, intake_id, what, actor=CLARA, seen=None, **more):
    signed = "Clara Tester, LCSW" if what in (Act.ACCEPT, Act.OVERRIDE_RULE) else None
    version = practice.store.load(intake_id).version if seen is None else seen
    wanted = Wanted(
        what, version, **{"key": "k1", "reason": "Because.", "signed_name": signed} | more
    )
    return do(intake_id, wanted, actor, practice.store, CLINIC.program, practice.now)


@pytest.mark.parametrize(
    ("what", "actor", "more", "status", "worklist", "queue"),
    [
        (Act.ACCEPT, CLARA, {}, Status.ACCEPTED, Worklist.IN_PROGRESS, Queue.SCHEDULING),
        (
            Act.REFER,
            CLARA,
            {"elsewhere": "x"},
            Status.REFERRED,
            Worklist.REFERRAL,
            Queue.SCHEDULING,
        ),
        (
            Act.DECLINE,
            CLARA,
            {"elsewhere": "x"},
            Status.NOT_SERVED,
            Worklist.REFERRAL,
            Queue.SCHEDULING,
        ),
        (
            Act.ASK_PATIENT,
            ANA,
            {"asks": Detail.MEMBER_ID},
            Status.IN_REVIEW,
            Worklist.FIX_IT,
            Queue.NOTIFICATION,
        ),
        (Act.VERIFY_AGAIN, ANA, {}, Status.ASSESSED, Worklist.IN_PROGRESS, Queue.VERIFICATION),
        (Act.WITHDRAW, ANA, {}, Status.WITHDRAWN, None, Queue.SCHEDULING),
        (Act.ADD_NOTE, ANA, {}, Status.IN_REVIEW, Worklist.REVIEW, None),
    ],
)
def test_what_an_act_makes_of_an_intake_in_review(
    practice, in_review, what, actor, more, status, worklist, queue
):
    receipt = act(practice, in_review, what, actor, **more)
    record, event = practice.store.load(in_review), practice.store.events(in_review)[-1]
    assert receipt.record == record
    assert (record.status, record.worklist, event.queue) == (status, worklist, queue)
    assert event.actor == actor


@pytest.mark.parametrize("what", [Act.ACCEPT, Act.REFER, Act.DECLINE])
@pytest.mark.parametrize("role", [Role.ADMISSIONS, Role.SUPERVISOR, Role.BILLING, Role.AUDITOR])
def test_what_a_licence_is_needed_for_nobody_else_does(practice, in_review, what, role):
    before = practice.store.load(in_review)
    with pytest.raises(NotPermitted):
        act(practice, in_review, what, Actor(role, "x"), elsewhere="x")
    assert practice.store.load(in_review) == before


def test_what_ends_can_be_taken_up_again(practice, in_review):
    act(practice, in_review, Act.REFER, elsewhere="x")
    act(practice, in_review, Act.REFERRAL_MADE, ANA, key="k2")
    assert practice.store.load(in_review).worklist is None
    act(practice, in_review, Act.REOPEN, ANA, key="k3")
    assert practice.store.load(in_review).worklist is Worklist.REVIEW


def test_a_signature_says_who_when_and_what_they_saw(practice, in_review):
    seen = practice.store.load(in_review)
    act(practice, in_review, Act.ACCEPT)
    (kept,) = practice.store.findings(in_review, FindingKind.STAFF_ACT, StaffAct)
    assert (kept.by, kept.at, kept.signed_name) == (CLARA, practice.now, "Clara Tester, LCSW")
    assert (kept.seen.version, kept.seen.event_hash) == (seen.version, seen.event_hash)


def test_words_are_kept_beside_the_event_which_has_none(practice, in_review):
    act(practice, in_review, Act.ADD_NOTE, ANA, reason="Her sister called.")
    (kept,) = practice.store.findings(in_review, FindingKind.STAFF_ACT, StaffAct)
    assert kept.reason == "Her sister called."
    assert "sister" not in repr(practice.store.events(in_review))


def test_the_same_act_sent_twice_is_done_once(practice, in_review):
    seen = practice.store.load(in_review).version
    receipts = [act(practice, in_review, Act.WITHDRAW, ANA, seen=seen) for _ in range(2)]
    assert [one.stored for one in receipts] == [True, False]
    assert receipts[0].record == receipts[1].record


def test_who_was_slower_is_told_what_the_other_did_and_nothing_is_lost(practice, in_review):
    seen = practice.store.load(in_review).version
    act(practice, in_review, Act.ASK_PATIENT, ANA, seen=seen, asks=Detail.MEMBER_ID)
    stands = practice.store.load(in_review)
    with pytest.raises(HappenedSince) as told:
        act(practice, in_review, Act.VERIFY_AGAIN, BEN, seen=seen)
    assert [(one.kind, one.actor.name) for one in told.value.events] == [
        (EventKind.PATIENT_INPUT_NEEDED, "ana")
    ]
    assert practice.store.load(in_review) == stands


def test_a_letter_that_went_out_meanwhile_stops_nobody(practice, in_review):
    seen = practice.store.load(in_review).version
    take(
        practice.store,
        in_review,
        lambda _record: Step(EventKind.MESSAGE_SENT, SYSTEM, practice.now),
    )
    assert act(practice, in_review, Act.WITHDRAW, ANA, seen=seen).stored


def test_a_note_never_waits_for_others(practice, in_review):
    seen = practice.store.load(in_review).version
    act(practice, in_review, Act.WITHDRAW, ANA, seen=seen)
    assert act(practice, in_review, Act.ADD_NOTE, BEN, seen=seen).stored


@pytest.mark.parametrize("version", [0, 99])
def test_nobody_saw_a_version_that_never_was(practice, in_review, version):
    with pytest.raises(UnknownVersion):
        act(practice, in_review, Act.WITHDRAW, ANA, seen=version)


def test_a_step_that_the_life_cycle_lacks_is_refused(practice):
    with pytest.raises(IllegalTransition):
        act(practice, practice.assessed(), Act.REOPEN, ANA)


@pytest.mark.parametrize("what", [Act.ASK_PATIENT, Act.VERIFY_AGAIN, Act.WITHDRAW])
def test_nobody_but_a_clinician_takes_a_person_in_crisis_off_their_list(practice, what):
    intake_id = practice.submit(answers={"asq": ACUTE})
    with pytest.raises(NotPermitted):
        act(practice, intake_id, what, ANA, asks=Detail.NAME)
    assert practice.store.load(intake_id).worklist is Worklist.CRISIS


@pytest.mark.parametrize(
    ("answers", "rule"),
    [({"asq": ACUTE}, "S1"), (LOW | {"asq": dict.fromkeys(["q1", "q2", "q3", "q4"], "no")}, "L3")],
)
def test_acceptance_against_a_rule_needs_that_rule_set_aside(practice, answers, rule):
    intake_id = reviewed(practice, answers={"gad-7": {f"q{n}": 0 for n in range(1, 8)}, **answers})
    with pytest.raises(NotClear) as told:
        act(practice, intake_id, Act.ACCEPT)
    assert rule in told.value.rules
    for number, each in enumerate(told.value.rules):
        act(practice, intake_id, Act.OVERRIDE_RULE, rule=each, key=f"o{number}")
    assert act(practice, intake_id, Act.ACCEPT).record.status is Status.ACCEPTED


def test_who_answers_anew_is_looked_at_anew_whatever_was_set_aside(practice):
    intake_id = reviewed(practice, answers={"asq": ACUTE})
    act(practice, intake_id, Act.OVERRIDE_RULE, rule="S1")
    said = {"asq": ACUTE | {"q4": "no"}}
    reassess(intake_id, said, SYSTEM, practice.store, CLINIC, practice.now)
    with pytest.raises(NotClear):
        act(practice, intake_id, Act.ACCEPT)


def test_a_licence_is_not_a_clinicians_to_set_aside(practice):
    intake_id = reviewed(practice, location=Location(state="AK"))
    with pytest.raises(NotOverridable):
        act(practice, intake_id, Act.OVERRIDE_RULE, rule="F1")
    with pytest.raises(NotClear) as told:
        act(practice, intake_id, Act.ACCEPT)
    assert told.value.never == ("F1",)


def test_a_rule_that_did_not_fire_cannot_be_set_aside(practice, in_review):
    with pytest.raises(NotOverridable):
        act(practice, in_review, Act.OVERRIDE_RULE, rule="S1")


def test_the_ledger_of_a_month_holds_every_rule_that_was_set_aside(practice):
    for _ in range(2):
        intake_id = reviewed(practice, answers={"asq": ACUTE})
        act(practice, intake_id, Act.OVERRIDE_RULE, rule="S1")
        practice.later(days=40)
    (january,), (february,) = (practice.store.overrides(f"2026-0{n}") for n in (1, 2))
    assert january.details["rule"] == february.details["rule"] == "S1"
    assert practice.store.overrides("2026-03") == ()


def test_a_question_that_staff_ask_is_open_to_the_person(practice, in_review):
    act(practice, in_review, Act.ASK_PATIENT, ANA, asks=Detail.MEMBER_ID)
    question = open_ask(practice.store.load(in_review), practice.store)
    assert question.wants is Detail.MEMBER_ID


def test_a_member_id_read_off_the_card_is_what_is_verified_by(practice, in_review):
    act(practice, in_review, Act.VERIFY_AGAIN, ANA, member_id="EXA000222")
    sent = practice.store.latest(in_review, FindingKind.SUBMISSION, Submission)
    assert sent.payment.card.member_id == "EXA000222"
    assert practice.store.load(in_review).status is Status.ASSESSED
    assert "EXA000222" not in repr(practice.store.events(in_review))


def test_a_member_id_is_of_a_card(practice):
    intake_id = reviewed(practice, payment=Payment(PaymentPath.INSURANCE))
    before = practice.store.load(intake_id)
    with pytest.raises(NoCard):
        act(practice, intake_id, Act.VERIFY_AGAIN, ANA, member_id="EXA000222")
    assert practice.store.load(intake_id) == before


def test_a_review_asked_for_is_never_due_later_than_it_was(practice):
    intake_id = practice.assessed(answers=SEVERE)
    due = practice.store.load(intake_id).due_at
    act(practice, intake_id, Act.SEND_TO_REVIEW, ANA)
    assert practice.store.load(intake_id).due_at <= due


def test_what_is_asked_of_a_patient_is_due_on_the_next_business_day(practice, in_review):
    act(practice, in_review, Act.ASK_PATIENT, ANA, asks=Detail.MEMBER_ID)
    due = practice.store.load(in_review).due_at
    assert timedelta(0) < due - practice.now < timedelta(days=4)
