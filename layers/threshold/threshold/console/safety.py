"""Who sees what somebody said of their safety with a partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from threshold.console.roles import acting_role
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import IntakeEvent
from threshold.staff.permissions import Permission
from threshold.use_cases.break_glass import open_until


class Reader(Protocol):
    """Who of the staff reads: the sign-in name, and what their sign-in groups give them."""

    @property
    def name(self) -> str:
        """The sign-in name."""

    @property
    def roles(self) -> frozenset[Role]:
        """What they work as."""

    @property
    def permissions(self) -> frozenset[Permission]:
        """What they may do beside it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff, as a `Reader`."""

    name: str
    roles: frozenset[Role]
    permissions: frozenset[Permission] = frozenset()


def may_see_safety(reader: Reader) -> bool:
    """Whether they see safety answers of every intake: clinicians with the permission do."""
    return Role.CLINICIAN in reader.roles and Permission.SAFETY in reader.permissions


def sees_safety(reader: Reader, events: Sequence[IntakeEvent], now: datetime) -> bool:
    """Whether they see those of the intake with these events, be it by breaking the glass."""
    return may_see_safety(reader) or (
        acting_role(reader.roles, EventKind.GLASS_BROKEN) is not None
        and open_until(reader.name, events, now) is not None
    )
