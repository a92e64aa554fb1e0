"""The last failure of a worker on an intake: by what, so that staff need not read its log."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

KEPT_FOR = timedelta(days=30)
"""Longer than a dead letter is kept."""


class Work(NamedTuple):
    """What failed: a worker, by the name of its function, on an intake."""

    intake_id: str
    worker: str


@dataclass(frozen=True, slots=True)
class Failure:
    """The kind of an error, and the place in our code that it came from; never its text."""

    at: datetime
    error: str
    where: str


class FailureLog(Protocol):
    """Where failures are noted, beside their intakes; the last one of each worker counts."""

    def note(self, work: Work, failure: Failure) -> None:
        """Note a failure in place of the one before."""
        ...

    def of(self, works: Collection[Work]) -> Mapping[Work, Failure]:
        """The last failures of at most 100 pieces of work, where there were any."""
        ...
