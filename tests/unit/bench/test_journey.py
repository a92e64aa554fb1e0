import pytest

from local.bench import dynamodb
from local.bench.journey import travelling
from local.bench.meter import Meter


@pytest.fixture
def traveller(monkeypatch, tmp_path):
    monkeypatch.setattr(dynamodb, "_has_dynamodb_local", lambda: False)
    meter = Meter()
    with (
        dynamodb.running_dynamodb(tmp_path) as database,
        meter.reading(database.client),
        travelling(database, meter) as traveller,
    ):
        yield traveller


def test_an_intake_travels_through_every_function_on_its_way(traveller):
    way = ["apply", "relay", "assess", "relay", "verify", "relay", "schedule"]
    assert [call.function for call in traveller.travel()] == way


def test_each_intake_travels_anew(traveller):
    first, second = traveller.travel(), traveller.travel()
    assert len(first) == len(second)


def test_what_a_handler_logs_is_kept_for_the_bill(traveller):
    assert all(call.logged for call in traveller.travel())
