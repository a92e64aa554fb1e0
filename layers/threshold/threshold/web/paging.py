"""Pages of a list, as callers ask for them."""

from collections.abc import Mapping

from threshold.web.problem import Fault, Problem

MOST = 100
USUAL = 25


def page_asked(query: Mapping[str, str]) -> tuple[int, str | None]:
    """How many rows, and after which.

    Raises:
        Problem: 400 for a size that is not a whole number from 1 to 100.
    """
    size = query.get("size", str(USUAL))
    if not (size.isascii() and size.isdigit() and 1 <= int(size[:9]) <= MOST):
        fault = Fault("size", f"must be a whole number from 1 to {MOST}")
        raise Problem(400, "The query cannot be used as it is.", (fault,))
    return int(size), query.get("after") or None
