"""Who administers a group's behavioral benefits is remembered alike by every store."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from tests.unit.store.table import create_table
from threshold.intake.ports import IntakeStore
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.memory import MemoryStore


@pytest.fixture(params=["memory", "moto"])
def store(request) -> Iterator[IntakeStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        yield DynamoDBStore(client, create_table(client, "threshold"))


def test_nothing_is_known_of_a_group_at_first(store):
    assert store.administrator_of("99991", "GRP100") is None


def test_an_administrator_is_remembered_by_payer_and_group(store):
    store.remember_administrator("99991", "GRP100", "BHX01")
    assert store.administrator_of("99991", "GRP100") == "BHX01"
    assert store.administrator_of("99991", "GRP200") is None
    assert store.administrator_of("99992", "GRP100") is None


def test_another_takes_its_place(store):
    store.remember_administrator("99991", "GRP100", "BHX01")
    store.remember_administrator("99991", "GRP100", "BHX02")
    assert store.administrator_of("99991", "GRP100") == "BHX02"


def test_it_can_be_forgotten(store):
    store.remember_administrator("99991", "GRP100", "BHX01")
    store.remember_administrator("99991", "GRP100", None)
    assert store.administrator_of("99991", "GRP100") is None
