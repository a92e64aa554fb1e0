"""After submitting, on the deployed template: a letter, its link, who saw it, taking back."""

import json
import re
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import urllib3

from local.stories import Player, stories
from tests.cloud import Cloud
from tests.form_filler import hidden
from tests.integration.test_api import JSON, call
from tests.integration.test_messages import items_of
from tests.integration.waiting import wait_for, waiting_on

CLEAR = stories()[0]
CONSENT = {"version": "2026-02", "signed_name": "Quill Tester"}
SIGNED_AT = "2026-01-05T12:00:00+00:00"
OF_HEALTH = re.compile(
    r"health|care|clinic|therap|treat|drug|alcohol|insur|patient|iop|mental", re.IGNORECASE
)


def letters(cloud: Cloud) -> list[dict[str, Any]]:
    """Every email that the local cloud has sent."""
    found = urllib3.request(
        "GET", f"{cloud.outputs.endpoint_url}/_ministack/ses/messages", timeout=90
    ).json()
    return [letter for sent in found["messages"].values() for letter in sent]


def letters_to(cloud: Cloud, address: str) -> list[dict[str, Any]]:
    return [one for one in letters(cloud) if address in one["To"]]


def page(method: str, address: str, posted: dict[str, str] | None = None) -> tuple[int, str]:
    """A page as a browser gets it."""
    form = {"Content-Type": "application/x-www-form-urlencoded"} if posted else {}
    body = urlencode(posted) if posted else None
    reply = urllib3.request(method, address, body=body, headers=form, retries=False, timeout=90)
    return reply.status, reply.data.decode()


@pytest.fixture
def address() -> str:
    return f"quill-{uuid4().hex[:8]}@example.test"


@pytest.fixture
def asked(cloud: Cloud, player: Player, address: str) -> str:
    """Somebody who wants email, whose case waits for a consent; the intake's id."""
    messages = {"kind": "messages", "signed_at": SIGNED_AT, "covers": ["email_care"], **CONSENT}
    person = CLEAR.submission["person"] | {"name": {"first": "Quill", "last": "Tester"}}
    contact = {**CLEAR.submission["contact"], "email": address}
    sent = CLEAR.submission | {"consents": [messages], "contact": contact, "person": person}
    _, _, receipt = call(cloud, "POST", "/intakes", json.dumps(sent), **JSON)
    intake_id = receipt["intake_id"]
    wait_for(lambda: player.intake(intake_id), lambda seen: seen["worklist"] == "fix_it")
    return intake_id


@pytest.fixture
def link(cloud: Cloud, asked: str, address: str) -> str:
    def to_fix() -> list[str]:
        texts = [one["BodyText"] for one in letters_to(cloud, address)]
        return [found[0] for text in texts if (found := re.search(r"https?://\S+/fix/\S+", text))]

    return wait_for(to_fix, bool)[0]


def test_a_letter_has_a_link_no_word_of_health_and_no_name(cloud: Cloud, link: str, address: str):
    for letter in letters_to(cloud, address):
        assert letter["Source"] == "Messages <messages@example.test>"
        text = letter["Subject"] + letter["BodyText"]
        assert not OF_HEALTH.search(re.sub(r"https?://\S+", "", text))
        assert not re.search("quill|tester", text, re.IGNORECASE)
        assert not letter["BodyHtml"]


@pytest.mark.usefixtures("link")
def test_what_was_told_is_not_told_again_and_what_is_kept_of_it_holds_no_address(
    cloud: Cloud, asked: str, address: str
):
    def told() -> list[Any]:
        return [i for i in items_of(cloud, asked) if i.get("kind", {}).get("S") == "message_sent"]

    url = cloud.outputs.queues["notification"]
    wait_for(told, bool)
    wait_for(lambda: waiting_on(cloud, url), lambda left: left == 0)
    before = len(letters_to(cloud, address))
    for _ in range(3):
        body = json.dumps({"intake_id": asked, "seq": 1})
        cloud.client("sqs").send_message(QueueUrl=url, MessageBody=body)
    wait_for(lambda: waiting_on(cloud, url), lambda left: left == 0)
    about = [one["details"]["M"]["about"]["S"] for one in told()]
    assert len(letters_to(cloud, address)) == before
    assert len(set(about)) == len(about)
    assert address not in json.dumps(told(), default=str)


def test_the_link_asks_one_thing_and_the_answer_brings_the_case_to_its_seat(
    cloud: Cloud, player: Player, asked: str, link: str
):
    status, html = page("GET", link)
    assert (status, html.count("Quill")) == (200, 0)
    kind = "treatment_payment_operations"
    posted = {
        "csrf": hidden(html, "csrf"),
        "shown": hidden(html, "shown"),
        f"form.consent.{kind}.agrees": "yes",
        f"form.consent.{kind}.signature": "Quill Tester",
    }
    for _ in range(2):
        assert "Thank you" in page("POST", link, posted)[1]
    seen = wait_for(lambda: player.intake(asked), lambda one: one["status"] == "offered")
    assert seen["worklist"] == "scheduling"
    assert "<form" not in page("GET", link)[1].partition("<main")[2]


def test_a_link_that_we_did_not_make_opens_nothing(cloud: Cloud, link: str):
    assert page("GET", link[:-1] + ("a" if link[-1] != "a" else "b"))[0] == 404


def test_every_read_by_staff_is_written_down_beside_the_intake(cloud: Cloud, player: Player):
    intake_id = player.play(CLEAR).seen["intake_id"]

    def reads() -> list[Any]:
        return [i for i in items_of(cloud, intake_id) if i["sk"]["S"].startswith("ACCESS#")]

    before = len(reads())
    for role, path in (
        ("billing", f"/intakes/{intake_id}/benefits"),
        ("auditor", f"/intakes/{intake_id}"),
    ):
        assert call(cloud, "GET", path, Authorization=cloud.sign_in(role))[0] == 200
    found = reads()[before:]
    assert [[one["S"] for one in item["parts"]["L"]] for item in found] == [
        ["record", "submission", "coverage"],
        ["record"],
    ]


def test_what_staff_take_back_for_somebody_keeps_the_payer_from_being_asked_again(
    cloud: Cloud, player: Player
):
    intake_id = player.play(CLEAR).seen["intake_id"]
    kind = "treatment_payment_operations"
    document = json.dumps({"action": "revoke_consent", "kind": kind})
    headers = JSON | {"Authorization": cloud.sign_in("admissions")}
    status, _, told = call(cloud, "POST", f"/intakes/{intake_id}/actions", document, **headers)
    assert (status, told["stored"]) == (200, True)
    token = cloud.sign_in("billing")
    _, _, view = call(cloud, "GET", f"/intakes/{intake_id}/benefits", Authorization=token)
    assert {one["call"]["barred"] for one in view["payers"]} == {"no_consent"}
