"""The request's envelope as another parser reads it, and the answers' envelopes that we take."""

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.parser import BytesParser
from email.policy import HTTP
from quopri import encodestring
from re import fullmatch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.transports.scripted_payer import CREDENTIALS, EXCHANGE, X12
from threshold.eligibility.transports.core_envelope import core_time_stamp
from threshold.eligibility.transports.message import Message
from threshold.eligibility.transports.mime_envelope import read_fields, write_request
from threshold.eligibility.transports.port import AnswerFault, UnusableAnswer

ZONES = st.integers(-14 * 60 + 1, 14 * 60 - 1).map(lambda m: timezone(timedelta(minutes=m)))
MOMENTS = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=ZONES)  # noqa: DTZ001
BOUNDARY = write_request("", EXCHANGE, CREDENTIALS).content_type.partition("boundary=")[2]
HOSTILE = st.lists(
    st.sampled_from(["--", "\r\n", "\n", "\r", "&", "<![CDATA[", '"', ":", "~", BOUNDARY, "é"])
    | st.text(st.characters(codec="utf-8"), max_size=5)
).map("".join)


def as_another_parser_reads(request: Message) -> dict[str, str]:
    head = f"Content-Type: {request.content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    assert not message.defects
    fields = {}
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        fields[str(part.get_param("name", header="content-disposition"))] = content.decode()
    return fields


def test_the_request_carries_every_field_that_core_asks_for() -> None:
    request = write_request(X12, EXCHANGE, CREDENTIALS)
    assert request.content_type.startswith("multipart/form-data; boundary=")
    assert as_another_parser_reads(request) == {
        "PayloadType": "X12_270_Request_005010X279A1",
        "ProcessingMode": "RealTime",
        "PayloadID": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "TimeStamp": "2026-01-05T12:00:00Z",
        "UserName": "EXAMPLEIOP",
        "Password": "not-a-real-password",
        "SenderID": "EXAMPLEIOP",
        "ReceiverID": "EXAMPLEPAYER",
        "CORERuleVersion": "2.2.0",
        "Payload": X12,
    }


@settings(max_examples=60, deadline=None)
@given(payload=HOSTILE, sender=HOSTILE)
def test_no_payload_can_end_its_own_part(payload: str, sender: str) -> None:
    request = write_request(payload, replace(EXCHANGE, sender_id=sender), CREDENTIALS)
    read = as_another_parser_reads(request)
    assert (read["Payload"], read["SenderID"]) == (payload, sender)
    assert read_fields(request)["payload"] == payload


def test_the_password_is_not_shown() -> None:
    request = write_request(X12, EXCHANGE, CREDENTIALS)
    assert "not-a-real-password" not in repr(CREDENTIALS) + repr(request)


@settings(max_examples=200, deadline=None)
@given(MOMENTS)
def test_a_time_stamp_is_utc_on_a_24_hour_clock(moment: datetime) -> None:
    stamp = core_time_stamp(moment)
    assert fullmatch(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", stamp)
    assert timedelta(0) <= moment - datetime.fromisoformat(stamp) < timedelta(seconds=1)


@pytest.mark.parametrize(("hour", "written"), [(0, "00"), (11, "11"), (12, "12"), (23, "23")])
def test_noon_and_midnight_are_told_apart(hour: int, written: str) -> None:
    assert core_time_stamp(datetime(2026, 1, 5, hour, tzinfo=UTC))[11:13] == written


NAMED = b"Content-Disposition: form-data; name=Payload\r\n\r\n"


def answer(part: bytes, kind: str = "multipart/form-data; boundary=b") -> Message:
    return Message(kind, b"--b\r\n" + part + b"\r\n--b--\r\n")


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data; boundary=b",
        'multipart/form-data; boundary="b"',
        'Multipart/Mixed; charset="utf-8"; BOUNDARY = b',
        "multipart/related;boundary=b;type=text/plain",
    ],
)
@pytest.mark.parametrize(
    "headers",
    [
        b'Content-Disposition: form-data; name="Payload"',
        b"content-disposition:form-data;name=Payload",
        b'CONTENT-DISPOSITION: FORM-DATA; filename="name=x"; NAME="payload"',
        b'Content-Type: text/plain\r\nContent-Disposition: form-data;\r\n name="Payload"',
        b'Content-Transfer-Encoding: 8BIT\r\nContent-Disposition: form-data; name="Payload"',
    ],
)
def test_headers_are_read_in_any_case_and_quoting(kind: str, headers: bytes) -> None:
    assert read_fields(answer(headers + b"\r\n\r\nISA*00~", kind)) == {"payload": "ISA*00~"}


@pytest.mark.parametrize(
    "body",
    [
        b'--b\nContent-Disposition: form-data; name="Payload"\n\nISA*00~\n--b--\n',
        b'--b\nContent-Disposition: form-data; name="Payload"\n\nISA*00~\n--b--',
        b"first\r\n\r\n--b  \r\n" + NAMED + b"ISA*00~\r\n--b--\r\nlast",
        b"\r\n--b\r\n\r\nno name\r\n--b\r\n" + NAMED + b"ISA*00~\r\n--b--",
    ],
    ids=["line feeds", "no last line end", "text around", "a part without a name"],
)
def test_parts_are_found_whatever_stands_around_them(body: bytes) -> None:
    assert read_fields(Message("multipart/form-data; boundary=b", body)) == {"payload": "ISA*00~"}


@pytest.mark.parametrize(
    ("encoding", "encoded"),
    [
        (b"base64", b64encode(b"ISA*00*\xc3\xa9~")),
        (b"quoted-printable", encodestring(b"ISA*00*\xc3\xa9~")),
        (b"binary", b"ISA*00*\xc3\xa9~"),
        (b"binary", b"ISA*00*\xe9~"),
    ],
    ids=["base64", "quoted-printable", "UTF-8", "Latin-1"],
)
def test_parts_are_decoded(encoding: bytes, encoded: bytes) -> None:
    head = b"Content-Disposition: form-data; name=Payload\r\nContent-Transfer-Encoding: " + encoding
    assert read_fields(answer(head + b"\r\n\r\n" + encoded)) == {"payload": "ISA*00*é~"}


def test_a_boundary_like_line_stays_in_its_part() -> None:
    part = b"ISA\r\n--bb\r\n-- b\r\n--b- ~"
    assert read_fields(answer(NAMED + part))["payload"] == "ISA\r\n--bb\r\n-- b\r\n--b- ~"


CODED = b"Content-Transfer-Encoding: %b\r\n" + NAMED + b"ISA*00*"


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("text/html", b"<html></html>"), AnswerFault.NOT_AN_ENVELOPE),
        (Message("multipart/form-data", b"--b\r\n--b--"), AnswerFault.NOT_AN_ENVELOPE),
        (Message("", b""), AnswerFault.NOT_AN_ENVELOPE),
        (Message("multipart/form-data; boundary=b", b"--b\r\n\r\nISA"), AnswerFault.TRUNCATED),
        (answer(NAMED + b"ISA\r\n--b\r\n" + NAMED.lower() + b"ISA"), AnswerFault.MALFORMED),
        (answer(CODED % b"base64"), AnswerFault.MALFORMED),
        (answer(CODED % b"x-unknown"), AnswerFault.MALFORMED),
    ],
)
def test_what_is_not_one_whole_envelope_is_unusable_and_kept(
    message: Message, fault: AnswerFault
) -> None:
    with pytest.raises(UnusableAnswer) as failure:
        read_fields(message)
    assert (failure.value.fault, failure.value.raw) == (fault, message.body)
