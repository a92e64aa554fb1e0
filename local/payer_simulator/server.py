"""Runs the insurer over TLS, with a certificate of a local authority made anew at each start."""

import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

import trustme
import uvicorn

from local.payer_simulator.app import DOORS, build_app
from local.payer_simulator.settings import Settings
from local.payer_simulator.wire import AbortableProtocol

_START_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running simulator is found."""

    base_url: str
    port: int
    ca_file: str

    @property
    def url(self) -> str:
        """Where 270s are sent by CORE MIME."""
        return self.door("url")

    def door(self, name: str) -> str:
        """Where 270s are sent, by the door's name in `DOORS`."""
        return self.base_url + DOORS[name].path

    def as_json(self) -> str:
        """Write the address on one line."""
        return json.dumps(
            {
                **{name: self.door(name) for name in DOORS},
                "journal_url": f"{self.base_url}/journal",
                "health_url": f"{self.base_url}/health",
                "port": self.port,
                "ca_file": self.ca_file,
            }
        )


class PayerServer(uvicorn.Server):
    """A server that says where it listens, to payer-simulator.json and to `on_ready`."""

    def __init__(self, settings: Settings, on_ready: Callable[[Address], None]) -> None:
        settings.state_dir.mkdir(parents=True, exist_ok=True)
        self._settings, self._on_ready = settings, on_ready
        self._ca_file = settings.state_dir.resolve() / "payer-ca.pem"
        self._authority = trustme.CA()
        context = _tls_context(settings.host, self._authority)
        super().__init__(
            uvicorn.Config(
                build_app(settings),
                host=settings.host,
                port=settings.port,
                http=AbortableProtocol,
                ssl_context_factory=lambda *_: context,
                lifespan="off",
                log_level="error",
                access_log=False,
                timeout_graceful_shutdown=1,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so: whoever cannot leaves another's files alone."""
        await super().startup(sockets)
        self._authority.cert_pem.write_to_path(str(self._ca_file))
        port = self.servers[0].sockets[0].getsockname()[1]
        address = Address(f"https://{self._settings.host}:{port}", port, str(self._ca_file))
        (self._settings.state_dir / "payer-simulator.json").write_text(address.as_json() + "\n")
        self._on_ready(address)


@contextmanager
def running(settings: Settings) -> Iterator[Address]:
    """Run a simulator in a thread while the block lasts."""
    ready, found = Event(), list[Address]()

    def tell(address: Address) -> None:
        found.append(address)
        ready.set()

    server = PayerServer(settings, tell)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    if not ready.wait(_START_SECONDS):
        raise RuntimeError("the payer simulator did not start")
    try:
        yield found[0]
    finally:
        server.should_exit = True
        thread.join()


def _tls_context(host: str, authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    authority.issue_cert(*{host, "127.0.0.1", "localhost"}).configure_cert(context)
    return context
