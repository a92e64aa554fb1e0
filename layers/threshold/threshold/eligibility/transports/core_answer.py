"""What a CORE answer means: X12 for this exchange, a refusal of the envelope, or neither."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from re import fullmatch
from uuid import UUID

from threshold.eligibility.transports.core_envelope import Message, read_fields, text_of
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Exchange,
    Outage,
    PayerUnavailable,
    TransportAnswer,
    UnusableAnswer,
)

_BUSY = {408, 425, 429}


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP reply as it came. retry_after: that header's text, or None."""

    status: int
    message: Message
    retry_after: str | None


def read_reply(reply: Reply, exchange: Exchange, elapsed: timedelta) -> TransportAnswer:
    """Find the X12 in a reply. Raises PayerUnavailable, EnvelopeRejected or UnusableAnswer.

    An envelope's own error code is believed before the HTTP status that carried it.
    """
    if 200 <= reply.status < 300:
        return _read_success(reply.message, exchange.payload_id, elapsed)
    wait = _wait(reply.retry_after, exchange.time_stamp)
    _refuse_error(_fields_if_any(reply.message), reply.message.body, wait)
    if reply.status >= 500:
        raise PayerUnavailable(Outage.SERVER_ERROR, disclosed=True, retry_after=wait)
    if reply.status in _BUSY:
        raise PayerUnavailable(Outage.BUSY, disclosed=True, retry_after=wait)
    raise EnvelopeRejected(f"HTTP {reply.status}", reply.message.body)


def _read_success(message: Message, payload_id: UUID, elapsed: timedelta) -> TransportAnswer:
    if _is_x12(text := text_of(message.body)):
        return TransportAnswer(text, payload_type=None, error_code=None, elapsed=elapsed)
    fields = read_fields(message)
    _refuse_error(fields, message.body, None)
    if (fault := _fault(fields, payload_id)) is not None:
        raise UnusableAnswer(fault, message.body)
    said = {name: fields.get(name, "").strip() or None for name in ("payloadtype", "errorcode")}
    return TransportAnswer(fields["payload"], said["payloadtype"], said["errorcode"], elapsed)


def _fault(fields: dict[str, str], payload_id: UUID) -> AnswerFault | None:
    # A payer that leaves its PayloadID out has not named another exchange; the trace number
    # inside the 271 is still to be compared. One that names another has mixed up two people.
    if fields.get("payloadid", "").strip().lower() not in {"", str(payload_id)}:
        return AnswerFault.WRONG_PAYLOAD_ID
    if not fields.get("payload", "").strip():
        return AnswerFault.NO_PAYLOAD
    return None if _is_x12(fields["payload"]) else AnswerFault.NOT_X12


def _refuse_error(fields: dict[str, str], raw: bytes, wait: timedelta | None) -> None:
    code = fields.get("errorcode", "").strip()
    envelope_error = fields.get("payloadtype", "").strip().lower() == "coreenvelopeerror"
    if code.lower() in {"", "success"} and not envelope_error:
        return
    # CORE's "Receiver" says that the fault lies with the payer, so it may pass.
    if code.lower() == "receiver":
        raise PayerUnavailable(Outage.RECEIVER, disclosed=True, retry_after=wait)
    raise EnvelopeRejected(code if fullmatch("[A-Za-z]{1,40}", code) else "unrecognized", raw)


def _fields_if_any(message: Message) -> dict[str, str]:
    try:
        return read_fields(message)
    except UnusableAnswer:
        return {}


def _is_x12(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n\0").startswith("ISA")


def _wait(retry_after: str | None, asked_at: datetime) -> timedelta | None:
    """Read Retry-After (RFC 9110 10.2.3): seconds or a date; None where it is neither."""
    if retry_after is None:
        return None
    if fullmatch("[0-9]{1,7}", seconds := retry_after.strip()):
        return timedelta(seconds=int(seconds))
    try:
        until = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(until - asked_at, timedelta(0))
