"""CAQH CORE vC2.2.0 connectivity, real time, SOAP 1.2 over verified TLS."""

from threshold.eligibility.transports.core_answer import read_reply
from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Credentials
from threshold.eligibility.transports.port import Exchange, TransportAnswer
from threshold.eligibility.transports.soap_envelope import read_fields, write_request


class CoreSoapTransport:
    """A payer's CORE door for SOAP, signed in by WS-Security user name and password."""

    def __init__(self, door: HttpsDoor, credentials: Credentials) -> None:
        self._door, self._credentials = door, credentials

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:
        """See `PayerTransport.ask`. Raises ValueError where XML cannot carry the 270."""
        reply = self._door.post(write_request(x12, exchange, self._credentials))
        return read_reply(reply, exchange, read_fields)
