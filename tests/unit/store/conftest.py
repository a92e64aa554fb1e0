import boto3
import pytest
from moto import mock_aws

from tests.unit.store.table import create_table

TABLE = "threshold"


@pytest.fixture
def dynamodb(monkeypatch):
    """A client of DynamoDB as moto plays it, where the table stands."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        create_table(client, TABLE)
        yield client


@pytest.fixture(params=["memory", "moto"])
def on_either(request):
    """What makes a store in memory or, on its other run, on the table: given both kinds."""

    def make(in_memory, on_table):
        if request.param == "memory":
            return in_memory()
        return on_table(request.getfixturevalue("dynamodb"), TABLE)

    return make
