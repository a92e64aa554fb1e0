"""Staff's sessions in the one table: `SESSION#hash` / `SESSION`, gone a day after their end."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from threshold.codec import decode, encode
from threshold.staff.sessions import REMEMBERED, Session
from threshold.store.items import attribute, value_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_BESIDE = ("pk", "sk", "expires_at")


class DynamoDBSessions:
    """A `SessionStore` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def load(self, key: str) -> Session | None:
        """See `SessionStore.load`."""
        found = self._client.get_item(TableName=self._table, Key=_key(key), ConsistentRead=True)
        if "Item" not in found:
            return None
        item = found["Item"]
        plain = {name: value_of(part) for name, part in item.items() if name not in _BESIDE}
        return decode(Session, plain)

    def begin(self, key: str, session: Session) -> None:
        """See `SessionStore.begin`."""
        self._client.put_item(TableName=self._table, Item=_item(key, session))

    def notice(self, key: str, session: Session, now: datetime) -> None:
        """See `SessionStore.notice`."""
        seen = replace(session, last_seen_at=now)
        try:
            self._client.put_item(
                TableName=self._table,
                Item=_item(key, seen),
                ConditionExpression="last_seen_at = :before AND signed_off = :no",
                ExpressionAttributeValues={
                    ":before": {"S": session.last_seen_at.isoformat()},
                    ":no": {"BOOL": False},
                },
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise

    def sign_off(self, key: str, session: Session) -> None:
        """See `SessionStore.sign_off`."""
        self.begin(key, replace(session, signed_off=True))


class MemorySessions:
    """A `SessionStore` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, Session] = {}

    def load(self, key: str) -> Session | None:
        """See `SessionStore.load`."""
        return self._kept.get(key)

    def begin(self, key: str, session: Session) -> None:
        """See `SessionStore.begin`."""
        self._kept[key] = session

    def notice(self, key: str, session: Session, now: datetime) -> None:
        """See `SessionStore.notice`."""
        if self._kept.get(key) == session:
            self._kept[key] = replace(session, last_seen_at=now)

    def sign_off(self, key: str, session: Session) -> None:
        """See `SessionStore.sign_off`."""
        self._kept[key] = replace(session, signed_off=True)


def _key(key: str) -> Any:
    return {"pk": {"S": f"SESSION#{key}"}, "sk": {"S": "SESSION"}}


def _item(key: str, session: Session) -> Any:
    values = cast(dict[str, object], encode(session))
    until = {"N": str(int((session.ends_at + REMEMBERED).timestamp()))}
    return {
        **_key(key),
        **{name: attribute(value) for name, value in values.items()},
        "expires_at": until,
    }
