"""What is remembered for a while is remembered alike by every store."""

from collections.abc import Iterator
from datetime import timedelta

import boto3
import pytest
from moto import mock_aws

from tests.builders import NOW
from tests.unit.store.table import create_table
from threshold.intake.ports import IntakeStore
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.memory import MemoryStore

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture(params=["memory", "moto"])
def store(request) -> Iterator[IntakeStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        yield DynamoDBStore(client, create_table(client, "threshold"))


def test_nothing_is_remembered_at_first(store):
    assert store.remembered("a-key", NOW) is None


def test_it_is_remembered_by_its_key_until_its_time(store):
    store.remember("a-key", "BHX01", NOW + DAY)
    assert store.remembered("a-key", NOW + DAY - SECOND) == "BHX01"
    assert store.remembered("a-key", NOW + DAY) is None
    assert store.remembered("another", NOW) is None


def test_another_takes_its_place(store):
    store.remember("a-key", "BHX01", NOW + DAY)
    store.remember("a-key", "BHX02", NOW + 2 * DAY)
    assert store.remembered("a-key", NOW + DAY) == "BHX02"


def test_it_can_be_forgotten(store):
    store.remember("a-key", "BHX01", NOW + DAY)
    store.remember("a-key", None, NOW + DAY)
    assert store.remembered("a-key", NOW) is None
