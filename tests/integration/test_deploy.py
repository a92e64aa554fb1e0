"""The template as deployed: reachable where it should be, and shut everywhere else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import urllib3

from tests.integration.conftest import Cloud
from tests.integration.probe import Probe

DENIED = {"AccessDenied", "AccessDeniedException", "AuthorizationError"}
KEY = {"pk": {"S": "INTAKE#none"}, "sk": {"S": "RECORD"}}
WORKLIST = {
    "IndexName": "worklist",
    "KeyConditionExpression": "worklist_pk = :none",
    "ExpressionAttributeValues": {":none": {"S": "none"}},
}


def get(cloud: Cloud, path: str, token: str = "") -> urllib3.BaseHTTPResponse:
    headers = {"Authorization": token} if token else {}
    return urllib3.request("GET", cloud.outputs.api_url + path, headers=headers, retries=False)


class Places:
    """What the calls of the tables below name, in the words of the tables."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud

    def arguments(self, call: str, place: str) -> dict[str, Any]:
        outputs = self.cloud.outputs
        table = {"TableName": outputs.table}
        secrets = {
            "record key": "RecordKey",
            "payer": "threshold/test/payers/payer-simulator",
        }
        match call:
            case "get_item":
                return table | {"Key": KEY}
            case "put_item":
                return table | {"Item": KEY}
            case "delete_item":
                return table | {"Key": KEY}
            case "scan":
                return table
            case "query":
                return table | WORKLIST
            case "send_message":
                return {"QueueUrl": outputs.queues[place], "MessageBody": "{}"}
            case "receive_message":
                return {"QueueUrl": outputs.queues[place]}
            case "publish":
                return {"TopicArn": self.cloud.resource(place), "Message": "probe"}
            case "get_secret_value":
                name = secrets[place]
                is_ours = name == "RecordKey"
                return {"SecretId": self.cloud.resource(name) if is_ours else name}
        raise AssertionError(call)


@pytest.fixture(scope="module")
def places(cloud: Cloud) -> Places:
    return Places(cloud)


@pytest.fixture(scope="module")
def probes(cloud: Cloud) -> Iterator[dict[str, Probe]]:
    roles = ("Apply", "Relay", "Assess", "Verify", "Schedule", "Notify", "Console", "Sweep")
    made = {role: Probe(cloud, f"{role}Role") for role in roles}
    yield made
    for probe in made.values():
        probe.remove()


@pytest.mark.parametrize(
    ("role", "service", "call", "place"),
    [
        ("Apply", "dynamodb", "get_item", ""),
        ("Apply", "secretsmanager", "get_secret_value", "record key"),
        ("Verify", "secretsmanager", "get_secret_value", "payer"),
        ("Notify", "sns", "publish", "StaffAlertTopic"),
        ("Console", "dynamodb", "query", ""),
        ("Sweep", "dynamodb", "query", ""),
    ],
)
def test_a_role_may_do_its_job(
    probes: dict[str, Probe], places: Places, role: str, service: str, call: str, place: str
):
    assert probes[role].call(service, call, places.arguments(call, place)) == "done"


@pytest.mark.parametrize(
    ("role", "service", "call", "place"),
    [
        ("Apply", "dynamodb", "scan", ""),
        ("Apply", "dynamodb", "delete_item", ""),
        ("Apply", "sqs", "send_message", "scheduling"),
        ("Apply", "secretsmanager", "get_secret_value", "payer"),
        ("Relay", "dynamodb", "get_item", ""),
        ("Relay", "sqs", "receive_message", "assessment"),
        ("Assess", "sqs", "receive_message", "verification"),
        ("Assess", "sqs", "send_message", "scheduling"),
        ("Assess", "secretsmanager", "get_secret_value", "record key"),
        ("Verify", "secretsmanager", "get_secret_value", "record key"),
        ("Verify", "dynamodb", "delete_item", ""),
        ("Schedule", "sqs", "receive_message", "notification"),
        ("Notify", "sns", "publish", "AlarmTopic"),
        ("Console", "dynamodb", "put_item", ""),
        ("Console", "sqs", "send_message", "assessment"),
        ("Sweep", "dynamodb", "put_item", ""),
    ],
)
def test_a_role_may_do_nothing_else(
    probes: dict[str, Probe], places: Places, role: str, service: str, call: str, place: str
):
    assert probes[role].call(service, call, places.arguments(call, place)) in DENIED


@pytest.mark.parametrize("path", ["/worklists/scheduling", "/intakes/none"])
def test_a_staff_route_turns_away_who_has_not_signed_in(cloud: Cloud, path: str):
    assert get(cloud, path).status == 401
    assert get(cloud, path, "no.such.token").status == 401


def test_a_staff_route_lets_in_who_has_signed_in(cloud: Cloud):
    answer = get(cloud, "/worklists/scheduling", cloud.sign_in("admissions"))
    assert answer.status == 200, answer.data


def test_the_outputs_are_written_for_programs_outside(cloud: Cloud, cloud_outputs: dict[str, Any]):
    assert cloud_outputs["api_url"] == cloud.outputs.api_url
    names = {"assessment", "verification", "scheduling", "notification"}
    assert set(cloud_outputs["queues"]) == set(cloud_outputs["dead_letter_queues"]) == names
    assert {"username", "password", "role"} == set(cloud_outputs["staff"][0])


@pytest.fixture
def cloud_outputs(cloud: Cloud) -> dict[str, Any]:
    return json.loads((cloud.state_dir / "outputs.json").read_text(encoding="utf-8"))
