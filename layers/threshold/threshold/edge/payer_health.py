"""Payers' health in the one table: `PAYER#id` / `HEALTH`, replaced only as it was read."""

from typing import TYPE_CHECKING

from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError

from threshold.edge.telemetry import count, metrics
from threshold.eligibility.transports.board import HealthOutOfReach, Kept, Leave, PayerBoard
from threshold.eligibility.transports.health import Outcome, PayerHealth, Result
from threshold.store.items import document_of, packed
from threshold.store.putting import put_if

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


_BUSY = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
    }
)


class DynamoDBHealthStore:
    """A `HealthStore` on the table of `template.yaml`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client, self._table = client, table

    def load(self, payer_id: str, *, consistent: bool) -> Kept:
        """See `HealthStore.load`."""
        key = {"pk": {"S": f"PAYER#{payer_id}"}, "sk": {"S": "HEALTH"}}
        try:
            found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=consistent)
        except (BotoCoreError, ClientError) as error:
            raise _explained(error) from error
        if "Item" not in found:
            return Kept(PayerHealth(), 0)
        item = found["Item"]
        return Kept(document_of(item, PayerHealth), int(item["version"]["N"]))

    def save(self, payer_id: str, health: PayerHealth, version: int) -> bool:
        """See `HealthStore.save`."""
        item = {
            "pk": {"S": f"PAYER#{payer_id}"},
            "sk": {"S": "HEALTH"},
            "version": {"N": str(version + 1)},
            "document": {"B": packed(health)},
        }
        as_read = "attribute_not_exists(pk) OR version = :version"
        values = {":version": {"N": str(version)}}
        try:
            return put_if(self._client, self._table, item, as_read, values)
        except (BotoCoreError, ClientError) as error:
            raise _explained(error) from error


def _explained(error: BotoCoreError | ClientError) -> Exception:
    """A table that is busy or not there to be reached; anything else is a fault of ours."""
    if isinstance(error, BotoCoreError) or error.response["Error"]["Code"] in _BUSY:
        return HealthOutOfReach("payers' health cannot be reached")
    return error


class CountedBoard(PayerBoard):
    """A board that has the function's metrics tell how payers answered, and how fast."""

    def report(self, leave: Leave, outcome: Outcome | None) -> None:
        """See `PayerBoard.report`."""
        if outcome and outcome.result is Result.ANSWERED:
            metrics.add_metric("PayerAnswered", MetricUnit.Milliseconds, outcome.elapsed_ms)
        elif outcome:
            count("PayerFailed")
        super().report(leave, outcome)


class MemoryHealthStore:
    """A `HealthStore` that forgets when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}

    def load(self, payer_id: str, *, consistent: bool) -> Kept:  # noqa: ARG002 - the port's
        """See `HealthStore.load`."""
        return self._kept.get(payer_id, Kept(PayerHealth(), 0))

    def save(self, payer_id: str, health: PayerHealth, version: int) -> bool:
        """See `HealthStore.save`."""
        if self.load(payer_id, consistent=True).version != version:
            return False
        self._kept[payer_id] = Kept(health, version + 1)
        return True
