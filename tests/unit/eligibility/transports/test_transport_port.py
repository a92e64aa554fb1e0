"""What the port's types promise."""

from datetime import datetime, timedelta

import pytest

from tests.unit.eligibility.transports.scripted_payer import EXCHANGE
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Exchange,
    Outage,
    PayerUnavailable,
    TransportAnswer,
    TransportFailure,
    UnusableAnswer,
)

SECRET = "NM1*IL*1*TESTER"


@pytest.mark.parametrize(
    ("failure", "retryable"),
    [
        (PayerUnavailable(Outage.BUSY, disclosed=True), True),
        (EnvelopeRejected("UnAuthorized", SECRET.encode()), False),
        (UnusableAnswer(AnswerFault.NOT_X12, SECRET.encode()), True),
    ],
)
def test_a_failure_says_whether_to_try_again_and_nothing_of_the_answer(
    failure: TransportFailure, retryable: bool
) -> None:
    assert failure.retryable is retryable
    assert failure.disclosed
    assert "TESTER" not in str(failure) + repr(failure) + repr(failure.args)


def test_an_answer_shows_nothing_of_its_body() -> None:
    answer = TransportAnswer(SECRET, None, None, timedelta(seconds=1))
    assert "TESTER" not in repr(answer)


def test_an_exchange_needs_a_time_with_its_zone() -> None:
    with pytest.raises(ValueError, match="time_stamp: must carry its time zone"):
        Exchange(EXCHANGE.payload_id, datetime(2026, 1, 5), "A", "B")  # noqa: DTZ001
