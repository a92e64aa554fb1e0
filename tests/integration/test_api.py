"""The API as deployed: what a caller outside relies on."""

import json
from typing import Any
from uuid import uuid4

import pytest
import urllib3

from local.stories import Player, stories
from tests.cloud import Cloud

STORY = stories()[0].submission
JSON = {"Content-Type": "application/json"}


def call(cloud: Cloud, method: str, path: str, body: str | None = None, **headers: str):
    url = path if path.startswith("http") else cloud.outputs.api_url + path
    answer = urllib3.request(method, url, body=body, headers=headers, retries=False, timeout=90)
    return answer.status, answer.headers.get("Content-Type", ""), answer.json()


def post(cloud: Cloud, body: str, **headers: str):
    return call(cloud, "POST", "/intakes", body, **JSON, **headers)


def intakes_in(cloud: Cloud) -> set[str]:
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.outputs.table)
    keys = {item["pk"]["S"] for page in pages for item in page["Items"]}
    return {key for key in keys if key.startswith("INTAKE#")}


def test_the_status_url_of_the_answer_can_be_followed(cloud: Cloud):
    status, _, receipt = post(cloud, json.dumps(STORY), **{"Idempotency-Key": uuid4().hex})
    assert status == 202
    status, _, page = call(cloud, "GET", receipt["status_url"])
    assert (status, page.keys()) == (200, {"status", "next_step"})


def test_a_status_url_with_another_intakes_proof_is_not_there(cloud: Cloud, player: Player):
    one, other = player.submit(stories()[0]), player.submit(stories()[0])
    forged = one["status_url"].split(".")[:-1] + other["status_url"].split(".")[-1:]
    assert call(cloud, "GET", ".".join(forged))[0] == 404


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("{}", JSON, 400),
        ("not json", JSON, 400),
        (json.dumps(STORY), {"Content-Type": "text/plain"}, 415),
        (json.dumps(STORY | {"x": "x" * 70_000}), JSON, 413),
    ],
)
def test_what_cannot_be_taken_is_a_problem_and_stores_nothing(
    cloud: Cloud, body: str, headers: dict[str, str], status: int
):
    before = intakes_in(cloud)
    answered, media_type, problem = call(cloud, "POST", "/intakes", body, **headers)
    assert (answered, media_type) == (status, "application/problem+json")
    assert problem["status"] == status
    assert intakes_in(cloud) == before


def test_a_key_that_came_with_another_body_is_a_conflict(cloud: Cloud):
    key = {"Idempotency-Key": uuid4().hex}
    assert post(cloud, json.dumps(STORY), **key)[0] == 202
    assert post(cloud, json.dumps(STORY | {"language": {"spoken": "es"}}), **key)[0] == 409


def test_later_answers_bring_a_person_in_crisis_to_the_crisis_worklist(
    cloud: Cloud, player: Player
):
    receipt = player.submit(stories()[0])
    said = {"answers": {"asq": stories()[6].submission["answers"]["asq"]}}
    status, _, told = call(
        cloud, "POST", f"{receipt['status_url']}/answers", json.dumps(said), **JSON
    )
    assert status == 202
    assert "988" in told["next_step"]
    seen = player.intake(receipt["intake_id"])
    assert (seen["worklist"], seen["tier"]) == ("crisis", "P0")


def test_the_openapi_document_is_served_at_the_address_it_names(cloud: Cloud):
    status, _, document = call(cloud, "GET", "/openapi.json")
    assert (status, document["openapi"]) == (200, "3.1.0")
    assert document["servers"][0]["url"] == cloud.outputs.api_url


ROLES: list[tuple[str, str, int]] = [
    ("admissions", "crisis", 200),
    ("clinician", "crisis", 200),
    ("supervisor", "review", 200),
    ("billing", "verify_by_phone", 200),
    ("billing", "crisis", 403),
    ("billing", "review", 403),
    ("auditor", "scheduling", 200),
    ("admissions", "nothing", 404),
]


@pytest.mark.parametrize(("role", "worklist", "status"), ROLES)
def test_a_worklist_is_shown_to_the_roles_that_may_see_it(
    cloud: Cloud, role: str, worklist: str, status: int
):
    token = cloud.sign_in(role)
    assert call(cloud, "GET", f"/worklists/{worklist}", Authorization=token)[0] == status


@pytest.mark.parametrize("token", ["", "x.y.z", "Bearer x"])
@pytest.mark.parametrize("path", ["/worklists/crisis", "/intakes/none", "/payers/health"])
def test_without_a_token_of_ours_staff_routes_say_nothing(cloud: Cloud, path: str, token: str):
    headers: dict[str, Any] = {"Authorization": token} if token else {}
    assert call(cloud, "GET", path, **headers)[0] == 401
