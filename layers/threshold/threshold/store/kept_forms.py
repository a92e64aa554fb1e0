"""Forms kept for who has to sign in again: `KEPT#hash` / `KEPT`, gone after their time."""

import json
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from threshold.staff.kept_forms import Posted

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoDBKeptForms:
    """A `KeptForms` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def keep(self, key: str, posted: Posted, until: datetime) -> None:
        """See `KeptForms.keep`."""
        text = json.dumps({name: [*values] for name, values in posted.items()})
        self._put(key, until, {"document": {"B": zlib.compress(text.encode(), 9)}})

    def load(self, key: str, now: datetime) -> Posted | None:
        """See `KeptForms.load`. Expired items stay for days, so their time is looked at."""
        found = self._client.get_item(TableName=self._table, Key=_key(key), ConsistentRead=True)
        item = found.get("Item", {})
        if "document" not in item or int(item["expires_at"]["N"]) <= now.timestamp():
            return None
        posted: Posted = json.loads(zlib.decompress(item["document"]["B"]))
        return posted

    def forget(self, key: str, now: datetime) -> None:
        """See `KeptForms.forget`."""
        self._put(key, now, {})

    def _put(self, key: str, until: datetime, values: dict[str, Any]) -> None:
        expires = {"expires_at": {"N": str(int(until.timestamp()))}}
        self._client.put_item(TableName=self._table, Item={**_key(key), **expires, **values})


class MemoryKeptForms:
    """A `KeptForms` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Posted, datetime]] = {}

    def keep(self, key: str, posted: Posted, until: datetime) -> None:
        """See `KeptForms.keep`."""
        self._kept[key] = {name: [*values] for name, values in posted.items()}, until

    def load(self, key: str, now: datetime) -> Posted | None:
        """See `KeptForms.load`."""
        posted, until = self._kept.get(key, ({}, now))
        return posted if now < until else None

    def forget(self, key: str, now: datetime) -> None:  # noqa: ARG002 - the port's
        """See `KeptForms.forget`."""
        self._kept.pop(key, None)


def _key(key: str) -> Any:
    return {"pk": {"S": f"KEPT#{key}"}, "sk": {"S": "KEPT"}}
