"""What came of placing everybody who waits."""

from collections.abc import Mapping
from dataclasses import dataclass

from threshold.scheduling.limits import Limit
from threshold.scheduling.seat import Seat


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Somebody behind was given a place in `cohort`, or an appointment, that they could have used.

    One for each time; both of a couple are passed over at once.
    """

    intake_id: str
    cohort: str


@dataclass(frozen=True, slots=True)
class Placing:
    """One round.

    offers: in the order of priority, with the two of a couple side by side, each naming the other
    as `partner`. not_placed: by intake, the limits that kept them from a seat: whatever refuses
    most groups first. passed_over: in the order in which it happened.
    """

    offers: tuple[Seat, ...]
    not_placed: Mapping[str, tuple[Limit, ...]]
    passed_over: tuple[PassedOver, ...]

    @property
    def at_once(self) -> tuple[tuple[Seat, ...], ...]:
        """The offers, those of a couple as one: both are held or neither."""
        units: list[tuple[Seat, ...]] = []
        for seat in self.offers:
            if units and seat.partner == units[-1][0].intake_id:
                units[-1] = (*units[-1], seat)
            else:
                units.append((seat,))
        return tuple(units)
