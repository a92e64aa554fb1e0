"""The staff API over HTTP: one answer, or one clear line of why there is none."""

import json
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
    getproxies,
)

from threshold.cli.access import TOKEN_VARIABLE, Access
from threshold.cli.errors import Unanswered, UnusableInput
from threshold.web.strict_json import UnreadableJson, parse

_PATIENCE_SECONDS = 30  # API Gateway gives up after 29
_LARGEST = 4 * 1024 * 1024
_REFUSALS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: f"the sign-in has expired or is not valid; renew {TOKEN_VARIABLE}",
    HTTPStatus.FORBIDDEN: "your role does not see this {}",
    HTTPStatus.NOT_FOUND: "there is no such {}",
    HTTPStatus.CONFLICT: "somebody was faster; try again",
    HTTPStatus.TOO_MANY_REQUESTS: "the API is busy; try again in a minute",
}


class _NoRedirect(HTTPRedirectHandler):
    """Urllib would carry the token along to wherever it is sent."""

    def redirect_request(self, *_: object) -> None:
        """Never another request: a redirect is an answer that was not asked for."""


def _http() -> OpenerDirector:
    # Plain HTTP is for this machine alone, so no proxy sees the token.
    proxies = {scheme: proxy for scheme, proxy in getproxies().items() if scheme == "https"}
    return build_opener(_NoRedirect, ProxyHandler(proxies))


def answer(access: Access, path: str, what: str, body: object = None) -> object:
    """The JSON that the API answers for a path; `what` is the noun for what was asked.

    body: posted as JSON; None: the path is only read.

    Raises:
        UnusableInput: the API lists faults of what was posted.
        Unanswered: the API cannot be reached, refuses, or answers something else.
    """
    url = f"{access.api_url}{path}"
    a = "an" if what[0] in "aeiou" else "a"
    # `access` checked the scheme.
    headers = {"Authorization": access.token, "Accept": "application/json"}
    posted = None if body is None else json.dumps(body).encode()
    if posted is not None:
        headers["Content-Type"] = "application/json"
    request = Request(url, data=posted, headers=headers)  # noqa: S310
    try:
        with _http().open(request, timeout=_PATIENCE_SECONDS) as answered:
            value: object = parse(answered.read(_LARGEST).decode())
    except HTTPError as error:
        with error:
            if posted is not None and (faults := _faults(error)):
                raise UnusableInput(*faults) from None
            told = _REFUSALS.get(error.code, f"the API answered {error.code}, not {a} {what}")
        raise Unanswered(told.format(what)) from None
    except URLError as error:
        raise Unanswered(f"the API cannot be reached: {error.reason}") from None
    except (OSError, HTTPException):
        raise Unanswered("the API broke off its answer") from None
    except (UnreadableJson, UnicodeDecodeError, RecursionError):
        raise Unanswered(f"the API's answer is not {a} {what}") from None
    return value


def _faults(error: HTTPError) -> tuple[str, ...]:
    """What was wrong with what was posted, as the API lists it; nothing where it lists nothing."""
    if error.code != HTTPStatus.BAD_REQUEST:
        return ()
    try:
        problem = parse(error.read(_LARGEST).decode())
    except (UnreadableJson, UnicodeDecodeError, RecursionError, OSError, HTTPException):
        return ()
    listed = problem.get("errors") if isinstance(problem, dict) else None
    faults = [one.get("detail") for one in listed or () if isinstance(one, dict)]
    # They name fields as they were written: they must not move a terminal's cursor.
    return tuple("".join(c if c.isprintable() else "?" for c in str(one)) for one in faults)
