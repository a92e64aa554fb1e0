"""The edge of pages: a browser's request in, HTML or a redirect out, every error a kind page."""

import hmac
from collections.abc import Callable

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from threshold.edge import wiring
from threshold.edge.browser import asked, cookie, errors_as_pages, posted, root
from threshold.edge.http import base_url
from threshold.edge.telemetry import log_failure
from threshold.use_cases.form_desk import NotThere
from threshold.web.pages.render import guards
from threshold.web.pages.visit import Forged, PageReply, Visit

COOKIE = "__Host-threshold_form"
"""By this prefix a browser takes it from this very host alone: no neighbour can plant one."""

_LAST_RESORT = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Something went wrong</title>
<h1>Something went wrong on our side</h1><p>Please try again in a minute.</p>
<p>In danger, or thinking of suicide? <a href="tel:988">Call 988</a>,
<a href="sms:988">text 988</a> or <a href="tel:911">call 911</a>.</p>
<p lang="es">¿En peligro, o piensa en el suicidio? <a href="tel:988">Llame al 988</a>,
<a href="sms:988">escriba al 988</a> o <a href="tel:911">llame al 911</a>.</p></html>"""
"""What is shown where no page can be made: in both languages, and with nothing that can fail."""


def pages(problem: Callable[[Visit, str, int], PageReply]) -> APIGatewayRestResolver:
    """A site without pages yet, on which every error is a page. `problem` makes that page."""
    app = APIGatewayRestResolver()

    def told(status: int) -> Response[str]:
        try:
            return answer(app, problem(Visit(root(app)), language_asked(app), status))
        except Exception as error:  # noqa: BLE001 - logged; the number to call must show
            log_failure(error)
            return Response(500, "text/html; charset=utf-8", _LAST_RESORT, headers=guards())

    @app.not_found
    def nothing_here(_: Exception) -> Response[str]:
        return told(404)

    @app.exception_handler(NotThere)
    def gone(_: NotThere) -> Response[str]:
        return answer(app, PageReply(location="/apply?code=unknown", keeps=""))

    errors_as_pages(app, told, Forged)
    return app


def visit(app: APIGatewayRestResolver) -> Visit:
    """The request as the site takes it.

    Raises:
        Unreadable: what was posted is not a form, or comes from another site.
    """
    event = app.current_event
    address = event.request_context.identity.source_ip or ""
    return Visit(
        root(app),
        _code(app),
        posted(app) if event.http_method == "POST" else None,
        language_asked(app),
        wiring.record_key().digest("caller", address),
        base_url(app).rstrip("/"),
    )


def _code(app: APIGatewayRestResolver) -> str | None:
    """The code in the cookie, where we put it there: no code can be tried by a cookie."""
    code, _, proof = cookie(app, COOKIE).partition(".")
    return code if hmac.compare_digest(proof.encode(), _proof(code).encode()) else None


def _proof(code: str) -> str:
    return wiring.record_key().digest("cookie", code)


def language_asked(app: APIGatewayRestResolver) -> str:
    """The language to begin in: as the address says, or as the browser prefers."""
    preferred = app.current_event.headers.get("accept-language") or ""
    return asked(app, "lang") or preferred[:2].lower()


def answer(app: APIGatewayRestResolver, reply: PageReply) -> Response[str]:
    """A reply as HTTP has it."""
    headers = guards(reply.form_targets)
    if reply.keeps is not None:
        kept = f"{reply.keeps}.{_proof(reply.keeps)}" if reply.keeps else "; Max-Age=0"
        headers["Set-Cookie"] = f"{COOKIE}={kept}; Path=/; HttpOnly; Secure; SameSite=Lax"
    if reply.location:
        away = reply.location.startswith("https://")
        headers["Location"] = reply.location if away else f"{root(app)}{reply.location}"
        return Response(303, "text/html; charset=utf-8", "", headers=headers)
    return Response(reply.status, reply.kind, reply.html, headers=headers)
