import pytest

from tests.unit.store.contract import StoreContract
from threshold.store.memory import MemoryStore


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self):
        return MemoryStore()
