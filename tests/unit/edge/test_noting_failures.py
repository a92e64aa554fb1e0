"""What a worker notes for staff when it fails, and what it counts of payers."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from botocore.stub import Stubber

from tests.unit.store.conftest import TABLE, dynamodb
from threshold.edge import wiring
from threshold.edge.payer_health import CountedBoard, MemoryHealthStore
from threshold.edge.telemetry import metrics
from threshold.eligibility.transports.health import Limits, answered, failed
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.staff.failures import Work
from threshold.store.failures import DynamoDBFailures

__all__ = ["dynamodb"]

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def failures(dynamodb, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "assess")
    log = DynamoDBFailures(dynamodb, TABLE)
    monkeypatch.setattr(wiring, "failures", lambda: log)
    return log


def raised():
    with pytest.raises(KeyError) as found:
        {}["CANARY"]
    return found.value


def test_a_failure_is_noted_by_worker_kind_and_place_and_never_by_its_text(failures):
    wiring.note_failure("intake-7", raised())
    work = Work("intake-7", "assess")
    noted = failures.of([work])[work]
    assert noted.error == "KeyError"
    assert noted.where.startswith("raised:")
    assert "CANARY" not in str(noted)


def test_a_failure_that_cannot_be_noted_is_logged_and_fails_nothing_more(
    failures, dynamodb, logged
):
    with Stubber(dynamodb) as stubbed:
        stubbed.add_client_error("put_item", "ThrottlingException")
        wiring.note_failure("intake-7", raised())
    assert json.loads(logged())["error"] == "ThrottlingException"


@pytest.mark.parametrize(
    ("outcome", "name", "values"),
    [
        (answered(NOON, SECOND), "PayerAnswered", [1000.0]),
        (failed(NOON, SECOND, PayerUnavailable(Outage.BUSY, disclosed=True)), "PayerFailed", [1.0]),
    ],
)
def test_how_a_payer_answers_is_measured_without_naming_it(outcome, name, values):
    board = CountedBoard(MemoryHealthStore())
    leave = board.admit("99991", Limits(), "ask", NOON)
    metrics.clear_metrics()
    board.report(leave, outcome)
    told = metrics.serialize_metric_set()
    metrics.clear_metrics()
    assert told[name] == values
    assert "99991" not in json.dumps(told)


def test_an_ask_of_which_nothing_was_learned_is_not_measured():
    board = CountedBoard(MemoryHealthStore())
    leave = board.admit("99991", Limits(), "ask", NOON)
    metrics.clear_metrics()
    board.report(leave, None)
    assert metrics.metric_set == {}
