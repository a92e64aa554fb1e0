"""What a CORE answer means: X12 for this exchange, a refusal of the envelope, or neither."""

from collections.abc import Callable
from datetime import timedelta
from re import fullmatch
from uuid import UUID

from threshold.eligibility.transports.message import Message, Reply
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Exchange,
    Outage,
    PayerUnavailable,
    TransportAnswer,
    UnusableAnswer,
)
from threshold.eligibility.transports.reply import (
    bare_answer,
    failure_of,
    is_success,
    is_x12,
    wait_of,
)

FieldReader = Callable[[Message], dict[str, str]]
"""Reads an envelope's fields by their names in lower case, or raises UnusableAnswer."""


def read_reply(reply: Reply, exchange: Exchange, read_fields: FieldReader) -> TransportAnswer:
    """Find the X12 in a reply. Raises PayerUnavailable, EnvelopeRejected or UnusableAnswer.

    An envelope's own error code is believed before the HTTP status that carried it.
    """
    if is_success(reply):
        return bare_answer(reply) or _read_success(reply, exchange.payload_id, read_fields)
    wait = wait_of(reply, exchange.time_stamp)
    _refuse_error(_fields_if_any(reply.message, read_fields), reply.message.body, wait)
    raise failure_of(reply, exchange.time_stamp)


def _read_success(reply: Reply, payload_id: UUID, read_fields: FieldReader) -> TransportAnswer:
    fields = read_fields(reply.message)
    _refuse_error(fields, reply.message.body, None)
    if (fault := _fault(fields, payload_id)) is not None:
        raise UnusableAnswer(fault, reply.message.body)
    said = {name: fields.get(name, "").strip() or None for name in ("payloadtype", "errorcode")}
    payload = fields["payload"]
    return TransportAnswer(payload, said["payloadtype"], said["errorcode"], reply.elapsed)


def _fault(fields: dict[str, str], payload_id: UUID) -> AnswerFault | None:
    # A payer that leaves its PayloadID out has not named another exchange; the trace number
    # inside the 271 is still to be compared. One that names another has mixed up two people.
    if fields.get("payloadid", "").strip().lower() not in {"", str(payload_id)}:
        return AnswerFault.WRONG_PAYLOAD_ID
    if not fields.get("payload", "").strip():
        return AnswerFault.NO_PAYLOAD
    return None if is_x12(fields["payload"]) else AnswerFault.NOT_X12


def _refuse_error(fields: dict[str, str], raw: bytes, wait: timedelta | None) -> None:
    code = fields.get("errorcode", "").strip()
    envelope_error = fields.get("payloadtype", "").strip().lower() == "coreenvelopeerror"
    if code.lower() in {"", "success"} and not envelope_error:
        return
    # CORE's "Receiver" says that the fault lies with the payer, so it may pass.
    if code.lower() == "receiver":
        raise PayerUnavailable(Outage.RECEIVER, disclosed=True, retry_after=wait)
    raise EnvelopeRejected(code if fullmatch("[A-Za-z]{1,40}", code) else "unrecognized", raw)


def _fields_if_any(message: Message, read_fields: FieldReader) -> dict[str, str]:
    try:
        return read_fields(message)
    except UnusableAnswer:
        return {}
