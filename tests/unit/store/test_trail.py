"""The trail of what staff did that belongs to no one intake."""

from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from tests.unit.store.table import create_table
from threshold.errors import Retryable
from threshold.intake.life_cycle import Role
from threshold.staff.trail import Deed, DeedKind
from threshold.store.trail import DynamoDBTrail, MemoryTrail

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def deed(at, found="0"):
    roles = (Role.ADMISSIONS, Role.BILLING)
    return Deed(at, DeedKind.SEARCHED, "ana", roles, {"found": found})


@pytest.fixture(params=["memory", "moto"])
def trail(request, monkeypatch):
    if request.param == "memory":
        yield MemoryTrail()
        return
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        create_table(client, "threshold")
        yield DynamoDBTrail(client, "threshold")


def test_deeds_come_back_newest_first_and_no_more_than_asked(trail):
    deeds = [deed(NEW_YEAR + place * MINUTE) for place in range(3)]
    for place, one in enumerate(deeds):
        trail.write(one, str(place))
    assert trail.of("2026-01", 10) == tuple(reversed(deeds))
    assert trail.of("2026-01", 1) == (deeds[2],)


def test_two_deeds_of_one_moment_are_both_kept(trail):
    trail.write(deed(NEW_YEAR, "1"), "a")
    trail.write(deed(NEW_YEAR, "2"), "b")
    assert [one.details["found"] for one in trail.of("2026-01", 10)] == ["2", "1"]


def test_a_deed_stands_in_its_month_of_utc(trail):
    trail.write(deed(NEW_YEAR - MINUTE), "a")
    assert trail.of("2026-01", 10) == ()
    assert len(trail.of("2025-12", 10)) == 1


def test_what_cannot_be_written_down_is_for_another_time():
    client = boto3.client("dynamodb", region_name="us-east-1", aws_access_key_id="x",
                          aws_secret_access_key="x")  # fmt: skip
    with Stubber(client) as stubbed:
        stubbed.add_client_error("put_item", "ThrottlingException")
        with pytest.raises(Retryable):
            DynamoDBTrail(client, "threshold").write(deed(NEW_YEAR), "a")
