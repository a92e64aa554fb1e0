"""The deployed form: nobody in danger is lost, nobody finds a code, nothing said gets out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from local.stories import Player
from tests.cloud import Cloud
from tests.form_filler import hidden
from tests.integration.form_over_http import HttpSite, RemoteFiller
from tests.integration.inbox import Inbox
from tests.integration.test_privacy import logged
from tests.integration.waiting import wait_for

SAID_YES = {"answers.asq.q1": ("1",)}
ACUTE = SAID_YES | {"answers.asq.q5": ("1",)}
MARK = "FORMCANARY"
MARKED = ACUTE | {
    "person.name.first": (f"{MARK}first",),
    "person.name.last": (f"{MARK}last",),
    "person.birth_date": ("7", "19", "1938"),
    "contact.phone": ("(555) 555-0139",),
    "location.address": (f"{MARK} street",),
    "need.why_now": (f"{MARK} why",),
}
FORBIDDEN = (MARK, "1938-07-19", "5555550139", "answers.asq")


@pytest.fixture(scope="module")
def alerts(cloud: Cloud):
    """What staff are told from now on, by intake."""
    return Inbox(cloud).about


@pytest.fixture(scope="module")
def in_crisis(cloud: Cloud, alerts) -> RemoteFiller:
    """Somebody who answered that it is now, and closed the page: it was never fetched."""
    person = RemoteFiller(said=MARKED).on(cloud)
    assert person.fill_in().location == "/apply/now"
    return person


def test_staff_hear_of_an_acute_answer_though_the_page_was_closed(
    player: Player, in_crisis: RemoteFiller, alerts
):
    intake_id = in_crisis.draft.intake_id
    seen = player.intake(intake_id)
    assert (seen["worklist"], seen["reason"]) == ("crisis", "S1")
    assert len(wait_for(lambda: alerts(intake_id), bool)) == 1


def test_on_another_device_the_code_brings_to_the_page_that_says_whom_to_call(
    cloud: Cloud, in_crisis: RemoteFiller
):
    other = HttpSite(cloud.outputs.api_url)
    answer = other.ask("POST", "/apply/return", {"code": in_crisis.code})
    assert answer.headers["Location"].endswith("/apply/now")
    html = other.ask("GET", "/apply/now").data.decode()
    assert "tel:988" in html
    assert "(555) 555-0139" in html


def test_where_somebody_is_now_reaches_staff_at_once(player: Player, in_crisis: RemoteFiller):
    html = in_crisis.site.ask("GET", "/apply/now").data.decode()
    told = {"csrf": hidden(html, "csrf"), "location.address": f"{MARK} avenue"}
    assert in_crisis.site.ask("POST", "/apply/now", told).status == 303
    seen = player.view(in_crisis.draft.intake_id)
    assert seen["submission"]["location"]["address"] == f"{MARK} avenue"
    assert seen["events"][-1]["kind"] in ("contact_renewed", "staff_alerted")
    assert (seen["worklist"], seen["chain_is_whole"]) == ("crisis", True)


def test_who_drops_out_after_a_yes_is_found_by_the_sweep_and_called(
    cloud: Cloud, player: Player, alerts
):
    person = RemoteFiller(said=SAID_YES).on(cloud)
    person.fill_in(until="asq.q5")
    draft = person.draft
    assert draft.due_at > datetime.now(UTC)
    long_ago = replace(
        draft, due_at=datetime.now(UTC) - timedelta(seconds=1), version=draft.version + 1
    )
    assert person.drafts.save(person.draft_key, long_ago)
    name = cloud.resource("SweepFunction")
    answer = cloud.client("lambda").invoke(FunctionName=name, Payload=b"{}")
    assert "FunctionError" not in answer, answer["Payload"].read()
    intake_id = person.draft.intake_id
    seen = player.intake(intake_id)
    assert (seen["worklist"], seen["reason"]) == ("crisis", "S2")
    assert wait_for(lambda: alerts(intake_id), bool)


def test_no_log_holds_what_a_person_said_in_the_form(cloud: Cloud, in_crisis: RemoteFiller):
    lines = wait_for(lambda: logged(cloud), lambda found: '"form"' in found).lower()
    printed = (cloud.state_dir / "ministack.log").read_text(errors="replace").lower()
    for word in (*FORBIDDEN, in_crisis.code):
        assert word.lower() not in lines
        assert word.lower() not in printed


def test_no_key_of_the_table_holds_it(cloud: Cloud, in_crisis: RemoteFiller):
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.outputs.table)
    names = ("pk", "sk", "worklist_pk", "worklist_sk")
    keys = [item[n]["S"] for page in pages for item in page["Items"] for n in names if n in item]
    assert [key for key in keys if key.startswith("DRAFT#")]
    assert not [key for key in keys for word in (*FORBIDDEN, in_crisis.code) if word in key]


@pytest.fixture
def no_tries(cloud: Cloud):
    """An address from which nobody tried a code, which leaves it so for other tests."""

    def forget() -> None:
        table = {"TableName": cloud.outputs.table}
        dynamodb = cloud.client("dynamodb")
        for page in dynamodb.get_paginator("scan").paginate(**table):
            for item in page["Items"]:
                if item["sk"]["S"] == "TRIES":
                    dynamodb.delete_item(**table, Key={"pk": item["pk"], "sk": item["sk"]})

    forget()
    yield
    forget()


@pytest.mark.usefixtures("no_tries")
def test_codes_cannot_be_tried_for_long_and_a_right_cookie_goes_on(
    cloud: Cloud, in_crisis: RemoteFiller
):
    guesser = HttpSite(cloud.outputs.api_url)
    seen = [
        guesser.ask("POST", "/apply/return", {"code": "222222222222"}).status for _ in range(11)
    ]
    assert seen == [404] * 10 + [429]
    refused = guesser.ask("POST", "/apply/return", {"code": in_crisis.code})
    assert (refused.status, guesser.cookie) == (429, "")
    assert in_crisis.site.ask("GET", "/apply/now").status == 200
