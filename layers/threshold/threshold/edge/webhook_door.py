"""One POST to an address that a deployer configured: sent once, redirected nowhere, ended in time.

Nothing that it says is read but the status. Only addresses of the open internet are reached: a name
is looked up once, judged, and the very address that was judged is connected to.
"""

import socket
from collections.abc import Callable, Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Network, ip_address
from ssl import SSLContext
from time import monotonic
from typing import cast
from urllib.parse import urlsplit

from threshold.eligibility.transports.verified_tls import DeadlineSocket, verifying_context
from threshold.use_cases.announce import NotTaken

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
_INTERNET_6 = IPv6Network("2000::/3")


class Unreachable(NotTaken):
    """Nobody was there, or the certificate is not theirs."""


class Unanswered(NotTaken):
    """Nobody answered in time, or in HTTP."""


class NotPublic(NotTaken):
    """The name leads into a private network: nothing was sent."""


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, and carries no other inside."""
    found = ip_address(address)
    if isinstance(found, IPv4Address):
        return found.is_global and not found.is_multicast
    tunnels = found.sixtofour or found.teredo
    return found in _INTERNET_6 and found.is_global and not tunnels


class WebhookDoor:
    """A webhook's address.

    url: https with a host and no user, or ValueError. anywhere: also http and private addresses,
    for where no AWS is behind this. ca_file: a PEM file to trust alone; None: the system's trust.
    """

    def __init__(self, url: str, *, anywhere: bool = False, ca_file: str | None = None) -> None:
        parts = urlsplit(url)
        is_plain = anywhere and parts.scheme == "http"
        if not (parts.scheme == "https" or is_plain) or not parts.hostname or "@" in parts.netloc:
            raise ValueError("url: must be https, with a host and no user in it")
        self._host, self._port = parts.hostname, parts.port or (80 if is_plain else 443)
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._context = None if is_plain else verifying_context(ca_file)
        self._permits: Callable[[str], bool] = (lambda _: True) if anywhere else is_public

    def post(self, body: bytes, headers: Mapping[str, str]) -> int:
        """Send a body; the status of the answer.

        Raises:
            Unreachable, Unanswered, NotPublic: there was none.
        """
        with closing(self._connection()) as connection:
            sent = {"Content-Type": "application/json", "Connection": "close", **headers}
            try:
                connection.request("POST", self._target, body, sent)
                with connection.getresponse() as response:
                    return response.status
            except (OSError, HTTPException):
                raise Unanswered("no answer in time, or none that is HTTP") from None

    def _connection(self) -> HTTPConnection:
        connect_by = monotonic() + CONNECT_SECONDS
        try:
            plain = self._dial(connect_by)
        except (OSError, UnicodeError):
            raise Unreachable("nobody is there") from None
        connection = HTTPConnection(self._host, self._port)
        connection.default_port = 443 if self._context else 80  # names no port that goes unsaid
        connection.sock = self._secured(plain, self._context) if self._context else plain
        connection.sock.settimeout(READ_SECONDS)
        return connection

    def _secured(self, plain: socket.socket, context: SSLContext) -> DeadlineSocket:
        with plain:
            try:
                secured = context.wrap_socket(plain, server_hostname=self._host)
            except OSError:
                raise Unreachable("no TLS, or a certificate of somebody else") from None
        made = cast(DeadlineSocket, secured)
        made.deadline = monotonic() + READ_SECONDS
        return made

    def _dial(self, connect_by: float) -> socket.socket:
        found = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if not all(map(self._permits, addresses)):
            raise NotPublic("the name leads into a private network")
        for address in addresses[:-1]:
            try:
                return self._to(address, connect_by)
            except OSError:
                continue
        return self._to(addresses[-1], connect_by)

    def _to(self, address: str, connect_by: float) -> socket.socket:
        left = max(connect_by - monotonic(), 0.001)
        return socket.create_connection((address, self._port), timeout=left)
