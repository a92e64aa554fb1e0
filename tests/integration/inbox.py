"""What staff are told: a queue that is subscribed to their topic."""

import json
from typing import Any
from uuid import uuid4

from tests.cloud import Cloud


class Inbox:
    """Hears every alert to staff from now on."""

    def __init__(self, cloud: Cloud) -> None:
        self._sqs: Any = cloud.client("sqs")
        self._queue = self._sqs.create_queue(QueueName=f"inbox-{uuid4().hex}")["QueueUrl"]
        found = self._sqs.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])
        arn = found["Attributes"]["QueueArn"]
        letting_in = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn,
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [letting_in]})
        self._sqs.set_queue_attributes(QueueUrl=self._queue, Attributes={"Policy": policy})
        topic = cloud.outputs.staff_alert_topic
        cloud.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        self._heard: list[str] = []

    def about(self, intake_id: str) -> list[str]:
        """All that was said of an intake so far: others' alerts may come first."""
        while found := self._sqs.receive_message(QueueUrl=self._queue).get("Messages"):
            for message in found:
                self._heard.append(json.loads(message["Body"])["Message"])
                handle = message["ReceiptHandle"]
                self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=handle)
        return [alert for alert in self._heard if intake_id in alert]
