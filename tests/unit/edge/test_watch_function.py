"""The function that the schedule starts once a day, and what staff hear of what it finds."""

import json
from datetime import datetime

import boto3
import pytest
from moto import mock_aws

from tests.unit.edge.events import Context
from threshold.edge.queues import SnsAlerts
from threshold.intake.life_cycle import EventKind
from threshold.use_cases.verify import verify

FIRST_OF_FEBRUARY = {"year": 2026, "month": 2, "day": 1, "hour": 11}


class OnTheFirst:
    @staticmethod
    def now(zone):
        return datetime(**FIRST_OF_FEBRUARY, tzinfo=zone)


@pytest.fixture
def waiting(practice):
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    practice.look_again(intake_id)
    return intake_id


def test_it_has_everybody_verified_whose_day_has_come_and_logs_how_many(
    function, practice, waiting, logged, monkeypatch
):
    app = function("watch")
    monkeypatch.setattr(app, "datetime", OnTheFirst)
    for _ in range(2):
        app.handler({}, Context())
    kinds = [event.kind for event in practice.store.events(waiting)]
    assert kinds.count(EventKind.REVERIFICATION_DUE) == 1
    assert [json.loads(line)["due"] for line in logged().splitlines()] == [1, 0]
    assert waiting not in logged()


@pytest.mark.parametrize(
    ("kind", "subject", "message"),
    [
        (
            "coverage",
            "Threshold: there is news of a coverage",
            "Open intake intake-7: its events say what is not as it was.",
        ),
        (
            "broken_glass",
            "Threshold: somebody opened what they are shut out of",
            "Supervisors: look at the audit of intake intake-7; it says who and why.",
        ),
    ],
)
@mock_aws
def test_staff_are_told_by_the_intakes_id_alone(kind, subject, message):
    sns, sqs = (boto3.client(name, region_name="us-east-1") for name in ("sns", "sqs"))
    topic = sns.create_topic(Name="staff")["TopicArn"]
    inbox = sqs.create_queue(QueueName="inbox")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=inbox, AttributeNames=["QueueArn"])
    endpoint = arn["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=endpoint)
    getattr(SnsAlerts(sns, topic), kind)("intake-7")
    (received,) = sqs.receive_message(QueueUrl=inbox)["Messages"]
    told = json.loads(received["Body"])
    assert (told["Subject"], told["Message"]) == (subject, message)
