"""Records, events and findings as DynamoDB items, and back."""

import json
import zlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar, cast

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from threshold.codec import canonical, decode, encode
from threshold.intake.change import Finding
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.store.keys import (
    event_key,
    finding_key,
    intake_key,
    shard_of,
    worklist_partition,
    worklist_position,
)

T = TypeVar("T")
Item = dict[str, Any]
_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize
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
    """The EVENT item, its own hash beside it."""
    values = cast(dict[str, object], encode(event)) | {"hash": event.hash}
    return _item(values | {"pk": intake_key(event.intake_id), "sk": event_key(event.seq)})


def finding_item(finding: Finding, event: IntakeEvent) -> Item:
    """A finding's item. Its document is compressed: half the write units, and raw X12 with it."""
    document = zlib.compress(canonical(finding.document).encode(), 9)
    key = {"pk": intake_key(event.intake_id), "sk": finding_key(finding, event.seq)}
    return _item(key | {"document": document})


def record_of(item: Mapping[str, Any]) -> IntakeRecord:
    """The record of a RECORD item."""
    return decode(IntakeRecord, _plain(item, drop=_KEYS))


def event_of(item: Mapping[str, Any]) -> IntakeEvent:
    """The event of an EVENT item."""
    return decode(IntakeEvent, _plain(item, drop=(*_KEYS, "hash")))


def document_of(item: Mapping[str, Any], type_: type[T]) -> T:
    """The document of a finding's item."""
    return decode(type_, json.loads(zlib.decompress(item["document"]["B"])))


def _item(values: Mapping[str, object]) -> Item:
    return {name: _serialize(value) for name, value in values.items()}


def _plain(item: Mapping[str, Any], drop: tuple[str, ...]) -> dict[str, object]:
    return {name: _whole(_deserialize(value)) for name, value in item.items() if name not in drop}


def _whole(value: object) -> object:
    """DynamoDB's numbers come back as Decimals; every number we store is a whole one."""
    if isinstance(value, list):
        return [_whole(part) for part in value]
    if isinstance(value, dict):
        return {name: _whole(part) for name, part in value.items()}
    return int(value) if isinstance(value, Decimal) else value
