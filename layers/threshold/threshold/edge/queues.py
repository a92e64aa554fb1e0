"""Queues and alerts on AWS. What they carry is an id; never a name, an answer or a member id."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from threshold.intake.life_cycle import Queue

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient


class SqsQueues:
    """The work queues on SQS."""

    def __init__(self, client: "SQSClient", urls: Mapping[Queue, str]) -> None:
        self._client, self._urls = client, urls

    def send(self, queue: Queue, intake_id: str, seq: int) -> None:
        """See `Queues.send`."""
        body = json.dumps({"intake_id": intake_id, "seq": seq})
        self._client.send_message(QueueUrl=self._urls[queue], MessageBody=body)


class SnsAlerts:
    """Staff alerts on SNS."""

    def __init__(self, client: "SNSClient", topic: str) -> None:
        self._client, self._topic = client, topic

    def crisis(self, intake_id: str, due_at: datetime | None) -> None:
        """See `Alerts.crisis`."""
        until = f" before {due_at:%H:%M} UTC" if due_at else ""
        self._client.publish(
            TopicArn=self._topic,
            Subject="Threshold: a person needs you now",
            Message=f"Open intake {intake_id} on the crisis worklist{until}.",
        )

    def coverage(self, intake_id: str) -> None:
        """See `Alerts.coverage`."""
        self._client.publish(
            TopicArn=self._topic,
            Subject="Threshold: there is news of a coverage",
            Message=f"Open intake {intake_id}: its events say what is not as it was.",
        )

    def broken_glass(self, intake_id: str) -> None:
        """See `Alerts.broken_glass`."""
        self._client.publish(
            TopicArn=self._topic,
            Subject="Threshold: somebody opened what they are shut out of",
            Message=f"Supervisors: look at the audit of intake {intake_id}; it says who and why.",
        )
