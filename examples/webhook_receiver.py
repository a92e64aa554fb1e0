"""Receives Threshold's news of seats, and fetches each seat as FHIR: an example to start from.

Python 3.11 and nothing else. Run it behind something that speaks TLS:

    WEBHOOK_SECRETS="whsec_..." THRESHOLD_API_URL=https://... THRESHOLD_TOKEN_FILE=token \
        python3 webhook_receiver.py 8080

WEBHOOK_SECRETS: one secret or, while one takes another's place, several with spaces between.
THRESHOLD_TOKEN_FILE: a file with the ID token of a member of staff; whatever renews it writes it.
"""

import base64
import hashlib
import hmac
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from urllib.request import HTTPRedirectHandler, Request, build_opener

TOLERANCE_SECONDS = 300
"""How far the time of a message may be from ours: an older one may be a recording, played again."""
LARGEST = 16_384
INTAKE_ID = frozenset("abcdefghijklmnopqrstuvwxyz234567")


class Unverified(Exception):
    """The message is not from whom it says, or not of now."""


def verify(headers: Mapping[str, str], body: bytes, secrets: list[bytes], now: float) -> str:
    """The id of a message whose signature is right for one of our secrets.

    Raises:
        Unverified: a header is missing, it is too old or too new, or no signature is right.
    """
    message, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message or not (sent.isascii() and sent.isdigit()):
        raise Unverified("no id, or no time")
    if abs(now - int(sent)) > TOLERANCE_SECONDS:
        raise Unverified("too old, or of the future")
    content = b".".join((message.encode(), sent.encode(), body))
    right = [hmac.new(secret, content, hashlib.sha256).digest() for secret in secrets]
    given = [one.removeprefix("v1,") for one in headers.get("webhook-signature", "").split()]
    wanted = [base64.b64encode(one).decode() for one in right]
    # Every pair is compared, in a time that tells nothing of where they differ.
    if not any([hmac.compare_digest(a.encode(), b.encode()) for a in given for b in wanted]):  # noqa: C419
        raise Unverified("no signature is right")
    return message


class Inbox:
    """News that came, each once, and which of them are still to be worked on."""

    def __init__(self, file: str) -> None:
        self._lock = Lock()
        self._kept = sqlite3.connect(file, check_same_thread=False)
        self._run("create table if not exists news (id primary key, body not null, done default 0)")

    def put(self, message: str, body: str) -> bool:
        """Keep news; whether they were new."""
        return self._run("insert or ignore into news (id, body) values (?, ?)", message, body) == 1

    def waiting(self) -> list[tuple[str, str]]:
        """Id and body of what is still to be worked on, in the order in which it came."""
        with self._lock:
            found = self._kept.execute("select id, body from news where not done order by rowid")
            return found.fetchall()

    def finish(self, message: str) -> None:
        """Mark news as worked on."""
        self._run("update news set done = 1 where id = ?", message)

    def _run(self, statement: str, *values: str) -> int:
        with self._lock, self._kept:
            return self._kept.execute(statement, values).rowcount


class Receiver:
    """What is done with a message: verified, kept once, answered at once; worked on afterwards."""

    def __init__(self, secrets: list[bytes], inbox: Inbox, clock: Callable[[], float]) -> None:
        self._secrets, self.inbox, self._clock = secrets, inbox, clock

    def take(self, headers: Mapping[str, str], body: bytes) -> int:
        """The status to answer with."""
        try:
            message = verify(headers, body, self._secrets, self._clock())
        except Unverified:
            return 401
        self.inbox.put(message, body.decode())
        return 204

    def work(self, fetch: Callable[[str], object], use: Callable[[dict, object], None]) -> None:
        """Fetch what the news are about and use it. What fails waits for the next time."""
        for message, body in self.inbox.waiting():
            news = json.loads(body)
            try:
                use(news, fetch(news["intake_id"]))
            except (OSError, ValueError) as error:
                print(f"{message} later: {type(error).__name__}", file=sys.stderr)
            else:
                self.inbox.finish(message)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Never another request: the token is for the API alone."""


def fetch_fhir(api_url: str, token: str, intake_id: str) -> object:
    """The seat of an intake as a FHIR Bundle, from the API we know and no other.

    Raises:
        ValueError: the id is none.
        OSError: the API was not reached, or refused.
    """
    if not intake_id or not set(intake_id) <= INTAKE_ID:
        raise ValueError("an intake's id has letters and digits alone")
    headers = {"Authorization": token, "Accept": "application/fhir+json"}
    request = Request(f"{api_url}/intakes/{intake_id}/fhir", headers=headers)  # noqa: S310 - ours
    with build_opener(_NoRedirect).open(request, timeout=10) as answer:
        return json.loads(answer.read())


def server(receiver: Receiver, port: int) -> ThreadingHTTPServer:
    """An HTTP server on this machine alone that hands POSTs to a receiver."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_POST(self) -> None:
            length = self.headers.get("content-length", "")
            fits = length.isascii() and length.isdigit() and int(length) <= LARGEST
            status = receiver.take(self.headers, self.rfile.read(int(length))) if fits else 413
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: an access log would hold ids."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def main() -> None:
    """Serve, and work on what has come every few seconds."""
    prefixed = os.environ["WEBHOOK_SECRETS"].split()
    secrets = [base64.b64decode(one.removeprefix("whsec_"), validate=True) for one in prefixed]
    api_url, token_file = os.environ["THRESHOLD_API_URL"], os.environ["THRESHOLD_TOKEN_FILE"]
    receiver = Receiver(secrets, Inbox("news.sqlite"), time.time)
    Thread(target=server(receiver, int(sys.argv[1])).serve_forever, daemon=True).start()

    def fetch(intake_id: str) -> object:
        return fetch_fhir(api_url, Path(token_file).read_text(encoding="utf-8").strip(), intake_id)

    def use(news: dict, bundle: object) -> None:
        print(json.dumps({"news": news, "bundle": bundle}), flush=True)  # here begins what is yours

    while True:
        receiver.work(fetch, use)
        time.sleep(5)


if __name__ == "__main__":
    main()
