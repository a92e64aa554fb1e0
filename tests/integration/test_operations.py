"""Search and operations as deployed: a person is found, and what was given up is sent again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import urllib3

from local.stories import stories
from tests.builders import submission
from tests.clinic import CLINIC, RECORD_KEY
from tests.cloud import Cloud
from tests.integration.console_browser import Browser
from tests.integration.waiting import wait_for, waiting_on
from threshold.intake.change import Change, FindingKind
from threshold.intake.life_cycle import Status
from threshold.intake.record import IntakeRecord
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.items import finding_item, record_item
from threshold.store.memory import MemoryStore
from threshold.use_cases.submit import submit

OPERATIONS, SEARCH = "/console/operations", "/console/search"
NAME = {"first": "Zo\u00eb", "last": "O'Tester-Found"}
AS_TYPED = {"first": "ZOE", "last": "o tester found", "birth_date": "1990-01-01"}


class Kept(MemoryStore):
    """Holds on to the change that opens an intake."""

    change: Change

    def create(self, change: Change) -> IntakeRecord | None:
        self.change = change
        return super().create(change)


@pytest.fixture(scope="module")
def sent(cloud: Cloud) -> str:
    """The intake of somebody whose name has an accent, an apostrophe and a hyphen."""
    document = dict(stories()[0].submission)
    document["person"] = {"name": NAME, "birth_date": "1990-01-01"}
    answer = post(cloud, "/intakes", document)
    assert answer.status == 202
    return str(answer.json()["intake_id"])


@pytest.fixture(scope="module")
def sam(cloud: Cloud) -> Browser:
    browser = Browser(cloud.outputs)
    assert browser.sign_in("supervisor", OPERATIONS).status == 200
    return browser


def post(cloud: Cloud, path: str, document: object, token: str = "") -> Any:
    headers = {"Content-Type": "application/json", **({"Authorization": token} if token else {})}
    url, body = cloud.outputs.api_url + path, json.dumps(document)
    return urllib3.request("POST", url, body=body, headers=headers, retries=False, timeout=90)


def put(cloud: Cloud, item: dict[str, Any]) -> None:
    cloud.client("dynamodb").put_item(TableName=cloud.outputs.table, Item=item)


def lost(cloud: Cloud) -> Change:
    """An intake that no queue ever heard of, two hours ago, and without its submission."""
    kept = Kept()
    now = datetime.now(UTC) - timedelta(hours=2)
    submit(submission(), uuid4().hex, kept, CLINIC, RECORD_KEY, now)
    put(cloud, record_item(kept.change.after))
    return kept.change


def message(cloud: Cloud, url: str, intake_id: str) -> None:
    body = json.dumps({"intake_id": intake_id, "seq": 1})
    cloud.client("sqs").send_message(QueueUrl=url, MessageBody=body)


def hand_over(cloud: Cloud, worker: str, intake_id: str) -> None:
    """A message in a worker's hands that is on no queue: so it comes back to nobody's test."""
    record = {
        "messageId": uuid4().hex,
        "receiptHandle": "x",
        "body": json.dumps({"intake_id": intake_id, "seq": 1}),
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:of-a-test",
        "awsRegion": "us-east-1",
    }
    cloud.client("lambda").invoke(
        FunctionName=cloud.resource(worker), Payload=json.dumps({"Records": [record]}).encode()
    )


@contextmanager
def given_up(cloud: Cloud) -> Iterator[str]:
    """An intake whose assessment was given up, for want of its submission; it is back afterwards.

    Left lost, it would be put on the queue by a sweep, and fail there while other tests wait.
    """
    change = lost(cloud)
    intake_id = change.after.intake_id
    hand_over(cloud, "AssessFunction", intake_id)
    failure = {"pk": {"S": f"INTAKE#{intake_id}"}, "sk": {"S": "FAILURE#assess"}}
    wait_for(
        lambda: cloud.client("dynamodb").get_item(TableName=cloud.outputs.table, Key=failure),
        lambda found: "Item" in found,
    )
    message(cloud, cloud.outputs.dead_letter_queues["assessment"], intake_id)
    (sent,) = [one for one in change.findings if one.kind is FindingKind.SUBMISSION]
    try:
        yield intake_id
    finally:
        put(cloud, finding_item(sent, change.event))


def page(browser: Browser, path: str) -> str:
    answer = browser.ask("GET", path)
    assert answer.status == 200
    return str(answer.data.decode())


def test_a_person_is_found_over_the_api_however_the_name_is_typed(cloud: Cloud, sent: str):
    found = post(cloud, "/search", AS_TYPED, cloud.sign_in("admissions"))
    assert (found.status, [row["intake_id"] for row in found.json()["rows"]]) == (200, [sent])
    other = AS_TYPED | {"birth_date": "1990-01-02"}
    assert post(cloud, "/search", other, cloud.sign_in("admissions")).json() == {"rows": []}


def test_a_person_is_found_on_the_page_and_shown_by_initials(cloud: Cloud, sent: str):
    browser = Browser(cloud.outputs)
    browser.sign_in("billing", SEARCH)
    found = browser.press(SEARCH, "search", **AS_TYPED).data.decode()
    assert f"/console/intakes/{sent}" in found
    assert "Tester-Found" not in found
    assert "found 1" in page(_signed_in(cloud, "auditor"), OPERATIONS)


def _signed_in(cloud: Cloud, role: str) -> Browser:
    browser = Browser(cloud.outputs)
    browser.sign_in(role)
    return browser


def test_what_was_given_up_says_by_what_it_failed_and_is_sent_again_for_real(
    cloud: Cloud, sam: Browser
):
    dead = cloud.outputs.dead_letter_queues["assessment"]
    store = DynamoDBStore(cloud.client("dynamodb"), cloud.outputs.table)
    with given_up(cloud) as intake_id:
        shown = page(sam, OPERATIONS)
        assert f'id="i-{intake_id}"' in shown, "stuck"
        letter = shown[shown.index(f'/console/intakes/{intake_id}">{intake_id}') :]
        assert "<strong>LookupError</strong>" in letter[:400]

    reason = f"Restored {uuid4().hex[:8]}"
    pressed = sam.press(OPERATIONS, "redrive.assessment", reason=reason)
    assert pressed.status == 303, pressed.data.decode()[-900:]
    assert pressed.headers["Location"].endswith("#trail-operations")

    wait_for(lambda: store.load(intake_id), lambda found: found.status is not Status.SUBMITTED)
    assert waiting_on(cloud, dead) == 0
    told = page(sam, OPERATIONS)
    assert f"began to send to Assessment again: {reason}" in told
    assert "sent to Assessment again: 1" in told


def test_without_a_reason_nothing_is_sent_again(cloud: Cloud, sam: Browser):
    dead = cloud.outputs.dead_letter_queues["notification"]
    message(cloud, dead, "a" * 26)
    assert sam.press(OPERATIONS, "redrive.notification", reason=" ").status == 422
    assert waiting_on(cloud, dead) == 1
    cloud.client("sqs").purge_queue(QueueUrl=dead)


def test_the_board_of_payers_is_for_billing_too(cloud: Cloud):
    assert "EXAMPLE" in page(_signed_in(cloud, "billing"), "/console/payers")
