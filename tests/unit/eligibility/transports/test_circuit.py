"""The circuit breaker: by example, and walked by hypothesis."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from threshold.eligibility.transports.circuit import (
    Circuit,
    CircuitRules,
    State,
    admitted,
    reported,
    state,
    wait,
)

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
RULES = CircuitRules(
    failures_to_open=3,
    first_rest=timedelta(seconds=30),
    longest_rest=timedelta(seconds=100),
    probe_patience=timedelta(seconds=40),
)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def failing(times: int, circuit: Circuit | None = None) -> Circuit:
    circuit = circuit or Circuit()
    for _ in range(times):
        circuit = reported(circuit, RULES, "ask", NOON, heard=False)
    return circuit


def probed(circuit: Circuit, at: datetime, *, heard: bool) -> Circuit:
    admission = admitted(circuit, RULES, "probe", at)
    assert admission is not None
    return reported(admission, RULES, "probe", at, heard=heard)


def test_it_opens_after_so_many_failures_in_a_row() -> None:
    assert state(failing(2), NOON) is State.CLOSED
    assert state(failing(3), NOON) is State.OPEN


def test_an_answer_between_failures_begins_the_row_anew() -> None:
    circuit = reported(failing(2), RULES, "ask", NOON, heard=True)
    assert circuit == Circuit()
    assert state(failing(2, circuit), NOON) is State.CLOSED


def test_nothing_is_asked_while_the_payer_rests() -> None:
    assert admitted(failing(3), RULES, "ask", after(29.9)) is None
    assert wait(failing(3), after(10)) == timedelta(seconds=20)


def test_one_ask_is_let_through_after_the_rest() -> None:
    circuit = admitted(failing(3), RULES, "probe", after(30))
    assert circuit is not None
    assert state(circuit, after(30)) is State.HALF_OPEN
    assert admitted(circuit, RULES, "other", after(31)) is None
    assert wait(circuit, after(31)) == timedelta(seconds=39)


def test_a_probe_that_is_heard_closes_it() -> None:
    assert probed(failing(3), after(30), heard=True) == Circuit()


def test_a_probe_that_is_not_heard_doubles_the_rest_up_to_the_longest() -> None:
    circuit, at, rests = failing(3), NOON, []
    for _ in range(4):
        rests.append(wait(circuit, at).seconds)
        at += wait(circuit, at)
        circuit = probed(circuit, at, heard=False)
    assert rests == [30, 60, 100, 100]


def test_a_lost_probe_gives_way_to_another() -> None:
    circuit = admitted(failing(3), RULES, "lost", after(30))
    assert circuit is not None
    assert admitted(circuit, RULES, "other", after(69.9)) is None
    second = admitted(circuit, RULES, "other", after(70))
    assert second is not None
    late = reported(second, RULES, "lost", after(71), heard=False)
    assert late == second


def test_an_ask_sent_before_the_rest_says_nothing_of_the_payer_since() -> None:
    circuit = failing(3)
    assert reported(circuit, RULES, "early", after(5), heard=True) == circuit
    assert reported(circuit, RULES, "early", after(5), heard=False) == circuit


class Walk(RuleBasedStateMachine):
    """Workers ask, answers come or do not, and time passes, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.circuit, self.at, self.asks = Circuit(), NOON, 0
        self.out: dict[str, datetime] = {}
        self.probes: dict[str, datetime] = {}

    @rule(seconds=st.sampled_from([0.0, 1.0, 10.0, 29.0, 41.0, 200.0]))
    def time_passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    @rule()
    def a_worker_asks(self) -> None:
        self.asks += 1
        ask_id, before = str(self.asks), state(self.circuit, self.at)
        circuit = admitted(self.circuit, RULES, ask_id, self.at)
        assert (circuit is None) <= (wait(self.circuit, self.at) > timedelta(0))
        if circuit is None:
            return
        assert before is not State.OPEN
        self.circuit = circuit
        self.out[ask_id] = self.at
        if before is State.HALF_OPEN:
            self.probes[ask_id] = self.at

    @rule(data=st.data(), heard=st.booleans())
    def an_ask_ends(self, data: st.DataObject, heard: bool) -> None:
        if self.out:
            ask_id = data.draw(st.sampled_from(sorted(self.out)))
            del self.out[ask_id]
            self.probes.pop(ask_id, None)
            self.circuit = reported(self.circuit, RULES, ask_id, self.at, heard=heard)
        if state(self.circuit, self.at) is State.CLOSED:
            self.probes.clear()

    @rule(data=st.data())
    def an_ask_is_lost(self, data: st.DataObject) -> None:
        if self.out:
            del self.out[data.draw(st.sampled_from(sorted(self.out)))]

    @invariant()
    def never_more_than_one_probe_is_out(self) -> None:
        alive = [at for at in self.probes.values() if self.at < at + RULES.probe_patience]
        assert len(alive) <= 1

    @invariant()
    def it_always_recovers(self) -> None:
        """Whatever was, an ask is let through after the wait, and an answer closes it."""
        at = self.at + wait(self.circuit, self.at)
        circuit = admitted(self.circuit, RULES, "next", at)
        assert circuit is not None
        healed = reported(circuit, RULES, "next", at, heard=True)
        assert state(healed, at) is State.CLOSED

    @invariant()
    def no_rest_is_longer_than_the_longest(self) -> None:
        assert wait(self.circuit, self.at) <= RULES.longest_rest


Walk.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestWalk = Walk.TestCase
