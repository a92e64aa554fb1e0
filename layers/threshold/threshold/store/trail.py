"""Deeds of staff in the one table: `DEEDS#subject#month` / `time#nonce`, never changed."""

from datetime import UTC
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import BotoCoreError, ClientError

from threshold.codec import decode, encode
from threshold.errors import Retryable
from threshold.staff.trail import Deed, Subject
from threshold.store.items import attribute, value_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoDBTrail:
    """A `Trail` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def write(self, deed: Deed, nonce: str) -> None:
        """See `Trail.write`."""
        at = _utc(deed)
        values = cast(dict[str, object], encode(deed))
        key = {"pk": _partition(deed.kind.subject, at[:7]), "sk": f"{at}#{nonce}"}
        item: Any = {name: attribute(value) for name, value in (key | values).items()}
        try:
            self._client.put_item(
                TableName=self._table, Item=item, ConditionExpression="attribute_not_exists(pk)"
            )
        except (BotoCoreError, ClientError):
            raise Retryable("the deed could not be written down") from None

    def of(self, subject: Subject, month: str, most: int) -> tuple[Deed, ...]:
        """See `Trail.of`."""
        found = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": _partition(subject, month)}},
            ConsistentRead=True,
            ScanIndexForward=False,
            Limit=most,
        )
        return tuple(_deed(item) for item in found["Items"])


class MemoryTrail:
    """A `Trail` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, Deed] = {}

    def write(self, deed: Deed, nonce: str) -> None:
        """See `Trail.write`."""
        self._kept[f"{_utc(deed)}#{nonce}"] = deed

    def of(self, subject: Subject, month: str, most: int) -> tuple[Deed, ...]:
        """See `Trail.of`."""
        kept = sorted(self._kept.items(), reverse=True)
        found = [deed for at, deed in kept if at.startswith(month) and deed.kind.subject is subject]
        return tuple(found[:most])


def _partition(subject: Subject, month: str) -> str:
    return f"DEEDS#{subject}#{month}"


def _utc(deed: Deed) -> str:
    return deed.at.astimezone(UTC).isoformat(timespec="microseconds")


def _deed(item: dict[str, Any]) -> Deed:
    plain = {name: value_of(part) for name, part in item.items() if name not in ("pk", "sk")}
    return decode(Deed, plain)
