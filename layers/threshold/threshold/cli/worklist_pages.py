"""A worklist over the staff API, page after page."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from threshold.cli.access import Access
from threshold.cli.errors import Unanswered
from threshold.cli.staff_api import answer
from threshold.web.paging import MOST

Row = dict[str, object]

_WORKLIST = "worklist"
_NOT_A_WORKLIST = "the API's answer is not a worklist"


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
    page = answer(access, f"/worklists/{quote(name, safe='')}?{query}", _WORKLIST)
    if not isinstance(page, dict):
        raise Unanswered(_NOT_A_WORKLIST)
    found, after = page.get("rows"), page.get("after")
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Unanswered(_NOT_A_WORKLIST)
    if not isinstance(after, str | None):
        raise Unanswered(_NOT_A_WORKLIST)
    return found, after
