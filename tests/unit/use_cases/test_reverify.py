"""What verifying again comes to, and that nothing else can come of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import submission
from tests.unit.use_cases.talking import INACTIVE, SENT_ON, SILENT, card, rejected, said, seeking
from tests.unit.use_cases.test_leaving_alone import with_transport
from tests.unit.use_cases.watching import (
    CLINICIAN,
    DEARER,
    FIRST_OF_FEBRUARY,
    GOLD,
    Watching,
    next_day,
    texts,
)
from threshold.decision.coverage import Coverage
from threshold.eligibility.transports.port import EnvelopeRejected, Outage, PayerUnavailable
from threshold.errors import Retryable
from threshold.intake.change import Finding, FindingKind
from threshold.intake.consents import Agreements
from threshold.intake.life_cycle import EventKind, Queue, Status, Worklist
from threshold.intake.record import SYSTEM
from threshold.intake.submission import PaymentPath, Track
from threshold.program.model import Rests
from threshold.use_cases.asking import Exchanged
from threshold.use_cases.verify import verify

DOWN = PayerUnavailable(Outage.SERVER_ERROR, disclosed=True)
REFUSED = EnvelopeRejected("UnAuthorized", b"raw")
OUT_OF_NETWORK = "out-of-network coinsurance for MH individual: 40 % → 50 %"
ANSWERED_BEFORE = 1


@pytest.fixture
def talk():
    return Watching()


def coverages(talk, intake_id):
    return talk.practice.store.findings(intake_id, FindingKind.COVERAGE, Coverage)


def exchanges(talk, intake_id):
    return talk.practice.store.findings(intake_id, FindingKind.X12, Exchanged)


def stands(talk, intake_id):
    record = talk.record(intake_id)
    return record.status, record.worklist


WAITS = (Status.ACCEPTED, Worklist.SCHEDULING)
IN_REVIEW = (Status.IN_REVIEW, Worklist.REVIEW)


def test_the_same_answer_confirms_the_coverage_and_tells_nobody(talk):
    intake_id = talk.waiting()
    event = talk.again(intake_id, GOLD)
    assert (event.kind, event.queue) == (EventKind.COVERAGE_CONFIRMED, None)
    talk.notify(intake_id)
    assert talk.alerts.news == []
    assert stands(talk, intake_id) == WAITS


def test_a_difference_is_told_in_words_and_moves_nobody(talk):
    intake_id = talk.waiting()
    event = talk.again(intake_id, DEARER)
    assert (event.kind, event.queue) == (EventKind.COVERAGE_CHANGED, Queue.NOTIFICATION)
    assert texts(event) == [OUT_OF_NETWORK]
    assert stands(talk, intake_id) == WAITS


@pytest.mark.parametrize("reply", [GOLD, DEARER])
def test_what_was_asked_and_found_is_filed_either_way(talk, reply):
    intake_id = talk.waiting()
    talk.again(intake_id, reply)
    assert len(coverages(talk, intake_id)) == len(exchanges(talk, intake_id)) == 2
    assert exchanges(talk, intake_id)[-1].request == talk.practice.payer.asked[-1]


def test_the_next_time_it_is_compared_with_what_was_found_last(talk):
    intake_id = talk.waiting()
    talk.again(intake_id, DEARER)
    march = FIRST_OF_FEBRUARY + timedelta(days=28)
    assert talk.again(intake_id, DEARER, at=march).kind is EventKind.COVERAGE_CONFIRMED


def test_every_ask_is_accounted_for_before_it_leaves(talk):
    intake_id, seen = talk.waiting(), []

    def looks_at_the_trail(x12):
        seen.append(talk.last_event(intake_id))
        return said(GOLD)(x12)

    talk.again(intake_id, looks_at_the_trail)
    assert seen[0].kind is EventKind.VERIFICATION_STARTED
    assert seen[0].details["consent"] == "treatment_payment_operations 2026-02"


def test_nothing_stored_before_answers_for_the_day(talk):
    """Accepted on the last evening of a month, due on the first morning of the next."""
    talk.practice.now = FIRST_OF_FEBRUARY - timedelta(hours=10)
    intake_id = talk.waiting()
    talk.again(intake_id, GOLD)
    assert talk.asked == ["99991 30"]


def test_the_whole_conversation_is_held_again(talk):
    silent_then_covered = [SILENT, ["EB*1*IND*MH"]]
    intake_id = talk.waiting(*silent_then_covered)
    event = talk.again(intake_id, *silent_then_covered)
    assert talk.asked == ["99991 30", "99991 MH CF"]
    assert event.kind is EventKind.COVERAGE_CONFIRMED


def test_an_administrator_is_asked_again_and_its_words_are_compared(talk):
    intake_id = talk.waiting(SENT_ON, GOLD)
    event = talk.again(intake_id, SENT_ON, DEARER)
    assert talk.asked == ["99991 30", "BHX01 30"]
    assert texts(event) == [f"administrator of behavioral benefits: {OUT_OF_NETWORK}"]


NO_LONGER_CLEAR = {
    "coverage ended": (INACTIVE, "E2", "coverage: active → inactive"),
    "another kind of plan": (["EB*1*IND*30^MH*HM*CARE HMO"], "E7", "plan type: PPO → HMO"),
    "not found any more": (rejected("75"), "E1-75", "rejected: no → 75"),
}


@pytest.mark.parametrize("case", NO_LONGER_CLEAR)
def test_who_would_not_be_accepted_now_is_looked_at_by_people_with_every_reason(talk, case):
    reply, rule, sentence = NO_LONGER_CLEAR[case]
    intake_id = talk.waiting()
    event = talk.again(intake_id, reply)
    assert (event.kind, event.queue) == (EventKind.COVERAGE_REVIEW_NEEDED, Queue.NOTIFICATION)
    assert event.reasons[0].rule == rule
    assert sentence in texts(event)
    assert stands(talk, intake_id) == IN_REVIEW
    assert talk.record(intake_id).due_at


def test_a_doubt_that_a_clinician_accepted_is_no_ground_for_another_review(talk):
    hmo = ["EB*1*IND*30^MH*HM*CARE HMO"]
    intake_id = talk.told(hmo)
    talk.step(intake_id, EventKind.ACCEPTED, actor=CLINICIAN)
    talk.step(intake_id, EventKind.QUEUED_FOR_SEAT, actor=SYSTEM)
    event = talk.again(intake_id, [*hmo, "EB*B*IND*MH***27*30"])
    assert event.kind is EventKind.COVERAGE_CHANGED
    assert texts(event) == ["copay for MH individual visit: not said → $30.00"]


def test_a_payer_that_is_not_heard_is_noted_and_asked_again_the_next_day(talk):
    intake_id = talk.waiting()
    event = talk.again(intake_id, DOWN)
    waits = talk.desk.program.verification.retry_after_seconds
    assert len(talk.asked) == len(waits) + 1
    assert (event.kind, event.queue) == (EventKind.COVERAGE_NOT_HEARD, None)
    assert stands(talk, intake_id) == WAITS
    assert len(coverages(talk, intake_id)) == ANSWERED_BEFORE
    tomorrow = next_day(FIRST_OF_FEBRUARY)
    assert talk.again(intake_id, GOLD, at=tomorrow).kind is EventKind.COVERAGE_CONFIRMED


def test_a_payer_that_falls_silent_half_way_has_taken_nothing_back(talk):
    replies = [SILENT, ["EB*1*IND*MH"]]
    intake_id = talk.waiting(*replies)
    event = talk.again(intake_id, SILENT, DOWN)
    assert event.kind is EventKind.COVERAGE_NOT_HEARD
    assert stands(talk, intake_id) == WAITS
    assert len(coverages(talk, intake_id)) == ANSWERED_BEFORE


UNUSABLE = {
    "our request is refused": (REFUSED, "V8"),
    "the payer refuses us": (rejected("51"), "E5"),
    "an answer about nobody we know": (
        lambda x12: said(GOLD)(x12).replace("TESTER*JANE****MI*EXA000111", "OTHER*ONE****MI*EXA9"),
        "E6",
    ),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_an_answer_that_settles_nothing_is_told_and_changes_nothing(talk, case):
    reply, rule = UNUSABLE[case]
    intake_id = talk.waiting()
    event = talk.again(intake_id, reply)
    assert (event.kind, event.queue) == (EventKind.COVERAGE_IN_DOUBT, Queue.NOTIFICATION)
    assert event.reasons[0].rule == rule
    assert stands(talk, intake_id) == WAITS
    assert len(coverages(talk, intake_id)) == ANSWERED_BEFORE
    assert talk.record(intake_id).watch.reverify_on == date(2026, 3, 1)


def changed_submission(talk, intake_id, **changes):
    sent = replace(submission(), payment=replace(card(), **changes))
    found = Finding(FindingKind.SUBMISSION, sent)
    talk.step(intake_id, EventKind.ANSWERS_RENEWED, findings=(found,))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [({"path": PaymentPath.SELF_PAY}, "V3"), ({"card": None}, "V6")],
    ids=["pays themselves now, and the plan must not be told", "no card any more"],
)
def test_who_may_not_be_asked_about_any_more_is_not_and_staff_are_told_why(talk, changes, rule):
    intake_id = talk.waiting()
    changed_submission(talk, intake_id, **changes)
    event = talk.again(intake_id, GOLD)
    assert talk.asked == []
    assert event.kind is EventKind.COVERAGE_IN_DOUBT
    assert [reason.rule for reason in event.reasons] == [rule]
    assert stands(talk, intake_id) == WAITS


def test_without_consent_nothing_is_asked_and_staff_are_told_why(talk):
    intake_id = talk.waiting()
    talk.practice.store.agreements = lambda _: Agreements()
    event = talk.again(intake_id, GOLD)
    assert talk.asked == []
    assert [reason.rule for reason in event.reasons] == ["V2"]


def test_from_another_stage_nothing_is_asked(talk):
    intake_id = talk.waiting()
    talk.practice.stage = "prod"
    assert [reason.rule for reason in talk.again(intake_id, GOLD).reasons] == ["V9"]
    assert talk.asked == []


def test_who_always_paid_themselves_is_no_news(talk):
    intake_id = talk.told(payment=replace(card(), path=PaymentPath.SELF_PAY))
    talk.step(intake_id, EventKind.ACCEPTED, actor=CLINICIAN)
    talk.step(intake_id, EventKind.QUEUED_FOR_SEAT, actor=SYSTEM)
    assert talk.again(intake_id, GOLD).kind is EventKind.COVERAGE_NOT_HEARD
    assert talk.asked == []
    assert talk.record(intake_id).watch.reverify_on == date(2026, 3, 1)


def test_care_for_substance_use_of_which_no_payer_speaks_any_more_is_reviewed(talk):
    covered = ["EB*1*IND*30^MH^AI^CJ*PR*GOLD PPO"]
    intake_id = talk.waiting(covered, **seeking(Track.SUBSTANCE_USE))
    event = talk.again(intake_id, ["EB*1*IND*30^MH*PR*GOLD PPO"])
    assert event.kind is EventKind.COVERAGE_REVIEW_NEEDED
    assert "E14" in [reason.rule for reason in event.reasons]


# ---- Twice, late, after a crash ----------------------------------------------------------------


def test_a_message_that_comes_again_asks_nobody_and_changes_nothing(talk):
    intake_id = talk.waiting()
    talk.again(intake_id, DEARER)
    before = talk.practice.store.events(intake_id)
    for _ in range(2):
        verify(intake_id, talk.desk)
    assert talk.practice.store.events(intake_id) == before
    assert len(talk.asked) == 1


def test_two_copies_of_a_message_never_ask_at_the_same_time(talk):
    intake_id, refused = talk.waiting(), []

    def asked_meanwhile(x12):
        with pytest.raises(Retryable):
            verify(intake_id, talk.desk)
        refused.append(x12)
        return said(GOLD)(x12)

    talk.again(intake_id, asked_meanwhile)
    assert len(refused) == 1


def test_a_message_for_an_intake_that_is_not_due_asks_nobody(talk):
    intake_id = talk.waiting()
    talk.replies(DEARER)
    verify(intake_id, talk.desk)
    assert talk.asked == []


def test_after_a_crash_between_the_ask_and_filing_it_is_asked_once_more(talk):
    intake_id = talk.waiting()
    talk.come()
    talk.replies(MemoryError(), GOLD)
    with pytest.raises(MemoryError):
        verify(intake_id, talk.desk)
    talk.work_off_again(intake_id)
    assert talk.last_event(intake_id).kind is EventKind.COVERAGE_CONFIRMED
    started = [
        event
        for event in talk.events(intake_id, EventKind.VERIFICATION_STARTED)
        if event.occurred_at >= FIRST_OF_FEBRUARY
    ]
    assert len(started) == len(talk.asked) == 2


def test_a_worker_that_always_dies_gives_up_and_changes_nothing(talk):
    intake_id = talk.waiting()
    talk.come()
    talk.replies(MemoryError())
    waits = talk.desk.program.verification.retry_after_seconds
    for _ in range(len(waits) + 1):
        with pytest.raises(MemoryError):
            verify(intake_id, talk.desk)
        talk.practice.later(minutes=5)
    verify(intake_id, talk.desk)
    assert talk.last_event(intake_id).kind is EventKind.COVERAGE_NOT_HEARD
    assert stands(talk, intake_id) == WAITS


@pytest.mark.parametrize("reply", [DEARER, INACTIVE, DOWN])
def test_an_answer_that_comes_after_the_person_withdrew_is_filed_and_moves_nothing(talk, reply):
    intake_id = talk.waiting()
    talk.come()
    talk.replies(reply)
    told = talk.practice.payer.replies[0]

    def withdraws(x12):
        talk.step(intake_id, EventKind.WITHDRAWN)
        if isinstance(told, BaseException):
            raise told
        return told(x12)

    talk.practice.payer.replies = [withdraws]
    talk.message(intake_id)
    assert talk.last_event(intake_id).kind is EventKind.ANSWER_FILED
    assert stands(talk, intake_id) == (Status.WITHDRAWN, None)
    assert len(exchanges(talk, intake_id)) == 2
    talk.notify(intake_id)
    assert talk.alerts.news == []


def test_a_payer_that_is_left_alone_is_not_asked_and_has_changed_nothing(talk):
    talk.program = with_transport(rests=Rests(1, 24 * 3600, 24 * 3600))
    intake_id = talk.waiting()
    talk.come()
    talk.replies(DOWN)
    with pytest.raises(Retryable):
        verify(talk.practice.assessed(payment=card(member_id="EXA9")), talk.desk)
    talk.replies(DEARER)
    talk.work_off_again(intake_id)
    assert talk.asked == []
    event = talk.last_event(intake_id)
    assert event.kind is EventKind.COVERAGE_NOT_HEARD
    assert event.details["given_up"] == "the payer was left alone"
    assert stands(talk, intake_id) == WAITS


# ---- Staff are told once -----------------------------------------------------------------------


@pytest.mark.parametrize("reply", [DEARER, INACTIVE, REFUSED])
def test_staff_are_told_once_of_each_difference_however_often_messages_come(talk, reply):
    intake_id = talk.waiting()
    talk.again(intake_id, reply)
    for _ in range(3):
        verify(intake_id, talk.desk)
        talk.notify(intake_id)
    assert (talk.alerts.news, talk.alerts.crises) == ([intake_id], [])
    assert len(talk.events(intake_id, EventKind.STAFF_TOLD)) == 1


def test_staff_are_told_again_of_the_next_difference(talk):
    intake_id = talk.waiting()
    talk.again(intake_id, DEARER)
    talk.notify(intake_id)
    talk.again(intake_id, GOLD, at=FIRST_OF_FEBRUARY + timedelta(days=28))
    talk.notify(intake_id)
    assert talk.alerts.news == [intake_id, intake_id]


def test_after_a_crash_before_it_was_recorded_staff_are_told_again(talk):
    intake_id = talk.waiting()
    talk.again(intake_id, DEARER)
    apply = talk.practice.store.apply

    def dies(change):
        raise OSError

    talk.practice.store.apply = dies
    with pytest.raises(OSError):  # noqa: PT011 - any of them
        talk.notify(intake_id)
    talk.practice.store.apply = apply
    talk.notify(intake_id)
    assert len(talk.alerts.news) == 2


def test_a_crisis_and_a_difference_are_told_each_for_itself(talk):
    intake_id = talk.waiting()
    talk.again(intake_id, DEARER)
    talk.step(intake_id, EventKind.CRISIS_FOUND)
    for _ in range(2):
        talk.notify(intake_id)
    assert (talk.alerts.crises, talk.alerts.news) == ([intake_id], [intake_id])
    assert talk.record(intake_id).alerted
