"""A record system to test with: the example receiver, that can be told to fail."""

import json
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Thread
from typing import Any

from examples.webhook_receiver import Inbox, Receiver, server
from local.webhook import SECRET


class _Inbox(Inbox):
    """Remembers all that was new, also what was worked on since."""

    def __init__(self) -> None:
        super().__init__(":memory:")
        self.all: list[dict[str, Any]] = []

    def put(self, message: str, body: str) -> bool:
        new = super().put(message, body)
        if new:
            self.all.append(json.loads(body))
        return new


class RecordSystem(Receiver):
    """A receiver on this machine. fails: what it answers before it takes anything, by intake."""

    url: str
    inbox: _Inbox

    def __init__(self) -> None:
        secret = b64decode(SECRET.removeprefix("whsec_"))
        super().__init__([secret], _Inbox(), time.time)
        self.fails: dict[str, list[int]] = {}
        self.posts: list[tuple[dict[str, str], bytes, int]] = []

    def take(self, headers: Mapping[str, str], body: bytes) -> int:
        """The status to answer with."""
        waiting = [answers for intake, answers in self.fails.items() if intake.encode() in body]
        status = next((one.pop(0) for one in waiting if one), None) or super().take(headers, body)
        lower = {name.lower(): value for name, value in headers.items()}
        self.posts.append((lower, body, status))
        return status

    def news(self, intake_id: str) -> list[dict[str, Any]]:
        """All that it kept of an intake."""
        return [one for one in self.inbox.all if one["intake_id"] == intake_id]

    def answered(self, intake_id: str) -> list[int]:
        """What it answered to each post about an intake."""
        return [status for _, body, status in self.posts if intake_id.encode() in body]


@contextmanager
def running_record_system() -> Iterator[RecordSystem]:
    """Run one until the block is left."""
    system = RecordSystem()
    with server(system, 0) as listening:
        Thread(target=listening.serve_forever, args=(0.05,), daemon=True).start()
        system.url = f"http://127.0.0.1:{listening.server_port}/seats"
        yield system
        listening.shutdown()
