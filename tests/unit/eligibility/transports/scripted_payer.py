"""A payer of one script: real TLS, and whatever bytes a test wants on the wire."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from socket import create_server, socket
from threading import Event, Thread
from typing import Any
from uuid import UUID

import trustme

from threshold.eligibility.transports.core_mime import CoreMimeTransport
from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Credentials
from threshold.eligibility.transports.port import Exchange

EXCHANGE = Exchange(
    payload_id=UUID("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    time_stamp=datetime(2026, 1, 5, 12, 0, tzinfo=UTC),
    sender_id="EXAMPLEIOP",
    receiver_id="EXAMPLEPAYER",
)
CREDENTIALS = Credentials("EXAMPLEIOP", "not-a-real-password")
X12 = "ISA*00*          *00*~IEA*1*000000001~"


class Payer:
    """Where a scripted payer listens, how often it was called, and a transport that trusts it."""

    def __init__(self, port: int, ca_file: str) -> None:
        self.port, self.ca_file = port, ca_file
        self.connections = 0
        self.over = Event()

    def door(self, **options: Any) -> HttpsDoor:
        return HttpsDoor(f"https://127.0.0.1:{self.port}/core", self.ca_file, **options)

    def transport(self, **options: Any) -> CoreMimeTransport:
        return CoreMimeTransport(self.door(**options), CREDENTIALS)


Script = Callable[[socket, Payer], None]


@contextmanager
def scripted(
    script: Script, folder: Path, name: str = "127.0.0.1", newest: ssl.TLSVersion | None = None
) -> Iterator[Payer]:
    """Run a script over TLS for each connection, until the block ends."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    if newest is not None:
        context.maximum_version = newest

    def over_tls(plain: socket, payer: Payer) -> None:
        with context.wrap_socket(plain, server_side=True) as secured:
            script(secured, payer)

    with listening(over_tls, str(folder / "ca.pem")) as payer:
        yield payer


@contextmanager
def listening(script: Script, ca_file: str) -> Iterator[Payer]:
    """Run a script for each TCP connection, until the block ends."""
    with create_server(("127.0.0.1", 0)) as server:
        payer = Payer(server.getsockname()[1], ca_file)

        def serve() -> None:
            while not payer.over.is_set():
                with suppress(OSError), server.accept()[0] as plain:
                    payer.connections += not payer.over.is_set()
                    script(plain, payer)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield payer
        payer.over.set()
        with suppress(OSError), socket() as last:
            last.connect(server.getsockname())
        thread.join()


def read_request(secured: socket) -> bytes:
    """Read a request to the end of its last part."""
    received = b""
    while not received.endswith(b"--\r\n"):
        received += secured.recv(65536)
    return received


def answering(reply: bytes) -> Script:
    """A script that reads the request and sends these bytes."""

    def script(secured: socket, _: Payer) -> None:
        read_request(secured)
        secured.sendall(reply)

    return script


def http(body: bytes, status: str = "200 OK", more: str = "") -> bytes:
    """Write an HTTP reply; `more` is whole header lines."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body
