"""How a payer has been: its circuit, its last outcomes, and how many asks are with it now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from threshold.eligibility.transports import circuit as breaker
from threshold.eligibility.transports.circuit import Circuit, CircuitRules
from threshold.eligibility.transports.port import (
    EnvelopeRejected,
    PayerUnavailable,
    TransportFailure,
)

OUTCOMES_KEPT = 50
"""Enough for a 95th percentile, and the item, compressed, stays within one write unit."""

PAYER_DOWN_CODES = frozenset({"42", "80"})
"""AAA03: unable to respond now; no response received, transaction terminated."""


class Result(StrEnum):
    """What an ask came to. PAYER_DOWN: an answer that says that the payer cannot answer."""

    ANSWERED = "answered"
    PAYER_DOWN = "payer_down"
    UNAVAILABLE = "unavailable"
    UNUSABLE = "unusable"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one ask ended. elapsed_ms: from asking to the last byte. reject_codes: its AAA03s."""

    at: datetime
    result: Result
    elapsed_ms: int
    reject_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An ask that is with the payer, and the moment from which it counts as lost."""

    ask_id: str
    until: datetime


@dataclass(frozen=True, slots=True)
class PayerHealth:
    """All that is kept of a payer. outcomes: the newest last. asking: only under a cap."""

    circuit: Circuit = field(default=Circuit())
    outcomes: tuple[Outcome, ...] = ()
    asking: tuple[Place, ...] = ()


class Limits(NamedTuple):
    """What is asked of a payer at most. at_once: asks at the same time; None sets no cap."""

    at_once: int | None = None
    circuit: CircuitRules = CircuitRules()


class Why(StrEnum):
    """Why a payer may not be asked now."""

    RESTING = "resting"
    FULL = "full"


class Refusal(NamedTuple):
    """The payer is not to be asked now. wait: after which it may be."""

    why: Why
    wait: timedelta


class Summary(NamedTuple):
    """A payer's board. Times are None where there was no such outcome among the last."""

    state: breaker.State
    last_answered_at: datetime | None
    last_failed_at: datetime | None
    results: Mapping[Result, int]
    reject_codes: Mapping[str, int]
    p95_ms: int | None


def answered(at: datetime, elapsed: timedelta, reject_codes: tuple[str, ...] = ()) -> Outcome:
    """The outcome of an ask that brought X12, with the AAA03 codes in it."""
    down = not PAYER_DOWN_CODES.isdisjoint(reject_codes)
    result = Result.PAYER_DOWN if down else Result.ANSWERED
    return Outcome(at, result, round(elapsed / timedelta(milliseconds=1)), reject_codes)


def unusable(at: datetime, elapsed: timedelta) -> Outcome:
    """The outcome of an ask that brought X12 which is no whole answer to it."""
    return Outcome(at, Result.UNUSABLE, round(elapsed / timedelta(milliseconds=1)))


def failed(at: datetime, elapsed: timedelta, failure: TransportFailure) -> Outcome:
    """The outcome of an ask that failed."""
    result = Result.UNUSABLE
    if isinstance(failure, PayerUnavailable):
        result = Result.UNAVAILABLE
    elif isinstance(failure, EnvelopeRejected):
        # A payer that refuses one sign-in after another is left alone too, before it locks us out.
        result = Result.REFUSED
    return Outcome(at, result, round(elapsed / timedelta(milliseconds=1)))


def admit(health: PayerHealth, limits: Limits, ask_id: str, at: datetime) -> PayerHealth | Refusal:
    """The payer's health with this ask let through, or why it is not.

    It is the very same object where nothing is to be remembered.
    """
    circuit = breaker.admitted(health.circuit, limits.circuit, ask_id, at)
    if circuit is None:
        return Refusal(Why.RESTING, breaker.wait(health.circuit, at))
    if limits.at_once is None:
        return health if circuit is health.circuit else replace(health, circuit=circuit)
    asking = tuple(place for place in health.asking if at < place.until)
    if len(asking) >= limits.at_once:
        return Refusal(Why.FULL, min(place.until for place in asking) - at)
    place = Place(ask_id, at + limits.circuit.probe_patience)
    return replace(health, circuit=circuit, asking=(*asking, place))


def report(health: PayerHealth, limits: Limits, ask_id: str, outcome: Outcome) -> PayerHealth:
    """The payer's health after an ask ended."""
    heard = outcome.result is Result.ANSWERED
    circuit = breaker.reported(health.circuit, limits.circuit, ask_id, outcome.at, heard=heard)
    outcomes = (*health.outcomes, outcome)[-OUTCOMES_KEPT:]
    asking = tuple(place for place in health.asking if place.ask_id != ask_id)
    return PayerHealth(circuit, outcomes, asking)


def given_back(health: PayerHealth, ask_id: str) -> PayerHealth:
    """The payer's health after leave was not used: its place is free, and it was no probe."""
    asking = tuple(place for place in health.asking if place.ask_id != ask_id)
    return replace(health, circuit=breaker.given_back(health.circuit, ask_id), asking=asking)


def summary(health: PayerHealth, at: datetime) -> Summary:
    """The board of a payer at a moment."""
    outcomes = health.outcomes
    good = [outcome for outcome in outcomes if outcome.result is Result.ANSWERED]
    bad = [outcome for outcome in outcomes if outcome.result is not Result.ANSWERED]
    return Summary(
        state=breaker.state(health.circuit, at),
        last_answered_at=max((outcome.at for outcome in good), default=None),
        last_failed_at=max((outcome.at for outcome in bad), default=None),
        results=Counter(outcome.result for outcome in outcomes),
        reject_codes=Counter(code for outcome in outcomes for code in outcome.reject_codes),
        p95_ms=_p95([outcome.elapsed_ms for outcome in good]),
    )


def _p95(values: list[int]) -> int | None:
    """The nearest-rank 95th percentile; None of nothing."""
    return sorted(values)[-(-95 * len(values) // 100) - 1] if values else None
