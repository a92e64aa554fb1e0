"""What verifying works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from threshold.eligibility.transports.board import PayerBoard
from threshold.eligibility.transports.port import PayerTransport
from threshold.intake.life_cycle import Status
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord
from threshold.program.model import Payer, Program

_OPEN = frozenset({Status.ASSESSED, Status.VERIFYING})


@dataclass(frozen=True, slots=True)
class Desk:
    """What verifying works with. `transport` is the way to a payer, `board` says who may be asked
    now, `new_id` makes the ids of asks and payloads."""

    store: IntakeStore
    program: Program
    stage: str
    transport: Callable[[Payer], PayerTransport]
    board: PayerBoard
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]


def is_open(record: IntakeRecord) -> bool:
    """Whether an intake's coverage is still to be verified, or to be verified again."""
    return record.status in _OPEN or record.watch.under_way


def tries_made(record: IntakeRecord) -> int:
    """How often the payer was asked the present question."""
    asking = record.status is Status.VERIFYING or record.watch.under_way
    return record.attempts if asking else 0
