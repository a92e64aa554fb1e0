"""X12 as it is over HTTPS."""

from base64 import b64decode
from datetime import timedelta
from pathlib import Path
from socket import socket

import pytest

from tests.unit.eligibility.transports.scripted_payer import (
    CREDENTIALS,
    EXCHANGE,
    X12,
    Payer,
    http,
    scripted,
)
from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Credentials, Message, Reply
from threshold.eligibility.transports.port import AnswerFault, UnusableAnswer
from threshold.eligibility.transports.x12_https import X12HttpsTransport, read_reply


def sent(folder: Path, credentials: Credentials | None) -> tuple[str, bytes]:
    received: list[bytes] = []

    def keep(secured: socket, _: Payer) -> None:
        received.append(b"")
        while not received[0].endswith(b"~"):
            received[0] += secured.recv(65536)
        secured.sendall(http(X12.encode()))

    with scripted(keep, folder) as payer:
        answer = X12HttpsTransport(payer.door(), credentials).ask(X12, EXCHANGE)
    assert answer.body == X12
    head, _, body = received[0].partition(b"\r\n\r\n")
    return head.decode(), body


def test_the_270_goes_as_it_is_signed_by_http_basic(tmp_path: Path) -> None:
    head, body = sent(tmp_path, CREDENTIALS)
    assert body == X12.encode()
    assert "\r\nContent-Type: application/edi-x12" in head
    authorization = head.partition("Authorization: Basic ")[2].split("\r\n")[0]
    assert b64decode(authorization) == b"EXAMPLEIOP:not-a-real-password"


def test_without_credentials_nothing_is_said_of_them(tmp_path: Path) -> None:
    assert "Authorization" not in sent(tmp_path, None)[0]


def test_a_user_name_that_basic_cannot_carry_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="user_name: HTTP Basic allows no colon"):
        X12HttpsTransport(HttpsDoor("https://payer.example.test/"), Credentials("a:b", "c"))


@pytest.mark.parametrize(
    ("body", "fault"),
    [(b"", AnswerFault.NO_PAYLOAD), (b"<html></html>", AnswerFault.NOT_X12)],
)
def test_what_is_no_x12_is_unusable(body: bytes, fault: AnswerFault) -> None:
    with pytest.raises(UnusableAnswer) as failure:
        read_reply(Reply(200, Message("", body), None, timedelta(0)), EXCHANGE)
    assert failure.value.fault is fault
