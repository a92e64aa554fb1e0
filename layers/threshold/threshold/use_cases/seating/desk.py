"""What seating works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from threshold.intake.ports import IntakeStore
from threshold.program.model import Program
from threshold.scheduling.ports import RoundLease, SeatStore
from threshold.use_cases.assess import Clinic


@dataclass(frozen=True, slots=True)
class SeatingDesk:
    """What seating works with. `clinic` is asked for only where two come together: the instruments
    are dear to load."""

    store: IntakeStore
    seats: SeatStore
    rounds: RoundLease
    program: Callable[[], Program]
    clinic: Callable[[], Clinic]
    now: Callable[[], datetime]
