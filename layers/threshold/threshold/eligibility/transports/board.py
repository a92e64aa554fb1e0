"""Asking leave before a payer is asked, and telling how it went; kept where all workers see it.

What is not stored is a tuple here: a frozen dataclass costs a cold start six times as much.
"""

from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from threshold.eligibility.transports.health import (
    Limits,
    Outcome,
    PayerHealth,
    Refusal,
    Summary,
    Why,
    admit,
    given_back,
    report,
    summary,
)
from threshold.errors import Retryable

_TRIES = 4
_CROWDED = Refusal(Why.FULL, timedelta(seconds=1))


class Kept(NamedTuple):
    """A payer's health as it was read, and the version that a new one replaces; 0 is none yet."""

    health: PayerHealth
    version: int


class HealthOutOfReach(Retryable):
    """A payer's health can be neither read nor written at this moment."""


class HealthStore(Protocol):
    """Where payers' health is kept. Either may raise HealthOutOfReach."""

    def load(self, payer_id: str, *, consistent: bool) -> Kept:
        """A payer's health; that of a payer never asked where there is none.

        It may lag behind the last write for a second unless it is to be consistent.
        """
        ...

    def save(self, payer_id: str, health: PayerHealth, version: int) -> bool:
        """Replace the health read at this version; False, and nothing done, if another did."""
        ...


class Leave(NamedTuple):
    """Leave for one ask of a payer. `kept`: its health then, None where that was out of reach."""

    payer_id: str
    limits: Limits
    ask_id: str
    kept: Kept | None


class PayerBoard:
    """What verifying asks before and tells after each ask.

    A payer whose health is out of reach is asked all the same, unless it has a cap: the breaker is
    there to spare us and it, a cap is its own rule.
    """

    def __init__(self, store: HealthStore) -> None:
        self._store = store

    def admit(self, payer_id: str, limits: Limits, ask_id: str, at: datetime) -> Leave | Refusal:
        """Take leave for one ask.

        What is to be remembered of it is written before it is given, so two workers never both
        send a probe, or both take the last place, though what they read may lag.
        """
        try:
            return self._admit(payer_id, limits, ask_id, at)
        except HealthOutOfReach:
            return _CROWDED if limits.at_once else Leave(payer_id, limits, ask_id, None)

    def _admit(self, payer_id: str, limits: Limits, ask_id: str, at: datetime) -> Leave | Refusal:
        for tries in range(_TRIES):
            kept = self._store.load(payer_id, consistent=tries > 0)
            found = admit(kept.health, limits, ask_id, at)
            if isinstance(found, Refusal):
                return found
            if found is kept.health:
                return Leave(payer_id, limits, ask_id, kept)
            if self._store.save(payer_id, found, kept.version):
                return Leave(payer_id, limits, ask_id, Kept(found, kept.version + 1))
        return _CROWDED

    def report(self, leave: Leave, outcome: Outcome | None) -> None:
        """Tell how an ask ended; None where nothing was learned of the payer by it.

        Lost where many tell at once or the health is out of reach: a place taken falls free by
        itself, a probe gives way.
        """
        try:
            self._report(leave, outcome)
        except HealthOutOfReach:
            return

    def _report(self, leave: Leave, outcome: Outcome | None) -> None:
        kept = leave.kept
        for _ in range(_TRIES):
            kept = kept or self._store.load(leave.payer_id, consistent=True)
            health = (
                report(kept.health, leave.limits, leave.ask_id, outcome)
                if outcome
                else given_back(kept.health, leave.ask_id)
            )
            unchanged = health == kept.health
            if unchanged or self._store.save(leave.payer_id, health, kept.version):
                return
            kept = None

    def summary(self, payer_id: str, at: datetime) -> Summary:
        """How a payer has been.

        Raises:
            HealthOutOfReach: that cannot be read now.
        """
        return summary(self._store.load(payer_id, consistent=False).health, at)
