"""The insurer's HTTP: the CORE door, and the journal that tells tests who knocked."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from local.payer_simulator.envelope import NotMultipart, read_fields
from local.payer_simulator.journal import Journal
from local.payer_simulator.payer import answer
from local.payer_simulator.settings import Settings
from local.payer_simulator.wire import deliver

CORE_PATH = "/core/eligibility"


def build_app(settings: Settings) -> Starlette:
    """Build the application, with a journal of its own."""
    journal = Journal()

    async def ask(request: Request) -> Response:
        content_type = request.headers.get("content-type", "")
        try:
            fields = read_fields(content_type, await request.body())
        except NotMultipart:
            return PlainTextResponse("multipart/form-data wanted", 400)
        said = answer(fields, settings.account, journal)
        return await deliver(request, fields, said, settings)

    async def read_journal(request: Request) -> Response:
        return JSONResponse(journal.page(request.query_params.get("member_id")))

    async def clear_journal(_: Request) -> Response:
        journal.clear()
        return Response(status_code=204)

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "up"})

    return Starlette(
        routes=[
            Route(CORE_PATH, ask, methods=["POST"]),
            Route("/journal", read_journal, methods=["GET"]),
            Route("/journal", clear_journal, methods=["DELETE"]),
            Route("/health", health, methods=["GET"]),
        ]
    )
