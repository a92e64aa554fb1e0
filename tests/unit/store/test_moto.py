import pytest

from tests.unit.store.conftest import TABLE
from tests.unit.store.contract import StoreContract
from threshold.store.dynamodb import DynamoDBStore


class TestDynamoDBStoreOnMoto(StoreContract):
    @pytest.fixture
    def store(self, dynamodb):
        return DynamoDBStore(dynamodb, TABLE)
