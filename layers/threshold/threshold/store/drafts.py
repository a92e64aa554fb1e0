"""Drafts of the form in the one table: `DRAFT#hash` / `DRAFT`, gone after they expire.

One that staff have to hear of stands on the sparse index of worklists too, under partitions of
its own; so finding those that are due reads nothing of all the others.
"""

import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from threshold.codec import decode, encode
from threshold.form.draft import Draft, Value
from threshold.form.signing import Signed
from threshold.store.keys import INDEX, SHARDS, shard_of
from threshold.store.putting import put_if

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoDBDraftStore:
    """A `DraftStore` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def create(self, key: str, draft: Draft) -> bool:
        """See `DraftStore.create`."""
        return put_if(self._client, self._table, _item(key, draft), "attribute_not_exists(pk)")

    def save(self, key: str, draft: Draft) -> bool:
        """See `DraftStore.save`."""
        before = {":before": {"N": str(draft.version - 1)}}
        item = _item(key, draft)
        return put_if(self._client, self._table, item, "version = :before", before)

    def load(self, key: str) -> Draft | None:
        """See `DraftStore.load`."""
        found = self._client.get_item(TableName=self._table, Key=_key(key), ConsistentRead=True)
        return _draft(found["Item"]) if "Item" in found else None

    def due(self, now: datetime, most: int) -> tuple[str, ...]:
        """See `DraftStore.due`."""
        found = [
            item["worklist_sk"]["S"]
            for shard in range(SHARDS)
            for item in self._client.query(
                TableName=self._table,
                IndexName=INDEX,
                KeyConditionExpression="worklist_pk = :waiting AND worklist_sk < :later",
                ExpressionAttributeValues={
                    ":waiting": {"S": _waiting(shard)},
                    ":later": {"S": f"{_utc(now)}~"},
                },
                Limit=most,
            )["Items"]
        ]
        return tuple(position.rpartition("#")[2] for position in sorted(found)[:most])


class MemoryDraftStore:
    """A `DraftStore` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, Draft] = {}

    def create(self, key: str, draft: Draft) -> bool:
        """See `DraftStore.create`."""
        return self._kept.setdefault(key, draft) is draft

    def load(self, key: str) -> Draft | None:
        """See `DraftStore.load`."""
        return self._kept.get(key)

    def save(self, key: str, draft: Draft) -> bool:
        """See `DraftStore.save`."""
        kept = self._kept.get(key)
        if kept is None or kept.version != draft.version - 1:
            return False
        self._kept[key] = draft
        return True

    def due(self, now: datetime, most: int) -> tuple[str, ...]:
        """See `DraftStore.due`."""
        waiting = [(one.due_at, key) for key, one in self._kept.items() if one.due_at]
        return tuple(key for due_at, key in sorted(waiting) if due_at <= now)[:most]


def _key(key: str) -> dict[str, Any]:
    return {"pk": {"S": f"DRAFT#{key}"}, "sk": {"S": "DRAFT"}}


def _waiting(shard: int) -> str:
    return f"waiting_draft#{shard}"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _item(key: str, draft: Draft) -> dict[str, Any]:
    document = {
        "language": draft.language,
        "opened_at": draft.opened_at.isoformat(),
        "saved_at": draft.saved_at.isoformat(),
        "said": dict(draft.said),
        "page": draft.page,
        "intake_id": draft.intake_id,
        "submitted": draft.submitted,
        "signed": encode(draft.signed),
        "due_at": draft.due_at.isoformat() if draft.due_at else None,
    }
    packed = zlib.compress(json.dumps(document, ensure_ascii=False).encode(), 9)
    return {
        **_key(key),
        "version": {"N": str(draft.version)},
        "document": {"B": packed},
        **(_until(draft) if draft.due_at is None else _on_the_index(key, draft.due_at)),
    }


def _until(draft: Draft) -> dict[str, Any]:
    return {"expires_at": {"N": str(int(draft.kept_until.timestamp()))}}


def _on_the_index(key: str, due_at: datetime) -> dict[str, Any]:
    """In place of a time to expire: nothing is forgotten that staff have yet to hear of."""
    return {
        "worklist_pk": {"S": _waiting(shard_of(key))},
        "worklist_sk": {"S": f"{_utc(due_at)}#{key}"},
    }


def _draft(item: Mapping[str, Any]) -> Draft:
    document = json.loads(zlib.decompress(item["document"]["B"]))
    said: dict[str, Value] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in document["said"].items()
    }
    due_at = document.get("due_at")
    return Draft(
        language=document["language"],
        opened_at=datetime.fromisoformat(document["opened_at"]),
        saved_at=datetime.fromisoformat(document["saved_at"]),
        said=said,
        page=document["page"],
        intake_id=document["intake_id"],
        submitted=document["submitted"],
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        version=int(item["version"]["N"]),
        signed={kind: decode(Signed, one) for kind, one in document["signed"].items()},
    )
