"""The edge of the console's pages: a browser's request in, HTML or a redirect out."""

from collections.abc import Callable
from urllib.parse import quote, urlencode

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from threshold.console.roles import NotForRole
from threshold.console_pages.gate import Forged, SignInNeeded
from threshold.console_pages.shell import PACKAGE
from threshold.console_pages.site import ConsoleSite
from threshold.console_pages.visit import Reply, Request, StaffVisit, Upload
from threshold.edge import wiring
from threshold.edge.browser import MULTIPART, cookie, errors_as_pages, posted, root, uploaded
from threshold.edge.environment import Misdeployed
from threshold.edge.http import base_url, media_type
from threshold.edge.telemetry import log_failure
from threshold.errors import Unknown
from threshold.staff.sessions import IDLE
from threshold.web.pages.render import guards

SESSION, ATTEMPT = "__Host-threshold_staff", "__Host-threshold_sign_in"
_GUARDED = "Path=/; HttpOnly; Secure; SameSite=Lax"
"""Lax, since the sign-in page of another site sends people back: a Strict cookie would not come
with them, neither the attempt's nor, on the page after it, the session's. Lax lets a cookie come
with no form that another site posts."""
WITH_FILES = frozenset({"/console/roster/import"})
"""Pages whose forms may carry files."""
_ATTEMPT_SECONDS = 600
_GRACE_SECONDS = 5

_LAST_RESORT = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Something went wrong</title>
<h1>Something went wrong on our side</h1><p>It is logged. Try again in a minute.</p></html>"""
_HTML = "text/html; charset=utf-8"


def console() -> APIGatewayRestResolver:
    """A console without pages yet, on which every error is a page."""
    app = APIGatewayRestResolver()

    def told(status: int) -> Response[str]:
        try:
            return answer(app, site(app).problem(request(app, readable=False), status))
        except Exception as error:  # noqa: BLE001 - logged; something has to be shown
            log_failure(error)
            return Response(500, _HTML, _LAST_RESORT, headers=guards(package=PACKAGE))

    @app.not_found
    @app.exception_handler(Unknown)
    def nothing_here(_: Exception) -> Response[str]:
        return told(404)

    @app.exception_handler(SignInNeeded)
    def sign_in_needed(why: SignInNeeded) -> Response[str]:
        return answer(app, site(app).sign_in.needed(request(app), why))

    @app.exception_handler(NotForRole)
    def not_for_role(_: NotForRole) -> Response[str]:
        return told(403)

    errors_as_pages(app, told, Forged)
    return app


def site(app: APIGatewayRestResolver) -> ConsoleSite:
    """The site, for the app client that the API's stage names.

    The client's callback names the API; so neither the API's functions nor their environment can
    wait for the client, and its stage alone knows both.
    """
    client = (app.current_event.stage_variables or {}).get("ConsoleClient")
    if not client:
        raise Misdeployed("the stage lacks the variable ConsoleClient")
    return wiring.console_site(client)


def staff_page(
    app: APIGatewayRestResolver, page: Callable[[ConsoleSite, StaffVisit], Reply]
) -> Response[str]:
    """The page, for whoever is signed in and may see it."""
    here = site(app)
    return answer(app, page(here, here.enter(request(app))))


def sign_in_page(
    app: APIGatewayRestResolver, page: Callable[[ConsoleSite, Request], Reply]
) -> Response[str]:
    """A page for which nobody has to be signed in."""
    return answer(app, page(site(app), request(app)))


def request(app: APIGatewayRestResolver, *, readable: bool = True) -> Request:
    """The request as the site takes it. readable: False leaves out what was posted.

    Raises:
        Unreadable: what was posted is not a form, or comes from another site.
    """
    event = app.current_event
    query = event.query_string_parameters or {}
    fields, files = _sent(app) if readable and event.http_method == "POST" else (None, ())
    asked = f"?{urlencode(query)}" if query else ""
    return Request(
        method=event.http_method,
        route=event.resource,
        path=f"{event.path.rstrip('/')}{asked}",
        root=root(app),
        site=base_url(app).rstrip("/"),
        query=query,
        posted=fields,
        files=files,
        session=cookie(app, SESSION),
        attempt=cookie(app, ATTEMPT),
    )


def _sent(app: APIGatewayRestResolver) -> tuple[dict[str, list[str]], tuple[Upload, ...]]:
    if app.current_event.resource not in WITH_FILES or media_type(app) != MULTIPART:
        return posted(app), ()
    fields, files = uploaded(app)
    return fields, tuple(Upload(*one) for one in files)


def answer(app: APIGatewayRestResolver, reply: Reply) -> Response[str]:
    """A reply as HTTP has it."""
    headers: dict[str, str | list[str]] = {
        **guards((site(app).provider_origin,), PACKAGE),
        "Set-Cookie": [*_cookies(reply)],
    }
    if reply.location:
        ours = reply.location.startswith("/")
        headers["Location"] = f"{root(app)}{reply.location}" if ours else reply.location
        return Response(303, _HTML, "", headers=headers)
    if reply.leads_off:
        headers["Refresh"] = _to_the_sign_off_page(app)
    return Response(reply.status, _HTML, reply.html, headers=headers)


def _to_the_sign_off_page(app: APIGatewayRestResolver) -> str:
    seconds = int(IDLE.total_seconds()) + _GRACE_SECONDS
    to = quote(request(app, readable=False).path, safe="")
    return f"{seconds}; url={root(app)}/console/signed-off?to={to}"


def _cookies(reply: Reply) -> list[str]:
    sent = []
    for name, value in ((SESSION, reply.session), (ATTEMPT, reply.attempt)):
        if value is not None:
            ends = f"; Max-Age={_ATTEMPT_SECONDS}" if name is ATTEMPT else ""
            sent.append(f"{name}={value}{ends if value else '; Max-Age=0'}; {_GUARDED}")
    return sent
