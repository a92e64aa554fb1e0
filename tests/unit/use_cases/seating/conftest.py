import pytest

from tests.unit.use_cases.seating.places import Clinic


@pytest.fixture
def clinic():
    return Clinic()
