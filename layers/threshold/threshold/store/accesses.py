"""Reads by staff in the one table: `INTAKE#id` / `ACCESS#time#nonce`, never changed."""

from datetime import UTC
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import BotoCoreError, ClientError

from threshold.codec import decode, encode
from threshold.errors import Retryable
from threshold.intake.access import Access
from threshold.store.items import attribute, value_of
from threshold.store.keys import intake_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PREFIX = "ACCESS#"


class DynamoDBAccessLog:
    """An `AccessLog` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def record(self, intake_id: str, access: Access, nonce: str) -> None:
        """See `AccessLog.record`."""
        at = access.at.astimezone(UTC).isoformat(timespec="microseconds")
        values = cast(dict[str, object], encode(access))
        key = {"pk": intake_key(intake_id), "sk": f"{_PREFIX}{at}#{nonce}"}
        item: Any = {name: attribute(value) for name, value in (key | values).items()}
        try:
            self._client.put_item(
                TableName=self._table, Item=item, ConditionExpression="attribute_not_exists(pk)"
            )
        except (BotoCoreError, ClientError):
            raise Retryable("the read could not be written down") from None

    def of(self, intake_id: str, most: int) -> tuple[Access, ...]:
        """See `AccessLog.of`."""
        found = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues={
                ":pk": {"S": intake_key(intake_id)},
                ":prefix": {"S": _PREFIX},
            },
            ConsistentRead=True,
            ScanIndexForward=False,
            Limit=most,
        )
        return tuple(_access(item) for item in found["Items"])


def _access(item: dict[str, Any]) -> Access:
    plain = {name: value_of(part) for name, part in item.items() if name not in ("pk", "sk")}
    return decode(Access, plain)


class MemoryAccessLog:
    """An `AccessLog` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Access]] = {}

    def record(self, intake_id: str, access: Access, nonce: str) -> None:
        """See `AccessLog.record`."""
        at = access.at.astimezone(UTC).isoformat(timespec="microseconds")
        self._kept.setdefault(intake_id, {})[f"{at}#{nonce}"] = access

    def of(self, intake_id: str, most: int) -> tuple[Access, ...]:
        """See `AccessLog.of`."""
        newest = sorted(self._kept.get(intake_id, {}).items(), reverse=True)
        return tuple(access for _, access in newest[:most])
