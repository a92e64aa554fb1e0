"""Records to plain JSON values and back, by their type hints, standard library only.

A record is a frozen dataclass or a named tuple.

Workers read and write findings on every message; pydantic, which guards the edges, would cost
each cold start more than all the rest of the worker.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Undecodable(ValueError):
    """A stored document does not have the shape of its type. Names the path, never the value."""


def encode(value: object) -> object:
    """The plain JSON form of a value: records as objects, None fields left out.

    Decimals, dates and times become strings, enums their values, tuples lists.
    """
    kind: type = type(value)
    if _is_record(kind):
        pairs = ((name, getattr(value, name)) for name in _names(kind))
        return {name: encode(part) for name, part in pairs if part is not None}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): encode(part) for key, part in value.items()}
    if isinstance(value, tuple | list | frozenset):
        parts = sorted(value) if isinstance(value, frozenset) else value
        return [encode(part) for part in parts]
    return value


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no white space. What hashes are taken of."""
    return json.dumps(encode(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def decode(kind: type[T], document: object) -> T:
    """The value of a type from its plain form.

    Raises:
        Undecodable: the document does not fit the type.
    """
    return _decode(kind, document, "")  # type: ignore[return-value]


def _decode(kind: object, document: object, path: str) -> object:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _decode_union(get_args(kind), document, path)
    if origin is not None:
        return _decode_container(origin, get_args(kind), document, path)
    if not isinstance(kind, type):
        raise Undecodable(f"{path or 'document'}: no known type")
    if _is_record(kind):
        return _decode_record(kind, document, path)
    return _decode_scalar(kind, document, path)


def _decode_union(choices: tuple[object, ...], document: object, path: str) -> object:
    if document is None and type(None) in choices:
        return None
    for choice in choices:
        if choice is not type(None):
            try:
                return _decode(choice, document, path)
            except Undecodable:
                continue
    raise Undecodable(f"{path}: fits none of its types")


def _decode_container(
    origin: object, arguments: tuple[object, ...], document: object, path: str
) -> object:
    if origin in (tuple, frozenset) and isinstance(document, list):
        parts = [_decode(arguments[0], part, f"{path}[]") for part in document]
        return tuple(parts) if origin is tuple else frozenset(parts)
    if isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(document, dict):
        key_kind, part_kind = arguments
        return {
            _decode(key_kind, key, path): _decode(part_kind, part, f"{path}.*")
            for key, part in document.items()
        }
    raise Undecodable(f"{path}: not a list or object as expected")


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def _is_record(kind: type) -> bool:
    """Whether values of a type are stored as objects: a dataclass's or a named tuple's."""
    return is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a record, in order."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return tuple(getattr(kind, "_fields", ()))


def _decode_record(kind: type, document: object, path: str) -> object:
    if not isinstance(document, dict):
        raise Undecodable(f"{path or kind.__name__}: not an object")
    hints = _hints(kind)
    if unknown := set(document) - set(hints):
        raise Undecodable(f"{path or kind.__name__}: {len(unknown)} fields the type does not have")
    values = {name: _decode(hints[name], part, f"{path}.{name}") for name, part in document.items()}
    for name in _names(kind):
        if name not in values and type(None) in get_args(hints[name]):
            values[name] = None
    try:
        return kind(**values)
    except TypeError:
        raise Undecodable(f"{path or kind.__name__}: a field is missing") from None


def _decode_scalar(kind: type, document: object, path: str) -> object:
    if kind is object:
        return document
    if kind in (str, int, bool):
        if type(document) is kind:
            return document
        raise Undecodable(f"{path}: not {kind.__name__}")
    if isinstance(document, bool) or not isinstance(document, str | int):
        raise Undecodable(f"{path}: not text or number")
    try:
        if issubclass(kind, datetime | date | time):
            return kind.fromisoformat(document)  # type: ignore[arg-type]
        return kind(document)  # type: ignore[call-arg]
    except (TypeError, ValueError, ArithmeticError):
        raise Undecodable(f"{path}: not {kind.__name__}") from None
