"""The CAQH CORE vC2.2.0 envelope as SOAP 1.2: written, and read leniently but never trustingly."""

import re
from xml.parsers import expat
from xml.sax.saxutils import escape

from threshold.eligibility.transports.core_envelope import request_fields
from threshold.eligibility.transports.message import Credentials, Message, text_of
from threshold.eligibility.transports.port import AnswerFault, Exchange, UnusableAnswer
from threshold.eligibility.transports.soap_reader import SoapReader

MEDIA_TYPE = 'application/soap+xml; charset=utf-8; action="RealTimeTransaction"'

_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
_ENVELOPE = f"""<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://www.w3.org/2003/05/soap-envelope"><soapenv:Header>\
<wsse:Security soapenv:mustUnderstand="true" xmlns:wsse="{_WSS}wssecurity-secext-1.0.xsd">\
<wsse:UsernameToken><wsse:Username>{{user_name}}</wsse:Username>\
<wsse:Password Type="{_WSS}username-token-profile-1.0#PasswordText">{{password}}</wsse:Password>\
</wsse:UsernameToken></wsse:Security></soapenv:Header><soapenv:Body>\
<core:COREEnvelopeRealTimeRequest xmlns:core="http://www.caqh.org/SOAP/WSDL/CORERule2.2.0.xsd">\
{{fields}}<Payload>{{payload}}</Payload>\
</core:COREEnvelopeRealTimeRequest></soapenv:Body></soapenv:Envelope>
"""
# What no XML 1.0 document can hold, escaped or not (its production 2, Char).
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CDATA_OR_BARE_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)",
    re.DOTALL,
)
_CUT_SHORT = {
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


def write_request(x12: str, exchange: Exchange, credentials: Credentials) -> Message:
    """Put a 270 into its envelope, signed with a WS-Security UsernameToken (password as text).

    Raises ValueError where a field holds a character that XML cannot carry at all.
    """
    fields = request_fields(exchange)
    for name, value in (*fields.items(), ("Payload", x12), *_named(credentials)):
        if _NO_XML.search(value):
            raise ValueError(f"{name}: holds a character that XML cannot carry")
    body = _ENVELOPE.format(
        user_name=_text(credentials.user_name),
        password=_text(credentials.password),
        fields="".join(f"<{name}>{_text(value)}</{name}>" for name, value in fields.items()),
        payload=_cdata(x12),
    )
    return Message(MEDIA_TYPE, body.encode())


def read_fields(answer: Message) -> dict[str, str]:
    """Read an answer's fields by their names in lower case; a SOAP fault is an envelope error.

    Takes any prefixes and element case, SOAP 1.1 as well as 1.2, and ampersands left unescaped.
    A document type declaration, and with it every entity, is refused where it begins.
    Raises UnusableAnswer for anything that is not one whole envelope.
    """
    text = text_of(answer.body).lstrip("\ufeff \t\r\n")
    try:
        reader = _parsed(text)
    except _Malformed:
        repaired = _CDATA_OR_BARE_AMPERSAND.sub(_escaped_ampersand, text)
        reader = _parsed_or_refused(repaired, answer.body)
    if not reader.is_envelope:
        raise UnusableAnswer(AnswerFault.NOT_AN_ENVELOPE, answer.body)
    if reader.is_ambiguous:
        raise UnusableAnswer(AnswerFault.MALFORMED, answer.body)
    return reader.fields()


class _Malformed(Exception):
    """Text is no XML, for this reason."""

    def __init__(self, fault: AnswerFault) -> None:
        super().__init__(fault)
        self.fault = fault


def _parsed_or_refused(text: str, raw: bytes) -> SoapReader:
    try:
        return _parsed(text)
    except _Malformed as error:
        raise UnusableAnswer(error.fault, raw) from None


def _parsed(text: str) -> SoapReader:
    reader = SoapReader()
    # The encoding is settled by now; what the document declares no longer counts.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise _Malformed(_fault(reader, error.code)) from None
    except reader.Refused:
        raise _Malformed(AnswerFault.MALFORMED) from None
    return reader


def _fault(reader: SoapReader, code: int) -> AnswerFault:
    if not reader.is_envelope:
        return AnswerFault.NOT_AN_ENVELOPE
    return AnswerFault.TRUNCATED if code in _CUT_SHORT else AnswerFault.MALFORMED


def _named(credentials: Credentials) -> tuple[tuple[str, str], ...]:
    return ("Username", credentials.user_name), ("Password", credentials.password)


def _text(value: str) -> str:
    return escape(value, {"\r": "&#13;"})


def _cdata(text: str) -> str:
    """Text as CDATA. A parser would turn a bare carriage return into a line feed."""
    kept = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{kept}]]>"


def _escaped_ampersand(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else found[0]
