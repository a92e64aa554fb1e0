"""Which round of placing runs, in the one table: `ROSTER` / `ROUND`."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from threshold.store.putting import holds
from threshold.store.seat_items import ROSTER, key, utc

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_KEY = key(ROSTER, "ROUND")
_MOST_TRIES = 5


class DynamoDBRounds:
    """A `RoundLease` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def begin(self, now: datetime, until: datetime) -> bool:
        """See `RoundLease.begin`. The round under way may end between two looks at it."""
        begin = "SET lease_until = :until REMOVE wanted"
        free = "attribute_not_exists(lease_until) OR lease_until <= :now"
        for _ in range(_MOST_TRIES):
            if self._update(begin, free, until=until, now=now):
                return True
            if self._update("SET wanted = :now", "lease_until > :now", now=now):
                return False
        return False

    def end(self, until: datetime) -> bool:
        """See `RoundLease.end`. Who was late has lost it: then there is nothing to end."""
        over = "lease_until = :until AND attribute_not_exists(wanted)"
        if self._update("REMOVE lease_until", over, until=until):
            return True
        return not self._update("REMOVE wanted", "lease_until = :until", until=until)

    def _update(self, expression: str, condition: str, **moments: datetime) -> bool:
        values: dict[str, Any] = {f":{name}": {"S": utc(at)} for name, at in moments.items()}
        what = {"TableName": self._table, "Key": _KEY, "UpdateExpression": expression}
        return holds(self._client.update_item, condition, values, **what)


class MemoryRounds:
    """A `RoundLease` that forgets when the process ends."""

    def __init__(self) -> None:
        self._until: datetime | None = None
        self._wanted = False

    def begin(self, now: datetime, until: datetime) -> bool:
        """See `RoundLease.begin`."""
        if self._until and now < self._until:
            self._wanted = True
            return False
        self._until, self._wanted = until, False
        return True

    def end(self, until: datetime) -> bool:
        """See `RoundLease.end`."""
        if self._until != until:
            return True
        again, self._wanted = self._wanted, False
        if not again:
            self._until = None
        return not again
