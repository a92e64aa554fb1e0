"""When to leave a payer alone: a circuit breaker as pure steps, with times as arguments.

Closed, every ask goes out. So many failures in a row open it: nothing is asked while the payer
rests. Then one ask, the probe, goes out; heard, it closes the circuit, and not heard, the payer
rests for twice as long. A probe of which nothing is heard again gives way to another.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

_MOST_DOUBLINGS = 20


class State(StrEnum):
    """Where a circuit stands. HALF_OPEN: rested, and waiting for a probe's outcome."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class CircuitRules(NamedTuple):
    """How soon a circuit opens, and how long a payer rests.

    probe_patience: after which a probe is given up; longer than an ask and its worker may take.
    """

    failures_to_open: int = 5
    first_rest: timedelta = timedelta(seconds=30)
    longest_rest: timedelta = timedelta(minutes=15)
    probe_patience: timedelta = timedelta(seconds=40)


@dataclass(frozen=True, slots=True)
class Probe:
    """The one ask that is let through, and the moment from which it counts as lost."""

    ask_id: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Circuit:
    """What is remembered. failures: in a row, while closed. rests: since it was last closed.

    rests_until: None while closed. probe: None while there is none.
    """

    failures: int = 0
    rests: int = 0
    rests_until: datetime | None = None
    probe: Probe | None = None


def state(circuit: Circuit, at: datetime) -> State:
    """Where a circuit stands at a moment."""
    if circuit.rests_until is None:
        return State.CLOSED
    return State.OPEN if at < circuit.rests_until else State.HALF_OPEN


def admitted(circuit: Circuit, rules: CircuitRules, ask_id: str, at: datetime) -> Circuit | None:
    """The circuit with this ask let through, or None where it must wait."""
    match state(circuit, at):
        case State.CLOSED:
            return circuit
        case State.OPEN:
            return None
    if circuit.probe and at < circuit.probe.until:
        return None
    return replace(circuit, probe=Probe(ask_id, at + rules.probe_patience))


def reported(
    circuit: Circuit, rules: CircuitRules, ask_id: str, at: datetime, *, heard: bool
) -> Circuit:
    """The circuit after an ask ended, at this moment.

    Once open, only the probe counts: what was sent before says nothing of the payer since.
    """
    if circuit.rests_until is None:
        failures = 0 if heard else circuit.failures + 1
        if failures < rules.failures_to_open:
            return circuit if failures == circuit.failures else Circuit(failures)
        return _opened(circuit, rules, at)
    if circuit.probe is None or circuit.probe.ask_id != ask_id:
        return circuit
    return Circuit() if heard else _opened(circuit, rules, at)


def given_back(circuit: Circuit, ask_id: str) -> Circuit:
    """The circuit where an ask that was let through told nothing: it is no probe any more."""
    own = circuit.probe is not None and circuit.probe.ask_id == ask_id
    return replace(circuit, probe=None) if own else circuit


def wait(circuit: Circuit, at: datetime) -> timedelta:
    """How long until an ask may be let through, should nothing be heard before."""
    moments = [circuit.rests_until, circuit.probe and circuit.probe.until]
    return max([moment - at for moment in moments if moment], default=timedelta(0))


def _opened(circuit: Circuit, rules: CircuitRules, at: datetime) -> Circuit:
    doubled = rules.first_rest * 2 ** min(circuit.rests, _MOST_DOUBLINGS)
    return Circuit(rests=circuit.rests + 1, rests_until=at + min(doubled, rules.longest_rest))
