"""Who has taken an intake upon them. A claim is a lease: it ends by itself, and bars nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

LEASE = timedelta(minutes=30)
"""Longer than most calls, and short enough that nobody waits for a colleague who has left."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's claim, by sign-in name. It holds until `until`, and no longer."""

    intake_id: str
    holder: str
    since: datetime
    until: datetime


class ClaimStore(Protocol):
    """Where claims stand, beside their intakes. None changes the intake or its trail."""

    def take(self, claim: Claim) -> Claim:
        """Claim an intake, or hold it longer; the claim that stands afterwards, whosever it is."""

    def let_go(self, intake_id: str, holder: str, now: datetime) -> None:
        """End the holder's claim; anybody else's stays."""

    def standing(self, intake_ids: Iterable[str], now: datetime) -> Mapping[str, Claim]:
        """The claims that hold now, by intake, of at most 100 intakes."""

    def held_by(self, holder: str, now: datetime, most: int) -> tuple[str, ...]:
        """The intakes that somebody holds; they may lag a second behind `take`."""


def claimed(intake_id: str, holder: str, now: datetime) -> Claim:
    """A claim as it begins."""
    return Claim(intake_id, holder, now, now + LEASE)
