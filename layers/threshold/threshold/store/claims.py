"""Claims in the one table: `INTAKE#id` / `CLAIM`, and on the sparse index by who holds them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from threshold.staff.claims import Claim
from threshold.store.keys import INDEX, intake_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoDBClaims:
    """A `ClaimStore` on the table of `template.yaml`.

    key_of: a keyed hash of a sign-in name, which may be an email address.
    """

    def __init__(self, client: "DynamoDBClient", table: str, key_of: Callable[[str], str]) -> None:
        self._client, self._table, self._key_of = client, table, key_of

    def take(self, claim: Claim) -> Claim:
        """See `ClaimStore.take`."""
        until = _utc(claim.until)
        index = {
            "worklist_pk": {"S": self._held_by(claim.holder)},
            "worklist_sk": {"S": f"{until}#{claim.intake_id}"},
        }
        item = {**_item(claim), **index}
        free = "attribute_not_exists(pk) OR #until <= :now OR holder = :me"
        try:
            self._put(item, free, {":now": _utc(claim.since), ":me": claim.holder})
        except _Refused as refused:
            return _claim(refused.item)
        return claim

    def let_go(self, intake_id: str, holder: str, now: datetime) -> None:
        """See `ClaimStore.let_go`."""
        over = Claim(intake_id, holder, now, now)
        try:
            self._put(_item(over), "holder = :me AND #until > :now", _held(holder, now))
        except _Refused:
            return

    def standing(self, intake_ids: Iterable[str], now: datetime) -> Mapping[str, Claim]:
        """See `ClaimStore.standing`."""
        keys: list[Any] = [_key(intake_id) for intake_id in intake_ids]
        found: list[Claim] = []
        while keys:
            asked: Any = {self._table: {"Keys": keys, "ConsistentRead": True}}
            answer = self._client.batch_get_item(RequestItems=asked)
            found += [_claim(item) for item in answer["Responses"][self._table]]
            left: dict[str, Any] = dict(answer["UnprocessedKeys"].get(self._table, {}))
            keys = left.get("Keys", [])
        return {claim.intake_id: claim for claim in found if now < claim.until}

    def held_by(self, holder: str, now: datetime, most: int) -> tuple[str, ...]:
        """See `ClaimStore.held_by`."""
        found = self._client.query(
            TableName=self._table,
            IndexName=INDEX,
            KeyConditionExpression="worklist_pk = :mine AND worklist_sk > :now",
            ExpressionAttributeValues={
                ":mine": {"S": self._held_by(holder)},
                ":now": {"S": f"{_utc(now)}~"},
            },
            Limit=most,
        )
        return tuple(item["worklist_sk"]["S"].rpartition("#")[2] for item in found["Items"])

    def _held_by(self, holder: str) -> str:
        return f"held_by#{self._key_of(holder)}"

    def _put(self, item: Any, condition: str, values: Mapping[str, str]) -> None:
        try:
            self._client.put_item(
                TableName=self._table,
                Item=item,
                ConditionExpression=condition,
                ExpressionAttributeNames={"#until": "until"},
                ExpressionAttributeValues={name: {"S": value} for name, value in values.items()},
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            raise _Refused(dict(error.response).get("Item")) from None


class _Refused(Exception):
    """A condition did not hold; this is the item that stands there."""

    def __init__(self, item: Any) -> None:
        super().__init__()
        self.item = item


class MemoryClaims:
    """A `ClaimStore` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, Claim] = {}

    def take(self, claim: Claim) -> Claim:
        """See `ClaimStore.take`."""
        other = self._kept.get(claim.intake_id)
        if other and other.holder != claim.holder and claim.since < other.until:
            return other
        self._kept[claim.intake_id] = claim
        return claim

    def let_go(self, intake_id: str, holder: str, now: datetime) -> None:  # noqa: ARG002
        """See `ClaimStore.let_go`."""
        if intake_id in self._kept and self._kept[intake_id].holder == holder:
            del self._kept[intake_id]

    def standing(self, intake_ids: Iterable[str], now: datetime) -> Mapping[str, Claim]:
        """See `ClaimStore.standing`."""
        found = (self._kept.get(intake_id) for intake_id in intake_ids)
        return {claim.intake_id: claim for claim in found if claim and now < claim.until}

    def held_by(self, holder: str, now: datetime, most: int) -> tuple[str, ...]:
        """See `ClaimStore.held_by`."""
        mine = [one for one in self._kept.values() if one.holder == holder and now < one.until]
        return tuple(one.intake_id for one in sorted(mine, key=lambda one: one.until)[:most])


def _key(intake_id: str) -> Any:
    return {"pk": {"S": intake_key(intake_id)}, "sk": {"S": "CLAIM"}}


def _item(claim: Claim) -> Any:
    return {
        **_key(claim.intake_id),
        "holder": {"S": claim.holder},
        "since": {"S": _utc(claim.since)},
        "until": {"S": _utc(claim.until)},
        "expires_at": {"N": str(int(claim.until.timestamp()))},
    }


def _claim(item: Any) -> Claim:
    return Claim(
        item["pk"]["S"].partition("#")[2],
        item["holder"]["S"],
        datetime.fromisoformat(item["since"]["S"]),
        datetime.fromisoformat(item["until"]["S"]),
    )


def _held(holder: str, now: datetime) -> Mapping[str, str]:
    return {":me": holder, ":now": _utc(now)}


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
