"""The HTTP edge: JSON in and out, every error as problem+json, nothing kept by any cache."""

import json
import os
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from threshold.edge.telemetry import begin, count, log_failure, metrics
from threshold.errors import Retryable, Unknown
from threshold.web.problem import MEDIA_TYPE, Problem

JSON = "application/json"
FHIR = "application/fhir+json"
_GUARDS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}


def reply(
    status: int, document: object, kind: str = JSON, headers: dict[str, str] | None = None
) -> Response[str]:
    """A reply with a JSON document, of a media type."""
    body = json.dumps(document, ensure_ascii=False)
    return Response(status, kind, body, headers={**_GUARDS, **(headers or {})})


def api() -> APIGatewayRestResolver:
    """An API without routes yet, that answers every error as a problem."""
    app = APIGatewayRestResolver()

    @app.not_found
    @app.exception_handler(Unknown)
    def nothing_here(_: Exception) -> Response[str]:
        return _answered(Problem(404, "There is nothing here."))

    @app.exception_handler(Problem)
    def wrong(problem: Problem) -> Response[str]:
        return _answered(problem)

    @app.exception_handler(Retryable)
    def busy(_: Retryable) -> Response[str]:
        count("Busy")
        return _answered(Problem(503, "Busy just now, and nothing was stored. Send it again."))

    @app.exception_handler(Exception)
    def broken(error: Exception) -> Response[str]:
        count("Failed")
        log_failure(error)
        return _answered(Problem(500, "Something went wrong on our side. Send it again."))

    return app


@metrics.log_metrics
def serve(app: APIGatewayRestResolver, event: dict[str, Any], context: Any) -> dict[str, Any]:
    """API Gateway's event answered by the API's routes."""
    begin()
    count("Requests")
    return app.resolve(event, context)


def _answered(problem: Problem) -> Response[str]:
    return reply(problem.status, problem.body(), MEDIA_TYPE)


def media_type(app: APIGatewayRestResolver) -> str:
    """The media type of what was sent, without its parameters."""
    sent = app.current_event.headers.get("content-type") or ""
    return sent.split(";")[0].strip().lower()


def json_text(app: APIGatewayRestResolver, largest: int, *also: str) -> str:
    """The JSON text that was sent, as application/json or what else is `also` taken.

    Raises:
        Problem: 415 for another media type, 413 for too much of it, 400 for bytes not UTF-8.
    """
    event = app.current_event
    if media_type(app) not in (JSON, *also):
        raise Problem(415, f"Send {' or '.join((JSON, *also))}.")
    if len(event.body or "") > 2 * largest:
        raise Problem(413, f"Send at most {largest} bytes.")
    try:
        text = event.decoded_body or ""
        size = len(text.encode())
    except ValueError:
        raise Problem(400, "Send UTF-8 text.") from None
    if size > largest:
        raise Problem(413, f"Send at most {largest} bytes.")
    return text


def base_url(app: APIGatewayRestResolver) -> str:
    """The address of the API, as deployed or else as the caller reached it."""
    if deployed := os.environ.get("PUBLIC_URL"):
        return deployed.rstrip("/")
    event = app.current_event
    scheme = event.headers.get("x-forwarded-proto") or "https"
    host = event.headers.get("host") or event.request_context.domain_name
    stage = event.request_context.path.removesuffix(event.path.rstrip("/"))
    return f"{scheme}://{host}{stage}"


def groups(app: APIGatewayRestResolver) -> frozenset[str]:
    """The sign-in groups of the caller, as API Gateway's Cognito authorizer verified them."""
    listed = _claims(app).get("cognito:groups") or []
    if isinstance(listed, str):
        listed = listed.strip("[]").replace(",", " ").split()
    return frozenset(listed)


def sign_in_name(app: APIGatewayRestResolver) -> str:
    """The sign-in name of the caller, as API Gateway's Cognito authorizer verified it."""
    claims = _claims(app)
    return str(claims.get("cognito:username") or claims.get("sub") or "unknown")


def _claims(app: APIGatewayRestResolver) -> dict[str, Any]:
    return app.current_event.request_context.authorizer.claims or {}
