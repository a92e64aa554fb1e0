"""The template as deployed: reachable where it should be, and shut everywhere else."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import urllib3

from tests.cloud import Cloud
from tests.integration.probe import Probe
from threshold.intake.life_cycle import Queue

Attempt = Callable[[str, str, str], str]
DENIED = {"AccessDenied", "AccessDeniedException", "AuthorizationError"}
PAYER = "threshold/test/payers/payer-simulator"
WEBHOOK = "threshold/test/webhook"
BUS = "default"
BY_NAME = {PAYER, WEBHOOK, BUS}
KEY = {"pk": {"S": "INTAKE#none"}, "sk": {"S": "RECORD"}}
WORKLIST = {
    "IndexName": "worklist",
    "KeyConditionExpression": "worklist_pk = :none",
    "ExpressionAttributeValues": {":none": {"S": "none"}},
}
ARGUMENTS: dict[str, Callable[[str], dict[str, Any]]] = {
    "get_item": lambda table: {"TableName": table, "Key": KEY},
    "put_item": lambda table: {"TableName": table, "Item": KEY},
    "delete_item": lambda table: {"TableName": table, "Key": KEY},
    "scan": lambda table: {"TableName": table},
    "query": lambda table: {"TableName": table, **WORKLIST},
    "send_message": lambda queue: {"QueueUrl": queue, "MessageBody": "{}"},
    "receive_message": lambda queue: {"QueueUrl": queue},
    "publish": lambda topic: {"TopicArn": topic, "Message": "nobody in particular"},
    "get_secret_value": lambda secret: {"SecretId": secret},
    "put_events": lambda bus: {
        "Entries": [
            {"Source": "tests", "DetailType": "Nothing", "Detail": "{}", "EventBusName": bus}
        ]
    },
}


def get(cloud: Cloud, path: str, token: str = "") -> urllib3.BaseHTTPResponse:
    headers = {"Authorization": token} if token else {}
    return urllib3.request(
        "GET", cloud.outputs.api_url + path, headers=headers, retries=False, timeout=90
    )


@pytest.fixture(scope="module")
def attempt(cloud: Cloud) -> Iterator[Attempt]:
    """Calls AWS as a function with a role would; `done`, or AWS's error code."""
    probes: dict[str, Probe] = {}

    def attempt(role: str, action: str, place: str) -> str:
        if role not in probes:
            probes[role] = Probe(cloud, f"{role}Role")
        service, call = action.split(".")
        name = place if place in BY_NAME else cloud.resource(place)
        return probes[role].call(service, call, ARGUMENTS[call](name))

    yield attempt
    for probe in probes.values():
        probe.remove()


@pytest.mark.parametrize(
    ("role", "action", "place"),
    [
        ("Apply", "dynamodb.get_item", "Table"),
        ("Apply", "secretsmanager.get_secret_value", "RecordKey"),
        ("Verify", "secretsmanager.get_secret_value", PAYER),
        ("Verify", "secretsmanager.get_secret_value", "RecordKey"),
        ("Notify", "sns.publish", "StaffAlertTopic"),
        ("Notify", "secretsmanager.get_secret_value", "RecordKey"),
        ("Announce", "secretsmanager.get_secret_value", WEBHOOK),
        ("Announce", "events.put_events", BUS),
        ("Console", "dynamodb.query", "Table"),
        ("Console", "dynamodb.put_item", "Table"),
        ("Sweep", "dynamodb.query", "Table"),
        ("Watch", "dynamodb.query", "Table"),
    ],
)
def test_a_role_may_do_its_job(attempt: Attempt, role: str, action: str, place: str):
    assert attempt(role, action, place) == "done"


@pytest.mark.parametrize(
    ("role", "action", "place"),
    [
        ("Apply", "dynamodb.scan", "Table"),
        ("Apply", "dynamodb.delete_item", "Table"),
        ("Apply", "sqs.send_message", "SchedulingQueue"),
        ("Apply", "secretsmanager.get_secret_value", PAYER),
        ("Relay", "dynamodb.delete_item", "Table"),
        ("Relay", "sqs.receive_message", "AssessmentQueue"),
        ("Assess", "sqs.receive_message", "VerificationQueue"),
        ("Assess", "sqs.send_message", "SchedulingQueue"),
        ("Assess", "secretsmanager.get_secret_value", "RecordKey"),
        ("Schedule", "secretsmanager.get_secret_value", "RecordKey"),
        ("Verify", "dynamodb.delete_item", "Table"),
        ("Schedule", "sqs.receive_message", "NotificationQueue"),
        ("Notify", "sns.publish", "AlarmTopic"),
        ("Notify", "secretsmanager.get_secret_value", WEBHOOK),
        ("Notify", "events.put_events", BUS),
        ("Announce", "secretsmanager.get_secret_value", "RecordKey"),
        ("Announce", "secretsmanager.get_secret_value", PAYER),
        ("Announce", "sqs.receive_message", "NotificationQueue"),
        ("Console", "dynamodb.delete_item", "Table"),
        ("Console", "sqs.send_message", "AssessmentQueue"),
        ("Sweep", "dynamodb.scan", "Table"),
        ("Watch", "dynamodb.delete_item", "Table"),
        ("Watch", "sqs.send_message", "VerificationQueue"),
    ],
)
def test_a_role_may_do_nothing_else(attempt: Attempt, role: str, action: str, place: str):
    assert attempt(role, action, place) in DENIED


@pytest.mark.parametrize("path", ["/worklists/scheduling", "/intakes/none"])
def test_a_staff_route_turns_away_who_has_not_signed_in(cloud: Cloud, path: str):
    assert get(cloud, path).status == 401
    assert get(cloud, path, "no.such.token").status == 401


def test_a_staff_route_lets_in_who_has_signed_in(cloud: Cloud):
    answer = get(cloud, "/worklists/scheduling", cloud.sign_in("admissions"))
    assert answer.status == 200


def test_the_outputs_are_written_for_programs_outside(cloud: Cloud):
    written = json.loads((cloud.state_dir / "outputs.json").read_text(encoding="utf-8"))
    assert written["api_url"] == cloud.outputs.api_url
    assert written["queues"].keys() == written["dead_letter_queues"].keys() == set(Queue)
    assert written["staff"][0].keys() == {"username", "password", "role"}


def test_a_function_logs_to_its_own_group(cloud: Cloud):
    get(cloud, "/openapi.json")
    logged = cloud.client("logs").filter_log_events(logGroupName="/threshold/Apply")
    assert logged["events"]
