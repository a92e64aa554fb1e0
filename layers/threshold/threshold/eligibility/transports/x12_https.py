"""Raw X12 posted over verified TLS, and raw X12 back: no envelope but HTTP's own."""

from base64 import b64encode

from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Credentials, Message, Reply
from threshold.eligibility.transports.port import (
    AnswerFault,
    Exchange,
    TransportAnswer,
    UnusableAnswer,
)
from threshold.eligibility.transports.reply import bare_answer, failure_of, is_success

MEDIA_TYPE = "application/edi-x12"
"""RFC 1767."""


class X12HttpsTransport:
    """A payer's door for X12 as it is.

    credentials: signed in with by HTTP Basic (RFC 7617); None where a client certificate is all
    that the payer wants.
    """

    def __init__(self, door: HttpsDoor, credentials: Credentials | None) -> None:
        self._door = door
        self._headers = {"Accept": MEDIA_TYPE} | (_basic(credentials) if credentials else {})

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:
        """See `PayerTransport.ask`."""
        reply = self._door.post(Message(MEDIA_TYPE, x12.encode()), self._headers)
        return read_reply(reply, exchange)


def read_reply(reply: Reply, exchange: Exchange) -> TransportAnswer:
    """Take the X12 of a reply. Raises PayerUnavailable, EnvelopeRejected or UnusableAnswer."""
    if not is_success(reply):
        raise failure_of(reply, exchange.time_stamp)
    if (answer := bare_answer(reply)) is None:
        body = reply.message.body
        raise UnusableAnswer(AnswerFault.NOT_X12 if body else AnswerFault.NO_PAYLOAD, body)
    return answer


def _basic(credentials: Credentials) -> dict[str, str]:
    if ":" in credentials.user_name:
        raise ValueError("user_name: HTTP Basic allows no colon in it")
    pair = f"{credentials.user_name}:{credentials.password}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
