"""Failures of workers, noted for staff."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.store.conftest import TABLE, dynamodb, on_either
from threshold.staff.failures import KEPT_FOR, Failure, Work
from threshold.store.failures import DynamoDBFailures, MemoryFailures

__all__ = ["dynamodb", "on_either"]

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ASSESS, VERIFY = Work("i", "assess"), Work("i", "verify")


def failure(error="KeyError", at=NOON):
    return Failure(at, error, "triage:81")


@pytest.fixture
def failures(on_either):
    return on_either(MemoryFailures, DynamoDBFailures)


def test_a_failure_is_found_by_intake_and_worker(failures):
    failures.note(ASSESS, failure())
    found = failures.of([ASSESS, VERIFY, Work("other", "assess"), ASSESS])
    assert found == {ASSESS: failure()}
    assert failures.of([]) == {}


def test_the_last_failure_counts(failures):
    failures.note(ASSESS, failure())
    later = failure("ValueError", NOON + timedelta(hours=1))
    failures.note(ASSESS, later)
    failures.note(VERIFY, failure())
    assert failures.of([ASSESS, VERIFY]) == {ASSESS: later, VERIFY: failure()}


def test_each_of_a_hundred_is_found(failures):
    works = [Work(f"i{number}", "assess") for number in range(100)]
    for work in works:
        failures.note(work, failure())
    assert failures.of(works).keys() == set(works)


def test_a_failure_is_forgotten_a_month_later(dynamodb):
    DynamoDBFailures(dynamodb, TABLE).note(ASSESS, failure())
    (item,) = dynamodb.scan(TableName=TABLE)["Items"]
    assert int(item["expires_at"]["N"]) == int((NOON + KEPT_FOR).timestamp())
