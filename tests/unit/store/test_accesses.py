"""Reads by staff, written down: in memory and on DynamoDB alike."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from tests.builders import NOW
from threshold.errors import Retryable
from threshold.intake.access import Access, Part
from threshold.intake.life_cycle import Role
from threshold.store.accesses import DynamoDBAccessLog, MemoryAccessLog

READ = Access(NOW, (Role.CLINICIAN,), "ana", (Part.RECORD, Part.SUBMISSION))


@pytest.fixture
def log(on_either):
    return on_either(MemoryAccessLog, DynamoDBAccessLog)


def test_what_was_written_down_is_there_newest_first(log):
    later = replace(READ, at=NOW + timedelta(seconds=1), name="bea", by_break_glass=True)
    for number, one in enumerate((READ, later)):
        log.record("intake-1", one, str(number))
    assert log.of("intake-1", 10) == (later, READ)
    assert log.of("intake-1", 1) == (later,)


def test_two_reads_at_the_same_moment_are_two(log):
    for nonce in "ab":
        log.record("intake-1", READ, nonce)
    assert len(log.of("intake-1", 10)) == 2


def test_the_order_is_that_of_time_in_whatever_zone_it_was_told(log):
    east = timezone(timedelta(hours=9))
    earlier = replace(READ, at=(NOW - timedelta(minutes=1)).astimezone(east), name="bea")
    log.record("intake-1", READ, "a")
    log.record("intake-1", earlier, "b")
    assert [one.name for one in log.of("intake-1", 10)] == ["ana", "bea"]


def test_reads_of_another_intake_are_its_own(log):
    log.record("intake-1", READ, "a")
    assert log.of("intake-2", 10) == ()


class Broken:
    def __init__(self, error):
        self._error = error

    def put_item(self, **_):
        raise self._error


@pytest.mark.parametrize(
    "error",
    [
        ConnectTimeoutError(endpoint_url="https://dynamodb"),
        ClientError({"Error": {"Code": "ThrottlingException"}}, "PutItem"),
        ClientError({"Error": {"Code": "AccessDeniedException"}}, "PutItem"),
    ],
)
def test_a_read_that_cannot_be_written_down_is_said_to_be(error):
    with pytest.raises(Retryable):
        DynamoDBAccessLog(Broken(error), "threshold").record("intake-1", READ, "a")
