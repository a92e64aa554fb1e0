"""How people wait, in the one table: `WAITS` / intake id, so that one query finds them all."""

from typing import TYPE_CHECKING, Any

from threshold.scheduling.waiting import Wait
from threshold.store.items import document_of, packed
from threshold.store.query import items_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_WAITS = "WAITS"


class DynamoDBWaits:
    """A `Waits` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def all(self) -> tuple[Wait, ...]:
        """See `Waits.all`."""
        found = items_of(self._client, self._table, _WAITS)
        return tuple(document_of(item, Wait) for item in found)

    def keep(self, wait: Wait) -> None:
        """See `Waits.keep`."""
        document = {"document": {"B": packed(wait)}}
        self._client.put_item(TableName=self._table, Item=_key(wait.intake_id) | document)

    def forget(self, intake_id: str) -> None:
        """See `Waits.forget`."""
        self._client.delete_item(TableName=self._table, Key=_key(intake_id))


class MemoryWaits:
    """A `Waits` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, Wait] = {}

    def all(self) -> tuple[Wait, ...]:
        """See `Waits.all`."""
        return tuple(self._kept.values())

    def keep(self, wait: Wait) -> None:
        """See `Waits.keep`."""
        self._kept[wait.intake_id] = wait

    def forget(self, intake_id: str) -> None:
        """See `Waits.forget`."""
        self._kept.pop(intake_id, None)


def _key(intake_id: str) -> dict[str, Any]:
    return {"pk": {"S": _WAITS}, "sk": {"S": intake_id}}
