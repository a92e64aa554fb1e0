"""One HTTPS request to a payer, to the letter: sent once, redirected nowhere, ended in time."""

from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from urllib.parse import urlsplit

from threshold.eligibility.transports.message import Message, Reply
from threshold.eligibility.transports.port import (
    AnswerFault,
    Outage,
    PayerUnavailable,
    UnusableAnswer,
)
from threshold.eligibility.transports.verified_tls import (
    ClientCertificate,
    connect,
    verifying_context,
)


class HttpsDoor:
    """A payer's address. Follows no redirect, repeats no request, writes no log.

    Built on http.client because the deadline, and the moment from which a byte of the 270 may
    have left, must be known exactly; urllib3 also logs the text of headers it cannot parse.

    url: https only, or ValueError. ca_file: a PEM file to trust alone; None is the system's
    trust. client_certificate: shown where the payer asks for one. connect_timeout,
    total_timeout: seconds; the total holds from call to last byte. answer_limit: bytes.
    """

    def __init__(
        self,
        url: str,
        ca_file: str | None = None,
        client_certificate: ClientCertificate | None = None,
        connect_timeout: float = 3.0,
        total_timeout: float = 20.0,
        answer_limit: int = 2 * 1024 * 1024,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.username is not None:
            raise ValueError("url: must be https, with a host and no user in it")
        self._host, self._port = parts.hostname, parts.port or 443
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._context = verifying_context(ca_file, client_certificate)
        self._connect_timeout, self._total_timeout = connect_timeout, total_timeout
        self._answer_limit = answer_limit

    def post(self, request: Message, headers: Mapping[str, str] | None = None) -> Reply:
        """Send one request. Raises PayerUnavailable, or UnusableAnswer for one too large."""
        asked_at = monotonic()
        with closing(self._connect(asked_at)) as connection:
            return self._post(connection, request, headers or {}, asked_at)

    def _connect(self, asked_at: float) -> HTTPSConnection:
        deadline = asked_at + self._total_timeout
        connect_by = min(asked_at + self._connect_timeout, deadline)
        connection = HTTPSConnection(self._host, self._port, context=self._context)
        connection.sock = connect(self._host, self._port, self._context, connect_by, deadline)
        return connection

    def _post(
        self,
        connection: HTTPSConnection,
        request: Message,
        headers: Mapping[str, str],
        asked_at: float,
    ) -> Reply:
        sent = {"Content-Type": request.content_type, "Connection": "close", **headers}
        try:
            connection.request("POST", self._target, request.body, sent)
            with connection.getresponse() as response:
                message = self._read(response)
        except TimeoutError:
            raise PayerUnavailable(Outage.READ_TIMEOUT, disclosed=True) from None
        except (OSError, HTTPException, ValueError):  # ValueError: a chunk's length below zero
            raise PayerUnavailable(Outage.DROPPED, disclosed=True) from None
        elapsed = timedelta(seconds=monotonic() - asked_at)
        return Reply(response.status, message, response.headers["Retry-After"], elapsed)

    def _read(self, response: HTTPResponse) -> Message:
        body = response.read(self._answer_limit + 1)
        if len(body) > self._answer_limit:
            raise UnusableAnswer(AnswerFault.OVERSIZE, body[: self._answer_limit])
        # http.client does not complain of a body that ends before its Content-Length.
        if response.length:
            raise ConnectionError("the answer ended early")
        return Message(response.headers.get("Content-Type", ""), body)
