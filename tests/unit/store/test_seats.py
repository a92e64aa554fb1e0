import pytest

from tests.unit.store.conftest import TABLE
from tests.unit.store.seat_contract import RoundsContract, SeatContract
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.memory import MemoryStore
from threshold.store.memory_seats import MemorySeats
from threshold.store.rounds import DynamoDBRounds, MemoryRounds
from threshold.store.seats import DynamoDBSeats


class TestSeatsInMemory(SeatContract, RoundsContract):
    @pytest.fixture
    def store(self):
        return MemoryStore()

    @pytest.fixture
    def seats(self, store):
        return MemorySeats(store)

    @pytest.fixture
    def rounds(self):
        return MemoryRounds()


class TestSeatsOnMoto(SeatContract, RoundsContract):
    @pytest.fixture
    def store(self, dynamodb):
        return DynamoDBStore(dynamodb, TABLE)

    @pytest.fixture
    def seats(self, dynamodb):
        return DynamoDBSeats(dynamodb, TABLE)

    @pytest.fixture
    def rounds(self, dynamodb):
        return DynamoDBRounds(dynamodb, TABLE)
