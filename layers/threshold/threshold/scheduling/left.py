"""What is left to give in a round, and who still waits that could use it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import inf

from threshold.program.roster import Slot, SlotKind
from threshold.scheduling.appointments import Diary, alike
from threshold.scheduling.fitting import Fitting, Starts, bits
from threshold.scheduling.ports import Availability
from threshold.scheduling.priority import Ranked
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.staff import Staff, staff_of
from threshold.scheduling.start import Start, all_starts
from threshold.scheduling.wishes import wish

Apart = Mapping[str, frozenset[str]]
"""By a couple's hash, the cohorts in which one of the two has a seat already."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A start for one person with the appointments of their own: the first one, a prescriber's."""

    person: Ranked
    start: Start
    slots: tuple[Slot, ...]


@dataclass(slots=True)
class Left:
    """Seats by cohort, starts with a seat, appointments; how many behind could use each cohort."""

    now: datetime
    fitting: Fitting
    diary: Diary
    seats: dict[str, int]
    fits: dict[str, Starts]
    free: Starts
    inside: defaultdict[str, frozenset[str]]
    wanted_by: list[int]

    def could_use(self, seeker: Seeker) -> Starts:
        """The starts that break no limit for somebody, whether a seat is free or not."""
        fits = self.fits[seeker.intake_id]
        if seeker.couple is None:
            return fits
        return fits & ~self.fitting.of_cohorts(self.inside[seeker.couple])

    def starts(self, chosen: Starts) -> Iterator[Start]:
        """A set of starts, one by one."""
        return (self.fitting.starts[number] for number in bits(chosen))

    def best_first(self, seeker: Seeker) -> Iterator[Start]:
        """The starts that somebody could take, that which fewest others could use first."""
        numbers = sorted(bits(self.could_use(seeker) & self.free), key=self.others)
        for _, alike_in_others in groupby(numbers, key=self.others):
            found = [self.fitting.starts[number] for number in alike_in_others]
            yield from sorted(found, key=lambda start: (self.wish(seeker, start), start.cohort.id))

    def others(self, number: int) -> float:
        """How many who still wait could use a start, for each of its free seats."""
        seats = self.seats[self.fitting.starts[number].cohort.id]
        return self.wanted_by[number] / seats if seats else inf

    def wish(self, seeker: Seeker, start: Start) -> tuple[int, ...]:
        """How far a start is from what somebody would wish."""
        return wish(seeker, start, self.seats[start.cohort.id])

    def no_longer_waits(self, seeker: Seeker) -> None:
        """Count somebody no more among those who could use what is left: it is their turn."""
        for number in bits(self.fits[seeker.intake_id]):
            self.wanted_by[number] -= 1

    def take_seat(self, cohort: str) -> None:
        """Let nobody else have one of its seats."""
        self.seats[cohort] -= 1
        if self.seats[cohort] < 1:
            self.free &= ~self.fitting.of_cohorts(frozenset({cohort}))

    def take(self, choice: Choice) -> None:
        """Let nobody else have what was chosen, nor the other of a couple a seat beside it."""
        self.take_seat(choice.start.cohort.id)
        self.diary.take(choice.slots)
        if choice.person.seeker.couple is not None:
            self.inside[choice.person.seeker.couple] |= {choice.start.cohort.id}


def all_left(
    waiting: Sequence[Seeker], availability: Availability, now: datetime, apart: Apart
) -> Left:
    """All there is, before anybody took any of it."""
    roster = availability.roster
    staff = staff_of(roster)
    fitting = Fitting(all_starts(roster.cohorts, now), staff)
    seats = {one.id: max(0, availability.seats_free.get(one.id, 0)) for one in roster.cohorts}
    full = frozenset(cohort for cohort, free in seats.items() if not free)
    fits = {seeker.intake_id: fitting.fits(seeker) for seeker in waiting}
    return Left(
        now=now,
        fitting=fitting,
        diary=Diary(availability.slots_free, staff, _wanted_clinicians(waiting, staff, now)),
        seats=seats,
        fits=fits,
        free=fitting.all & ~fitting.of_cohorts(full),
        inside=defaultdict(frozenset, apart),
        wanted_by=_counted(fits.values(), len(fitting.starts)),
    )


def _counted(fits: Iterable[Starts], starts: int) -> list[int]:
    counts = [0] * starts
    for fit in fits:
        for number in bits(fit):
            counts[number] += 1
    return counts


def _wanted_clinicians(waiting: Sequence[Seeker], staff: Staff, now: datetime) -> dict[str, int]:
    classes: defaultdict[tuple[object, ...], list[Seeker]] = defaultdict(list)
    for seeker in waiting:
        classes[alike(seeker)].append(seeker)
    today = now.date()
    return {
        clinician: sum(
            len(people)
            for people in classes.values()
            if staff.sees_until(clinician, SlotKind.FIRST, people[0]) >= today
        )
        for clinician in staff.clinicians
    }
