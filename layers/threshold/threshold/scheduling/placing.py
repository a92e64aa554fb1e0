"""Places everybody who waits, as far as what is free reaches.

In order of priority; each takes the seat that fits and that fewest others who still wait could
use, counted for each free seat of a group, then what they would wish for. The same people and the
same roster give the same seats, whatever order they are given in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from threshold.scheduling.alone import best_alone, seat_of
from threshold.scheduling.keeping import Waiting, passed, waiting_on
from threshold.scheduling.left import Apart, Left, all_left
from threshold.scheduling.limits import Limit
from threshold.scheduling.placement import PassedOver, Placing
from threshold.scheduling.ports import Availability
from threshold.scheduling.priority import Ranked, in_order
from threshold.scheduling.seat import Seat
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.together import Joint, Pair, best_together
from threshold.scheduling.unplaced import limits_of, limits_of_both

_NOBODY_APART: Apart = {}


def place(
    waiting: Iterable[Seeker],
    availability: Availability,
    now: datetime,
    apart: Apart = _NOBODY_APART,
) -> Placing:
    """One round: who is offered which seat now, who is not and why, and who was passed over.

    apart: by a couple's hash, the cohorts in which one of the two holds or has a seat. Whoever is
    offered a seat must not be given again what the offer holds: each round starts from what is
    free.
    """
    everybody = in_order(waiting, now)
    left = all_left([one.seeker for one in everybody], availability, now, apart)
    turns = _Turns(left)
    for unit in _units(everybody):
        for person in unit:
            left.no_longer_waits(person.seeker)
        turns.take(unit)
    return Placing(tuple(turns.offers), turns.not_placed, tuple(turns.passed_over))


@dataclass(slots=True)
class _Turns:
    """What came of the turns so far."""

    left: Left
    offers: list[Seat] = field(default_factory=list)
    not_placed: dict[str, tuple[Limit, ...]] = field(default_factory=dict)
    passed_over: list[PassedOver] = field(default_factory=list)
    couples: list[Waiting] = field(default_factory=list)

    def take(self, unit: tuple[Ranked, ...]) -> None:
        """One person's turn, or that of a couple."""
        if len(unit) == 1:
            self._alone(unit[0])
        else:
            self._together(Pair(unit[0], unit[1]))

    def _alone(self, person: Ranked) -> None:
        choice = best_alone(person, self.left)
        if choice is None:
            self.not_placed[person.seeker.intake_id] = limits_of(person, self.left)
            return
        self.left.take(choice)
        self.offers.append(seat_of(choice, self.left.now))
        self.passed_over += passed(self.couples, (choice,), self.left)

    def _together(self, pair: Pair) -> None:
        joint = best_together(pair, self.left)
        if joint is None:
            self._wait(pair)
            return
        for choice in (joint.one, joint.other):
            self.left.take(choice)
        self.left.diary.take((joint.couple,))
        self.offers += _seats(pair, joint, self.left.now)
        self.passed_over += passed(self.couples, (joint.one, joint.other), self.left)

    def _wait(self, pair: Pair) -> None:
        limits = [limits_of(person, self.left) for person in pair.people]
        waiting = waiting_on(pair, self.left)
        of_both = limits_of_both(pair, self.left, waiting is None)
        if waiting is not None:
            self.couples.append(waiting)
        for person, own in zip(pair.people, limits, strict=True):
            self.not_placed[person.seeker.intake_id] = (*of_both, *own)


def _seats(pair: Pair, joint: Joint, now: datetime) -> tuple[Seat, Seat]:
    return (
        seat_of(joint.one, now, joint.couple, pair.other),
        seat_of(joint.other, now, joint.couple, pair.one),
    )


def _units(everybody: Iterable[Ranked]) -> Iterator[tuple[Ranked, ...]]:
    """Each person, or both of a couple who are to be placed together, at the turn of the first."""
    by_couple: defaultdict[str, list[Ranked]] = defaultdict(list)
    everybody = tuple(everybody)
    for one in everybody:
        if one.seeker.together and one.seeker.couple is not None:
            by_couple[one.seeker.couple].append(one)
    for one in everybody:
        of_couple = by_couple.get(one.seeker.couple or "", [])
        if one not in of_couple or len(of_couple) != 2:
            yield (one,)
        elif one is of_couple[0]:
            yield tuple(of_couple)
