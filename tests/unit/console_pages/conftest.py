import pytest

from tests.console_walker import Office


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def ana(office):
    return office.staff("ana", "admissions")


@pytest.fixture
def sam(office):
    return office.staff("sam", "supervisor")
