"""A payer that fails is left alone, and one that takes one ask at a time gets no more."""

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import urllib3

from local.stories import Ending, Player, Story, stories
from tests.cloud import Cloud

CLEAR, DOWN = stories()[0], stories()[5]
FRAIL, NARROW = "99992", "99993"
CROWD = 4
FIRST_REST = timedelta(seconds=10)
THINKING = timedelta(seconds=1)


def told_to(payer_id: str, story: Story, **card: str) -> Story:
    """The story of a person insured there."""
    submission = json.loads(json.dumps(story.submission))
    submission["payment"]["card"] |= {"payer_id": payer_id, **card}
    return replace(story, submission=submission)


def arrivals(cloud: Cloud, payer_id: str) -> Iterator[datetime]:
    """When each 270 for a payer arrived there."""
    with urllib3.PoolManager(ca_certs=cloud.outputs.payer_ca_file) as http:
        url = f"{cloud.outputs.payer_simulator_url}/journal"
        received = http.request("GET", url, retries=False).json()["received"]
    return (datetime.fromisoformat(one["at"]) for one in received if one["payer_id"] == payer_id)


def health_of(cloud: Cloud, payer_id: str, role: str = "billing") -> dict[str, Any]:
    headers = {"Authorization": cloud.sign_in(role)}
    url = f"{cloud.outputs.api_url}/payers/health"
    payers = urllib3.request("GET", url, headers=headers, retries=False, timeout=90).json()[
        "payers"
    ]
    return next(one for one in payers if one["payer_id"] == payer_id)


def kinds(player: Player, intake_id: str) -> list[str]:
    return [event["kind"] for event in player.view(intake_id)["events"]]


@pytest.fixture(scope="module")
def crowd(player: Player) -> Iterator[list[Future[Ending]]]:
    """People covered by the payer that takes one ask at a time: they wait while others do."""
    slow = told_to(NARROW, CLEAR, member_id="EXATHINKS")
    with ThreadPoolExecutor(CROWD) as people:
        yield [people.submit(player.play, slow) for _ in range(CROWD)]


@pytest.fixture(scope="module")
def rested(cloud: Cloud, player: Player, crowd: list[Future[Ending]]) -> dict[str, Any]:
    """A payer found down until it rests, then somebody else whom it covers."""
    down = player.play(told_to(FRAIL, DOWN))
    assert down.differs == ()
    resting = health_of(cloud, FRAIL)
    clear = player.play(told_to(FRAIL, CLEAR))
    assert clear.differs == ()
    return {"resting": resting, "kinds": kinds(player, clear.seen["intake_id"])}


def test_while_a_payer_rests_nobody_is_asked_about(cloud: Cloud, rested: dict[str, Any]):
    *_, last_failure, probe = arrivals(cloud, FRAIL)
    assert probe - last_failure >= FIRST_REST


def test_who_came_meanwhile_is_asked_about_afterwards(rested: dict[str, Any]):
    assert rested["kinds"] == [
        *("submitted", "assessed", "payer_resting", "verification_started", "accepted"),
        *("queued_for_seat", "seat_offered"),
    ]


def test_a_payers_health_is_kept(cloud: Cloud, rested: dict[str, Any]):
    resting = rested["resting"]
    assert (resting["state"], resting["results"]) == ("open", {"unavailable": 5})
    now = health_of(cloud, FRAIL)
    assert (now["state"], now["results"]) == ("closed", {"answered": 1, "unavailable": 5})


def test_a_payer_that_takes_one_ask_at_a_time_never_gets_two(
    cloud: Cloud, crowd: list[Future[Ending]]
):
    assert [one.result().differs for one in crowd] == [()] * CROWD
    times = sorted(arrivals(cloud, NARROW))
    assert len(times) == CROWD
    assert all(later - earlier >= THINKING for earlier, later in pairwise(times))


@pytest.mark.parametrize("role", ["admissions", "clinician", "billing", "supervisor", "auditor"])
def test_all_of_the_staff_may_see_how_payers_have_been(cloud: Cloud, role: str):
    assert health_of(cloud, "99991", role)["name"] == "EXAMPLE HEALTH PLAN"
