"""The last notice of capacity in the one table: `NOTICE` / `CAPACITY`."""

import json
from typing import TYPE_CHECKING, Any

from threshold.codec import canonical, decode
from threshold.errors import Conflict
from threshold.scheduling.capacity import Notice
from threshold.store.putting import put_if

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_KEY: Any = {"pk": {"S": "NOTICE"}, "sk": {"S": "CAPACITY"}}
_FIRST = "another notice was kept first"


class DynamoDBNotices:
    """A `Notices` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def last(self) -> Notice | None:
        """See `Notices.last`."""
        found = self._client.get_item(TableName=self._table, Key=_KEY, ConsistentRead=True)
        return decode(Notice, json.loads(found["Item"]["notice"]["S"])) if "Item" in found else None

    def keep(self, notice: Notice, before: Notice | None) -> None:
        """See `Notices.keep`."""
        item = {**_KEY, "notice": _text(notice)}
        condition, values = "attribute_not_exists(pk)", None
        if before:
            condition, values = "notice = :before", {":before": _text(before)}
        if not put_if(self._client, self._table, item, condition, values):
            raise Conflict(_FIRST)


class MemoryNotices:
    """A `Notices` that forgets when the process ends."""

    def __init__(self) -> None:
        self._last: Notice | None = None

    def last(self) -> Notice | None:
        """See `Notices.last`."""
        return self._last

    def keep(self, notice: Notice, before: Notice | None) -> None:
        """See `Notices.keep`."""
        if self._last != before:
            raise Conflict(_FIRST)
        self._last = notice


def _text(notice: Notice) -> dict[str, str]:
    """The one text of a notice, by which it is told from any other."""
    return {"S": canonical(notice)}
