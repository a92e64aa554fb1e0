"""JSON read strictly: what two readers could understand differently is refused."""

import json
from math import isinf
from typing import Any


class UnreadableJson(ValueError):
    """The text is not JSON, or is JSON that two readers could take differently."""


def parse(text: str) -> Any:
    """The value of a JSON text.

    Raises:
        UnreadableJson: not JSON; a name that stands twice in an object; NaN or infinity; nesting
            or numbers beyond reason; characters that no text has (lone surrogates, controls).
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_refused, parse_float=_finite
        )
        _check_text(value)
    except UnreadableJson:
        raise
    except (ValueError, RecursionError):
        raise UnreadableJson("must be JSON") from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnreadableJson("must not name a field twice in one object")
    return found


def _refused(_: str) -> Any:
    raise UnreadableJson("must not have NaN or infinity")


def _finite(text: str) -> float:
    value = float(text)
    if isinf(value):
        raise UnreadableJson("must not have numbers beyond reason")
    return value


def _check_text(value: Any) -> None:
    if isinstance(value, str):
        if any(ord(char) < 32 and char not in "\n\r\t" for char in value) or "\x7f" in value:
            raise UnreadableJson("must not have control characters in text")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise UnreadableJson("must be Unicode text") from None
    elif isinstance(value, dict):
        for name, part in value.items():
            _check_text(name)
            _check_text(part)
    elif isinstance(value, list):
        for part in value:
            _check_text(part)
