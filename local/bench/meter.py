"""Counts what a boto3 client asks of DynamoDB, by the rules and as the server says."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from local.bench.units import Item, index_units, item_size, put_units, read_units, write_units

INDEX_KEYS = ("pk", "sk", "worklist_pk", "worklist_sk")


@dataclass(frozen=True, slots=True)
class Charge:
    """What one item or one read cost: units written or read, and of what, by kind of item."""

    operation: str
    what: str
    write: float = 0
    read: float = 0


@dataclass
class Meter:
    """The bill of one client since the meter was last reset.

    `reported` is what the server says, by operation. A meter must see every write from the first,
    to know what each put takes the place of.
    """

    charges: list[Charge] = field(default_factory=list)
    written: list[Item] = field(default_factory=list)
    reported: dict[str, float] = field(default_factory=dict)
    _items: dict[tuple[str, str], Item] = field(default_factory=dict)

    @contextmanager
    def reading(self, client: Any) -> Iterator[None]:
        """Count every request of the client until the block is left."""
        hooks = {
            "provide-client-params.dynamodb.*": self._asked,
            "after-call.dynamodb.*": self._answered,
        }
        for event, hook in hooks.items():
            client.meta.events.register(event, hook)
        try:
            yield
        finally:
            for event, hook in hooks.items():
                client.meta.events.unregister(event, hook)

    def reset(self) -> None:
        """Begin a new bill; what the table holds is still known."""
        self.charges, self.written, self.reported = [], [], {}

    @property
    def write(self) -> float:
        """Units written, by the rules."""
        return sum(charge.write for charge in self.charges)

    @property
    def read(self) -> float:
        """Units read, by the rules."""
        return sum(charge.read for charge in self.charges)

    @staticmethod
    def _asked(params: dict[str, Any], context: dict[str, Any], **_: Any) -> dict[str, Any]:
        context["asked"] = params
        return {**params, "ReturnConsumedCapacity": "INDEXES"}

    def _answered(self, parsed: Any, model: Any, context: dict[str, Any], **_: Any) -> None:
        if "Error" in parsed:
            return
        self.charges += _CHARGED[model.name](self, context["asked"], parsed)
        told = parsed.get("ConsumedCapacity", [])
        for one in told if isinstance(told, list) else [told]:
            units = self.reported.get(model.name, 0) + one["CapacityUnits"]
            self.reported[model.name] = units

    def _transaction(self, asked: Any, _: Any) -> Iterator[Charge]:
        for write in asked["TransactItems"]:
            ((kind, what),) = write.items()
            item = what["Item"] if kind == "Put" else self._after(kind, what)
            yield from self._put("TransactWriteItems", item, transaction=True)

    def _after(self, kind: str, what: Any) -> Item:
        """About what a change leaves: nothing but the key, or what was there and what it sets."""
        if kind == "Delete":
            return dict(what["Key"])
        before = self._items.get(_place(what["Key"]), what["Key"])
        return {**before, **what["ExpressionAttributeValues"]}

    def _delete_item(self, asked: Any, _: Any) -> Iterator[Charge]:
        yield from self._put("DeleteItem", dict(asked["Key"]), transaction=False)

    def _batch_write(self, asked: Any, _: Any) -> Iterator[Charge]:
        for requests in asked["RequestItems"].values():
            for request in requests:
                item = request["PutRequest"]["Item"]
                yield from self._put("BatchWriteItem", item, transaction=False)

    def _put_item(self, asked: Any, _: Any) -> Iterator[Charge]:
        yield from self._put("PutItem", asked["Item"], transaction=False)

    def _put(self, operation: str, item: Item, *, transaction: bool) -> Iterator[Charge]:
        key = _place(item)
        old = self._items.get(key)
        self._items[key] = item
        self.written.append(item)
        yield Charge(operation, kind_of(item), write=put_units(old, item, transaction=transaction))
        if units := index_units(old, item, INDEX_KEYS):
            yield Charge(operation, "worklist index", write=units)

    def _update(self, asked: Any, answer: Any) -> Iterator[Charge]:
        item = asked["Key"] | answer.get("Attributes", asked["ExpressionAttributeValues"])
        yield Charge("UpdateItem", kind_of(item), write=write_units(item_size(item)))

    def _get(self, asked: Any, answer: Any) -> Iterator[Charge]:
        size = item_size(answer.get("Item", {}))
        units = read_units([size], consistent=asked.get("ConsistentRead", False))
        yield Charge("GetItem", kind_of(asked["Key"]), read=units)

    def _query(self, asked: Any, answer: Any) -> Iterator[Charge]:
        sizes = [item_size(item) for item in answer["Items"]]
        units = read_units(sizes, consistent=asked.get("ConsistentRead", False))
        yield Charge("Query", _queried(asked["ExpressionAttributeValues"]), read=units)

    def _batch_get(self, asked: Any, answer: Any) -> Iterator[Charge]:
        for table, keys in asked["RequestItems"].items():
            found = [item_size(item) for item in answer["Responses"][table]]
            missing = [0] * (len(keys["Keys"]) - len(found))
            consistent = keys.get("ConsistentRead", False)
            for size in found + missing:
                units = read_units([size], consistent=consistent)
                yield Charge("BatchGetItem", kind_of(keys["Keys"][0]), read=units)


_CHARGED = {
    "TransactWriteItems": Meter._transaction,
    "BatchWriteItem": Meter._batch_write,
    "PutItem": Meter._put_item,
    "DeleteItem": Meter._delete_item,
    "UpdateItem": Meter._update,
    "GetItem": Meter._get,
    "Query": Meter._query,
    "BatchGetItem": Meter._batch_get,
}


def _place(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


def _queried(values: Any) -> str:
    """What a query reads: items of a kind, a partition whole, or the index."""
    found = values.get(":prefix") or values.get(":pk") or {"S": "worklist index"}
    return str(found["S"]).rstrip("#")


def kind_of(item: Item) -> str:
    """What an item is, read off its sort key."""
    return str(item["sk"]["S"]).split("#", 1)[0]


def by_kind(charges: Sequence[Charge]) -> dict[str, tuple[float, float]]:
    """Units written and read of each kind of item, the dearest first."""
    sums: dict[str, tuple[float, float]] = {}
    for charge in charges:
        write, read = sums.get(charge.what, (0, 0))
        sums[charge.what] = (write + charge.write, read + charge.read)
    return dict(sorted(sums.items(), key=lambda pair: pair[1], reverse=True))
