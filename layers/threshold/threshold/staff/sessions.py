"""A signed-in member of staff, and how long a session lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from threshold.intake.life_cycle import Role
from threshold.staff.permissions import Permission

IDLE = timedelta(minutes=15)
"""Source: 45 CFR 164.312(a)(2)(iii), automatic logoff; the length is the program's own."""
NOTICED_EVERY = timedelta(minutes=1)
"""How often at most it is written down that somebody is still there: a write for each page is
more than it is worth."""
REMEMBERED = timedelta(days=1)
"""How long an ended session is still known: what is posted in it belongs to somebody."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who signed in, when, and with which rights. `ends_at`: when their token does, idle or not."""

    name: str
    roles: frozenset[Role]
    signed_in_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    signed_off: bool = False
    permissions: frozenset[Permission] = frozenset()

    def is_open(self, now: datetime) -> bool:
        """Whether it still lets somebody in."""
        return not self.signed_off and now < min(self.ends_at, self.last_seen_at + IDLE)


class SessionStore(Protocol):
    """Where sessions are kept, each under a keyed hash of the value in somebody's cookie."""

    def load(self, key: str) -> Session | None:
        """The session, open or not; None where there is none, or none any more."""

    def begin(self, key: str, session: Session) -> None:
        """Keep a new one."""

    def notice(self, key: str, session: Session, now: datetime) -> None:
        """Write down that somebody is still there; not where it was changed since it was read."""

    def sign_off(self, key: str, session: Session) -> None:
        """End it, whatever else happens to it at this moment."""
