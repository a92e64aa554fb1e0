"""Benefits on the deployed template: read by role, recorded by hand, said nowhere else."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema
import pytest

from local.stories import Player, stories
from tests.cloud import Cloud
from tests.integration.test_api import JSON, call
from tests.integration.test_privacy import logged
from tests.integration.waiting import wait_for
from threshold.web.openapi_benefits import BENEFITS

MARK = "CANARYBENEFIT"
DAY = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
HEARD = {
    "field": "code_covered",
    "value": "yes",
    "source": "phone",
    "said_on": DAY,
    "representative": f"{MARK} Rep",
    "reference": f"{MARK}-7",
}
READ = {"field": "funding", "value": f"{MARK} funded", "source": "portal", "said_on": DAY}
RECORD = {"action": "record_benefits", "facts": [HEARD, READ]}


@pytest.fixture(scope="module")
def intake_id(player: Player) -> str:
    """The clear story, told to its end."""
    return player.play(stories()[0]).seen["intake_id"]


def benefits(cloud: Cloud, intake_id: str, role: str = "billing") -> tuple[int, Any]:
    token = cloud.sign_in(role)
    status, _, view = call(cloud, "GET", f"/intakes/{intake_id}/benefits", Authorization=token)
    return status, view


def act(cloud: Cloud, intake_id: str, document: Any, role: str = "billing") -> tuple[int, Any]:
    headers = JSON | {"Authorization": cloud.sign_in(role)}
    path = f"/intakes/{intake_id}/actions"
    status, _, answer = call(cloud, "POST", path, json.dumps(document), **headers)
    return status, answer


def line(view: Any, field: str) -> Any:
    return next(one for one in view["payers"][0]["sheet"] if one["field"] == field)


def test_what_staff_heard_is_on_the_sheet_and_asked_no_more(cloud: Cloud, player: Player):
    intake_id = player.play(stories()[0]).seen["intake_id"]
    _, before = benefits(cloud, intake_id)
    status, receipt = act(cloud, intake_id, RECORD)
    _, after = benefits(cloud, intake_id)

    jsonschema.validate(after, BENEFITS)
    assert (status, receipt["stored"], after["version"]) == (200, True, receipt["version"])
    assert line(before, "code_covered")["missing"]
    (value,) = line(after, "code_covered")["values"]
    assert (value["value"], value["source"]) == ("yes", "phone")
    asked = [
        {one["field"] for one in view["payers"][0]["call"]["questions"]} for view in (before, after)
    ]
    assert asked[0] - asked[1] == {"code_covered", "funding"}


def test_the_same_sent_twice_is_stored_once(cloud: Cloud, intake_id: str):
    first = act(cloud, intake_id, RECORD)[1]
    again = act(cloud, intake_id, RECORD)[1]

    assert again == first | {"stored": False}


def test_an_intake_is_estimated_at_the_programs_rates(cloud: Cloud, intake_id: str):
    found = benefits(cloud, intake_id)[1]["payers"][0]["estimates"]["in_network"]

    assert found["given"] or found["reasons"]
    assert not any("not configured" in reason for reason in found["reasons"])


@pytest.mark.parametrize(
    ("role", "status"), [("admissions", 200), ("billing", 200), ("auditor", 403)]
)
def test_who_may_read_and_record(cloud: Cloud, intake_id: str, role: str, status: int):
    assert benefits(cloud, intake_id, role)[0] == status
    assert act(cloud, intake_id, RECORD, role)[0] == status


@pytest.mark.parametrize(("method", "path"), [("GET", "benefits"), ("POST", "actions")])
def test_without_a_token_of_ours_nothing_is_said_or_done(
    cloud: Cloud, intake_id: str, method: str, path: str
):
    url = f"/intakes/{intake_id}/{path}"
    assert call(cloud, method, url, json.dumps(RECORD), **JSON)[0] == 401


def test_a_fault_is_a_problem_and_stores_nothing(cloud: Cloud, player: Player, intake_id: str):
    before = player.view(intake_id)["version"]
    status, problem = act(cloud, intake_id, RECORD | {"facts": [HEARD, READ | {"said_on": MARK}]})

    assert (status, problem["errors"][0]["pointer"]) == (400, "#/facts/1/said_on")
    assert MARK not in json.dumps(problem)
    assert player.view(intake_id)["version"] == before


def test_where_an_administrator_was_asked_both_are_shown(player: Player, cloud: Cloud):
    carved_out = next(story for story in stories() if story.name.startswith("13-"))
    seen = player.play(carved_out).seen
    _, view = benefits(cloud, seen["intake_id"])

    assert [one["party"] for one in view["payers"]] == ["plan", "administrator"]
    assert [one["counts"] for one in view["payers"]] == [False, True]


def test_nothing_that_was_recorded_leaves_the_table(cloud: Cloud, intake_id: str, player: Player):
    act(cloud, intake_id, RECORD)
    lines = wait_for(lambda: logged(cloud), lambda found: '"service":"console"' in found)
    printed = (cloud.state_dir / "ministack.log").read_text(errors="replace")
    events = json.dumps(player.view(intake_id)["events"])

    assert "benefits_recorded" in events
    for text in (lines, printed, events):
        assert MARK.lower() not in text.lower()
