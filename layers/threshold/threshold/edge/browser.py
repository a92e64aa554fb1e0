"""What a browser sends to any of our sites: its cookies, what is asked, what is posted."""

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from threshold.edge.http import base_url, media_type
from threshold.edge.telemetry import count, log_failure
from threshold.errors import Retryable

if TYPE_CHECKING:
    from threshold.edge.uploads import Uploaded

LARGEST = 64 * 1024
"""Bytes of the largest form taken: eight pages of text are less."""
MULTIPART = "multipart/form-data"
LARGEST_UPLOAD = 2 * 1024 * 1024
"""Bytes of the largest form with files."""


class Unreadable(Exception):
    """What was posted is no form of ours. `status` says why, as HTTP does."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


def errors_as_pages(
    app: APIGatewayRestResolver,
    told: Callable[[int], Response[str]],
    forged: type[Exception],
) -> None:
    """Answer what goes wrong on any site by a page, and count it. `told` makes the page of an HTTP
    status; `forged` is what the site raises of a form that it never gave out."""

    @app.exception_handler(forged)
    def not_ours(_: Exception) -> Response[str]:
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


def root(app: APIGatewayRestResolver) -> str:
    """The path that all addresses of the site begin with; empty where they begin at the host."""
    path = urlsplit(base_url(app)).path.strip("/")
    return f"/{path}" if path else ""


def cookie(app: APIGatewayRestResolver, name: str) -> str:
    """The value of a cookie, empty for none."""
    try:
        sent = SimpleCookie(app.current_event.headers.get("cookie") or "")
    except CookieError:
        return ""
    return sent[name].value if name in sent else ""


def posted(app: APIGatewayRestResolver) -> dict[str, list[str]]:
    """What was posted.

    Raises:
        Unreadable: it is not a form, or comes from another site.
    """
    text = _text(app, "application/x-www-form-urlencoded", LARGEST)
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError:
        raise Unreadable(400) from None


def uploaded(app: APIGatewayRestResolver) -> "Uploaded":
    """What was posted with files.

    Raises:
        Unreadable: it is not a form with files, or comes from another site.
    """
    from threshold.edge.uploads import read_upload

    text = _text(app, MULTIPART, LARGEST_UPLOAD)
    try:
        return read_upload(app.current_event.headers.get("content-type") or "", text.encode())
    except ValueError:
        raise Unreadable(400) from None


def _text(app: APIGatewayRestResolver, kind: str, largest: int) -> str:
    event = app.current_event
    if not _is_from_here(app):
        raise Unreadable(403)
    if media_type(app) != kind:
        raise Unreadable(415)
    if len(event.body or "") > 2 * largest:
        raise Unreadable(413)
    try:
        text = event.decoded_body or ""
        size = len(text.encode())
    except ValueError:
        raise Unreadable(400) from None
    if size > largest:
        raise Unreadable(413)
    return text


def _is_from_here(app: APIGatewayRestResolver) -> bool:
    """Whether a page of ours posted it, as far as the browser says; an old one says `Origin`."""
    headers = app.current_event.headers
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == urlsplit(base_url(app)).netloc


def asked(app: APIGatewayRestResolver, name: str) -> str:
    """A value of the address's query, empty for none."""
    return (app.current_event.query_string_parameters or {}).get(name) or ""
