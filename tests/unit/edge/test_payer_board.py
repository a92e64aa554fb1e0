"""Payers' health where all workers see it: one contract, in memory and on DynamoDB's double."""

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from tests.unit.store.conftest import dynamodb, on_either
from threshold.edge.payer_health import DynamoDBHealthStore, MemoryHealthStore
from threshold.eligibility.transports.board import (
    HealthOutOfReach,
    HealthStore,
    Kept,
    Leave,
    PayerBoard,
)
from threshold.eligibility.transports.health import (
    OUTCOMES_KEPT,
    Limits,
    PayerHealth,
    Refusal,
    answered,
    failed,
    report,
)
from threshold.eligibility.transports.port import Outage, PayerUnavailable

__all__ = ["dynamodb", "on_either"]

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LIMITS = Limits(at_once=3)
BAD = failed(NOON, SECOND, PayerUnavailable(Outage.BUSY, disclosed=True))


@pytest.fixture
def store(on_either) -> HealthStore:
    return on_either(MemoryHealthStore, DynamoDBHealthStore)


def test_a_payer_never_asked_is_well(store: HealthStore) -> None:
    assert store.load("99991", consistent=True) == Kept(PayerHealth(), 0)


def test_what_was_saved_is_loaded(store: HealthStore) -> None:
    health = PayerHealth()
    for number in range(OUTCOMES_KEPT):
        health = report(health, LIMITS, str(number), answered(NOON, SECOND, ("71", "72")))
    for number in range(6):
        health = report(health, LIMITS, str(number), BAD)
    assert store.save("99991", health, 0)
    assert store.load("99991", consistent=True) == Kept(health, 1)
    assert store.load("88881", consistent=True) == Kept(PayerHealth(), 0)


@pytest.mark.parametrize("version", [0, 2])
def test_only_what_was_read_is_replaced(store: HealthStore, version: int) -> None:
    first = report(PayerHealth(), LIMITS, "first", BAD)
    assert store.save("99991", first, 0)
    assert not store.save("99991", PayerHealth(), version)
    assert store.load("99991", consistent=True) == Kept(first, 1)


def admitted(board: PayerBoard, ask_id: str, at: datetime) -> Leave:
    leave = board.admit("99991", LIMITS, ask_id, at)
    assert isinstance(leave, Leave)
    return leave


def test_workers_who_ask_at_once_are_held_to_the_cap(store: HealthStore) -> None:
    board = PayerBoard(store)
    found = [board.admit("99991", LIMITS, str(n), NOON) for n in range(5)]
    assert [isinstance(refusal, Refusal) for refusal in found] == [False] * 3 + [True] * 2


def test_a_payer_that_fails_is_left_alone_until_a_probe_is_heard(store: HealthStore) -> None:
    board = PayerBoard(store)
    for number in range(5):
        board.report(admitted(board, str(number), NOON), BAD)
    assert isinstance(board.admit("99991", LIMITS, "too soon", NOON + SECOND), Refusal)
    later = NOON + 30 * SECOND
    probe = admitted(board, "probe", later)
    assert isinstance(board.admit("99991", LIMITS, "second", later), Refusal)
    board.report(probe, answered(later, SECOND))
    admitted(board, "second", later)
    assert board.summary("99991", later).last_answered_at == later


def refusing(code: str) -> Any:
    """A client whose every call the table refuses with this error code."""
    client = boto3.client("dynamodb", region_name="us-east-1")
    stubbed = Stubber(client)
    stubbed.add_client_error("get_item", code)
    stubbed.activate()
    return client


@pytest.mark.parametrize(
    ("code", "error"),
    [("ThrottlingException", HealthOutOfReach), ("AccessDeniedException", ClientError)],
)
def test_a_table_that_is_busy_is_told_from_a_fault_of_ours(
    code: str, error: type[Exception]
) -> None:
    store = DynamoDBHealthStore(refusing(code), "threshold")
    with pytest.raises(error):
        store.load("99991", consistent=False)
