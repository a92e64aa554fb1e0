"""What verifying works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from threshold.eligibility.transports.board import PayerBoard
from threshold.eligibility.transports.port import PayerTransport
from threshold.intake.life_cycle import Status
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord
from threshold.program.model import Payer, Program
from threshold.record_key import RecordKey

_OPEN = frozenset({Status.ASSESSED, Status.VERIFYING})


@dataclass(frozen=True, slots=True)
class Desk:
    """What verifying works with. `transport` is the way to a payer, `board` says who may be asked
    now, `record_key` makes keyed hashes, `new_id` the ids of asks and payloads."""

    store: IntakeStore
    program: Program
    stage: str
    transport: Callable[[Payer], PayerTransport]
    board: PayerBoard
    record_key: RecordKey
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]

    @property
    def today(self) -> date:
        """The day it is for the program."""
        return self.now().astimezone(ZoneInfo(self.program.time_zone)).date()


def is_open(record: IntakeRecord) -> bool:
    """Whether an intake's coverage is still to be verified, or to be verified again."""
    return record.status in _OPEN or record.watch.under_way


def tries_made(record: IntakeRecord) -> int:
    """How often the payer was asked the present question."""
    asking = record.status is Status.VERIFYING or record.watch.under_way
    return record.attempts if asking else 0
