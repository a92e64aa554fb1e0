"""Queues and dead letters on SQS: what is seen of them, and moving them back."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws

from threshold.edge.work_queues import SqsWorkQueues
from threshold.errors import Retryable
from threshold.intake.life_cycle import Queue
from threshold.use_cases.operations import Depth, GivenUp

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ASSESSMENT = GivenUp.ASSESSMENT


@pytest.fixture
def sqs(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        yield boto3.client("sqs", region_name="us-east-1")


@pytest.fixture
def metrics(sqs):
    return boto3.client("cloudwatch", region_name="us-east-1")


@pytest.fixture
def queues(sqs, metrics):
    work = {queue: sqs.create_queue(QueueName=f"{queue}")["QueueUrl"] for queue in Queue}
    dead = {of: sqs.create_queue(QueueName=f"{of}-dead")["QueueUrl"] for of in GivenUp}
    made = SqsWorkQueues(sqs, lambda: metrics, work, dead)
    made.work, made.dead = work, dead
    return made


def measure(metrics, queue, seconds, at):
    """CloudWatch has measured the age of a queue's oldest message."""
    age = {
        "MetricName": "ApproximateAgeOfOldestMessage",
        "Dimensions": [{"Name": "QueueName", "Value": queue}],
        "Timestamp": at,
        "Value": seconds,
    }
    metrics.put_metric_data(Namespace="AWS/SQS", MetricData=[age])


def put(sqs, url, *ids):
    for intake_id in ids:
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"intake_id": intake_id, "seq": 1}))


def bodies(sqs, url):
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
    return sorted(json.loads(one["Body"])["intake_id"] for one in found.get("Messages", []))


def ids(how_many):
    return [f"{'a' * 25}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"[:how_many]]


def test_a_queue_says_what_waits_and_what_a_worker_has(sqs, queues):
    put(sqs, queues.work[Queue.ASSESSMENT], *ids(3))
    sqs.receive_message(QueueUrl=queues.work[Queue.ASSESSMENT], MaxNumberOfMessages=1)
    depths = queues.depths(NOW)
    assert depths[Queue.ASSESSMENT] == Depth(2, 1)
    assert depths[Queue.SCHEDULING] == Depth(0, 0)


def test_how_long_the_oldest_waits_is_what_was_measured_last_and_of_late(queues, metrics):
    for seconds, minutes in ((60, 4), (420, 2)):
        measure(metrics, "assessment", seconds, NOW - timedelta(minutes=minutes))
    measure(metrics, "scheduling", 60, NOW - timedelta(minutes=20))
    depths = queues.depths(NOW)
    assert depths[Queue.ASSESSMENT].oldest == timedelta(minutes=7)
    assert depths[Queue.SCHEDULING].oldest is None


def test_where_ages_cannot_be_asked_for_the_rest_is_shown(sqs, queues, logged):
    def fail(**_):
        raise ClientError({"Error": {"Code": "AccessDenied"}}, "GetMetricData")

    queues._metrics = lambda: SimpleNamespace(get_metric_data=fail)
    put(sqs, queues.work[Queue.ASSESSMENT], *ids(1))
    assert queues.depths(NOW)[Queue.ASSESSMENT] == Depth(1, 0, None)
    assert "ClientError" in logged()


def test_dead_letters_are_counted_and_looked_at_where_they_lie(sqs, queues):
    put(sqs, queues.dead[ASSESSMENT], *ids(2))
    assert queues.given_up() == {of: 2 if of is ASSESSMENT else 0 for of in GivenUp}
    for _ in range(2):
        assert {one.intake_id for one in queues.letters(ASSESSMENT, 10)} == set(ids(2))
    assert all(one.sent_at.tzinfo for one in queues.letters(ASSESSMENT, 10))


@pytest.mark.parametrize("body", ["Jane Tester", "{}", '{"intake_id": "Jane"}', "[]", "null"])
def test_what_names_no_intake_of_ours_is_not_repeated(sqs, queues, body):
    sqs.send_message(QueueUrl=queues.dead[ASSESSMENT], MessageBody=body)
    (letter,) = queues.letters(ASSESSMENT, 10)
    assert letter.intake_id is None


def test_dead_letters_are_moved_to_their_queue_and_to_no_other(sqs, queues):
    put(sqs, queues.dead[ASSESSMENT], *ids(23))
    put(sqs, queues.dead[GivenUp.VERIFICATION], *ids(1))
    assert queues.send_again(Queue.ASSESSMENT, 100) == 23
    assert queues.given_up()[ASSESSMENT] == 0
    assert queues.depths(NOW)[Queue.ASSESSMENT].waiting == 23
    assert queues.given_up()[GivenUp.VERIFICATION] == 1
    assert queues.send_again(Queue.ASSESSMENT, 100) == 0


def test_no_more_are_moved_than_asked(sqs, queues):
    put(sqs, queues.dead[ASSESSMENT], *ids(13))
    assert queues.send_again(Queue.ASSESSMENT, 12) == 12
    assert queues.given_up()[ASSESSMENT] == 1


def test_a_message_is_moved_as_it_was(sqs, queues):
    put(sqs, queues.dead[ASSESSMENT], *ids(1))
    queues.send_again(Queue.ASSESSMENT, 1)
    assert bodies(sqs, queues.work[Queue.ASSESSMENT]) == ids(1)


def test_what_the_queue_does_not_take_stays_a_dead_letter(sqs, queues):
    received = [{"MessageId": "a", "ReceiptHandle": "r", "Body": "{}"}]
    with Stubber(sqs) as stubbed:
        stubbed.add_response("receive_message", {"Messages": received})
        stubbed.add_client_error("send_message", "KmsThrottled")
        with pytest.raises(Retryable):
            queues.send_again(Queue.ASSESSMENT, 100)
        stubbed.assert_no_pending_responses()


@pytest.mark.parametrize(
    "deed",
    [
        lambda queues: queues.depths(NOW),
        lambda queues: queues.given_up(),
        lambda queues: queues.letters(ASSESSMENT, 10),
        lambda queues: queues.send_again(Queue.ASSESSMENT, 10),
    ],
    ids=["depths", "given_up", "letters", "send_again"],
)
def test_queues_that_cannot_be_reached_are_for_another_time(sqs, queues, deed, logged):
    with Stubber(sqs) as stubbed:
        for operation in ("get_queue_attributes", "receive_message"):
            stubbed.add_client_error(operation, "AccessDenied")
        with pytest.raises(Retryable):
            deed(queues)
    assert "failed" in logged()
