import pytest

from tests.unit.store.conftest import TABLE
from tests.unit.store.contract import StoreContract
from threshold.store.dynamodb import DynamoDBStore


class TestDynamoDBStoreOnMoto(StoreContract):
    @pytest.fixture
    def store(self, dynamodb):
        return DynamoDBStore(dynamodb, TABLE)

    # moto's tables are not changed in one step where several threads write at once.
    test_of_two_writers_at_once_one_wins_and_the_other_is_told = None
    test_control_numbers_of_a_partner_never_repeat = None
