"""The queue for a seat as it is now: who is next, why, and what keeps whom from a seat."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from threshold.intake.ports import IntakeStore
from threshold.scheduling.capacity import Load, Notice, Notices, load_of
from threshold.scheduling.journey import Journeys
from threshold.scheduling.limits import Limit
from threshold.scheduling.placing import place
from threshold.scheduling.ports import SeatStore
from threshold.scheduling.priority import Position, positions
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.waiting import Wait, Waits
from threshold.use_cases.seating.apart import apart_of

OF_COUPLES = frozenset({Limit.TOGETHER, Limit.NEVER_TOGETHER, Limit.COUPLES_APPOINTMENT})
"""What tells that two come together, and that both may be placed so."""


class WaitingRoom(NamedTuple):
    """Where it is kept who waits, how, and for which seats."""

    seats: SeatStore
    waits: Waits
    notices: Notices
    journeys: Journeys


@dataclass(frozen=True, slots=True)
class Queue:
    """The whole queue at one moment. positions: in order. not_placed: by intake, what keeps them
    from a seat; whoever is not in it would be offered one now. tells_couples: its reader may know
    who comes with whom.
    """

    seekers: Mapping[str, Seeker]
    waits: Mapping[str, Wait]
    positions: Mapping[str, Position]
    not_placed: Mapping[str, tuple[Limit, ...]]
    load: Load
    notice: Notice | None
    tells_couples: bool = True

    def seen_by(self, *, sees_couples: bool) -> "Queue":
        """The queue as somebody may see it. What only couples meet tells that somebody is one."""
        if sees_couples:
            return self
        return replace(
            self,
            tells_couples=False,
            positions={key: replace(one, passed_over=0) for key, one in self.positions.items()},
            not_placed={
                key: tuple(limit for limit in limits if limit not in OF_COUPLES)
                for key, limits in self.not_placed.items()
            },
        )


NOBODY = Queue({}, {}, {}, {}, Load(0, 0), None)
"""The queue to who is not in it."""


def queue_now(store: IntakeStore, room: WaitingRoom, now: datetime) -> Queue:
    """The queue, read once: everybody who waits, the roster, and how people wait."""
    seekers = room.seats.waiting()
    available = room.seats.availability()
    placing = place(seekers, available, now, apart_of(seekers, store, room.seats))
    return Queue(
        {one.intake_id: one for one in seekers},
        {one.intake_id: one for one in room.waits.all()},
        positions(seekers, now),
        placing.not_placed,
        load_of(available),
        room.notices.last(),
    )
