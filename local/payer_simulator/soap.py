"""The CORE door for SOAP 1.2, read with the standard library's own parser."""

from collections.abc import Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from local.payer_simulator.ask import Account, Ask, NotUnderstood, Said, Sent
from local.payer_simulator.envelope import answer_fields, core_ask
from local.payer_simulator.replies import Trouble

_SOAP = "http://www.w3.org/2003/05/soap-envelope"
_WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
_CORE = "http://www.caqh.org/SOAP/WSDL/CORERule2.2.0.xsd"
_TOKEN = f"{{{_SOAP}}}Header/{{{_WSSE}}}Security/{{{_WSSE}}}UsernameToken"
_REQUEST = f"{{{_SOAP}}}Body/{{{_CORE}}}COREEnvelopeRealTimeRequest"
_MEDIA_TYPE = "application/soap+xml; charset=utf-8"


class SoapDoor:
    """CORE vC2.2.0, SOAP 1.2 with a WS-Security user name token."""

    name = "CORE SOAP"
    path = "/core/soap"

    def read(self, headers: Mapping[str, str], body: bytes, account: Account) -> Ask:
        """See `Door.read`."""
        if not headers.get("content-type", "").lower().startswith("application/soap+xml"):
            raise NotUnderstood(_fault("Sender", "application/soap+xml wanted", 415))
        root = _parsed(body)
        request, token = root.find(_REQUEST), root.find(_TOKEN)
        if root.tag != f"{{{_SOAP}}}Envelope" or request is None:
            raise NotUnderstood(_fault("Sender", "no CORE request in a SOAP 1.2 envelope", 400))
        signed = {
            "UserName": _said(token, f"{{{_WSSE}}}Username"),
            "Password": _said(token, f"{{{_WSSE}}}Password"),
        }
        return core_ask({part.tag: part.text or "" for part in request} | signed, account)

    def write(self, ask: Ask, said: Said) -> Sent:
        """See `Door.write`."""
        fields = {name: escape(value) for name, value in answer_fields(ask, said).items()}
        bare = said.trouble is Trouble.UNESCAPED
        fields["Payload"] = said.payload if bare else _cdata(said.payload)
        lines = "".join(f"  <{name}>{value}</{name}>\n" for name, value in fields.items())
        response = "core:COREEnvelopeRealTimeResponse"
        return _sent(f'<{response} xmlns:core="{_CORE}">\n{lines} </{response}>', 200)

    def broken(self) -> Sent:
        """See `Door.broken`."""
        return _fault("Receiver", "Internal Server Error", 500)


def _parsed(body: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in body:
        raise NotUnderstood(_fault("Sender", "a document type is not allowed in SOAP", 400))
    try:
        return ElementTree.fromstring(body)  # noqa: S314 - without a DOCTYPE it has no entities
    except (ElementTree.ParseError, LookupError, ValueError):
        raise NotUnderstood(_fault("Sender", "not well-formed XML", 400)) from None


def _said(token: ElementTree.Element | None, name: str) -> str:
    return (token.findtext(name) or "") if token is not None else ""


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _fault(code: str, reason: str, status: int) -> Sent:
    return _sent(
        f"<s:Fault><s:Code><s:Value>s:{code}</s:Value></s:Code>"
        f'<s:Reason><s:Text xml:lang="en">{reason}</s:Text></s:Reason></s:Fault>',
        status,
    )


def _sent(inner: str, status: int) -> Sent:
    envelope = f'<s:Envelope xmlns:s="{_SOAP}"><s:Body>\n {inner}\n</s:Body></s:Envelope>\n'
    return Sent(envelope.encode(), _MEDIA_TYPE, status)
