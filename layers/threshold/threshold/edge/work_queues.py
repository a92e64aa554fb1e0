"""The work queues and their dead letters on SQS, as operations sees them."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from threshold.edge.telemetry import log_failure
from threshold.errors import Retryable
from threshold.intake.life_cycle import Queue
from threshold.record_key import is_intake_id
from threshold.use_cases.operations import Depth, GivenUp, Letter

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_WAITING, _TAKEN = "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"
_LATER = "ApproximateNumberOfMessagesDelayed"
_MEASURED_WITHIN = timedelta(minutes=10)
_BATCH = 10
_HIDDEN_SECONDS = 60
"""Longer than moving ten takes: nobody else moves the same meanwhile."""


class SqsWorkQueues:
    """`WorkQueues` on SQS. `metrics` makes the client that knows how old messages are."""

    def __init__(
        self,
        client: "SQSClient",
        metrics: Callable[[], Any],
        work: Mapping[Queue, str],
        dead: Mapping[GivenUp, str],
    ) -> None:
        self._client, self._metrics, self._work, self._dead = client, metrics, work, dead

    def depths(self, now: datetime) -> Mapping[Queue, Depth]:
        """See `WorkQueues.depths`."""
        ages = self._ages(now)
        with _reached():
            held = {queue: self._held(url) for queue, url in self._work.items()}
        return {
            queue: Depth(one[_WAITING], one[_TAKEN] + one[_LATER], ages.get(queue))
            for queue, one in held.items()
        }

    def _ages(self, now: datetime) -> Mapping[Queue, timedelta]:
        """The age of each queue's oldest message, of those of which it was measured of late.

        SQS itself does not tell it. Where CloudWatch cannot be asked, the rest is worth showing.
        """
        queues = dict(enumerate(self._work))
        try:
            found = self._metrics().get_metric_data(
                MetricDataQueries=[
                    {"Id": f"q{place}", "MetricStat": _age_of(self._work[queue])}
                    for place, queue in queues.items()
                ],
                StartTime=now - _MEASURED_WITHIN,
                EndTime=now,
                ScanBy="TimestampDescending",
            )
        except (BotoCoreError, ClientError) as error:
            log_failure(error)
            return {}
        return {
            queues[int(one["Id"][1:])]: timedelta(seconds=one["Values"][0])
            for one in found["MetricDataResults"]
            if one["Values"]
        }

    def given_up(self) -> Mapping[GivenUp, int]:
        """See `WorkQueues.given_up`."""
        with _reached():
            return {of: self._held(url)[_WAITING] for of, url in self._dead.items()}

    def _held(self, url: str) -> dict[str, int]:
        asked: Any = [_WAITING, _TAKEN, _LATER]
        found = self._client.get_queue_attributes(QueueUrl=url, AttributeNames=asked)
        return {name: int(found["Attributes"][name]) for name in asked}

    def letters(self, of: GivenUp, most: int) -> tuple[Letter, ...]:
        """See `WorkQueues.letters`."""
        with _reached():
            received = self._client.receive_message(
                QueueUrl=self._dead[of],
                MaxNumberOfMessages=min(most, _BATCH),
                VisibilityTimeout=0,  # looked at, not taken
                WaitTimeSeconds=1,  # every part of the queue is asked
                AttributeNames=["SentTimestamp"],
            )
        messages: list[Any] = received.get("Messages", [])
        distinct = {one["MessageId"]: one for one in messages}.values()
        return tuple(sorted(map(_letter, distinct), key=lambda one: one.sent_at))

    def send_again(self, queue: Queue, most: int) -> int:
        """See `WorkQueues.send_again`."""
        moved = 0
        with _reached():
            while moved < most and (letters := self._taken(queue, min(_BATCH, most - moved))):
                for letter in letters:
                    self._move(letter, queue)
                    moved += 1
        return moved

    def _taken(self, queue: Queue, most: int) -> list[Any]:
        received: Any = self._client.receive_message(
            QueueUrl=self._dead[GivenUp(queue)],
            MaxNumberOfMessages=most,
            VisibilityTimeout=_HIDDEN_SECONDS,
            WaitTimeSeconds=1,
        )
        return list(received.get("Messages", []))

    def _move(self, letter: Any, queue: Queue) -> None:
        """Sent before it is deleted: what happens in between costs a message seen twice."""
        self._client.send_message(QueueUrl=self._work[queue], MessageBody=letter["Body"])
        self._client.delete_message(
            QueueUrl=self._dead[GivenUp(queue)], ReceiptHandle=letter["ReceiptHandle"]
        )


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        log_failure(error)
        raise Retryable("the queues cannot be reached") from None


def _age_of(url: str) -> Any:
    metric = {
        "Namespace": "AWS/SQS",
        "MetricName": "ApproximateAgeOfOldestMessage",
        "Dimensions": [{"Name": "QueueName", "Value": url.rpartition("/")[2]}],
    }
    return {"Metric": metric, "Period": 60, "Stat": "Maximum"}


def _letter(message: Any) -> Letter:
    sent = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    return Letter(sent, _intake_id(message["Body"]))


def _intake_id(body: str) -> str | None:
    """The id in a message of ours. What is none is not shown: it could be anything."""
    try:
        found = json.loads(body)["intake_id"]
    except (ValueError, TypeError, KeyError):
        return None
    return found if isinstance(found, str) and is_intake_id(found) else None
