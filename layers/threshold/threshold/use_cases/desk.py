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


def is_open(record: IntakeRecord) -> bool:
    """Whether an intake's coverage is still to be verified."""
    return record.status in _OPEN
