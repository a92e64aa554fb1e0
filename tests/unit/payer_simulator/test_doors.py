"""What each door takes, what it refuses, and how it says so."""

import json
from base64 import b64encode
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.payer_simulator.app import DOORS
from local.payer_simulator.ask import Door, NotUnderstood, Said, Sent
from local.payer_simulator.mime import MimeDoor
from local.payer_simulator.replies import Trouble
from local.payer_simulator.rest import JsonDoor, X12Door
from local.payer_simulator.soap import SoapDoor
from tests.unit.payer_simulator.questions import ACCOUNT, asked, envelope, question

SOAP_TYPE = {"content-type": "application/soap+xml; charset=utf-8"}
JSON_HEADERS = {"content-type": "application/json", "authorization": "simulated"}
X12_HEADERS = {
    "content-type": "application/edi-x12",
    "authorization": f"Basic {b64encode(b'threshold:simulated').decode()}",
}
CORE = "{http://www.caqh.org/SOAP/WSDL/CORERule2.2.0.xsd}COREEnvelopeRealTimeResponse"


def soap(**changed: str) -> str:
    """A SOAP request, with fields of its CORE envelope changed."""
    fields = envelope(question(), **changed)
    signed = fields.pop("UserName"), fields.pop("Password")
    payload = fields.pop("Payload")
    lines = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
    return (
        '<a:Envelope xmlns:a="http://www.w3.org/2003/05/soap-envelope"><a:Header>'
        f'<w:Security xmlns:w="{wsse}"><w:UsernameToken><w:Username>{signed[0]}</w:Username>'
        f"<w:Password>{signed[1]}</w:Password></w:UsernameToken></w:Security></a:Header><a:Body>"
        '<c:COREEnvelopeRealTimeRequest xmlns:c="http://www.caqh.org/SOAP/WSDL/CORERule2.2.0.xsd">'
        f"{lines}<Payload><![CDATA[{payload}]]></Payload></c:COREEnvelopeRealTimeRequest>"
        "</a:Body></a:Envelope>"
    )


def refused(door: Door, headers: Mapping[str, str], body: bytes) -> Sent:
    with pytest.raises(NotUnderstood) as refusal:
        door.read(headers, body, ACCOUNT)
    return refusal.value.sent


def test_a_soap_request_is_read() -> None:
    ask = SoapDoor().read(SOAP_TYPE, soap().encode(), ACCOUNT)
    assert (ask.x12, ask.fault) == (question(), "")
    assert ask.payload_id == "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"Password": "wrong"}, "UnAuthorized"),
        ({"UserName": ""}, "UserNameRequired"),
        ({"CORERuleVersion": "4.0.0"}, "VersionMismatch"),
        ({"TimeStamp": "2026-01-05T01:00:00 PM"}, "TimeStampIllegal"),
        ({"TimeStamp": "2026-01-05T13:00:00 PMZ"}, "TimeStampIllegal"),
        ({"TimeStamp": "2026-01-05T12:00:fffZ"}, "TimeStampIllegal"),
        ({"TimeStamp": "2026-01-05T24:30:00Z"}, "TimeStampIllegal"),
        ({"TimeStamp": "2026-01-05T12:00:00.000Z"}, "TimeStampIllegal"),
        ({"TimeStamp": "2026-01-05T12:00:00+00:00"}, "TimeStampIllegal"),
    ],
)
def test_a_faulty_envelope_is_found_in_soap_too(changed: dict[str, str], code: str) -> None:
    assert SoapDoor().read(SOAP_TYPE, soap(**changed).encode(), ACCOUNT).fault == code


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"content-type": "text/xml"}, soap(), 415),
        (SOAP_TYPE, "ISA*00*", 400),
        (SOAP_TYPE, "<a/>", 400),
        (SOAP_TYPE, soap().replace("<![CDATA[", "").replace("]]>", "").replace("JANE", "A&B"), 400),
        (SOAP_TYPE, soap().replace("2003/05/soap-envelope", "2001/06/soap-envelope"), 400),
        (SOAP_TYPE, "<!DOCTYPE a>" + soap(), 400),
        (SOAP_TYPE, '<?xml version="1.0" encoding="no-such"?>' + soap(), 400),
    ],
    ids=["type", "no XML", "no envelope", "unescaped", "SOAP 1.1", "doctype", "encoding"],
)
def test_what_is_no_core_request_gets_a_fault(
    headers: dict[str, str], body: str, status: int
) -> None:
    sent = refused(SoapDoor(), headers, body.encode())
    assert sent.status == status
    assert b"<s:Value>s:Sender</s:Value>" in sent.body


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("]>&<*~A"), max_size=20))
def test_any_payload_comes_out_of_soap_as_it_was_put_in(payload: str) -> None:
    sent = SoapDoor().write(asked(question()), Said("X12_271", payload))
    response = ElementTree.fromstring(sent.body)[0].find(CORE)  # noqa: S314 - the simulator's own
    assert response is not None
    assert response.findtext("Payload") == payload


def test_soap_may_leave_an_ampersand_as_it_is() -> None:
    said = Said("X12_271", "ISA*A&B~", trouble=Trouble.UNESCAPED)
    assert b"<Payload>ISA*A&B~</Payload>" in SoapDoor().write(asked(question()), said).body


@pytest.mark.parametrize(
    ("door", "headers", "body"),
    [
        (JsonDoor(), JSON_HEADERS, json.dumps({"x12": "ISA"}).encode()),
        (X12Door(), X12_HEADERS, b"ISA"),
    ],
    ids=["json", "x12"],
)
def test_a_door_without_envelope_knows_its_caller_by_a_header(
    door: Door, headers: dict[str, str], body: bytes
) -> None:
    ask = door.read(headers, body, ACCOUNT)
    stranger = door.read(headers | {"authorization": "other"}, body, ACCOUNT)
    assert (ask.x12, ask.fault, stranger.fault) == ("ISA", "", "UnAuthorized")


def test_the_json_door_takes_its_key_as_clearinghouses_do_too() -> None:
    headers = JSON_HEADERS | {"authorization": "Key simulated"}
    assert JsonDoor().read(headers, b'{"x12": "ISA"}', ACCOUNT).fault == ""


@pytest.mark.parametrize(
    ("door", "headers", "body", "status"),
    [
        (JsonDoor(), {"content-type": "text/plain"}, b"{}", 415),
        (JsonDoor(), JSON_HEADERS, b"ISA", 400),
        (JsonDoor(), JSON_HEADERS, b"[" * 100_000, 400),
        (JsonDoor(), JSON_HEADERS, b'["ISA"]', 400),
        (JsonDoor(), JSON_HEADERS, b'{"x12": 1}', 400),
        (X12Door(), {"content-type": "text/plain"}, b"ISA", 415),
        (MimeDoor(), {"content-type": "text/plain"}, b"ISA", 400),
    ],
)
def test_a_door_refuses_what_it_does_not_take(
    door: Door, headers: dict[str, str], body: bytes, status: int
) -> None:
    assert refused(door, headers, body).status == status


@pytest.mark.parametrize(
    ("error", "status"), [("UnAuthorized", 401), ("Receiver", 502), ("SenderIDIllegal", 400)]
)
@pytest.mark.parametrize("door", [JsonDoor(), X12Door()], ids=["json", "x12"])
def test_without_an_envelope_an_error_is_told_by_status(
    door: Door, error: str, status: int
) -> None:
    sent = door.write(asked(question()), Said("CoreEnvelopeError", error=error))
    assert sent.status == status
    assert error.encode() in sent.body


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_each_door_can_break(door: Door) -> None:
    assert door.broken().status == 500
