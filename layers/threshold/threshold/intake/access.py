"""Who of the staff has read what of an intake. A read that is not written down does not happen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from threshold.intake.life_cycle import Role


class Part(StrEnum):
    """What can be read of an intake: the record with its events, and what was found.

    SAFETY: what was said of safety with a partner. AUDIT: who read and changed what.
    """

    RECORD = "record"
    SUBMISSION = "submission"
    ASSESSMENT = "assessment"
    COVERAGE = "coverage"
    CARD_PHOTO = "card_photo"
    SAFETY = "safety"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Access:
    """One read. `name` is the sign-in name, `roles` what it was allowed by.

    `by_break_glass`: it rested on a reason that they gave, and not on a right.
    """

    at: datetime
    roles: tuple[Role, ...]
    name: str
    parts: tuple[Part, ...]
    by_break_glass: bool = False


class AccessLog(Protocol):
    """Where reads are written down, beside the intake and apart from its events."""

    def record(self, intake_id: str, access: Access, nonce: str) -> None:
        """Write a read down. `nonce` tells it from others of the same moment.

        Raises:
            Retryable: it could not be written; what was read must not be shown.
        """
        ...

    def of(self, intake_id: str, most: int) -> tuple[Access, ...]:
        """The last reads of an intake, newest first."""
        ...
