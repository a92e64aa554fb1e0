"""The SOAP request as another parser reads it, and the SOAP answers that we take or refuse."""

from dataclasses import replace
from re import fullmatch
from time import monotonic
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.transports.scripted_payer import CREDENTIALS, EXCHANGE, X12
from threshold.eligibility.transports.message import Credentials, Message
from threshold.eligibility.transports.port import AnswerFault, UnusableAnswer
from threshold.eligibility.transports.soap_envelope import read_fields, write_request

SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
WSSE = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd}"
REQUEST = "{http://www.caqh.org/SOAP/WSDL/CORERule2.2.0.xsd}COREEnvelopeRealTimeRequest"
XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=5)
HOSTILE = st.lists(
    st.sampled_from(
        ["]]>", "]]", "]", ">", "<", "&", "&amp;", "<![CDATA[", "\r\n", "\r", '"', "{x}"]
    )
    | XML_TEXT.filter(lambda text: not {"\ufffe", "\uffff"} & set(text))
).map("".join)


def as_another_parser_reads(request: Message) -> dict[str, str]:
    root = ElementTree.fromstring(request.body)  # noqa: S314 - our own request
    assert root.tag == f"{SOAP}Envelope"
    (token,) = root.findall(f"{SOAP}Header/{WSSE}Security/{WSSE}UsernameToken")
    (core,) = root.findall(f"{SOAP}Body/{REQUEST}")
    signed = {part.tag.removeprefix(WSSE): part.text or "" for part in token}
    return signed | {part.tag: part.text or "" for part in core}


def test_the_request_carries_every_field_that_core_asks_for() -> None:
    request = write_request(X12, EXCHANGE, CREDENTIALS)
    assert request.content_type.startswith("application/soap+xml; charset=utf-8")
    assert as_another_parser_reads(request) == {
        "Username": "EXAMPLEIOP",
        "Password": "not-a-real-password",
        "PayloadType": "X12_270_Request_005010X279A1",
        "ProcessingMode": "RealTime",
        "PayloadID": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "TimeStamp": "2026-01-05T12:00:00Z",
        "SenderID": "EXAMPLEIOP",
        "ReceiverID": "EXAMPLEPAYER",
        "CORERuleVersion": "2.2.0",
        "Payload": X12,
    }


def test_the_payload_is_cdata() -> None:
    assert (
        f"<Payload><![CDATA[{X12}]]></Payload>".encode()
        in write_request(X12, EXCHANGE, CREDENTIALS).body
    )


@settings(max_examples=150, deadline=None)
@given(payload=HOSTILE, sender=HOSTILE, password=HOSTILE)
def test_nothing_that_is_sent_can_end_its_own_element(
    payload: str, sender: str, password: str
) -> None:
    exchange = replace(EXCHANGE, sender_id=sender)
    read = as_another_parser_reads(write_request(payload, exchange, Credentials("A", password)))
    assert (read["Payload"], read["SenderID"], read["Password"]) == (payload, sender, password)


@given(st.sampled_from("\0\x01\x0b\x1c\x1d\ufffe\ud800"))
def test_what_xml_cannot_carry_is_never_sent(character: str) -> None:
    with pytest.raises(ValueError, match="Payload: holds a character that XML cannot carry"):
        write_request(f"ISA{character}", EXCHANGE, CREDENTIALS)


def envelope(fields: str, prefix: str = "s:") -> Message:
    text = (
        f'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
        f'<{prefix}COREEnvelopeRealTimeResponse xmlns="urn:x">{fields}'
        f"</{prefix}COREEnvelopeRealTimeResponse></s:Body></s:Envelope>"
    )
    return Message("application/soap+xml", text.encode())


@pytest.mark.parametrize("prefix", ["s:", "ns0:", ""])
def test_an_answer_is_read_whatever_its_prefixes(prefix: str) -> None:
    read = read_fields(envelope("<PayloadType>X</PayloadType><errorcode> Y </errorcode>", prefix))
    assert read == {"payloadtype": "X", "errorcode": " Y "}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<![CDATA[ISA*A&B*<~]]>", "ISA*A&B*<~"),
        ("ISA*A&amp;B*&lt;~", "ISA*A&B*<~"),
        ("ISA*A&B~", "ISA*A&B~"),
        ("ISA*A&B;&amp;~", "ISA*A&B;&~"),
        ("ISA*AT&T &#38; SONS &amp SO ON~", "ISA*AT&T & SONS &amp SO ON~"),
        ("<![CDATA[ISA*A&amp;]]> & B", "ISA*A&amp; & B"),
        ("<![CDATA[ISA]]]]><![CDATA[>~]]>", "ISA]]>~"),
        ("\nISA*00\n", "\nISA*00\n"),
    ],
    ids=["cdata", "escaped", "bare", "mixed", "references", "cdata and bare", "split", "lines"],
)
def test_a_payload_is_read_escaped_or_not(sent: str, read: str) -> None:
    assert read_fields(envelope(f"<Payload>{sent}</Payload>"))["payload"] == read


