"""Why somebody was not placed, and why a cohort is not for them."""

from collections.abc import Mapping
from datetime import datetime

from threshold.program.roster import Cohort, SlotKind
from threshold.scheduling.alone import leaders
from threshold.scheduling.appointments import own_needs
from threshold.scheduling.fitting import Starts, bits
from threshold.scheduling.left import Apart, Left, all_left
from threshold.scheduling.limits import Limit
from threshold.scheduling.ports import Availability
from threshold.scheduling.priority import Ranked, ranked
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.start import Start
from threshold.scheduling.together import Pair, needs

_NEEDS = {
    SlotKind.FIRST: Limit.FIRST_APPOINTMENT,
    SlotKind.PRESCRIBER: Limit.PRESCRIBER,
    SlotKind.COUPLES: Limit.COUPLES_APPOINTMENT,
}
_NOBODY_APART: Apart = {}


def limits_of(person: Ranked, left: Left) -> tuple[Limit, ...]:
    """What keeps somebody from what is left: what alone keeps them from most starts first."""
    refused = _refused(person, left)
    by_any = by_several = 0
    for starts in refused.values():
        by_several |= by_any & starts
        by_any |= starts
    alone = {limit: (starts & ~by_several).bit_count() for limit, starts in refused.items()}
    if not left.fitting.starts:
        return (Limit.START,)
    told = [limit for limit in Limit if refused.get(limit)]
    return tuple(sorted(told, key=lambda one: (-alone[one], -refused[one].bit_count())))


def limits_of_both(pair: Pair, left: Left, never: bool) -> tuple[Limit, ...]:
    """What keeps two from being placed at once, beside what keeps each of them."""
    if never:
        return (Limit.NEVER_TOGETHER,)
    starts = list(left.starts(left.fitting.all))
    last = max(starts, key=lambda start: start.begins)
    couples, *_ = needs(pair, (last, last), left.now)
    lacking = left.diary.arranged((couples,)) is None
    return (Limit.TOGETHER, Limit.COUPLES_APPOINTMENT) if lacking else (Limit.TOGETHER,)


def refusals(
    seeker: Seeker,
    cohort: Cohort,
    availability: Availability,
    now: datetime,
    apart: Apart = _NOBODY_APART,
) -> tuple[Limit, ...]:
    """Every limit that keeps somebody from a cohort with what is free now; none: it fits.

    Told of the start that breaks fewest. Whether they are next, or wait for two seats at once, is
    not asked.
    """
    left = all_left((seeker,), availability, now, apart)
    of_cohort = left.fitting.of_cohorts(frozenset({cohort.id}))
    if not of_cohort:
        return (Limit.START,)
    refused = _refused(ranked(seeker, now), left)
    told = [
        tuple(limit for limit in Limit if refused.get(limit, 0) >> number & 1)
        for number in bits(of_cohort)
    ]
    return min(told, key=len)


def _refused(person: Ranked, left: Left) -> Mapping[Limit, Starts]:
    """By limit, the starts that it refuses; appointments only of what is fit and free."""
    seeker, every = person.seeker, left.fitting.all
    refused = {limit: every & ~kept for limit, kept in left.fitting.by_limit(seeker).items()}
    refused[Limit.APART] = left.fitting.of_cohorts(seeker.refused | _of_couple(seeker, left))
    refused[Limit.CAPACITY] = every & ~left.free
    for number in bits(left.could_use(seeker) & left.free):
        for limit in _lacking(person, left.fitting.starts[number], left):
            refused[limit] = refused.get(limit, 0) | 1 << number
    return refused


def _of_couple(seeker: Seeker, left: Left) -> frozenset[str]:
    return left.inside[seeker.couple] if seeker.couple is not None else frozenset()


def _lacking(person: Ranked, start: Start, left: Left) -> tuple[Limit, ...]:
    needs = own_needs(person, start.begins, left.now, leaders(start.cohort))
    if left.diary.arranged(needs) is not None:
        return ()
    lacking = tuple(_NEEDS[need.kind] for need in needs if left.diary.arranged((need,)) is None)
    return lacking or (Limit.PRESCRIBER,)
