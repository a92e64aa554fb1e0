"""The trail of what staff did that belongs to no one intake."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from botocore.stub import Stubber

from tests.unit.store.conftest import TABLE, dynamodb, on_either
from threshold.errors import Retryable
from threshold.intake.life_cycle import Role
from threshold.staff.trail import Deed, DeedKind, Subject
from threshold.store.trail import DynamoDBTrail, MemoryTrail

__all__ = ["dynamodb", "on_either"]

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def deed(at, found="0"):
    roles = (Role.ADMISSIONS, Role.BILLING)
    return Deed(at, DeedKind.SEARCHED, "ana", roles, {"found": found})


@pytest.fixture
def trail(on_either):
    return on_either(MemoryTrail, DynamoDBTrail)


def test_deeds_come_back_newest_first_and_no_more_than_asked(trail):
    deeds = [deed(NEW_YEAR + place * MINUTE) for place in range(3)]
    for place, one in enumerate(deeds):
        trail.write(one, str(place))
    assert trail.of(Subject.SEARCH, "2026-01", 10) == tuple(reversed(deeds))
    assert trail.of(Subject.SEARCH, "2026-01", 1) == (deeds[2],)


def test_two_deeds_of_one_moment_are_both_kept(trail):
    trail.write(deed(NEW_YEAR, "1"), "a")
    trail.write(deed(NEW_YEAR, "2"), "b")
    assert [one.details["found"] for one in trail.of(Subject.SEARCH, "2026-01", 10)] == ["2", "1"]


def test_a_deed_stands_in_its_month_of_utc(trail):
    trail.write(deed(NEW_YEAR - MINUTE), "a")
    assert trail.of(Subject.SEARCH, "2026-01", 10) == ()
    assert len(trail.of(Subject.SEARCH, "2025-12", 10)) == 1


def test_searches_do_not_crowd_out_what_was_sent_again(trail):
    trail.write(deed(NEW_YEAR), "a")
    sent = replace(deed(NEW_YEAR), kind=DeedKind.REDRIVEN)
    trail.write(sent, "b")
    assert trail.of(Subject.OPERATIONS, "2026-01", 10) == (sent,)
    assert len(trail.of(Subject.SEARCH, "2026-01", 10)) == 1


def test_what_cannot_be_written_down_is_for_another_time(dynamodb):
    with Stubber(dynamodb) as stubbed:
        stubbed.add_client_error("put_item", "ThrottlingException")
        with pytest.raises(Retryable):
            DynamoDBTrail(dynamodb, TABLE).write(deed(NEW_YEAR), "a")
