"""No answer, whatever is in it, raises anything but the declared failures, at any door."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.transports.scripted_payer import EXCHANGE
from threshold.eligibility.transports import clearinghouse_json, soap_envelope, x12_https
from threshold.eligibility.transports.core_answer import read_reply
from threshold.eligibility.transports.message import Message, Reply
from threshold.eligibility.transports.port import TransportAnswer, TransportFailure


def read_soap(reply: Reply) -> TransportAnswer:
    return read_reply(reply, EXCHANGE, soap_envelope.read_fields)


def read_json(reply: Reply) -> TransportAnswer:
    return clearinghouse_json.read_reply(reply, EXCHANGE)


def read_x12(reply: Reply) -> TransportAnswer:
    return x12_https.read_reply(reply, EXCHANGE)


SOAP_PIECES = [
    *(b"<Envelope>", b"</Envelope>", b"<s:Envelope xmlns:s='x'>", b"<!DOCTYPE x [", b"]>"),
    *(b"<!ENTITY a 'b'>", b"&a;", b"&", b"&#0;", b"&#xD800;", b"<![CDATA[", b"]]>", b"<", b">"),
    *(b"<COREEnvelopeRealTimeResponse>", b"</COREEnvelopeRealTimeResponse>", b"<?xml"),
    *(b' encoding="utf-7"?>', b"<Payload>", b"</Payload>", b"<ErrorCode>", b"</ErrorCode>"),
    *(b"<Fault><Code><Value>", b"</Value></Code></Fault>", b"ISA*00*", b"<a b='c'/>", b"\0"),
]
JSON_PIECES = [
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"x12"',
        b":",
        b",",
        b'"ISA*00*"',
        b'"',
        b"\\",
        b"\\ud800",
        b"1e999",
    ),
    *(b"null", b"true", b"9" * 5000, b"NaN", b"[" * 3000, b'{"x12":' * 3000),
]
X12_PIECES = [b"ISA*00*", b"\xef\xbb\xbf", b"\r\n", b"<html>", b"\0"]


@pytest.mark.parametrize(
    ("read", "pieces"),
    [(read_soap, SOAP_PIECES), (read_json, JSON_PIECES), (read_x12, X12_PIECES)],
    ids=["soap", "json", "x12"],
)
@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_nothing_undeclared_is_raised(
    read: Callable[[Reply], TransportAnswer], pieces: list[bytes], data: st.DataObject
) -> None:
    piece = st.sampled_from(pieces) | st.binary(max_size=4)
    body = b"".join(data.draw(st.lists(piece, max_size=25)))
    status = data.draw(st.sampled_from([200]) | st.integers(100, 599))
    with suppress(TransportFailure):
        answer = read(Reply(status, Message("", body), None, timedelta(0)))
        assert answer.body.lstrip("\ufeff \t\r\n\0").startswith("ISA")
