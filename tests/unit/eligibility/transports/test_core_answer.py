"""What a reply means."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.transports.scripted_payer import EXCHANGE, X12
from threshold.eligibility.transports.core_answer import read_reply
from threshold.eligibility.transports.message import Message, Reply
from threshold.eligibility.transports.mime_envelope import read_fields
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Outage,
    PayerUnavailable,
    TransportAnswer,
    TransportFailure,
    UnusableAnswer,
)

ELAPSED = timedelta(seconds=2)
GOOD = {
    "PayloadType": "X12_271_Response_005010X279A1",
    "PayloadID": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "ErrorCode": "Success",
    "Payload": X12,
}


def envelope(**changed: str) -> Message:
    fields = {name: value for name, value in (GOOD | changed).items() if value}
    head = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(head.format(*field) for field in fields.items()) + "--b--\r\n"
    return Message("multipart/form-data; boundary=b", body.encode())


def read(message: Message, status: int = 200, retry_after: str | None = None) -> TransportAnswer:
    return read_reply(Reply(status, message, retry_after, ELAPSED), EXCHANGE, read_fields)


@pytest.mark.parametrize(
    ("changed", "payload_type", "error_code"),
    [
        ({}, "X12_271_Response_005010X279A1", "Success"),
        ({"ErrorCode": ""}, "X12_271_Response_005010X279A1", None),
        ({"ErrorCode": "SUCCESS"}, "X12_271_Response_005010X279A1", "SUCCESS"),
        ({"PayloadID": ""}, "X12_271_Response_005010X279A1", "Success"),
        ({"PayloadID": GOOD["PayloadID"].upper()}, "X12_271_Response_005010X279A1", "Success"),
        ({"PayloadType": "X12_999"}, "X12_999", "Success"),
    ],
)
def test_an_envelope_gives_its_payload(
    changed: dict[str, str], payload_type: str, error_code: str | None
) -> None:
    assert read(envelope(**changed)) == TransportAnswer(X12, payload_type, error_code, ELAPSED)


@pytest.mark.parametrize("before", ["", "\ufeff", "\r\n ", "\n"])
@pytest.mark.parametrize("kind", ["application/edi-x12", "text/html", ""])
def test_bare_x12_is_taken_as_it_came(before: str, kind: str) -> None:
    answer = read(Message(kind, (before + X12).encode()))
    assert answer == TransportAnswer(before + X12, None, None, ELAPSED)


@pytest.mark.parametrize("status", [200, 400, 500])
@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("UnAuthorized", "UnAuthorized"),
        ("VersionMismatch", "VersionMismatch"),
        ("PayloadTypeRequired", "PayloadTypeRequired"),
        ("SenderIDIllegal", "SenderIDIllegal"),
        ("Sender", "Sender"),
        ("member TESTER unknown", "unrecognized"),
        ("", "unrecognized"),
    ],
)
def test_an_envelope_error_is_our_configuration_whatever_the_status(
    status: int, code: str, kept: str
) -> None:
    message = envelope(PayloadType="CoreEnvelopeError", ErrorCode=code, Payload="")
    with pytest.raises(EnvelopeRejected) as failure:
        read(message, status)
    assert (failure.value.error_code, failure.value.raw) == (kept, message.body)


@pytest.mark.parametrize("status", [200, 500])
def test_a_receivers_own_error_may_pass(status: int) -> None:
    message = envelope(PayloadType="CoreEnvelopeError", ErrorCode="Receiver", Payload="")
    with pytest.raises(PayerUnavailable) as failure:
        read(message, status)
    assert failure.value.cause is Outage.RECEIVER


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (429, Outage.BUSY),
        (408, Outage.BUSY),
        (500, Outage.SERVER_ERROR),
        (502, Outage.SERVER_ERROR),
        (503, Outage.SERVER_ERROR),
        (504, Outage.SERVER_ERROR),
    ],
)
def test_a_payer_that_cannot_answer_now_is_unavailable(status: int, cause: Outage) -> None:
    with pytest.raises(PayerUnavailable) as failure:
        read(Message("text/plain", b"Service Unavailable"), status)
    assert (failure.value.cause, failure.value.disclosed) == (cause, True)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 403, 404, 405, 413, 415])
def test_any_other_status_is_our_configuration(status: int) -> None:
    with pytest.raises(EnvelopeRejected) as failure:
        read(Message("text/html", b"<html></html>"), status)
    assert failure.value.error_code == f"HTTP {status}"


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        (None, None),
        ("120", timedelta(seconds=120)),
        (" 0 ", timedelta(0)),
        ("7\x1f", timedelta(seconds=7)),
        ("Mon, 05 Jan 2026 12:01:30 GMT", timedelta(seconds=90)),
        ("Mon, 05 Jan 2026 12:01:30", timedelta(seconds=90)),
        ("Mon, 05 Jan 2026 11:00:00 GMT", timedelta(0)),
        ("99999999999999999999", None),
        ("-5", None),
        ("soon", None),
    ],
)
def test_a_payer_may_say_when_to_ask_again(header: str | None, wait: timedelta | None) -> None:
    with pytest.raises(PayerUnavailable) as failure:
        read(Message("", b""), 503, header)
    assert failure.value.retry_after == wait


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("text/html", b"<html>503</html>"), AnswerFault.NOT_AN_ENVELOPE),
        (Message("multipart/form-data; boundary=b", b""), AnswerFault.TRUNCATED),
        (envelope(Payload=""), AnswerFault.NO_PAYLOAD),
        (envelope(Payload="\r\n "), AnswerFault.NO_PAYLOAD),
        (envelope(Payload="<html>503</html>"), AnswerFault.NOT_X12),
        (
            envelope(PayloadID="00000000-0000-4000-8000-000000000000"),
            AnswerFault.WRONG_PAYLOAD_ID,
        ),
    ],
)
def test_a_success_without_x12_for_us_is_unusable_and_kept(
    message: Message, fault: AnswerFault
) -> None:
    with pytest.raises(UnusableAnswer) as failure:
        read(message)
    assert (failure.value.fault, failure.value.raw) == (fault, message.body)


PIECES = st.sampled_from(
    [
        *(b"--b", b"--b--", b"--", b"\r\n", b"\n", b"\r\n\r\n", b'name="', b"name=", b"=", b";"),
        *(b"Content-Disposition: form-data; name=Payload", b"Content-Transfer-Encoding: base64"),
        *(b"Content-Transfer-Encoding: quoted-printable", b"ISA*00*", b"\xff\xfe", b"PayloadID"),
    ]
)
BODIES = st.lists(PIECES | st.binary(max_size=4), max_size=30).map(b"".join)
KINDS = st.sampled_from(["multipart/form-data; boundary=b", 'multipart/mixed; boundary="']) | (
    st.text(st.characters(max_codepoint=255), max_size=40)
)


@settings(max_examples=300, deadline=None)
@given(
    status=st.integers(100, 599),
    kind=KINDS,
    body=BODIES,
    retry_after=st.none() | st.text(st.characters(max_codepoint=255), max_size=30),
)
def test_nothing_a_payer_sends_raises_anything_undeclared(
    status: int, kind: str, body: bytes, retry_after: str | None
) -> None:
    with suppress(TransportFailure):
        read(Message(kind, body), status, retry_after)
