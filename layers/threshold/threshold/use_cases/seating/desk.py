"""What seating works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from threshold.intake.ports import IntakeStore
from threshold.scheduling.ports import RoundLease, SeatStore

if TYPE_CHECKING:  # the rules of the assessment would cost each cold start
    from threshold.program.model import Program
    from threshold.use_cases.assess import Clinic


@dataclass(frozen=True, slots=True)
class SeatingDesk:
    """What seating works with. `clinic` is asked for only where two come together: the instruments
    are dear to load."""

    store: IntakeStore
    seats: SeatStore
    rounds: RoundLease
    program: "Callable[[], Program]"
    clinic: "Callable[[], Clinic]"
    now: Callable[[], datetime]
