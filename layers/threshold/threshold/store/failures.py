"""Failures of workers in the one table: `INTAKE#id` / `FAILURE#worker`, gone after a month."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, cast

from threshold.codec import decode, encode
from threshold.staff.failures import KEPT_FOR, Failure, Work
from threshold.store.items import attribute, value_of
from threshold.store.keys import INTAKE, intake_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PREFIX = "FAILURE#"
_BESIDE = ("pk", "sk", "expires_at")


class DynamoDBFailures:
    """A `FailureLog` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def note(self, work: Work, failure: Failure) -> None:
        """See `FailureLog.note`."""
        values = cast(dict[str, object], encode(failure))
        values["expires_at"] = int((failure.at + KEPT_FOR).timestamp())
        item = _key(work) | {name: attribute(value) for name, value in values.items()}
        self._client.put_item(TableName=self._table, Item=item)

    def of(self, works: Collection[Work]) -> Mapping[Work, Failure]:
        """See `FailureLog.of`."""
        keys: list[Any] = [_key(work) for work in set(works)]
        found: dict[Work, Failure] = {}
        while keys:
            asked: Any = {self._table: {"Keys": keys}}
            answer = self._client.batch_get_item(RequestItems=asked)
            found |= {_work(item): _failure(item) for item in answer["Responses"][self._table]}
            left: dict[str, Any] = dict(answer["UnprocessedKeys"].get(self._table, {}))
            keys = left.get("Keys", [])
        return found


class MemoryFailures:
    """A `FailureLog` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[Work, Failure] = {}

    def note(self, work: Work, failure: Failure) -> None:
        """See `FailureLog.note`."""
        self._kept[work] = failure

    def of(self, works: Collection[Work]) -> Mapping[Work, Failure]:
        """See `FailureLog.of`."""
        return {work: self._kept[work] for work in works if work in self._kept}


def _key(work: Work) -> dict[str, Any]:
    return {"pk": {"S": intake_key(work.intake_id)}, "sk": {"S": f"{_PREFIX}{work.worker}"}}


def _work(item: Mapping[str, Any]) -> Work:
    return Work(item["pk"]["S"].removeprefix(INTAKE), item["sk"]["S"].removeprefix(_PREFIX))


def _failure(item: Mapping[str, Any]) -> Failure:
    plain = {name: value_of(part) for name, part in item.items() if name not in _BESIDE}
    return decode(Failure, plain)
