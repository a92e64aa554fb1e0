"""CAQH CORE vC2.2.0 connectivity, real time, HTTP MIME multipart over verified TLS."""

from threshold.eligibility.transports.core_answer import read_reply
from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Credentials
from threshold.eligibility.transports.mime_envelope import read_fields, write_request
from threshold.eligibility.transports.port import Exchange, TransportAnswer


class CoreMimeTransport:
    """A payer's CORE door for multipart forms."""

    def __init__(self, door: HttpsDoor, credentials: Credentials) -> None:
        self._door, self._credentials = door, credentials

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:
        """See `PayerTransport.ask`."""
        reply = self._door.post(write_request(x12, exchange, self._credentials))
        return read_reply(reply, exchange, read_fields)
