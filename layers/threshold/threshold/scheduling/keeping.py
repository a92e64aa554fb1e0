"""Couples who wait for two seats at once, and what those behind them take meanwhile.

Only they can be passed over: everybody else takes the first seat there is. After three times the
seats and appointments that they still lack are kept for them as they become free: never more than
two seats for a couple, in one week, and for no longer than two weeks in all. After that, as where
the roster could not give them two seats even if it were empty, a person has to look, and nothing
is kept from anybody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from threshold.program.roster import SlotKind
from threshold.scheduling.fitting import Starts
from threshold.scheduling.left import Choice, Left
from threshold.scheduling.placement import PassedOver
from threshold.scheduling.start import Start
from threshold.scheduling.together import Pair, arranged_ever, needs, same_week

MOST_PASSED_OVER = 3
"""How often somebody behind may be given what a couple could have used."""
KEPT_FOR = timedelta(days=14)
"""How long seats are kept for a couple, from when they were passed over for the last time."""

Two = tuple[Start | None, Start | None]


@dataclass(slots=True)
class Waiting:
    """A couple that could not be placed at its turn. useful: the starts of either that could be
    part of a joint placement, were all seats free. lacks_appointments: not seats alone."""

    pair: Pair
    useful: tuple[Starts, Starts]
    lacks_appointments: bool
    passed_over: int

    def could_use(self, taken: Sequence[Choice], left: Left) -> Choice | None:
        """The first of what somebody took that the couple could have used."""
        return next((choice for choice in taken if self._uses(choice, left)), None)

    def _uses(self, choice: Choice, left: Left) -> bool:
        useful = left.starts(self.useful[0] | self.useful[1])
        if any(start.cohort.id == choice.start.cohort.id for start in useful):
            return True
        return self.lacks_appointments and any(
            left.diary.suits(slot, person.seeker)
            for slot in choice.slots
            for person in self.pair.people
        )


def waiting_on(pair: Pair, left: Left) -> Waiting | None:
    """How a couple waits on; None where it waits in vain and a person has to look."""
    passed_over = max(person.seeker.passed_over for person in pair.people)
    if passed_over >= MOST_PASSED_OVER and not _still_kept(pair, left):
        return None
    useful = _useful(pair, left)
    if not all(useful) or not _has_therapist(pair, left):
        return None
    lacks = not arranged_ever(pair, left, useful)
    waiting = Waiting(pair, useful, lacks, passed_over)
    if passed_over >= MOST_PASSED_OVER:
        keep(waiting, left)
    return waiting


def passed(waiting: Iterable[Waiting], taken: Sequence[Choice], left: Left) -> list[PassedOver]:
    """Count who was passed over by what somebody behind took; at the third time keep seats."""
    found: list[PassedOver] = []
    for one in waiting:
        if one.passed_over >= MOST_PASSED_OVER:
            continue
        choice = one.could_use(taken, left)
        if choice is not None:
            cohort = choice.start.cohort.id
            found += [PassedOver(person.seeker.intake_id, cohort) for person in one.pair.people]
            one.passed_over += 1
            if one.passed_over == MOST_PASSED_OVER:
                keep(one, left)
    return found


def keep(waiting: Waiting, left: Left) -> None:
    """Keep from those behind a free seat for each in one week, and appointments for them.

    Of all weeks that in which more of the two seats are free, then the nearest.
    """
    kept = _best_week(waiting, left)
    for start in kept:
        if start is not None:
            left.take_seat(start.cohort.id)
    last = [max(left.starts(each), key=lambda start: start.begins) for each in waiting.useful]
    one, other = (start or latest for start, latest in zip(kept, last, strict=True))
    left.diary.take(left.diary.as_many(needs(waiting.pair, (one, other), left.now)))


def _best_week(waiting: Waiting, left: Left) -> Two:
    free = [useful & left.free for useful in waiting.useful]
    both: Iterator[Two] = (
        (left.fitting.starts[one], left.fitting.starts[other])
        for one, other in same_week(left, *free)
    )
    single: list[Two] = [(start, None) for start in left.starts(free[0])]
    single += [(None, start) for start in left.starts(free[1])]
    return min(both, key=_nearest, default=min(single, key=_nearest, default=(None, None)))


def _nearest(two: Two) -> tuple[object, ...]:
    there = [start for start in two if start is not None]
    return [start.week for start in there], [start.cohort.id for start in there], two[0] is None


def _useful(pair: Pair, left: Left) -> tuple[Starts, Starts]:
    room = frozenset(start.cohort.id for start in left.fitting.starts if start.cohort.capacity > 0)
    could = [left.could_use(one.seeker) & left.fitting.of_cohorts(room) for one in pair.people]
    one = other = 0
    for number, beside in same_week(left, *could):
        one |= 1 << number
        other |= 1 << beside
    return one, other


def _has_therapist(pair: Pair, left: Left) -> bool:
    staff, today = left.diary.staff, left.now.date()
    return any(
        min(staff.sees_until(clinician, SlotKind.COUPLES, one.seeker) for one in pair.people)
        >= today
        for clinician in staff.clinicians
    )


def _still_kept(pair: Pair, left: Left) -> bool:
    since = [one.seeker.passed_over_at for one in pair.people if one.seeker.passed_over_at]
    return bool(since) and left.now < max(since) + KEPT_FOR
