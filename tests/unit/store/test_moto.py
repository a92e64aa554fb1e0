import boto3
import pytest
from moto import mock_aws

from tests.unit.store.contract import StoreContract
from tests.unit.store.table import create_table
from threshold.store.dynamodb import DynamoDBStore


class TestDynamoDBStoreOnMoto(StoreContract):
    @pytest.fixture
    def store(self, monkeypatch):
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        with mock_aws():
            client = boto3.client("dynamodb", region_name="us-east-1")
            yield DynamoDBStore(client, create_table(client, "threshold"))
