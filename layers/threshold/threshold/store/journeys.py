"""Journeys in the one table: `MEASURES#month` / `JOURNEY#intake`, by the month of the form in
UTC."""

from typing import TYPE_CHECKING, Any

from threshold.months import month_of
from threshold.scheduling.journey import Journey
from threshold.store.items import document_of, packed
from threshold.store.putting import put_if
from threshold.store.query import items_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoDBJourneys:
    """A `Journeys` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def of(self, month: str) -> tuple[Journey, ...]:
        """See `Journeys.of`."""
        found = items_of(self._client, self._table, _partition(month))
        return tuple(document_of(item, Journey) for item in found)

    def keep(self, journey: Journey) -> None:
        """See `Journeys.keep`."""
        version = {"N": str(journey.version)}
        item: dict[str, Any] = {
            "pk": {"S": _partition(month_of(journey.submitted_at))},
            "sk": {"S": f"JOURNEY#{journey.intake_id}"},
            "version": version,
            "document": {"B": packed(journey)},
        }
        older = "attribute_not_exists(pk) OR version < :version"
        put_if(self._client, self._table, item, older, {":version": version})


class MemoryJourneys:
    """A `Journeys` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, Journey] = {}

    def of(self, month: str) -> tuple[Journey, ...]:
        """See `Journeys.of`."""
        return tuple(one for one in self._kept.values() if month_of(one.submitted_at) == month)

    def keep(self, journey: Journey) -> None:
        """See `Journeys.keep`."""
        before = self._kept.get(journey.intake_id)
        if before is None or before.version < journey.version:
            self._kept[journey.intake_id] = journey


def _partition(month: str) -> str:
    return f"MEASURES#{month}"
