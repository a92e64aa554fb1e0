"""The store on DynamoDB: one table, every change of an intake one transaction."""

import heapq
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import ClientError

from threshold.errors import Conflict, Retryable, Unknown
from threshold.intake.change import Change, FindingKind
from threshold.intake.life_cycle import EventKind, Worklist
from threshold.intake.ports import WorklistPage
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.store.items import (
    Item,
    document_of,
    documents_of,
    event_item,
    event_of,
    finding_item,
    ledger_item,
    member_item,
    person_item,
    record_item,
    record_of,
)
from threshold.store.keys import (
    INDEX,
    INTAKE,
    MEMBER,
    SHARDS,
    control_number,
    couple_key,
    event_at,
    intake_key,
    ledger_key,
    memory_key,
    person_partition,
    worklist_partition,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from threshold.intake.consents import Agreements

T = TypeVar("T")
_NEW = "attribute_not_exists(pk)"
_TOO_MUCH = frozenset({"ThrottlingError", "ProvisionedThroughputExceeded"})


class DynamoDBStore:
    """An `IntakeStore` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def create(self, change: Change) -> IntakeRecord | None:
        """See `IntakeStore.create`."""
        try:
            self._write(change)
        except _AlreadyThere as found:
            return found.record
        return None

    def apply(self, change: Change) -> None:
        """See `IntakeStore.apply`."""
        if change.before is None:
            raise Conflict("an opening change is for create")
        try:
            self._write(change)
        except _AlreadyThere:
            raise Conflict("another writer was first") from None

    def _write(self, change: Change) -> None:
        try:
            self._client.transact_write_items(TransactItems=change_writes(change, self._table))
        except ClientError as error:
            raise _explained(error) from error

    def load(self, intake_id: str) -> IntakeRecord:
        """See `IntakeStore.load`."""
        key = {"pk": {"S": intake_key(intake_id)}, "sk": {"S": "RECORD"}}
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        if "Item" not in found:
            raise Unknown("no intake has this id")
        return record_of(found["Item"])

    def latest(self, intake_id: str, kind: FindingKind, type_: type[T]) -> T | None:
        """See `IntakeStore.latest`."""
        for item in self._query(intake_key(intake_id), f"{kind}#", newest_only=True):
            return document_of(item, type_)
        return None

    def findings(self, intake_id: str, kind: FindingKind, type_: type[T]) -> tuple[T, ...]:
        """See `IntakeStore.findings`."""
        return tuple(
            document
            for item in self._query(intake_key(intake_id), f"{kind}#")
            for document in documents_of(item, type_)
        )

    def agreements(self, intake_id: str) -> "Agreements":
        """See `IntakeStore.agreements`. One read finds both: their keys begin alike."""
        # Here, since most functions never ask: the types would cost each its cold start.
        from threshold.intake.consents import Agreements, Revocation
        from threshold.intake.submission import Consent

        signed: list[Consent] = []
        revoked: list[Revocation] = []
        found = self._query(intake_key(intake_id), FindingKind.CONSENT)
        for item in sorted(found, key=lambda item: event_at(item["sk"]["S"])):
            if item["sk"]["S"].startswith(FindingKind.CONSENT_REVOKED):
                revoked.append(document_of(item, Revocation))
            else:
                signed += documents_of(item, Consent)
        return Agreements(tuple(signed), tuple(revoked))

    def events(self, intake_id: str) -> tuple[IntakeEvent, ...]:
        """See `IntakeStore.events`."""
        return tuple(event_of(item) for item in self._query(intake_key(intake_id), "EVENT#"))

    def _query(self, partition: str, prefix: str, newest_only: bool = False) -> Iterator[Item]:
        asked: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)",
            "ExpressionAttributeValues": {
                ":pk": {"S": partition},
                ":prefix": {"S": prefix},
            },
            "ConsistentRead": True,
            "ScanIndexForward": not newest_only,
        }
        if newest_only:
            asked["Limit"] = 1
        for page in self._client.get_paginator("query").paginate(**asked):
            yield from page["Items"]

    def worklist(self, worklist: Worklist, size: int, after: str | None = None) -> WorklistPage:
        """See `IntakeStore.worklist`. The index may lag, so each row is the record as it is now."""
        shards = (self._positions(worklist, shard, size + 1, after) for shard in range(SHARDS))
        ahead = list(heapq.merge(*shards))
        page = ahead[:size]
        found = self.records([_id_at(position) for position in page])
        records = {record.intake_id: record for record in found}
        still_there = (records.get(_id_at(position)) for position in page)
        return WorklistPage(
            tuple(found for found in still_there if found and found.worklist is worklist),
            page[-1] if len(ahead) > size else None,
        )

    def _positions(self, worklist: Worklist, shard: int, size: int, after: str | None) -> list[str]:
        found = self._client.query(
            TableName=self._table,
            IndexName=INDEX,
            KeyConditionExpression="worklist_pk = :list AND worklist_sk > :after",
            ExpressionAttributeValues={
                ":list": {"S": worklist_partition(worklist, shard)},
                ":after": {"S": after or "#"},
            },
            Limit=size,
        )
        return [item["worklist_sk"]["S"] for item in found["Items"]]

    def waiting(self, worklist: Worklist, most: int) -> int:
        """See `IntakeStore.waiting`."""
        shards = (self._positions(worklist, shard, most, None) for shard in range(SHARDS))
        return min(sum(map(len, shards)), most)

    def records(self, intake_ids: Sequence[str]) -> tuple[IntakeRecord, ...]:
        """See `IntakeStore.records`."""
        return tuple(self._load_all(intake_ids))

    def _load_all(self, intake_ids: Sequence[str]) -> Iterator[IntakeRecord]:
        keys: list[Any] = [
            {"pk": {"S": intake_key(intake_id)}, "sk": {"S": "RECORD"}} for intake_id in intake_ids
        ]
        while keys:
            asked: Any = {"Keys": keys[:100], "ConsistentRead": True}
            found = self._client.batch_get_item(RequestItems={self._table: asked})
            yield from (record_of(item) for item in found["Responses"][self._table])
            left: dict[str, Any] = dict(found["UnprocessedKeys"].get(self._table, {}))
            keys = [*left.get("Keys", []), *keys[100:]]

    def members(self, couple: str) -> tuple[str, ...]:
        """See `IntakeStore.members`."""
        links = self._query(couple_key(couple), MEMBER)
        return tuple(link["sk"]["S"].removeprefix(MEMBER) for link in links)

    def of_person(self, person: str, most: int) -> tuple[str, ...]:
        """See `IntakeStore.of_person`."""
        found = islice(self._query(person_partition(person), INTAKE), most)
        return tuple(one["sk"]["S"].removeprefix(INTAKE) for one in found)

    def overrides(self, month: str) -> tuple[IntakeEvent, ...]:
        """See `IntakeStore.overrides`."""
        return tuple(event_of(item) for item in self._query(ledger_key(month), "2"))

    def next_control_number(self, partner: str) -> int:
        """See `IntakeStore.next_control_number`."""
        counted = self._client.update_item(
            TableName=self._table,
            Key={"pk": {"S": f"COUNTER#{partner}"}, "sk": {"S": "COUNTER"}},
            UpdateExpression="ADD #count :one",
            ExpressionAttributeNames={"#count": "count"},
            ExpressionAttributeValues={":one": {"N": "1"}},
            ReturnValues="UPDATED_NEW",
        )
        return control_number(int(counted["Attributes"]["count"]["N"]))

    def remembered(self, key: str, now: datetime) -> str | None:
        """See `IntakeStore.remembered`. Expired items stay for days, so their time is looked at."""
        item = {"pk": {"S": memory_key(key)}, "sk": {"S": "MEMORY"}}
        found = self._client.get_item(TableName=self._table, Key=item).get("Item", {})
        if "value" not in found or int(found["expires_at"]["N"]) <= now.timestamp():
            return None
        return found["value"]["S"]

    def remember(self, key: str, value: str | None, until: datetime) -> None:
        """See `IntakeStore.remember`."""
        item: Item = {
            "pk": {"S": memory_key(key)},
            "sk": {"S": "MEMORY"},
            "expires_at": {"N": str(int(until.timestamp()))},
        }
        if value is not None:
            item["value"] = {"S": value}
        self._client.put_item(TableName=self._table, Item=item)


def change_writes(change: Change, table: str) -> list[Any]:
    """The writes of a transaction that store a change; that of the record is the first."""
    record: dict[str, Any] = {
        "Item": record_item(change.after),
        "ConditionExpression": _NEW,
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    if change.before:
        version = {":version": {"N": str(change.before.version)}}
        record |= {
            "ConditionExpression": "version = :version",
            "ExpressionAttributeValues": version,
        }
    others = [event_item(change.event)]
    if change.event.kind is EventKind.RULE_OVERRIDDEN:
        others.append(ledger_item(change.event))
    others += [finding_item(finding, change.event) for finding in change.findings]
    puts = [record, *({"Item": item, "ConditionExpression": _NEW} for item in others)]
    if change.joins:
        puts.append({"Item": member_item(change.joins, change.after.intake_id)})
    if change.names:
        puts.append({"Item": person_item(change.names, change.after.intake_id)})
    return [{"Put": {"TableName": table, **put}} for put in puts]


def _id_at(position: str) -> str:
    return position.rsplit("#", 1)[-1]


class _AlreadyThere(Exception):
    """The record's condition failed; this is the record that stands there."""

    def __init__(self, record: IntakeRecord) -> None:
        super().__init__()
        self.record = record


def reasons_of(error: ClientError) -> list[Any]:
    """Why each write of a cancelled transaction was not done; empty for another error.

    Raises:
        Retryable: it was too much at once.
    """
    reasons: list[Any] = error.response.get("CancellationReasons", [])
    if {reason.get("Code") for reason in reasons} & _TOO_MUCH:
        raise Retryable("the table is busy") from error
    return reasons


def _explained(error: ClientError) -> Exception:
    """A cancelled transaction as what it means: lost to another writer, or too much at once."""
    reasons = reasons_of(error)
    codes = {str(reason.get("Code")) for reason in reasons}
    if "ConditionalCheckFailed" in codes and reasons[0].get("Item"):
        return _AlreadyThere(record_of(reasons[0]["Item"]))
    if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
        return Conflict("another writer was first")
    return error
