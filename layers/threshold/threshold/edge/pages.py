"""The edge of pages: a browser's request in, HTML or a redirect out, every error a kind page."""

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from threshold.edge.http import base_url
from threshold.edge.telemetry import count, log_failure
from threshold.errors import Retryable
from threshold.use_cases.filling import NotThere
from threshold.web.pages.form_site import Forged, PageReply, Visit
from threshold.web.pages.render import guards

COOKIE = "threshold_form"
LARGEST = 64 * 1024
"""Bytes of the largest form taken: eight pages of text are less."""


class Unreadable(Exception):
    """What was posted is no form of ours. `status` says why, as HTTP does."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


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

    @app.exception_handler(Forged)
    def forged(_: Forged) -> Response[str]:
        count("FormForged")
        return told(403)

    @app.exception_handler(Unreadable)
    def unreadable(error: Unreadable) -> Response[str]:
        return told(error.status)

    @app.exception_handler(Retryable)
    def busy(_: Retryable) -> Response[str]:
        count("Busy")
        return told(503)

    @app.exception_handler(Exception)
    def broken(error: Exception) -> Response[str]:
        count("Failed")
        log_failure(error)
        return told(500)

    return app


def root(app: APIGatewayRestResolver) -> str:
    """The path that all addresses of the site begin with; empty where they begin at the host."""
    return urlsplit(base_url(app)).path.rstrip("/")


def visit(app: APIGatewayRestResolver) -> Visit:
    """The request as the site takes it.

    Raises:
        Unreadable: what was posted is not a form, or comes from another site.
    """
    posts = app.current_event.http_method == "POST"
    posted = _posted(app) if posts else None
    return Visit(root(app), _code(app), posted, base_url(app).rstrip("/"))


def _code(app: APIGatewayRestResolver) -> str | None:
    try:
        cookies = SimpleCookie(app.current_event.headers.get("cookie") or "")
    except CookieError:
        return None
    return cookies[COOKIE].value if COOKIE in cookies else None


def _posted(app: APIGatewayRestResolver) -> dict[str, list[str]]:
    event = app.current_event
    if event.headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
        raise Unreadable(403)
    media_type = (event.headers.get("content-type") or "").split(";")[0].strip().lower()
    if media_type != "application/x-www-form-urlencoded":
        raise Unreadable(415)
    if len(event.body or "") > 2 * LARGEST:
        raise Unreadable(413)
    try:
        text = event.decoded_body or ""
        if len(text.encode()) > LARGEST:
            raise Unreadable(413)
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError:
        raise Unreadable(400) from None


def language_asked(app: APIGatewayRestResolver) -> str:
    """The language to begin in: as the address says, or as the browser prefers."""
    asked = (app.current_event.query_string_parameters or {}).get("lang")
    preferred = app.current_event.headers.get("accept-language") or ""
    return asked or preferred[:2].lower()


def answer(app: APIGatewayRestResolver, reply: PageReply) -> Response[str]:
    """A reply as HTTP has it."""
    headers = guards(reply.form_targets)
    if reply.keeps is not None:
        age = "" if reply.keeps else "; Max-Age=0"
        path = f"{root(app)}/apply"
        headers["Set-Cookie"] = (
            f"{COOKIE}={reply.keeps}; Path={path}; HttpOnly; Secure; SameSite=Lax{age}"
        )
    if reply.location:
        away = reply.location.startswith("https://")
        headers["Location"] = reply.location if away else f"{root(app)}{reply.location}"
        return Response(303, "text/html; charset=utf-8", "", headers=headers)
    return Response(reply.status, "text/html; charset=utf-8", reply.html, headers=headers)
