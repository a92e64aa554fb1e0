"""What DynamoDB bills for items: their size, and the units to write and to read them.

Sources: "DynamoDB item sizes and formats" and "Capacity unit consumption" in Amazon's developer
guide. What the guide leaves open was settled by others' measurements on the service: the doubling
in a transaction does not apply to its index entries, an overwrite is billed by the larger of the
two items, and a read that finds nothing is billed as one that finds one small item.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

WRITE_BLOCK = 1024
READ_BLOCK = 4096
STORED_OVERHEAD = 100
"""Bytes stored for each item and each index entry beside its own."""

Item = Mapping[str, Any]


def item_size(item: Item) -> int:
    """The bytes of an item in the service's own form, names of attributes included."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: Mapping[str, Any]) -> int:
    [(kind, content)] = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return _number_size(content)
        case "B":
            return len(content if isinstance(content, bytes) else base64.b64decode(content))
        case "BOOL" | "NULL":
            return 1
        case "SS":
            return sum(len(part.encode()) for part in content)
        case "L":
            return 3 + sum(1 + _value_size(part) for part in content)
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value_size(v) for name, v in content.items())
    raise ValueError(f"no size is known for an attribute of type {kind}")


def _number_size(number: str) -> int:
    """About one byte for two significant digits, one more, and one for the sign."""
    digits = number.lstrip("-").replace(".", "").strip("0")
    return ceil(len(digits) / 2) + 1 + number.startswith("-")


def write_units(size: int) -> int:
    """Units to write so many bytes outside a transaction."""
    return max(1, ceil(size / WRITE_BLOCK))


def put_units(old: Item | None, new: Item, *, transaction: bool) -> int:
    """Units of the table, not of its indexes, to put an item in the place of another or of none."""
    units = write_units(max(item_size(new), item_size(old) if old else 0))
    return 2 * units if transaction else units


def index_units(old: Item | None, new: Item, keys: Sequence[str]) -> int:
    """Units of a sparse index that holds keys alone, for the same put.

    Nothing where the entry stays as it is; a moved one is taken out and put in again.
    """
    entries = [entry(item, keys) for item in (old, new)]
    if entries[0] == entries[1]:
        return 0
    return sum(write_units(item_size(each)) for each in entries if each)


def entry(item: Item | None, keys: Sequence[str]) -> dict[str, Any]:
    """An item's entry in an index that holds keys alone; empty where it is not in the index."""
    if item is None or not all(key in item for key in keys):
        return {}
    return {key: item[key] for key in keys}


def read_units(sizes: Iterable[int], *, consistent: bool) -> float:
    """Units to read items in one go, as a query does: their sum is rounded up, not each."""
    blocks = max(1, ceil(sum(sizes) / READ_BLOCK))
    return blocks if consistent else blocks / 2
