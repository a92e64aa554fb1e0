"""What a member of staff did to an intake, in their words; the event beside it has only codes."""

from dataclasses import dataclass
from datetime import datetime

from threshold.intake.record import Actor


@dataclass(frozen=True, slots=True)
class Seen:
    """The intake as it was before somebody when they acted: its version, and the hash of the event
    that made it so, which stands for everything before it."""

    version: int
    event_hash: str


@dataclass(frozen=True, slots=True)
class StaffAct:
    """One act. `reason` is for staff alone.

    signed_name: typed by a clinician who signs with it, None where the act needs no signature.
    referrals: ids of the program's places to refer to. elsewhere: another place, in words.
    """

    by: Actor
    at: datetime
    seen: Seen
    reason: str
    signed_name: str | None = None
    referrals: tuple[str, ...] = ()
    elsewhere: str | None = None
