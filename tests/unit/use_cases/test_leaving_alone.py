"""A payer that fails is left alone, and one with a cap is asked no more often than that."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW, blank
from tests.clinic import CLINIC, clear_271
from tests.unit.use_cases.talking import COVERED, SILENT, Talking, card, with_administrator
from threshold.decision.coverage import Standing
from threshold.eligibility.transports.board import HealthOutOfReach, Leave, PayerBoard
from threshold.eligibility.transports.health import Result, failed
from threshold.eligibility.transports.port import (
    EnvelopeRejected,
    Outage,
    PayerUnavailable,
)
from threshold.errors import Retryable
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, Status, Worklist
from threshold.intake.record import SYSTEM
from threshold.program.model import Rests
from threshold.use_cases.asking import Exchanged, limits_of
from threshold.use_cases.patience import crowded_seconds, give_up_at, tries_used
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import LEASE, verify

DOWN = PayerUnavailable(Outage.SERVER_ERROR, disclosed=True)
WAITS = CLINIC.program.verification.retry_after_seconds
ALL_WAITS = timedelta(seconds=sum(WAITS))
LONG = Rests(after_failures=1, first_seconds=3600, longest_seconds=3600)


def with_transport(**changes):
    program = with_administrator()
    payers = (replace(p, transport=replace(p.transport, **changes)) for p in program.payers)
    return replace(program, payers=tuple(payers))


def others_find_it_down(talk, times=5):
    """So many others ask the payer and do not hear it; the person of the test comes after them."""
    talk.replies(DOWN)
    for number in range(times):
        intake_id = talk.practice.assessed(payment=card(member_id=f"EXA90{number}"))
        with pytest.raises(Retryable):
            verify(intake_id, talk.desk)
    talk.replies(COVERED)
    return talk.practice.assessed(payment=card())


def came_back(talk, intake_id):
    """Seconds until the message comes back."""
    with pytest.raises(Retryable) as again:
        verify(intake_id, talk.desk)
    return again.value.after_seconds


def kinds(talk, intake_id):
    return [event.kind for event in talk.practice.store.events(intake_id)]


@pytest.fixture
def talk():
    return Talking()


def test_of_a_payer_that_rests_nothing_is_asked_and_nothing_disclosed(talk):
    intake_id = others_find_it_down(talk)
    assert came_back(talk, intake_id) >= 30
    assert talk.asked == []
    assert EventKind.VERIFICATION_STARTED not in kinds(talk, intake_id)
    assert talk.practice.store.findings(intake_id, FindingKind.X12, Exchanged) == ()
    assert talk.practice.store.next_control_number("EXAMPLEIOP EXAMPLEPAYER") == 6


def test_the_trail_tells_once_that_the_payer_rests(talk):
    talk.program = with_transport(rests=LONG)
    intake_id = others_find_it_down(talk, times=1)
    for _ in range(3):
        keep_resting(talk)
        talk.practice.later(seconds=came_back(talk, intake_id))
    (event,) = talk.events(intake_id, EventKind.PAYER_RESTING)
    assert event.details["payer"] == "99991"
    assert talk.record(intake_id).status is Status.VERIFYING


def test_after_the_rest_the_payer_is_asked(talk):
    intake_id = others_find_it_down(talk)
    talk.work_off(intake_id)
    assert kinds(talk, intake_id)[2:] == [
        EventKind.PAYER_RESTING,
        EventKind.VERIFICATION_STARTED,
        EventKind.ACCEPTED,
    ]


def test_a_payer_that_rests_for_hours_is_called_by_staff(talk):
    talk.program = with_transport(rests=LONG)
    intake_id = others_find_it_down(talk, times=1)
    began = talk.practice.now
    receipts = 0
    while talk.record(intake_id).status in (Status.ASSESSED, Status.VERIFYING):
        receipts += 1
        keep_resting(talk)
        try:
            verify(intake_id, talk.desk)
        except Retryable as again:
            talk.practice.later(seconds=again.after_seconds)
    record = talk.record(intake_id)
    assert (record.worklist, record.reason) == (Worklist.VERIFY_BY_PHONE, "V1")
    assert talk.coverage(intake_id).standing is Standing.UNREACHABLE
    assert talk.asked == []
    assert ALL_WAITS <= talk.practice.now - began <= ALL_WAITS + timedelta(hours=1)
    assert receipts <= len(WAITS) + 1
    assert len(talk.events(intake_id, EventKind.PAYER_RESTING)) == 1


def keep_resting(talk):
    """Let another's probe fail, so that the payer rests on."""
    board, desk = talk.practice.board, talk.desk
    (payer, _) = talk.program.payers
    leave = board.admit(payer.id, limits_of(payer), "another", desk.now())
    if isinstance(leave, Leave):
        board.report(leave, failed(desk.now(), timedelta(0), DOWN))


def test_rests_and_asks_use_up_the_same_tries(talk):
    intake_id = others_find_it_down(talk)
    talk.replies(DOWN)
    began = talk.practice.now
    talk.work_off(intake_id)
    assert talk.record(intake_id).reason == "V1"
    tries = [int(e.details["attempt"]) for e in talk.events(intake_id, EventKind.PAYER_UNAVAILABLE)]
    assert tries == sorted(set(tries))
    assert len(talk.asked) <= len(WAITS) + 1
    assert talk.practice.now - began <= ALL_WAITS + timedelta(hours=1)


def test_a_second_question_given_up_unasked_leaves_the_answer_to_the_first(talk):
    talk.program = with_transport(rests=LONG)
    talk.replies(SILENT)
    intake_id = talk.practice.assessed(payment=card())
    verify(intake_id, talk.desk)
    others_find_it_down(talk, times=1)
    talk.replies(DOWN)
    talk.work_off(intake_id)
    record = talk.record(intake_id)
    assert (record.worklist, record.reason) == (Worklist.VERIFY_BY_PHONE, "E11")
    assert "answered_from" not in talk.last_event(intake_id).details


