"""Asking leave before a payer is asked, and telling how it went; kept where all workers see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from threshold.eligibility.transports.health import (
    Limits,
    Outcome,
    PayerHealth,
    Refusal,
    Summary,
    Why,
    admit,
    report,
    summary,
)

_TRIES = 4
_CROWDED = Refusal(Why.FULL, timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class Kept:
    """A payer's health as it was read, and the version that a new one replaces; 0 is none yet."""

    health: PayerHealth
    version: int


class HealthStore(Protocol):
    """Where payers' health is kept."""

    def load(self, payer_id: str) -> Kept:
        """A payer's health; that of a payer never asked where there is none."""
        ...

    def save(self, payer_id: str, health: PayerHealth, version: int) -> bool:
        """Replace the health read at this version; False, and nothing done, if another did."""
        ...


class PayerBoard:
    """What verifying asks before and tells after each ask."""

    def __init__(self, store: HealthStore) -> None:
        self._store = store

    def admit(self, payer_id: str, limits: Limits, ask_id: str, at: datetime) -> Refusal | None:
        """Take leave for one ask; None where it is given.

        Leave is given only when it is written, so two workers never both send a probe.
        """
        for _ in range(_TRIES):
            kept = self._store.load(payer_id)
            found = admit(kept.health, limits, ask_id, at)
            if isinstance(found, Refusal):
                return found
            if found is kept.health or self._store.save(payer_id, found, kept.version):
                return None
        return _CROWDED

    def report(self, payer_id: str, limits: Limits, ask_id: str, outcome: Outcome) -> None:
        """Tell how an ask ended.

        Lost where many tell at once: a place taken falls free by itself, a probe gives way.
        """
        for _ in range(_TRIES):
            kept = self._store.load(payer_id)
            health = report(kept.health, limits, ask_id, outcome)
            if self._store.save(payer_id, health, kept.version):
                return

    def summary(self, payer_id: str, at: datetime) -> Summary:
        """How a payer has been."""
        return summary(self._store.load(payer_id).health, at)
