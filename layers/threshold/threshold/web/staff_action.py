"""The edge of a staff action: which one it is, before anything of it is looked at."""

from collections.abc import Collection

from threshold.web.problem import Fault, Problem
from threshold.web.strict_json import UnreadableJson, parse

LARGEST = 64 * 1024
"""Bytes of the largest action taken."""

Document = dict[str, object]


def read_action(text: str, known: Collection[str]) -> tuple[str, Document]:
    """The name of the action in a JSON text, and the rest of it.

    Raises:
        Problem: 400 where it is no object, or names no action that is known here.
    """
    try:
        document = parse(text)
    except UnreadableJson as error:
        raise _bad(Fault("#", str(error))) from None
    if not isinstance(document, dict):
        raise _bad(Fault("#", "must be an object"))
    name = document.pop("action", None)
    if not isinstance(name, str) or name not in known:
        raise _bad(Fault("#/action", f"must be one of: {', '.join(known)}"))
    return name, document


def _bad(fault: Fault) -> Problem:
    return Problem(400, "The action cannot be used as it is.", (fault,))
