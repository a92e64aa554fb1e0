"""X12 inside JSON: what is sent to a clearinghouse, and what its answers mean."""

import json
from datetime import timedelta
from pathlib import Path
from socket import socket

import pytest

from tests.unit.eligibility.transports.scripted_payer import EXCHANGE, X12, Payer, http, scripted
from threshold.eligibility.transports.clearinghouse_json import (
    ClearinghouseJsonTransport,
    read_reply,
)
from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Message, Reply
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Outage,
    PayerUnavailable,
    TransportAnswer,
    UnusableAnswer,
)

DOOR = HttpsDoor("https://clearinghouse.example.test/raw-x12")


def read(body: bytes, status: int = 200) -> TransportAnswer:
    reply = Reply(status, Message("application/json", body), "7", timedelta(seconds=1))
    return read_reply(reply, EXCHANGE)


def test_the_270_goes_as_json_with_the_key_in_its_header(tmp_path: Path) -> None:
    received: list[bytes] = []

    def keep(secured: socket, _: Payer) -> None:
        while not received or not received[0].endswith(b"}"):
            received[:] = [b"".join(received) + secured.recv(65536)]
        secured.sendall(http(json.dumps({"x12": X12}).encode()))

    with scripted(keep, tmp_path) as payer:
        ClearinghouseJsonTransport(payer.door(), "Key test_1").ask('ISA*"\\~\r\n', EXCHANGE)
    head, _, body = received[0].partition(b"\r\n\r\n")
    assert b"\r\nAuthorization: Key test_1" in head
    assert b"\r\nContent-Type: application/json" in head
    assert json.loads(body) == {"x12": 'ISA*"\\~\r\n'}


@pytest.mark.parametrize("key", ["", " key", "key ", "key\r\nX-More: 1", "k\xe9y", "k" * 5000])
def test_a_key_that_no_header_can_hold_is_refused_at_once(key: str) -> None:
    with pytest.raises(ValueError, match="api_key: must be printable ASCII"):
        ClearinghouseJsonTransport(DOOR, key)


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"x12": X12, "subscriber": {"firstName": "JANE"}}).encode(),
        b"\xef\xbb\xbf" + json.dumps({"x12": X12}).encode(),
        X12.encode(),
    ],
    ids=["beside other fields", "after a BOM", "bare"],
)
def test_the_x12_is_taken_and_nothing_else(body: bytes) -> None:
    assert read(body) == TransportAnswer(X12, None, None, timedelta(seconds=1))


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", AnswerFault.NOT_AN_ENVELOPE),
        (b"<html></html>", AnswerFault.NOT_AN_ENVELOPE),
        (b'["ISA"]', AnswerFault.NOT_AN_ENVELOPE),
        (b'{"x12": "ISA', AnswerFault.TRUNCATED),
        (b'{"x12": "ISA"', AnswerFault.TRUNCATED),
        (b'{"x12" "ISA"}', AnswerFault.MALFORMED),
        (b"{" * 100_000, AnswerFault.MALFORMED),
        (b'{"x12": ' + b"[" * 100_000, AnswerFault.MALFORMED),
        (b'{"x12": %s}' % (b"9" * 10_000), AnswerFault.MALFORMED),
        (b'{"errors": [{"code": "80"}]}', AnswerFault.NO_PAYLOAD),
        (b'{"x12": null}', AnswerFault.NO_PAYLOAD),
        (b'{"x12": " "}', AnswerFault.NO_PAYLOAD),
        (b'{"x12": "no X12"}', AnswerFault.NOT_X12),
    ],
)
def test_a_success_without_x12_is_unusable(body: bytes, fault: AnswerFault) -> None:
    with pytest.raises(UnusableAnswer) as failure:
        read(body)
    assert (failure.value.fault, failure.value.raw) == (fault, body)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 302])
def test_a_refusal_is_our_configuration(status: int) -> None:
    with pytest.raises(EnvelopeRejected) as failure:
        read(b'{"code": "BAD"}', status)
    assert failure.value.error_code == f"HTTP {status}"
    assert failure.value.unauthorized is (status in {401, 403})


@pytest.mark.parametrize(("status", "cause"), [(429, Outage.BUSY), (504, Outage.SERVER_ERROR)])
def test_a_clearinghouse_that_cannot_answer_now_is_unavailable(status: int, cause: Outage) -> None:
    with pytest.raises(PayerUnavailable) as failure:
        read(b"{}", status)
    assert (failure.value.cause, failure.value.retry_after) == (cause, timedelta(seconds=7))
