"""News of a seat, from the deployed template to a record system over real HTTP, and to a bus."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import urllib3

from examples.webhook_receiver import fetch_fhir
from local.stories import Player, stories
from tests.cloud import Cloud
from tests.integration.waiting import wait_for, waiting_on
from tests.record_system import RecordSystem
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role, Status
from threshold.intake.record import SYSTEM, Actor
from threshold.store.dynamodb import DynamoDBStore
from threshold.use_cases.stepping import take

CLEAR = stories()[0]
STAFF = Actor(Role.ADMISSIONS, "a.tester")


def accepted(player: Player) -> str:
    """An intake of a person of their own, that waits for a seat."""
    submission = json.loads(json.dumps(CLEAR.submission))
    submission["payment"]["card"]["member_id"] = f"EXAPPO{uuid4().hex[:8].upper()}"
    ending = player.play(replace(CLEAR, submission=submission))
    assert ending.differs == ()
    return ending.seen["intake_id"]


def walk(cloud: Cloud, intake_id: str, kind: EventKind, actor: Actor, only: Status) -> None:
    """Take a step from a status; nothing where it was taken already."""
    step = Step(kind, actor, datetime.now(UTC))
    store = DynamoDBStore(cloud.client("dynamodb"), cloud.outputs.table)
    take(store, intake_id, lambda record: step if record.status is only else None)


def seat(cloud: Cloud, intake_id: str) -> None:
    walk(cloud, intake_id, EventKind.SEAT_OFFERED, SYSTEM, Status.ACCEPTED)
    walk(cloud, intake_id, EventKind.OFFER_ACCEPTED, STAFF, Status.OFFERED)


def announced(player: Player, intake_id: str) -> list[tuple[str, str]]:
    """To whom each event was announced, and what came of it."""
    events = player.view(intake_id)["events"]
    told = [one["details"] for one in events if one["kind"] == "seat_announced"]
    return [(one["to"], one["outcome"]) for one in told]


@pytest.fixture(scope="module")
def bus(cloud: Cloud) -> Iterator[Callable[[str], list[dict[str, Any]]]]:
    """What is heard on the bus of an intake, by a rule that takes it to a queue."""
    sqs, events, name = cloud.client("sqs"), cloud.client("events"), f"bus-{uuid4().hex}"
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    events.put_rule(Name=name, EventPattern=json.dumps({"source": ["threshold"]}))
    target = {"Id": "queue", "Arn": found["Attributes"]["QueueArn"]}
    events.put_targets(Rule=name, Targets=[target])
    heard: list[dict[str, Any]] = []

    def about(intake_id: str) -> list[dict[str, Any]]:
        while messages := sqs.receive_message(QueueUrl=queue).get("Messages"):
            for one in messages:
                heard.append(json.loads(one["Body"]))
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
        return [one for one in heard if one["detail"]["intake_id"] == intake_id]

    yield about
    events.remove_targets(Rule=name, Ids=["queue"])
    events.delete_rule(Name=name)


def test_a_record_system_that_failed_hears_again_and_once(
    cloud: Cloud, player: Player, record_system: RecordSystem, bus
):
    intake_id = accepted(player)
    record_system.fails[intake_id] = [500]
    seat(cloud, intake_id)
    (news,) = wait_for(lambda: record_system.news(intake_id), bool)
    told = wait_for(lambda: announced(player, intake_id), lambda found: len(found) == 2)
    assert set(told) == {("event_bus", "delivered"), ("webhook", "delivered")}
    assert record_system.answered(intake_id) == [500, 204]
    first, second = (
        headers for headers, body, _ in record_system.posts if intake_id.encode() in body
    )
    assert first["webhook-id"] == second["webhook-id"] == news["id"]
    (event,) = wait_for(lambda: bus(intake_id), bool)
    assert (event["source"], event["detail-type"]) == ("threshold", "SeatTaken")
    assert event["detail"] == news
    assert news.keys() == {"id", "type", "occurred_at", "intake_id", "links"}
    assert news["links"]["fhir"] == f"{cloud.outputs.api_url}/intakes/{intake_id}/fhir"


@pytest.fixture(scope="module")
def seated(cloud: Cloud, player: Player, record_system: RecordSystem) -> str:
    """An intake of which the record system has heard that it took a seat."""
    intake_id = accepted(player)
    seat(cloud, intake_id)
    wait_for(lambda: len(announced(player, intake_id)), lambda found: found == 2)
    return intake_id


def test_a_message_that_comes_again_tells_nobody_anything(
    cloud: Cloud, player: Player, record_system: RecordSystem, seated: str
):
    before = record_system.answered(seated), announced(player, seated)
    url, body = cloud.outputs.queues["announcement"], json.dumps({"intake_id": seated, "seq": 1})
    cloud.client("sqs").send_message(QueueUrl=url, MessageBody=body)
    wait_for(lambda: waiting_on(cloud, url), lambda left: left == 0)
    assert (record_system.answered(seated), announced(player, seated)) == before


def test_the_receiver_keeps_a_duplicate_once_and_refuses_what_is_not_ours(
    record_system: RecordSystem, seated: str
):
    headers, body = next(
        (headers, body) for headers, body, _ in record_system.posts if seated.encode() in body
    )
    sent = {name: headers[name] for name in headers if name.startswith("webhook-")}

    def post(**changes: str) -> int:
        return urllib3.request(
            "POST", record_system.url, body=body, headers=sent | changes, retries=False
        ).status

    assert post() == 204
    assert post(**{"webhook-id": "another"}) == 401
    assert post(**{"webhook-timestamp": "1700000000"}) == 401
    assert post(**{"webhook-signature": "v1,AAAA"}) == 401
    assert len(record_system.news(seated)) == 1


def test_a_seat_that_is_given_back_is_told_too(
    cloud: Cloud, player: Player, record_system: RecordSystem, bus
):
    intake_id = accepted(player)
    seat(cloud, intake_id)
    wait_for(lambda: len(announced(player, intake_id)), lambda found: found == 2)
    walk(cloud, intake_id, EventKind.NO_SHOW, STAFF, Status.SCHEDULED)
    news = wait_for(lambda: record_system.news(intake_id), lambda found: len(found) == 2)
    assert [one["type"] for one in news] == ["seat.taken", "seat.given_back"]
    events = wait_for(lambda: bus(intake_id), lambda found: len(found) == 2)
    assert {one["detail-type"] for one in events} == {"SeatTaken", "SeatGivenBack"}


def test_who_was_told_fetches_the_seat_as_fhir(
    cloud: Cloud, record_system: RecordSystem, seated: str
):
    token, fetched = cloud.sign_in("clinician"), []
    record_system.work(
        lambda intake_id: fetch_fhir(cloud.outputs.api_url, token, intake_id),
        lambda news, bundle: fetched.append((news["intake_id"], bundle)),
    )
    bundle = dict(fetched)[seated]
    request = next(
        one["resource"]
        for one in bundle["entry"]
        if one["resource"]["resourceType"] == "ServiceRequest"
    )
    assert request["subject"] == {"reference": f"Patient/{seated}"}
    assert request["status"] == "active"