def test_an_ask_that_is_over_has_ended_the_rest(talk):
    intake_id = others_find_it_down(talk)
    talk.work_off(intake_id)
    record = talk.record(intake_id)
    assert (record.give_up_at, record.lease_until) == (None, None)


def test_what_a_payer_answers_is_kept_of_it(talk):
    talk.told(SILENT)
    board = talk.practice.board.summary("99991", talk.practice.now)
    assert board.results == {Result.ANSWERED: 2}


@pytest.mark.parametrize(
    ("failure", "result"),
    [
        (DOWN, Result.UNAVAILABLE),
        (EnvelopeRejected("UnAuthorized", b"raw"), Result.REFUSED),
        (lambda x12: clear_271(x12)[:400], Result.UNUSABLE),
    ],
    ids=["down", "refused", "cut short"],
)
def test_what_a_payer_fails_by_is_kept_of_it(talk, failure, result):
    talk.practice.payer.replies = [failure]
    intake_id = talk.practice.assessed()
    with suppress(Retryable):
        verify(intake_id, talk.desk)
    assert talk.practice.board.summary("99991", talk.practice.now).results == {result: 1}


def test_a_sign_in_that_was_replaced_tells_nothing_of_the_payer(talk):
    talk.program = with_transport(at_once=1)
    talk.replies(PayerUnavailable(Outage.SIGN_IN_RENEWED, disclosed=True), COVERED)
    intake_id = talk.practice.assessed(payment=card())
    came_back(talk, intake_id)
    assert talk.practice.board.summary("99991", talk.practice.now).results == {}
    talk.practice.later(seconds=WAITS[0])
    verify(intake_id, talk.desk)
    assert talk.record(intake_id).status is Status.ACCEPTED


def test_a_payer_is_never_asked_more_often_at_once_than_it_allows(talk):
    talk.program = with_transport(at_once=1)
    other = talk.practice.assessed(payment=card(member_id="EXA000333"))
    intake_id = talk.practice.assessed(payment=card())
    before = talk.practice.store.events(other)

    def meanwhile(x12):
        assert came_back(talk, other) == 1
        return clear_271(x12)

    talk.replies(meanwhile, COVERED)
    verify(intake_id, talk.desk)
    assert talk.practice.store.events(other) == before
    verify(other, talk.desk)
    assert talk.record(other).status is Status.ACCEPTED


def test_whoever_lost_the_intake_to_another_writer_gives_the_place_back(talk):
    talk.program = with_transport(at_once=1)
    intake_id = talk.practice.assessed(payment=card())
    desk = talk.desk

    def moves(payer):
        step = Step(EventKind.ANSWERS_RENEWED, SYSTEM, talk.practice.now)
        take(talk.practice.store, intake_id, lambda _: step)
        return talk.practice.payer

    with pytest.raises(Retryable, match="moved"):
        verify(intake_id, replace(desk, transport=moves))
    talk.practice.later(seconds=1)
    verify(intake_id, desk)
    assert talk.record(intake_id).status is Status.ACCEPTED


def test_a_worker_that_dies_with_the_probe_keeps_nobody_out_for_long(talk):
    intake_id = others_find_it_down(talk)
    talk.practice.later(seconds=30)
    limits = limits_of(talk.program.payers[0])
    talk.practice.board.admit("99991", limits, "of a worker that died", talk.practice.now)
    assert came_back(talk, intake_id) >= LEASE.total_seconds()
    talk.practice.later(seconds=61)
    verify(intake_id, talk.desk)
    assert talk.record(intake_id).status is Status.ACCEPTED


class OutOfReach:
    def load(self, payer_id, *, consistent):
        raise HealthOutOfReach("busy")

    def save(self, payer_id, health, version):
        raise HealthOutOfReach("busy")


def test_verifying_goes_on_where_payers_health_is_out_of_reach(talk):
    talk.practice.board = PayerBoard(OutOfReach())
    assert talk.record(talk.told(COVERED)).status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("attempts", "resting", "passed", "used"),
    [
        (0, False, 0, 0),
        (3, False, 9999, 3),
        (0, True, 0, 0),
        (0, True, 59, 0),
        (0, True, 60, 1),
        (0, True, 359, 1),
        (0, True, 360, 2),
        (2, True, 0, 2),
        (2, True, 900, 3),
        (6, True, 7199, 6),
        (6, True, 7200, 7),
        (7, True, 0, 7),
        (0, True, sum(WAITS) - 1, 6),
        (0, True, sum(WAITS), 7),
        (0, True, 999_999, 7),
    ],
)
def test_a_try_is_used_up_when_its_wait_has_passed(attempts, resting, passed, used):
    record = blank(status=Status.VERIFYING, attempts=attempts)
    if resting:
        record = replace(record, give_up_at=give_up_at(record, WAITS, NOW))
    assert tries_used(record, WAITS, NOW + timedelta(seconds=passed)) == used


def test_the_tries_of_an_earlier_round_do_not_count():
    assert tries_used(blank(status=Status.ASSESSED, attempts=5), WAITS, NOW) == 0


def test_who_waits_in_a_crowd_comes_back_soon_and_then_ever_more_seldom():
    waited, receipts, record = 0, [], blank(updated_at=NOW)
    while waited < 6 * 3600:
        receipts.append(crowded_seconds(record, NOW + timedelta(seconds=waited)))
        waited += receipts[-1]
    assert receipts[0] == 1
    assert receipts == sorted(receipts)
    assert len(receipts) < 40
