"""Answers that go wrong between the insurer and the asker."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from local.payer_simulator.ask import Ask, Door, Said, Sent
from local.payer_simulator.replies import Trouble
from local.payer_simulator.rest import X12_TYPE
from local.payer_simulator.settings import Settings

_THINKING_SECONDS = 1
_PAGES: dict[Trouble | None, Response] = {
    Trouble.BUSY: PlainTextResponse("Too Many Requests", 429, {"Retry-After": "2"}),
    Trouble.WEB_PAGE: HTMLResponse("<html><body><h1>503 Service Unavailable</h1></body></html>"),
    Trouble.JSON_PAGE: JSONResponse({"error": "the upstream did not answer"}),
    Trouble.EMPTY: Response(b""),
    Trouble.REDIRECT: PlainTextResponse("", 302, {"Location": "https://elsewhere.example.test/"}),
}
"""Answers that are the same at every door."""


class AbortableProtocol(H11Protocol):
    """HTTP over a connection that the application can cut."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Put the connection where a request finds it, as `request.state.connection`."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "connection": transport}


class ResetResponse(Response):
    """Sends what there is of a body, then resets the connection."""

    def __init__(self, connection: asyncio.Transport, content: bytes, declared: int) -> None:
        super().__init__(content, headers={"Content-Length": str(declared)})
        self._connection = connection

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI has it."""
        if self.body:
            head = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(head)
            await send({"type": "http.response.body", "body": self.body, "more_body": True})
        # With no time to linger, closing sends RST and not FIN.
        linger = struct.pack("ii", 1, 0)
        raw = self._connection.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._connection.abort()
        while (await receive())["type"] != "http.disconnect":
            pass


def response_of(sent: Sent) -> Response:
    """Put an answer into HTTP."""
    return Response(sent.body, sent.status, {"Content-Type": sent.content_type})


async def deliver(
    request: Request, door: Door, ask: Ask, said: Said, settings: Settings
) -> Response:
    """Send what was said, with the trouble that goes with it."""
    if said.down:
        return PlainTextResponse("Service Unavailable", 503)
    if said.trouble is Trouble.WRONG_PAYLOAD_ID:
        ask = replace(ask, fields={**ask.fields, "PayloadID": str(uuid4())})
    whole = response_of(door.write(ask, said))
    body = bytes(whole.body)
    match said.trouble:
        case Trouble.THINKING:
            await asyncio.sleep(_THINKING_SECONDS)
        case Trouble.SLOW:
            await asyncio.sleep(settings.slow_seconds)
        case Trouble.DRIP:
            return StreamingResponse(_drip(body, settings.drip_seconds), headers=whole.headers)
        case Trouble.RESET:
            return ResetResponse(request.state.connection, b"", 0)
        case Trouble.HALF:
            return ResetResponse(request.state.connection, body[: len(body) // 2], len(body))
        case Trouble.BROKEN:
            return response_of(door.broken())
        case Trouble.BARE:
            return Response(said.payload, media_type=X12_TYPE)
    return _PAGES.get(said.trouble, whole)


async def _drip(body: bytes, seconds: float) -> AsyncIterator[bytes]:
    for byte in body:
        yield bytes([byte])
        await asyncio.sleep(seconds)
