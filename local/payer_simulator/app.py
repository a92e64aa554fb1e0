"""The insurer's HTTP: its doors, and the journal that tells tests who knocked."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from local.payer_simulator import listing
from local.payer_simulator.ask import Door, NotUnderstood
from local.payer_simulator.journal import Journal
from local.payer_simulator.mime import MimeDoor
from local.payer_simulator.payer import answer
from local.payer_simulator.rest import JsonDoor, X12Door
from local.payer_simulator.settings import Settings
from local.payer_simulator.soap import SoapDoor
from local.payer_simulator.wire import deliver, response_of

DOORS: dict[str, Door] = {
    "url": MimeDoor(),
    "soap_url": SoapDoor(),
    "json_url": JsonDoor(),
    "x12_url": X12Door(),
}
"""Each door, by the name under which its address is announced."""


def build_app(settings: Settings) -> Starlette:
    """Build the application, with a journal of its own."""
    journal = Journal()

    async def read_journal(request: Request) -> Response:
        return JSONResponse(journal.page(request.query_params.get("member_id")))

    async def clear_journal(_: Request) -> Response:
        journal.clear()
        return Response(status_code=204)

    async def overview(_: Request) -> Response:
        doors = "".join(f"POST {door.path:<36}{door.name}\n" for door in DOORS.values())
        return PlainTextResponse(f"{doors}\n{listing.plain()}\n")

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "up"})

    doors = [
        Route(door.path, _behind(door, settings, journal), methods=["POST"])
        for door in DOORS.values()
    ]
    return Starlette(
        routes=[
            *doors,
            Route("/", overview, methods=["GET"]),
            Route("/journal", read_journal, methods=["GET"]),
            Route("/journal", clear_journal, methods=["DELETE"]),
            Route("/health", health, methods=["GET"]),
        ]
    )


def _behind(
    door: Door, settings: Settings, journal: Journal
) -> Callable[[Request], Awaitable[Response]]:
    async def ask(request: Request) -> Response:
        try:
            asked = door.read(request.headers, await request.body(), settings.account)
        except NotUnderstood as refused:
            return response_of(refused.sent)
        said = answer(asked, journal, door.name)
        return await deliver(request, door, asked, said, settings)

    return ask
