"""What is remembered for a while is remembered alike by every store."""

from datetime import timedelta

import pytest

from tests.builders import NOW
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.memory import MemoryStore

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def store(on_either):
    return on_either(MemoryStore, DynamoDBStore)


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
