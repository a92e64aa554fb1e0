"""CAQH CORE vC2.2.0 connectivity, real time, HTTP MIME multipart over verified TLS."""

from contextlib import closing
from datetime import timedelta
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from urllib.parse import urlsplit

from threshold.eligibility.transports.core_answer import Reply, read_reply
from threshold.eligibility.transports.core_envelope import Credentials, Message, write_request
from threshold.eligibility.transports.port import (
    AnswerFault,
    Exchange,
    Outage,
    PayerUnavailable,
    TransportAnswer,
    UnusableAnswer,
)
from threshold.eligibility.transports.verified_tls import connect, verifying_context


class CoreMimeTransport:
    """A payer's CORE door. Follows no redirect, repeats no request, writes no log.

    Built on http.client because the deadline, and the moment from which a byte of the 270 may
    have left, must be known exactly; urllib3 also logs the text of headers it cannot parse.

    url: https only, or ValueError. ca_file: a PEM file to trust alone; None is the system's
    trust. connect_timeout, total_timeout: seconds; the total holds from call to last byte.
    """

    def __init__(
        self,
        url: str,
        user_name: str,
        password: str,
        ca_file: str | None = None,
        connect_timeout: float = 3.0,
        total_timeout: float = 20.0,
        answer_limit: int = 2 * 1024 * 1024,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.username is not None:
            raise ValueError("url: must be https, with a host and no user in it")
        self._host, self._port = parts.hostname, parts.port or 443
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._credentials = Credentials(user_name, password)
        self._context = verifying_context(ca_file)
        self._connect_timeout, self._total_timeout = connect_timeout, total_timeout
        self._answer_limit = answer_limit

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:
        """Send one 270 and read what comes back.

        Raises PayerUnavailable, EnvelopeRejected or UnusableAnswer.
        """
        asked_at = monotonic()
        request = write_request(x12, exchange, self._credentials)
        with closing(self._connect(asked_at)) as connection:
            reply = self._post(connection, request)
        return read_reply(reply, exchange, timedelta(seconds=monotonic() - asked_at))

    def _connect(self, asked_at: float) -> HTTPSConnection:
        deadline = asked_at + self._total_timeout
        connect_by = min(asked_at + self._connect_timeout, deadline)
        connection = HTTPSConnection(self._host, self._port, context=self._context)
        connection.sock = connect(self._host, self._port, self._context, connect_by, deadline)
        return connection

    def _post(self, connection: HTTPSConnection, request: Message) -> Reply:
        headers = {"Content-Type": request.content_type, "Connection": "close"}
        try:
            connection.request("POST", self._target, request.body, headers)
            with connection.getresponse() as response:
                return Reply(response.status, self._read(response), response.headers["Retry-After"])
        except TimeoutError:
            raise PayerUnavailable(Outage.READ_TIMEOUT, disclosed=True) from None
        except (OSError, HTTPException, ValueError):  # ValueError: a chunk's length below zero
            raise PayerUnavailable(Outage.DROPPED, disclosed=True) from None

    def _read(self, response: HTTPResponse) -> Message:
        body = response.read(self._answer_limit + 1)
        if len(body) > self._answer_limit:
            raise UnusableAnswer(AnswerFault.OVERSIZE, body[: self._answer_limit])
        # http.client does not complain of a body that ends before its Content-Length.
        if response.length:
            raise ConnectionError("the answer ended early")
        return Message(response.headers.get("Content-Type", ""), body)
