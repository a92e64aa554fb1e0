"""What the console works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from threshold.intake.access import AccessLog
from threshold.intake.ports import IntakeStore
from threshold.program.model import Program
from threshold.record_key import RecordKey
from threshold.staff.claims import ClaimStore
from threshold.staff.kept_forms import KeptForms
from threshold.staff.sessions import SessionStore
from threshold.staff.sign_in import IdentityProvider
from threshold.staff.trail import Trail

if TYPE_CHECKING:
    from threshold.eligibility.transports.board import PayerBoard
    from threshold.staff.failures import FailureLog
    from threshold.use_cases.operations import WorkQueues


class Works(NamedTuple):
    """What operations looks at."""

    queues: "WorkQueues"
    failures: "FailureLog"
    payers: "PayerBoard"


if TYPE_CHECKING:
    from threshold.console.queue import WaitingRoom
    from threshold.form.ports import PhotoStore
    from threshold.scheduling.ports import SeatStore
    from threshold.use_cases.assess import Clinic
    from threshold.use_cases.roster_keeping import RosterDesk


@dataclass(frozen=True, slots=True)
class ConsoleDesk:
    """The console's ports. `new_value` gives random text that nobody guesses, fit for a cookie.

    works, clinic, photos, room, seats, roster: made when first asked for; most pages need none.
    """

    store: IntakeStore
    accesses: AccessLog
    claims: ClaimStore
    sessions: SessionStore
    kept: KeptForms
    provider: IdentityProvider
    trail: Trail
    works: Callable[[], Works]
    program: Program
    record_key: RecordKey
    clinic: "Callable[[], Clinic]"
    photos: "Callable[[], PhotoStore]"
    room: "Callable[[], WaitingRoom]"
    roster: "Callable[[], RosterDesk]"
    seats: "Callable[[], SeatStore]"
    new_value: Callable[[], str]
    now: Callable[[], datetime]

    def today(self) -> date:
        """The day in the program's time zone."""
        return self.now().astimezone(ZoneInfo(self.program.time_zone)).date()

    def session_key(self, value: str) -> str:
        """What a session is kept under, from which its cookie cannot be found."""
        return self.record_key.digest("staff session", value)

    def csrf(self, name: str) -> str:
        """What every form carries that somebody is given.

        It goes by the sign-in name, not by the session: a form opened before a sign-off is still
        its writer's after it, and nobody else's.
        """
        return self.record_key.digest("staff csrf", name)

    def kept_key(self, name: str, address: str) -> str:
        """What a form is kept under for somebody until they have signed in again."""
        return self.record_key.digest("kept form", f"{name}\n{address}")
