"""Messages that come twice, late, broken or to a worker that dies."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from local.stories import Ending, Player, Story, stories, unhurried
from tests.cloud import Cloud
from tests.integration.inbox import Inbox
from tests.integration.waiting import wait_for, waiting_on
from threshold.intake.life_cycle import Queue

CLEAR, ACUTE = stories()[0], stories()[6]
# How soon a crisis is seen is measured where the story itself is told.
CRISIS = unhurried(ACUTE)


def items_of(cloud: Cloud, intake_id: str) -> list[dict[str, Any]]:
    found = cloud.client("dynamodb").query(
        TableName=cloud.outputs.table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"INTAKE#{intake_id}"}},
        ConsistentRead=True,
    )
    return found["Items"]


def told(player: Player, base: Story) -> Ending:
    ending = player.play(base)
    assert ending.differs == ()
    return ending


@pytest.fixture(scope="module")
def finished(player: Player) -> dict[Queue, str]:
    """An intake that has been through each queue, by queue."""
    clear, crisis = told(player, CLEAR).seen["intake_id"], told(player, CRISIS).seen["intake_id"]
    return dict.fromkeys(Queue, clear) | {Queue.NOTIFICATION: crisis}


@pytest.mark.parametrize("queue", Queue)
def test_a_message_that_comes_again_changes_nothing(cloud: Cloud, finished, queue: Queue):
    intake_id, url = finished[queue], cloud.outputs.queues[queue]
    before = items_of(cloud, intake_id)
    for _ in range(2):
        body = json.dumps({"intake_id": intake_id, "seq": 1})
        cloud.client("sqs").send_message(QueueUrl=url, MessageBody=body)
    wait_for(lambda: waiting_on(cloud, url), lambda left: left == 0)
    assert items_of(cloud, intake_id) == before


@contextmanager
def impatient(cloud: Cloud, url: str, seconds: str) -> Iterator[None]:
    """A queue whose messages come back soon, so that a test need not wait for minutes."""
    sqs, name = cloud.client("sqs"), "VisibilityTimeout"
    before = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={name: seconds})
    try:
        yield
    finally:
        sqs.set_queue_attributes(QueueUrl=url, Attributes=before)


@pytest.mark.parametrize("queue", Queue)
def test_a_poison_message_ends_in_its_dead_letter_queue_and_the_others_go_on(
    cloud: Cloud, finished, queue: Queue
):
    sqs, url = cloud.client("sqs"), cloud.outputs.queues[queue]
    dead = cloud.outputs.dead_letter_queues[queue]
    poison = json.dumps({"intake_id": uuid4().hex, "seq": 1})
    sound = json.dumps({"intake_id": finished[queue], "seq": 1})
    with impatient(cloud, url, "0"):
        for body in (poison, sound):
            sqs.send_message(QueueUrl=url, MessageBody=body)
        wait_for(lambda: waiting_on(cloud, dead), lambda found: found == 1)
        wait_for(lambda: waiting_on(cloud, url), lambda left: left == 0)
    (letter,) = sqs.receive_message(QueueUrl=dead)["Messages"]
    assert letter["Body"] == poison
    sqs.delete_message(QueueUrl=dead, ReceiptHandle=letter["ReceiptHandle"])


@contextmanager
def paused(cloud: Cloud, queue: Queue) -> Iterator[None]:
    """A queue without its worker."""
    functions, arn = cloud.client("lambda"), f":{cloud.outputs.queues[queue].rsplit('/', 1)[1]}"
    mappings = functions.list_event_source_mappings()["EventSourceMappings"]
    (mapping,) = [one for one in mappings if one["EventSourceArn"].endswith(arn)]
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    try:
        yield
    finally:
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)


def in_hand(cloud: Cloud, queue: Queue, intake_id: str) -> dict[str, Any]:
    """The message about an intake, in a worker's hands for a second; others are left to theirs."""
    sqs, url = cloud.client("sqs"), cloud.outputs.queues[queue]

    def look() -> list[dict[str, Any]]:
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=1)
        letters = found.get("Messages", [])
        return [one for one in letters if json.loads(one["Body"])["intake_id"] == intake_id]

    return wait_for(look, bool)[0]


@pytest.mark.parametrize("queue", [Queue.ASSESSMENT, Queue.VERIFICATION, Queue.SCHEDULING])
def test_a_worker_that_dies_with_the_message_in_hand_loses_nothing(
    cloud: Cloud, player: Player, queue: Queue
):
    with paused(cloud, queue):
        intake_id = player.submit(CLEAR)["intake_id"]
        in_hand(cloud, queue, intake_id)
    seen = wait_for(lambda: player.intake(intake_id), lambda s: s["status"] == "offered")
    assert seen["worklist"] == "scheduling"


def test_only_ids_travel_on_the_queues(cloud: Cloud, player: Player):
    queue = Queue.VERIFICATION
    with paused(cloud, queue):
        message = in_hand(cloud, queue, player.submit(CLEAR)["intake_id"])
    assert json.loads(message["Body"]).keys() == {"intake_id", "seq"}
    assert "MessageAttributes" not in message


def test_an_intake_is_on_each_queue_once_in_effect(player: Player):
    view = player.view(told(player, CLEAR).seen["intake_id"])
    kinds = [event["kind"] for event in view["events"]]
    assert kinds == [
        "submitted",
        "assessed",
        "verification_started",
        "accepted",
        "queued_for_seat",
        "seat_offered",
    ]
    assert view["chain_is_whole"]


def test_of_two_submitting_the_same_at_once_both_have_the_one_intake(player: Player):
    from concurrent.futures import ThreadPoolExecutor

    key = uuid4().hex
    with ThreadPoolExecutor(6) as senders:
        answers = list(senders.map(lambda _: player.submit(CLEAR, key), range(6)))
    assert len({json.dumps(answer) for answer in answers}) == 1


def test_the_sweep_runs_under_its_own_role(cloud: Cloud):
    name = cloud.resource("SweepFunction")
    answer = cloud.client("lambda").invoke(FunctionName=name, Payload=b"{}")
    assert "FunctionError" not in answer, answer["Payload"].read()


def test_staff_are_told_of_a_crisis_by_its_id_alone(cloud: Cloud, player: Player):
    inbox = Inbox(cloud)
    intake_id = told(player, CRISIS).seen["intake_id"]
    (alert,) = wait_for(lambda: inbox.about(intake_id), bool)
    assert "Ruth" not in alert
