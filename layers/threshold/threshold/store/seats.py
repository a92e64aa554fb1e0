"""Cohorts, who waits and who has which seat, on the one table: each offer is one transaction."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import ClientError

from threshold.errors import Conflict, Retryable
from threshold.intake.change import Change
from threshold.program.roster import Clinician, Cohort, Slot
from threshold.scheduling.ports import Availability, Gone
from threshold.scheduling.seat import Appointment, Seat
from threshold.scheduling.seeker import Seeker
from threshold.store.dynamodb import change_writes, reasons_of
from threshold.store.items import Item, document_of
from threshold.store.keys import INDEX, INTAKE
from threshold.store.putting import delete_if, put_if
from threshold.store.query import items_of
from threshold.store.seat_items import (
    CLINICIAN,
    COHORT,
    COMPACTS,
    HELD,
    ROSTER,
    SEAT,
    TAKEN,
    WAITING,
    availability_of,
    cohort_item,
    cohort_key,
    document_item,
    key,
    link_key,
    seat_item,
    seat_key,
    seat_of_item,
    seeker_item,
    slot_expires,
    slot_item,
    slot_key,
    utc,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

T = TypeVar("T")
_MOST_TRIES = 5
_NOT_OLDER = "attribute_not_exists(pk) OR version <= :version"


class DynamoDBSeats:
    """A `SeatStore` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def availability(self) -> Availability:
        """See `SeatStore.availability`."""
        return availability_of(self._query(ROSTER, ""))

    def cohort(self, cohort_id: str) -> Cohort | None:
        """See `SeatStore.cohort`."""
        found = self._get(cohort_key(cohort_id))
        return document_of(found, Cohort) if found else None

    def clinicians(self, ids: Collection[str]) -> tuple[Clinician, ...]:
        """See `SeatStore.clinicians`. A seat has one to three of them."""
        found = [self._get(key(ROSTER, f"{CLINICIAN}{one}")) for one in set(ids)]
        return tuple(document_of(item, Clinician) for item in found if item)

    def put_cohort(self, cohort: Cohort, seen: Cohort | None = None) -> None:
        """See `SeatStore.put_cohort`. Seats may be taken meanwhile: then it is put anew."""
        for _ in range(_MOST_TRIES):
            if self._put_cohort(cohort, seen):
                return
        raise Retryable("others kept taking seats of the cohort")

    def _put_cohort(self, cohort: Cohort, seen: Cohort | None) -> bool:
        there = self._get(cohort_key(cohort.id))
        _must_be(seen, document_of(there, Cohort) if there else None)
        if not there:
            return self._put(cohort_item(cohort, cohort.capacity), "attribute_not_exists(pk)")
        taken = document_of(there, Cohort).capacity - int(there["seats_free"]["N"])
        if cohort.capacity < taken:
            raise Conflict("capacity: fewer places than are taken")
        after = cohort_item(cohort, cohort.capacity - taken)
        as_read = {":free": there["seats_free"], ":was": there["document"]}
        return self._put(after, "seats_free = :free AND document = :was", as_read)

    def put_clinician(self, clinician: Clinician, seen: Clinician | None = None) -> None:
        """See `SeatStore.put_clinician`."""
        sort = f"{CLINICIAN}{clinician.id}"
        if seen is None:
            self._put_document(sort, clinician)
            return
        there = self._get(key(ROSTER, sort))
        _must_be(seen, document_of(there, Clinician) if there else None)
        as_read = {":was": there["document"]}
        if not self._put(document_item(sort, clinician), "document = :was", as_read):
            raise Conflict("they are not as they were seen")

    def add(self, entry: Cohort | Clinician) -> None:
        """See `SeatStore.add`."""
        if isinstance(entry, Cohort):
            item = cohort_item(entry, entry.capacity)
        else:
            item = document_item(f"{CLINICIAN}{entry.id}", entry)
        if not self._put(item, "attribute_not_exists(pk)"):
            raise Conflict("there is one with this id")

    def put_compacts(self, compacts: dict[str, frozenset[str]]) -> None:
        """See `SeatStore.put_compacts`."""
        self._put_document(COMPACTS, compacts)

    def _put_document(self, sort: str, document: object) -> None:
        self._client.put_item(TableName=self._table, Item=document_item(sort, document))

    def put_slots(self, slots: Sequence[Slot]) -> None:
        """See `SeatStore.put_slots`."""
        for slot in slots:
            self._put(slot_item(slot), "attribute_not_exists(pk)")

    def remove_slot(self, slot_id: str) -> None:
        """See `SeatStore.remove_slot`."""
        if not self._delete(slot_key(slot_id), "attribute_not_exists(holders)"):
            raise Gone("somebody holds the appointment")

    def waiting(self) -> tuple[Seeker, ...]:
        """See `SeatStore.waiting`."""
        return tuple(document_of(item, Seeker) for item in self._query(WAITING, ""))

    def wait(self, seeker: Seeker) -> None:
        """See `SeatStore.wait`."""
        self._put(seeker_item(seeker), _NOT_OLDER, {":version": {"N": str(seeker.version)}})

    def stop_waiting(self, intake_id: str, version: int) -> None:
        """See `SeatStore.stop_waiting`."""
        self._delete(key(WAITING, intake_id), _NOT_OLDER, {":version": {"N": str(version)}})

    def hold(self, changes: Sequence[Change], seats: Sequence[Seat]) -> None:
        """See `SeatStore.hold`."""
        of_intakes = [write for change in changes for write in self._changed(change)]
        self._transact([*of_intakes, *self._held(seats)], own=len(of_intakes))

    def _held(self, seats: Sequence[Seat]) -> Iterator[Any]:
        for cohort, number in Counter(seat.cohort for seat in seats).items():
            taken = "SET seats_free = seats_free - :taken"
            values = {":taken": {"N": str(number)}}
            yield self._update(cohort_key(cohort), taken, values, "seats_free >= :taken")
        for slot in {one.slot: one for seat in seats for one in seat.appointments}.values():
            by = {":by": {"SS": _holders(slot, seats)}}
            free = "attribute_exists(pk) AND attribute_not_exists(holders)"
            yield self._update(slot_key(slot.slot), "SET holders = :by", by, free)
        for seat in seats:
            none = {"ConditionExpression": "attribute_not_exists(document)"}
            yield self._write("Put", Item=seat_item(seat), **none)
            yield self._write("Put", Item=link_key(seat))
            yield self._write("Delete", Key=key(WAITING, seat.intake_id))

    def settle(self, change: Change, seat: Seat) -> None:
        """See `SeatStore.settle`."""
        there = _is_there(seat, held=True)
        writes = [*self._changed(change), self._write("Put", Item=seat_item(seat), **there)]
        self._transact(writes, own=len(writes))

    def release(self, seat: Seat, change: Change | None = None) -> None:
        """See `SeatStore.release`."""
        of_intake = self._changed(change) if change else []
        try:
            self._transact([*of_intake, *self._released(seat)], own=len(of_intake))
        except Gone:
            if of_intake:
                self._transact(of_intake, own=len(of_intake))

    def _released(self, seat: Seat) -> Iterator[Any]:
        there = _is_there(seat, held=seat.hold_until is not None)
        yield self._write("Put", Item=seat_key(seat.intake_id), **there)
        yield self._write("Delete", Key=link_key(seat))
        back, one = "SET seats_free = seats_free + :one", {":one": {"N": "1"}}
        yield self._update(cohort_key(seat.cohort), back, one)
        for slot in seat.appointments:
            values = {":by": {"SS": [seat.intake_id]}, ":until": slot_expires(slot)}
            free = "SET expires_at = :until DELETE holders :by"
            yield self._update(slot_key(slot.slot), free, values)

    def seat_of(self, intake_id: str) -> Seat | None:
        """See `SeatStore.seat_of`."""
        return seat_of_item(self._get(seat_key(intake_id)))

    def seats_in(self, cohort_id: str) -> tuple[Seat, ...]:
        """See `SeatStore.seats_in`."""
        links = self._query(f"{COHORT}{cohort_id}", f"{SEAT}#")
        seats = (self.seat_of(link["sk"]["S"].partition("#")[2]) for link in links)
        return tuple(seat for seat in seats if seat and seat.cohort == cohort_id)

    def lapsed(self, now: datetime, most: int) -> tuple[str, ...]:
        """See `SeatStore.lapsed`."""
        found = self._client.query(**self._indexed(HELD, "0", f"{utc(now)}~"), Limit=most)
        return _intakes(found["Items"])

    def beginning(self, after: datetime, until: datetime) -> tuple[str, ...]:
        """See `SeatStore.beginning`."""
        asked = self._indexed(TAKEN, f"{utc(after)}~", f"{utc(until)}~")
        pages = self._client.get_paginator("query").paginate(**asked)
        return _intakes([item for page in pages for item in page["Items"]])

    def _indexed(self, partition: str, since: str, to: str) -> Any:
        return {
            "TableName": self._table,
            "IndexName": INDEX,
            "KeyConditionExpression": "worklist_pk = :of AND worklist_sk BETWEEN :since AND :to",
            "ExpressionAttributeValues": {
                ":of": {"S": partition},
                ":since": {"S": since},
                ":to": {"S": to},
            },
        }

    def _get(self, at: Item) -> Item:
        found = self._client.get_item(TableName=self._table, Key=at, ConsistentRead=True)
        return dict(found.get("Item", {}))

    def _query(self, partition: str, prefix: str) -> Iterator[Item]:
        return items_of(self._client, self._table, partition, prefix)

    def _put(self, item: Item, condition: str, values: Item | None = None) -> bool:
        return put_if(self._client, self._table, item, condition, values)

    def _delete(self, at: Item, condition: str, values: Item | None = None) -> bool:
        return delete_if(self._client, self._table, at, condition, values)

    def _changed(self, change: Change) -> list[Any]:
        return change_writes(change, self._table)

    def _write(self, kind: str, **what: Any) -> Any:
        return {kind: {"TableName": self._table, **what}}

    def _update(self, at: Item, expression: str, values: Item, condition: str = "") -> Any:
        only = {"ConditionExpression": condition} if condition else {}
        return self._write(
            "Update",
            Key=at,
            UpdateExpression=expression,
            ExpressionAttributeValues=values,
            **only,
        )

    def _transact(self, writes: list[Any], own: int) -> None:
        """Do all or nothing. The first `own` are of intakes: if one of them cannot be, it is a
        conflict; if another cannot, what was wanted is gone."""
        try:
            self._client.transact_write_items(TransactItems=writes)
        except ClientError as error:
            codes = [str(reason.get("Code")) for reason in reasons_of(error)]
            if "ConditionalCheckFailed" in codes[:own] or "TransactionConflict" in codes:
                raise Conflict("another writer was first") from None
            if "ConditionalCheckFailed" in codes:
                raise Gone("a seat or an appointment is taken") from None
            raise


def _must_be(seen: T | None, there: T | None) -> None:
    if seen is not None and seen != there:
        raise Conflict("it is not as it was seen")


def _is_there(seat: Seat, *, held: bool) -> Item:
    """That this offer's seat is there, held or taken."""
    return {
        "ConditionExpression": "offer = :offer AND worklist_pk = :stands",
        "ExpressionAttributeValues": {
            ":offer": {"N": str(seat.number)},
            ":stands": {"S": HELD if held else TAKEN},
        },
    }


def _holders(slot: Appointment, seats: Sequence[Seat]) -> list[str]:
    return [seat.intake_id for seat in seats if slot in seat.appointments]


def _intakes(items: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(item["pk"]["S"].removeprefix(INTAKE) for item in items)
