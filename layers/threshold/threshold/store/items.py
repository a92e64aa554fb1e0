"""Records, events and findings as DynamoDB items, and back."""

import json
import zlib
from collections.abc import Mapping
from datetime import UTC
from typing import Any, TypeVar, cast

from threshold.codec import canonical, decode, encode
from threshold.intake.change import Finding
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.store.keys import (
    INTAKE,
    MEMBER,
    couple_key,
    event_key,
    finding_key,
    intake_key,
    ledger_key,
    person_partition,
    shard_of,
    worklist_partition,
    worklist_position,
)

T = TypeVar("T")
Item = dict[str, Any]
_KEYS = ("pk", "sk", "worklist_pk", "worklist_sk")


def record_item(record: IntakeRecord) -> Item:
    """The RECORD item; it is on the sparse index only while it is on a worklist."""
    values = cast(dict[str, object], encode(record))
    values |= {"pk": intake_key(record.intake_id), "sk": "RECORD"}
    if record.worklist:
        partition = worklist_partition(record.worklist, shard_of(record.intake_id))
        values |= {"worklist_pk": partition, "worklist_sk": worklist_position(record)}
    return _item(values)


def event_item(event: IntakeEvent) -> Item:
    """The EVENT item. Its hash stands in the event after it, and the last one's in the record."""
    values = cast(dict[str, object], encode(event))
    return _item(values | {"pk": intake_key(event.intake_id), "sk": event_key(event.seq)})


def member_item(couple: str, intake_id: str) -> Item:
    """The link of an intake to its couple; writing it again changes nothing."""
    return _item({"pk": couple_key(couple), "sk": f"{MEMBER}{intake_id}"})


def person_item(person: str, intake_id: str) -> Item:
    """By what an intake is found; writing it again changes nothing."""
    return _item({"pk": person_partition(person), "sk": f"{INTAKE}{intake_id}"})


def ledger_item(event: IntakeEvent) -> Item:
    """An event as a line of its month's ledger, the months counted in UTC."""
    at = event.occurred_at.astimezone(UTC).isoformat(timespec="microseconds")
    values = cast(dict[str, object], encode(event))
    place = f"{at}#{event.intake_id}#{event.seq:06}"
    return _item(values | {"pk": ledger_key(at[:7]), "sk": place})


def finding_item(finding: Finding, event: IntakeEvent) -> Item:
    """A finding's item. Its document is compressed: half the write units, and raw X12 with it."""
    key = {"pk": intake_key(event.intake_id), "sk": finding_key(finding, event.seq)}
    return _item(key | {"document": packed(finding.document)})


def packed(document: object) -> bytes:
    """A document as items hold it: `document_of` gives it back."""
    return zlib.compress(canonical(document).encode(), 9)


def record_of(item: Mapping[str, Any]) -> IntakeRecord:
    """The record of a RECORD item."""
    return decode(IntakeRecord, _plain(item, drop=_KEYS))


def event_of(item: Mapping[str, Any]) -> IntakeEvent:
    """The event of an EVENT item."""
    return decode(IntakeEvent, _plain(item, drop=_KEYS))


def document_of(item: Mapping[str, Any], type_: type[T]) -> T:
    """The document of an item that holds one, as `packed` made it."""
    return decode(type_, json.loads(zlib.decompress(item["document"]["B"])))


def documents_of(item: Mapping[str, Any], type_: type[T]) -> tuple[T, ...]:
    """The documents of an item that holds several as a list, or the one of one that holds one."""
    found = json.loads(zlib.decompress(item["document"]["B"]))
    return tuple(decode(type_, one) for one in (found if isinstance(found, list) else [found]))


def _item(values: Mapping[str, object]) -> Item:
    return {name: attribute(value) for name, value in values.items()}


def _plain(item: Mapping[str, Any], drop: tuple[str, ...]) -> dict[str, object]:
    return {name: value_of(part) for name, part in item.items() if name not in drop}


def attribute(value: object) -> dict[str, Any]:
    """A plain value as DynamoDB's attribute value. Ours, since boto3's own costs a cold start.

    Raises:
        TypeError: a value of a kind that no item of ours has.
    """
    match value:
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case list():
            return {"L": [attribute(part) for part in value]}
        case dict():
            return {"M": {name: attribute(part) for name, part in value.items()}}
    raise TypeError(f"no attribute value for {type(value).__name__}")


def value_of(attribute_value: Mapping[str, Any]) -> object:
    """The plain value of an attribute value. Every number we store is a whole one."""
    ((kind, value),) = attribute_value.items()
    match kind:
        case "N":
            return int(value)
        case "L":
            return [value_of(part) for part in value]
        case "M":
            return {name: value_of(part) for name, part in value.items()}
    return value
