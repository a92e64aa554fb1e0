"""The stores' contracts on the local cloud's DynamoDB, in tables that no worker listens to."""

from uuid import uuid4

import pytest

from tests.cloud import Cloud
from tests.unit.store.contract import StoreContract
from tests.unit.store.seat_contract import RoundsContract, SeatContract
from tests.unit.store.table import create_table
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.rounds import DynamoDBRounds
from threshold.store.seats import DynamoDBSeats


@pytest.fixture(scope="module")
def table(cloud: Cloud) -> str:
    return create_table(cloud.client("dynamodb"), f"contract-{uuid4().hex}")


class TestDynamoDBStoreOnTheLocalCloud(StoreContract):
    @pytest.fixture
    def store(self, cloud: Cloud, table: str) -> DynamoDBStore:
        return DynamoDBStore(cloud.client("dynamodb"), table)


class TestSeatsOnTheLocalCloud(SeatContract, RoundsContract):
    @pytest.fixture
    def table(self, cloud: Cloud) -> str:
        return create_table(cloud.client("dynamodb"), f"seats-{uuid4().hex}")

    @pytest.fixture
    def store(self, cloud: Cloud, table: str) -> DynamoDBStore:
        return DynamoDBStore(cloud.client("dynamodb"), table)

    @pytest.fixture
    def seats(self, cloud: Cloud, table: str) -> DynamoDBSeats:
        return DynamoDBSeats(cloud.client("dynamodb"), table)

    @pytest.fixture
    def rounds(self, cloud: Cloud, table: str) -> DynamoDBRounds:
        return DynamoDBRounds(cloud.client("dynamodb"), table)
