"""A worklist over the staff API, page after page."""

from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import (
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
    getproxies,
)

from threshold.cli.access import TOKEN_VARIABLE, Access
from threshold.cli.errors import Unanswered
from threshold.web.paging import MOST
from threshold.web.strict_json import UnreadableJson, parse

Row = dict[str, object]

_PATIENCE_SECONDS = 30  # API Gateway gives up after 29
_LARGEST = 4 * 1024 * 1024
_NOT_A_WORKLIST = "the API's answer is not a worklist"
_REFUSALS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: f"the sign-in has expired or is not valid; renew {TOKEN_VARIABLE}",
    HTTPStatus.FORBIDDEN: "your role does not see this worklist",
    HTTPStatus.NOT_FOUND: "there is no such worklist",
    HTTPStatus.TOO_MANY_REQUESTS: "the API is busy; try again in a minute",
}


class _NoRedirect(HTTPRedirectHandler):
    """Urllib would carry the token along to wherever it is sent."""

    def redirect_request(self, *_: object) -> None:
        """Never another request: a redirect is an answer that is not a worklist."""


def _http() -> OpenerDirector:
    # Plain HTTP is for this machine alone, so no proxy sees the token.
    proxies = {scheme: proxy for scheme, proxy in getproxies().items() if scheme == "https"}
    return build_opener(_NoRedirect, ProxyHandler(proxies))


def rows(access: Access, name: str, size: int = MOST) -> Iterator[Row]:
    """The rows in the order of the list, as the API gives them, asked for `size` at a time.

    Raises:
        Unanswered: the API cannot be reached, refuses, or answers something else.
    """
    after: str | None = None
    while True:
        found, following = _page(access, name, size, after)
        yield from found
        if following is None:
            return
        if following == after:
            raise Unanswered(_NOT_A_WORKLIST)
        after = following


def _page(access: Access, name: str, size: int, after: str | None) -> tuple[list[Row], str | None]:
    query = urlencode({"size": size} | ({"after": after} if after else {}))
    page = _answer(f"{access.api_url}/worklists/{quote(name, safe='')}?{query}", access.token)
    if not isinstance(page, dict):
        raise Unanswered(_NOT_A_WORKLIST)
    found, after = page.get("rows"), page.get("after")
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Unanswered(_NOT_A_WORKLIST)
    if not isinstance(after, str | None):
        raise Unanswered(_NOT_A_WORKLIST)
    return found, after


def _answer(url: str, token: str) -> object:
    # `access` checked the scheme.
    request = Request(url, headers={"Authorization": token, "Accept": "application/json"})  # noqa: S310
    try:
        with _http().open(request, timeout=_PATIENCE_SECONDS) as answer:
            value: object = parse(answer.read(_LARGEST).decode())
    except HTTPError as error:
        with error:
            told = _REFUSALS.get(error.code, f"the API answered {error.code}, not a worklist")
        raise Unanswered(told) from None
    except URLError as error:
        raise Unanswered(f"the API cannot be reached: {error.reason}") from None
    except (OSError, HTTPException):
        raise Unanswered("the API broke off its answer") from None
    except (UnreadableJson, UnicodeDecodeError, RecursionError):
        raise Unanswered(_NOT_A_WORKLIST) from None
    return value
