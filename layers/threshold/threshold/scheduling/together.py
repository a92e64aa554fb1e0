"""Two seats at once for a couple: in different groups that start in one week, with a therapist.

Both are offered or neither is. Whatever one of them is told, it says nothing of the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from threshold.program.roster import Slot, SlotKind
from threshold.scheduling.alone import leaders
from threshold.scheduling.appointments import Need, not_before, own_needs
from threshold.scheduling.fitting import Starts, bits
from threshold.scheduling.left import Choice, Left
from threshold.scheduling.priority import Ranked
from threshold.scheduling.start import Start

Begins = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Pair:
    """The two of a couple, the one with the better place first."""

    one: Ranked
    other: Ranked

    @property
    def people(self) -> tuple[Ranked, Ranked]:
        """Both."""
        return self.one, self.other


@dataclass(frozen=True, slots=True)
class Joint:
    """What both take at once, with the couples therapist's appointment."""

    one: Choice
    other: Choice
    couple: Slot


def best_together(pair: Pair, left: Left) -> Joint | None:
    """The best two starts for which all appointments can be had; None where there are none."""
    free = [left.could_use(person.seeker) & left.free for person in pair.people]
    if not all(free) or not arranged_ever(pair, left, free):
        return None
    in_vain: list[Begins] = []
    for two in sorted(same_week(left, *free), key=lambda two: _order(pair, two, left)):
        one, other = starts = _starts(two, left)
        if any(one.begins <= a and other.begins <= b for a, b in in_vain):
            continue
        slots = left.diary.arranged(needs(pair, starts, left.now))
        if slots is not None:
            return _joint(pair, starts, slots)
        in_vain.append((one.begins, other.begins))
    return None


def same_week(left: Left, one: Starts, other: Starts) -> Iterator[tuple[int, int]]:
    """Starts of two different cohorts in one week, one of each set, by their numbers."""
    there = [(number, left.fitting.starts[number]) for number in bits(other)]
    for number in bits(one):
        start = left.fitting.starts[number]
        for beside, other_start in there:
            if start.week == other_start.week and start.cohort.id != other_start.cohort.id:
                yield number, beside


def arranged_ever(pair: Pair, left: Left, starts: Sequence[Starts]) -> bool:
    """Whether the appointments can be had ahead of the last of each one's starts."""
    one, other = (max(left.starts(each), key=lambda start: start.begins) for each in starts)
    return left.diary.arranged(needs(pair, (one, other), left.now)) is not None


def needs(pair: Pair, starts: tuple[Start, Start], now: datetime) -> tuple[Need, ...]:
    """The couple's appointment, then those of each, all before what each of them starts."""
    before = min(start.begins for start in starts)
    after = max(not_before(person, now) for person in pair.people)
    own = [
        own_needs(person, start.begins, now, leaders(start.cohort))
        for person, start in zip(pair.people, starts, strict=True)
    ]
    return Need(pair.people, SlotKind.COUPLES, after, before), *own[0], *own[1]


def _joint(pair: Pair, starts: tuple[Start, Start], slots: tuple[Slot, ...]) -> Joint:
    couple, *own = slots
    of_one = 2 if pair.one.seeker.prescriber else 1
    return Joint(
        Choice(pair.one, starts[0], tuple(own[:of_one])),
        Choice(pair.other, starts[1], tuple(own[of_one:])),
        couple,
    )


def _starts(two: tuple[int, int], left: Left) -> tuple[Start, Start]:
    return left.fitting.starts[two[0]], left.fitting.starts[two[1]]


def _order(pair: Pair, two: tuple[int, int], left: Left) -> tuple[object, ...]:
    one, other = _starts(two, left)
    others = sum(left.others(number) for number in two)
    wishes = zip(left.wish(pair.one.seeker, one), left.wish(pair.other.seeker, other), strict=True)
    added = [mine + yours for mine, yours in wishes]
    return others, added, one.cohort.id, other.cohort.id, one.starts_on, other.starts_on
