"""Counts of tries in the one table: `TRIES#key` / `TRIES`, gone after their time."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoDBTries:
    """A `TryCounter` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def add(self, key: str, amount: int, until: datetime) -> int:
        """See `TryCounter.add`."""
        counted = self._client.update_item(
            TableName=self._table,
            Key=_key(key),
            UpdateExpression="ADD tries :amount SET expires_at = :until",
            ExpressionAttributeValues={
                ":amount": {"N": str(amount)},
                ":until": {"N": str(int(until.timestamp()))},
            },
            ReturnValues="UPDATED_NEW",
        )
        return int(counted["Attributes"]["tries"]["N"])

    def count(self, key: str) -> int:
        """See `TryCounter.count`."""
        found = self._client.get_item(TableName=self._table, Key=_key(key), ConsistentRead=True)
        return int(found["Item"]["tries"]["N"]) if "Item" in found else 0


class MemoryTries:
    """A `TryCounter` that forgets when the process ends."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, key: str, amount: int, until: datetime) -> int:  # noqa: ARG002 - the port's
        """See `TryCounter.add`."""
        self._counts[key] = self.count(key) + amount
        return self._counts[key]

    def count(self, key: str) -> int:
        """See `TryCounter.count`."""
        return self._counts.get(key, 0)


def _key(key: str) -> Any:
    return {"pk": {"S": f"TRIES#{key}"}, "sk": {"S": "TRIES"}}
