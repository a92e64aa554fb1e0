"""Pages of a list, as callers ask for them."""

from collections.abc import Mapping

from threshold.web.problem import Fault, Problem

MOST = 100
USUAL = 25
LONGEST_PLACE = 200


def page_asked(query: Mapping[str, str]) -> tuple[int, str | None]:
    """How many rows, and after which.

    Raises:
        Problem: 400 for a size that is not a whole number from 1 to 100, or a place that is none.
    """
    size = query.get("size", str(USUAL))
    if not (size.isascii() and size.isdigit() and len(size) <= 3 and 1 <= int(size) <= MOST):
        fault = Fault("size", f"must be a whole number from 1 to {MOST}")
        raise Problem(400, "The query cannot be used as it is.", (fault,))
    after = query.get("after") or None
    if after and len(after) > LONGEST_PLACE:
        fault = Fault("after", "must be the `after` of the page before")
        raise Problem(400, "The query cannot be used as it is.", (fault,))
    return int(size), after
