"""Nothing a person says leaves the table: marked values, searched for wherever else data goes."""

import json
from typing import Any

import pytest

from local.stories import Story, stories
from tests.cloud import Cloud
from tests.integration.waiting import wait_for

MARK = "CANARY"
WORDS = {
    "person": {
        "name": {"first": f"{MARK}first", "last": f"{MARK}last"},
        "birth_date": "1937-07-19",
        "called": f"{MARK}called",
    },
    "contact": {"phone": "+15550107319", "email": f"{MARK}@example.test"},
    "location": {"state": "TX", "address": f"{MARK} street"},
    "need": {"why_now": f"{MARK} why", "goals": f"{MARK} goals"},
    "emergency_contact": {"name": f"{MARK} friend", "phone": "+15550107319"},
}
FORBIDDEN = (MARK, "1937-07-19", "19370719", "5550107319", "EXAPPO731937", "ISA*", "EB*1")


@pytest.fixture(scope="module")
def marked(cloud: Cloud, player) -> dict[str, Any]:
    """A clear story whose every word is marked, told to its end, beside one in crisis."""
    told = {}
    for base in (stories()[0], stories()[6]):
        submission = base.submission | WORDS
        card = submission["payment"]["card"] | {"member_id": "EXAPPO731937"}
        submission |= {"payment": submission["payment"] | {"card": card}}
        then = {name: end for name, end in base.then.items() if name in ("status", "worklist")}
        story = Story(f"marked {base.name}", base.title, submission, 1, then)
        ending = player.play(story)
        assert ending.differs == ()
        told[base.name] = ending
    return told


def logged(cloud: Cloud) -> str:
    logs = cloud.client("logs")
    pages = logs.get_paginator("describe_log_groups").paginate()
    groups = [group["logGroupName"] for page in pages for group in page["logGroups"]]
    assert len(groups) >= 8
    events = [
        event["message"]
        for group in groups
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group)
        for event in page["events"]
    ]
    return "\n".join(events)


@pytest.mark.usefixtures("marked")
def test_no_log_holds_what_a_person_said(cloud: Cloud):
    lines = wait_for(lambda: logged(cloud), lambda found: '"Handled"' in found)
    for word in FORBIDDEN:
        assert word.lower() not in lines.lower()


@pytest.mark.usefixtures("marked")
def test_what_the_functions_print_holds_nothing_a_person_said(cloud: Cloud):
    log = cloud.state_dir / "ministack.log"
    printed = wait_for(
        lambda: log.read_text(errors="replace"), lambda text: '"service":"verify"' in text
    )
    for word in FORBIDDEN:
        assert word.lower() not in printed.lower()


@pytest.mark.usefixtures("marked")
def test_no_metric_is_named_after_anybody(cloud: Cloud):
    found = json.dumps(cloud.client("cloudwatch").list_metrics()["Metrics"], default=str)
    assert MARK not in found


def test_events_and_records_hold_nothing_a_person_said(cloud: Cloud, marked):
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.outputs.table)
    items = [item for page in pages for item in page["Items"]]
    kinds = ("EVENT#", "RECORD", "COUNTER", "HEALTH", "MEMORY", "ACCESS#")
    shown = [item for item in items if item["sk"]["S"].startswith(kinds)]
    assert len(shown) >= 10
    text = json.dumps(shown, default=str)
    for word in FORBIDDEN:
        assert word not in text


def test_no_key_of_the_table_holds_what_a_person_said(cloud: Cloud, marked):
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.outputs.table)
    names = ("pk", "sk", "worklist_pk", "worklist_sk")
    keys = [item[n]["S"] for page in pages for item in page["Items"] for n in names if n in item]
    assert keys
    assert not [key for key in keys for word in FORBIDDEN if word in key]
