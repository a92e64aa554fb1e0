"""The store's contract on the local cloud's DynamoDB, in a table that no worker listens to."""

from uuid import uuid4

import pytest

from tests.cloud import Cloud
from tests.unit.store.contract import StoreContract
from tests.unit.store.table import create_table
from threshold.store.dynamodb import DynamoDBStore


@pytest.fixture(scope="module")
def table(cloud: Cloud) -> str:
    return create_table(cloud.client("dynamodb"), f"contract-{uuid4().hex}")


class TestDynamoDBStoreOnTheLocalCloud(StoreContract):
    @pytest.fixture
    def store(self, cloud: Cloud, table: str) -> DynamoDBStore:
        return DynamoDBStore(cloud.client("dynamodb"), table)
