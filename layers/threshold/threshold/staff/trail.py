"""What staff did that belongs to no one intake: searches, dead letters sent again, the roster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from threshold.intake.life_cycle import Role
from threshold.months import months_back


class Subject(StrEnum):
    """What deeds are about. Each has a trail of its own: searches are many, redrives few."""

    SEARCH = "search"
    OPERATIONS = "operations"
    CAPACITY = "capacity"
    ROSTER = "roster"


class DeedKind(StrEnum):
    """What was done. A redrive is written down before it begins, and again with what it moved; a
    change of the roster before it is made, and again where it could not be."""

    SEARCHED = "searched"
    REDRIVE_BEGUN = "redrive_begun"
    REDRIVEN = "redriven"
    STATE_NOTIFIED = "state_notified"
    ROSTER_IMPORTED = "roster_imported"
    COHORT_ADDED = "cohort_added"
    CLINICIAN_ADDED = "clinician_added"
    COHORT_CHANGED = "cohort_changed"
    CLINICIAN_CHANGED = "clinician_changed"
    SLOTS_ADDED = "slots_added"
    SLOT_REMOVED = "slot_removed"
    ROSTER_NOT_CHANGED = "roster_not_changed"

    @property
    def subject(self) -> Subject:
        """The trail that it belongs to."""
        if self is DeedKind.SEARCHED:
            return Subject.SEARCH
        if self is DeedKind.STATE_NOTIFIED:
            return Subject.CAPACITY
        if self in (DeedKind.REDRIVE_BEGUN, DeedKind.REDRIVEN):
            return Subject.OPERATIONS
        return Subject.ROSTER


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed. `name` is the sign-in name, `roles` those that allowed it.

    details: counts, codes, and a reason in staff's own words; never what was searched for.
    """

    at: datetime
    kind: DeedKind
    name: str
    roles: tuple[Role, ...]
    details: Mapping[str, str]


class Trail(Protocol):
    """Where deeds are written down, month by month of UTC; none is ever changed."""

    def write(self, deed: Deed, nonce: str) -> None:
        """Write a deed down. `nonce` tells it from others of the same moment.

        Raises:
            Retryable: it could not be written; what it is about must not be done or shown.
        """
        ...

    def of(self, subject: Subject, month: str, most: int) -> tuple[Deed, ...]:
        """The last deeds of a month, as in "2026-11", newest first."""
        ...


def lately(trail: Trail, subject: Subject, now: datetime, most: int) -> Iterator[Deed]:
    """The last deeds of this month, and at its beginning of the one before; newest first."""
    for month in months_back(now, 2):
        found = trail.of(subject, month, most)
        yield from found
        most -= len(found)
        if not most:
            return
