"""Which groups one of a couple must not be offered, since the other is in it."""

from collections.abc import Iterable, Iterator

from threshold.intake.ports import IntakeStore
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.seeker import Seeker


def apart_of(
    waiting: Iterable[Seeker], store: IntakeStore, seats: SeatStore
) -> dict[str, frozenset[str]]:
    """By couple, the cohorts that one of the two is in already."""
    couples = {one.couple for one in waiting if one.couple}
    return {couple: frozenset(_cohorts_of(couple, store, seats)) for couple in couples}


def _cohorts_of(couple: str, store: IntakeStore, seats: SeatStore) -> Iterator[str]:
    for intake_id in store.members(couple):
        if seat := seats.seat_of(intake_id):
            yield seat.cohort
