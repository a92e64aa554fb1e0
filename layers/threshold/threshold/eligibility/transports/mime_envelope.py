"""The CAQH CORE vC2.2.0 envelope as HTTP MIME multipart: written, and read leniently."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable
from itertools import count, pairwise
from quopri import decodestring
from uuid import UUID, uuid5

from threshold.eligibility.transports.core_envelope import request_fields
from threshold.eligibility.transports.message import Credentials, Message, text_of
from threshold.eligibility.transports.port import AnswerFault, Exchange, UnusableAnswer

# Longer headers are no payer's; the bound keeps a search of them linear in the answer's size.
_HEADERS_LIMIT = 8192
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_DECODERS: dict[bytes, Callable[[bytes], bytes]] = {
    **dict.fromkeys((b"", b"7bit", b"8bit", b"binary"), bytes),
    b"base64": b64decode,
    b"quoted-printable": decodestring,
}


def write_request(x12: str, exchange: Exchange, credentials: Credentials) -> Message:
    """Put a 270 into its envelope."""
    signed = {"UserName": credentials.user_name, "Password": credentials.password}
    fields = request_fields(exchange) | signed | {"Payload": x12}
    boundary = _boundary(exchange.payload_id, "\n".join(fields.values()))
    parts = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    body = "".join(parts) + f"--{boundary}--\r\n"
    return Message(f"multipart/form-data; boundary={boundary}", body.encode())


def read_fields(answer: Message) -> dict[str, str]:
    """Read an answer's fields by their names in lower case.

    Takes any case and quoting of headers, CRLF or LF, text around the parts, and base64 or
    quoted-printable parts. Raises UnusableAnswer for anything that is not one whole envelope.
    """
    parts = _parts(answer)
    named = [(_name(headers), headers, content) for headers, content in parts]
    names = [name for name, _, _ in named if name]
    if len(names) != len(set(names)):
        raise UnusableAnswer(AnswerFault.MALFORMED, answer.body)
    try:
        return {name: text_of(_decoded(headers, body)) for name, headers, body in named if name}
    except (Base64Error, LookupError):
        raise UnusableAnswer(AnswerFault.MALFORMED, answer.body) from None


def _boundary(payload_id: UUID, content: str) -> str:
    candidates = (uuid5(payload_id, str(attempt)).hex for attempt in count())
    return next(candidate for candidate in candidates if candidate not in content)


def _parts(answer: Message) -> list[tuple[bytes, bytes]]:
    boundary = _parameter("boundary").search(
        answer.content_type[:1000].encode("latin-1", "replace")
    )
    if "multipart/" not in answer.content_type.lower() or boundary is None:
        raise UnusableAnswer(AnswerFault.NOT_AN_ENVELOPE, answer.body)
    line = rb"(?:\A|\r?\n)--" + re.escape(_value(boundary)) + rb"(--)?[ \t]*(?=\r?\n|\Z)"
    delimiters = list(re.compile(line).finditer(answer.body))
    last = next((n for n, found in enumerate(delimiters) if found[1]), None)
    if last is None:
        raise UnusableAnswer(AnswerFault.TRUNCATED, answer.body)
    between = pairwise(delimiters[: last + 1])
    return [_headers_and_content(answer.body[a.end() : b.start()]) for a, b in between]


def _headers_and_content(part: bytes) -> tuple[bytes, bytes]:
    blank = _BLANK_LINE.search(part)
    if blank is None:
        return b"", b""
    return _FOLD.sub(b" ", part[: min(blank.start(), _HEADERS_LIMIT)]), part[blank.end() :]


def _name(headers: bytes) -> str:
    found = _parameter("name").search(_header(headers, b"content-disposition"))
    return text_of(_value(found)).lower() if found else ""


def _decoded(headers: bytes, content: bytes) -> bytes:
    encoding = _header(headers, b"content-transfer-encoding").strip().lower()
    return _DECODERS[encoding](content)


def _header(headers: bytes, name: bytes) -> bytes:
    lines = (line.partition(b":") for line in headers.splitlines())
    return next((value for key, _, value in lines if key.strip().lower() == name), b"")


def _parameter(name: str) -> re.Pattern[bytes]:
    return re.compile(
        rb'(?:^|[;\s])%b\s*=\s*(?:"([^"]*)"|([^;\s"]+))' % name.encode(), re.IGNORECASE
    )


def _value(parameter: re.Match[bytes]) -> bytes:
    return parameter[1] if parameter[1] is not None else parameter[2]
