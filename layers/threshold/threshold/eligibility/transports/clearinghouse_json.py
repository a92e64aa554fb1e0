"""A clearinghouse's REST door that takes and gives raw X12 inside JSON.

`{"x12": "ISA*..."}` both ways, the API key in the Authorization header: so Stedi's
`eligibility/v3/raw-x12` and the Change Healthcare endpoint that it replaces document it. Nothing
but the X12 is read: what such services derive from it is not what the payer said.
"""

import json
import re

from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Message, Reply, text_of
from threshold.eligibility.transports.port import (
    AnswerFault,
    Exchange,
    TransportAnswer,
    UnusableAnswer,
)
from threshold.eligibility.transports.reply import bare_answer, failure_of, is_success, is_x12


class ClearinghouseJsonTransport:
    """A clearinghouse's door for X12 in JSON.

    api_key: the whole value of the Authorization header, `Bearer` included where wanted; printable
    ASCII, or ValueError.
    """

    def __init__(self, door: HttpsDoor, api_key: str) -> None:
        if not re.fullmatch(r"[!-~](?:[ -~]{0,4094}[!-~])?", api_key):
            raise ValueError("api_key: must be printable ASCII, with no space at its ends")
        self._door, self._api_key = door, api_key

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:
        """See `PayerTransport.ask`."""
        request = Message("application/json", json.dumps({"x12": x12}).encode())
        headers = {"Accept": "application/json", "Authorization": self._api_key}
        reply = self._door.post(request, headers)
        return read_reply(reply, exchange)


def read_reply(reply: Reply, exchange: Exchange) -> TransportAnswer:
    """Find the X12 in a reply. Raises PayerUnavailable, EnvelopeRejected or UnusableAnswer."""
    if not is_success(reply):
        raise failure_of(reply, exchange.time_stamp)
    return bare_answer(reply) or TransportAnswer(_x12_in(reply.message), None, None, reply.elapsed)


def _x12_in(message: Message) -> str:
    x12 = _document(message).get("x12")
    if not isinstance(x12, str) or not x12.strip():
        raise UnusableAnswer(AnswerFault.NO_PAYLOAD, message.body)
    if not is_x12(x12):
        raise UnusableAnswer(AnswerFault.NOT_X12, message.body)
    return x12


def _document(message: Message) -> dict[str, object]:
    text = text_of(message.body).lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        raise UnusableAnswer(AnswerFault.NOT_AN_ENVELOPE, message.body)
    try:
        document: dict[str, object] = json.loads(text)
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        fault = AnswerFault.TRUNCATED if at_end else AnswerFault.MALFORMED
        raise UnusableAnswer(fault, message.body) from None
    except (ValueError, RecursionError):
        raise UnusableAnswer(AnswerFault.MALFORMED, message.body) from None
    return document
