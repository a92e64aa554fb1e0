"""Coverage that changes while a person waits, on the deployed template.

The local cloud's scheduler is not waited for: the watch is started by hand, as the schedule does.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from local.stories import Player, Story, stories
from tests.cloud import Cloud
from tests.integration.inbox import Inbox
from tests.integration.waiting import wait_for, waiting_on
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Queue, Role
from threshold.intake.record import Actor
from threshold.store.dynamodb import DynamoDBStore
from threshold.use_cases.stepping import take

CLEAR = stories()[0]
STAFF = Actor(Role.ADMISSIONS, "a.tester")
ENDS = {"coverage_confirmed", "coverage_changed", "coverage_review_needed"}


def of_member(prefix: str) -> Story:
    """A clear story of a person of their own, whose member id the payer simulator knows."""
    submission = json.loads(json.dumps(CLEAR.submission))
    submission["payment"]["card"]["member_id"] = f"{prefix}{uuid4().hex[:8].upper()}"
    return replace(CLEAR, name=prefix, submission=submission)


def took_a_seat(cloud: Cloud, intake_id: str) -> None:
    """A seat from tomorrow on: too soon for two days' notice, so coverage is due at once."""
    now = datetime.now(UTC)
    step = Step(EventKind.OFFER_ACCEPTED, STAFF, now, starts_on=now.date() + timedelta(days=1))
    store = DynamoDBStore(cloud.client("dynamodb"), cloud.outputs.table)
    take(store, intake_id, lambda _: step)


def watch(cloud: Cloud) -> None:
    name = cloud.resource("WatchFunction")
    answer = cloud.client("lambda").invoke(FunctionName=name, Payload=b"{}")
    assert "FunctionError" not in answer, answer["Payload"].read()


def kinds(view: dict[str, Any]) -> list[str]:
    return [event["kind"] for event in view["events"]]


def verified_again(cloud: Cloud, player: Player, prefix: str) -> tuple[str, dict[str, Any]]:
    """An intake whose coverage was verified again, and how staff see it."""
    ending = player.play(of_member(prefix))
    assert ending.differs == ()
    intake_id = ending.seen["intake_id"]
    took_a_seat(cloud, intake_id)
    for _ in range(2):
        watch(cloud)
    view = wait_for(lambda: player.view(intake_id), lambda seen: ENDS & set(kinds(seen)))
    assert kinds(view).count("reverification_due") == 1
    assert view["chain_is_whole"]
    return intake_id, view


def again(cloud: Cloud, queue: Queue, intake_id: str) -> None:
    """One message more, worked off."""
    url, body = cloud.outputs.queues[queue], json.dumps({"intake_id": intake_id, "seq": 1})
    cloud.client("sqs").send_message(QueueUrl=url, MessageBody=body)
    wait_for(lambda: waiting_on(cloud, url), lambda left: left == 0)


def told_to_staff(player: Player, intake_id: str) -> list[str]:
    """The kinds of all events, once staff were told."""
    return wait_for(lambda: kinds(player.view(intake_id)), lambda seen: "staff_told" in seen)


def test_a_difference_is_told_once_in_words_and_the_person_stays(cloud: Cloud, player: Player):
    inbox = Inbox(cloud)
    intake_id, view = verified_again(cloud, player, "EXADEARER")
    changed = next(event for event in view["events"] if event["kind"] == "coverage_changed")
    texts = [reason["text"] for reason in changed["reasons"]]
    assert texts == ["out-of-network coinsurance for CF, CJ individual: 40 % → 50 %"]
    assert (view["status"], view["worklist"]) == ("scheduled", "seated")
    before = told_to_staff(player, intake_id)
    for queue in (Queue.VERIFICATION, Queue.NOTIFICATION):
        again(cloud, queue, intake_id)
    (alert,) = wait_for(lambda: inbox.about(intake_id), bool)
    assert "coinsurance" not in alert
    assert kinds(player.view(intake_id)) == before
    assert before.count("staff_told") == before.count("coverage_changed") == 1


def test_coverage_that_ended_is_looked_at_by_people(cloud: Cloud, player: Player):
    inbox = Inbox(cloud)
    intake_id, view = verified_again(cloud, player, "EXAENDS")
    assert (view["status"], view["worklist"], view["reason"]) == ("in_review", "review", "E2")
    assert "staff_told" in told_to_staff(player, intake_id)
    assert len(inbox.about(intake_id)) == 1


def test_the_same_coverage_is_confirmed_and_nobody_told(cloud: Cloud, player: Player):
    inbox = Inbox(cloud)
    intake_id, view = verified_again(cloud, player, "EXAPPO")
    assert kinds(view)[-1] == "coverage_confirmed"
    assert inbox.about(intake_id) == []


def test_the_schedule_starts_the_watch_with_a_role_of_its_own(cloud: Cloud):
    scheduler = cloud.client("scheduler")
    (name,) = [one["Name"] for one in scheduler.list_schedules()["Schedules"]]
    target = scheduler.get_schedule(Name=name)["Target"]
    assert cloud.resource("WatchFunction") in target["Arn"]
    assert target["RoleArn"].endswith(cloud.resource("WatchScheduleRole"))
