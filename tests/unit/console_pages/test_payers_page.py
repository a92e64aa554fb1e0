"""The board of payers as a page."""

from datetime import timedelta

import pytest

from threshold.eligibility.transports.health import Limits, Outcome, Result, answered

HERE = "/console/payers"
PAYER = "99991"


@pytest.fixture
def bill(office):
    return office.staff("bill", "billing")


def asked(office, *results, milliseconds=400):
    board, now = office.practice.board, office.practice.now
    for number, result in enumerate(results):
        leave = board.admit(PAYER, Limits(), f"ask-{number}", now)
        board.report(leave, Outcome(now, result, milliseconds))


def test_a_payer_that_was_never_asked_says_so(bill):
    text = bill.see(HERE)
    assert f"{PAYER} is asked not asked yet not measured none none" in text


def test_a_payer_is_shown_with_how_often_and_how_fast_it_answers(office, bill):
    asked(office, Result.ANSWERED, Result.UNAVAILABLE, Result.ANSWERED, milliseconds=1230)
    text = bill.see(HERE)
    assert "is asked 2 of 3 did not answer: 1 1.2 s 6:00 AM 6:00 AM" in text


def test_a_payer_that_is_left_alone_is_said_to_rest(office, bill):
    asked(office, *[Result.UNAVAILABLE] * 5)
    assert "rests 0 of 5 did not answer: 5 not measured none" in bill.see(HERE)


@pytest.mark.parametrize("result", set(Result) - {Result.ANSWERED})
def test_every_way_to_fail_has_its_words(office, bill, result):
    asked(office, result)
    assert "0 of 1" in bill.see(HERE)


def test_what_a_payer_rejects_is_counted_by_code(office, bill):
    board, now = office.practice.board, office.practice.now
    leave = board.admit(PAYER, Limits(), "ask", now)
    board.report(leave, answered(now, timedelta(seconds=1), ("72",)))
    assert "1 of 1 rejected, code 72: 1" in bill.see(HERE)
