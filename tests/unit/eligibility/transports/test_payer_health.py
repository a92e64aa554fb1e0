"""How a payer has been, and when it may be asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from threshold.eligibility.transports.board import HealthOutOfReach, Kept, Leave, PayerBoard
from threshold.eligibility.transports.circuit import CircuitRules, State
from threshold.eligibility.transports.health import (
    OUTCOMES_KEPT,
    Limits,
    Outcome,
    PayerHealth,
    Refusal,
    Result,
    Why,
    admit,
    answered,
    failed,
    report,
    summary,
)
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Outage,
    PayerUnavailable,
    TransportFailure,
    UnusableAnswer,
)

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LIMITS = Limits(circuit=CircuitRules(failures_to_open=2))
GOOD = answered(NOON, SECOND)
BAD = failed(NOON, SECOND, PayerUnavailable(Outage.READ_TIMEOUT, disclosed=True))


def having(*outcomes: Outcome, limits: Limits = LIMITS) -> PayerHealth:
    health = PayerHealth()
    for number, outcome in enumerate(outcomes):
        health = report(health, limits, str(number), outcome)
    return health


@pytest.mark.parametrize(
    ("failure", "result"),
    [
        (PayerUnavailable(Outage.BUSY, disclosed=True), Result.UNAVAILABLE),
        (UnusableAnswer(AnswerFault.NOT_X12, b""), Result.UNUSABLE),
        (EnvelopeRejected("UnAuthorized", b""), Result.REFUSED),
    ],
)
def test_a_failure_is_kept_by_its_kind(failure: TransportFailure, result: Result) -> None:
    assert failed(NOON, timedelta(milliseconds=1500), failure) == Outcome(NOON, result, 1500)


@pytest.mark.parametrize(
    ("codes", "result"),
    [
        ((), Result.ANSWERED),
        (("75",), Result.ANSWERED),
        (("42",), Result.PAYER_DOWN),
        (("75", "80"), Result.PAYER_DOWN),
    ],
)
def test_a_rejection_is_an_answer_unless_it_says_that_the_payer_is_down(
    codes: tuple[str, ...], result: Result
) -> None:
    assert answered(NOON, SECOND, codes) == Outcome(NOON, result, 1000, codes)


def test_a_payer_that_is_well_is_asked_without_a_write() -> None:
    health = having(GOOD)
    assert admit(health, LIMITS, "ask", NOON) is health


def test_a_payer_that_fails_rests() -> None:
    found = admit(having(BAD, BAD), LIMITS, "ask", NOON)
    assert found == Refusal(Why.RESTING, timedelta(seconds=30))


def test_no_more_asks_than_the_cap_are_with_a_payer() -> None:
    limits, health = Limits(at_once=2), PayerHealth()
    for ask_id in ("first", "second"):
        admission = admit(health, limits, ask_id, NOON)
        assert isinstance(admission, PayerHealth)
        health = admission
    assert admit(health, limits, "third", NOON + 10 * SECOND) == Refusal(Why.FULL, 30 * SECOND)
    free = report(health, limits, "first", GOOD)
    assert isinstance(admit(free, limits, "third", NOON), PayerHealth)


def test_a_place_whose_ask_was_lost_falls_free() -> None:
    limits = Limits(at_once=1)
    health = admit(PayerHealth(), limits, "lost", NOON)
    assert isinstance(health, PayerHealth)
    again = admit(health, limits, "next", NOON + 40 * SECOND)
    assert isinstance(again, PayerHealth)
    assert [place.ask_id for place in again.asking] == ["next"]


def test_only_the_last_outcomes_are_kept() -> None:
    many = [replace(GOOD, elapsed_ms=number) for number in range(OUTCOMES_KEPT + 7)]
    kept = having(*many).outcomes
    assert [outcome.elapsed_ms for outcome in kept] == list(range(7, OUTCOMES_KEPT + 7))


def test_the_board_tells_how_a_payer_has_been() -> None:
    answers = [answered(NOON + n * SECOND, n * SECOND, ("75",) * (n > 18)) for n in range(1, 21)]
    bad = replace(BAD, at=NOON - SECOND)
    board = summary(having(bad, *answers), NOON)
    assert (board.state, board.p95_ms) == (State.CLOSED, 19_000)
    assert board.last_answered_at == NOON + 20 * SECOND
    assert board.last_failed_at == NOON - SECOND
    assert board.results == {Result.UNAVAILABLE: 1, Result.ANSWERED: 20}
    assert board.reject_codes == {"75": 2}


def test_of_a_payer_never_asked_nothing_is_told() -> None:
    board = summary(PayerHealth(), NOON)
    assert (board.last_answered_at, board.last_failed_at, board.p95_ms) == (None, None, None)


class Contested:
    """A store in which others are always faster; it counts what it is asked."""

    def __init__(self, health: PayerHealth) -> None:
        self.health, self.saves = health, 0

    def load(self, payer_id: str, *, consistent: bool) -> Kept:
        return Kept(self.health, 1)

    def save(self, payer_id: str, health: PayerHealth, version: int) -> bool:
        self.saves += 1
        return False


def test_leave_that_could_not_be_written_is_not_given() -> None:
    store = Contested(having(BAD, BAD))
    found = PayerBoard(store).admit("99991", LIMITS, "probe", NOON + 30 * SECOND)
    assert found == Refusal(Why.FULL, SECOND)
    assert store.saves == 4


def test_an_outcome_that_could_not_be_written_is_let_go() -> None:
    store = Contested(PayerHealth())
    PayerBoard(store).report(Leave("99991", LIMITS, "ask", None), GOOD)
    assert store.saves == 4


class OutOfReach:
    """A store that is busy."""

    def load(self, payer_id: str, *, consistent: bool) -> Kept:
        raise HealthOutOfReach("busy")

    def save(self, payer_id: str, health: PayerHealth, version: int) -> bool:
        raise HealthOutOfReach("busy")


def test_a_payer_whose_health_is_out_of_reach_is_asked_all_the_same() -> None:
    board = PayerBoard(OutOfReach())
    leave = board.admit("99991", LIMITS, "ask", NOON)
    assert isinstance(leave, Leave)
    board.report(leave, GOOD)


def test_but_never_more_often_at_once_than_it_allows() -> None:
    capped = LIMITS._replace(at_once=1)
    found = PayerBoard(OutOfReach()).admit("99991", capped, "ask", NOON)
    assert isinstance(found, Refusal)
    assert found.why is Why.FULL


class Counting:
    """A store that counts, and of which each read that need not be consistent lags."""

    def __init__(self) -> None:
        self.versions: list[PayerHealth] = [PayerHealth()]
        self.loads: list[bool] = []
        self.saves = 0

    def load(self, payer_id: str, *, consistent: bool) -> Kept:
        self.loads.append(consistent)
        version = len(self.versions) - (1 if consistent else 2)
        return Kept(self.versions[max(version, 0)], max(version, 0))

    def save(self, payer_id: str, health: PayerHealth, version: int) -> bool:
        self.saves += 1
        if version != len(self.versions) - 1:
            return False
        self.versions.append(health)
        return True


def test_an_ask_of_a_payer_that_is_well_costs_one_cheap_read_and_one_write() -> None:
    store = Counting()
    board = PayerBoard(store)
    leave = board.admit("99991", LIMITS, "ask", NOON)
    assert isinstance(leave, Leave)
    board.report(leave, GOOD)
    assert (store.loads, store.saves) == ([False], 1)


def test_of_a_read_that_lagged_nothing_is_lost_and_no_cap_exceeded() -> None:
    store, capped = Counting(), LIMITS._replace(at_once=1)
    board = PayerBoard(store)
    first = board.admit("99991", capped, "first", NOON)
    assert isinstance(first, Leave)
    assert isinstance(board.admit("99991", capped, "second", NOON), Refusal)
    board.report(first, GOOD)
    assert [outcome.result for outcome in store.versions[-1].outcomes] == [Result.ANSWERED]
    assert store.versions[-1].asking == ()


def test_leave_that_told_nothing_is_given_back() -> None:
    store, limits = Counting(), LIMITS._replace(at_once=1)
    store.versions.append(having(BAD, BAD, limits=limits))
    board = PayerBoard(store)
    probe = board.admit("99991", limits, "probe", NOON + 30 * SECOND)
    assert isinstance(probe, Leave)
    board.report(probe, None)
    assert store.versions[-1] == store.versions[1] != store.versions[2]