@pytest.mark.parametrize("encoding", ["windows-1252", "rot13", "utf-16", "no-such"])
def test_the_bytes_count_and_not_the_encoding_they_claim(encoding: str) -> None:
    claim = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    answer = envelope("<Payload>ISA*TÉSTER</Payload>")
    for said in (answer.body, answer.body.decode().encode("latin-1")):
        read = read_fields(
            Message("text/xml", b"\xef\xbb\xbf" * (said is answer.body) + claim + said)
        )
        assert read["payload"] == "ISA*TÉSTER"


def fault(inner: str) -> Message:
    return Message("", f"<s:Envelope><s:Body>{inner}</s:Body></s:Envelope>".encode())


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ("<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code></s:Fault>", "Receiver"),
        ("<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code></s:Fault>", "Sender"),
        ("<s:Fault><s:Code><s:Value>s:VersionMismatch</s:Value></s:Code></s:Fault>", "Sender"),
        (
            "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>"
            "wsse:FailedAuthentication</s:Value></s:Subcode></s:Code></s:Fault>",
            "UnAuthorized",
        ),
        ("<s:Fault><faultcode>s:Server</faultcode></s:Fault>", "Receiver"),
        ("<s:Fault><faultcode>wsse:InvalidSecurityToken</faultcode></s:Fault>", "UnAuthorized"),
    ],
)
def test_a_fault_is_an_envelope_error(inner: str, code: str) -> None:
    assert read_fields(fault(inner)) == {"payloadtype": "CoreEnvelopeError", "errorcode": code}


GOOD = envelope("<Payload>ISA</Payload>").body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", AnswerFault.NOT_AN_ENVELOPE),
        (b"{}", AnswerFault.NOT_AN_ENVELOPE),
        (b"<html><body><br></html>", AnswerFault.NOT_AN_ENVELOPE),
        (b"<html/>", AnswerFault.NOT_AN_ENVELOPE),
        (GOOD[:-30], AnswerFault.TRUNCATED),
        (GOOD[:-3], AnswerFault.TRUNCATED),
        (GOOD.replace(b"ISA", b"<![CDATA[ISA"), AnswerFault.TRUNCATED),
        (GOOD.replace(b"ISA", b"ISA\x1d"), AnswerFault.MALFORMED),
        (GOOD.replace(b"ISA", b"ISA<"), AnswerFault.MALFORMED),
        (GOOD.replace(b"ISA", b"ISA<b>GS</b>"), AnswerFault.MALFORMED),
        (GOOD + GOOD, AnswerFault.MALFORMED),
        (GOOD.replace(b"</Payload>", b"</Payload><payload/>"), AnswerFault.MALFORMED),
    ],
)
def test_what_is_no_whole_envelope_is_unusable(body: bytes, expected: AnswerFault) -> None:
    with pytest.raises(UnusableAnswer) as failure:
        read_fields(Message("application/soap+xml", body))
    assert (failure.value.fault, failure.value.raw) == (expected, body)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
        f'<!DOCTYPE x [<!ENTITY l29 "{"A" * 100_000}">]>',
        '<!DOCTYPE x [<!ENTITY l29 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "https://elsewhere.example.test/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
        "<!DOCTYPE s:Envelope>",
    ],
    ids=["laughs", "quadratic", "file", "dtd", "parameter", "empty"],
)
def test_entities_are_refused_where_they_would_begin(doctype: str) -> None:
    body = GOOD.replace(b"ISA", b"&l29;" * 1000)
    started = monotonic()
    with pytest.raises(UnusableAnswer):
        read_fields(Message("application/soap+xml", doctype.encode() + body))
    assert monotonic() - started < 0.2


@pytest.mark.parametrize(
    "body",
    [
        b"<Envelope>" * 200_000,
        b"<Envelope>" + b"&" * 2_000_000,
        b"<Envelope>" + b"<![CDATA[" * 200_000,
        b"<Envelope " + b"a" * 2_000_000,
        b"<Envelope><a " + b" ".join(b"a%d='&'" % n for n in range(150_000)) + b"/>",
    ],
    ids=["deep", "ampersands", "cdata", "name", "attributes"],
)
def test_two_megabytes_of_malice_are_refused_fast(body: bytes) -> None:
    started = monotonic()
    with pytest.raises(UnusableAnswer):
        read_fields(Message("application/soap+xml", body))
    assert monotonic() - started < 1.5


def test_the_time_stamp_is_on_a_24_hour_clock() -> None:
    evening = replace(EXCHANGE, time_stamp=EXCHANGE.time_stamp.replace(hour=23))
    stamp = as_another_parser_reads(write_request(X12, evening, CREDENTIALS))["TimeStamp"]
    assert fullmatch(r"2026-01-05T23:00:00Z", stamp)


def test_the_password_is_not_shown() -> None:
    assert "not-a-real-password" not in repr(write_request(X12, EXCHANGE, CREDENTIALS))
