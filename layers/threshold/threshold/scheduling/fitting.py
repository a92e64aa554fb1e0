"""Which starts keep to every limit for whom: sets of starts, worked out once for all who are alike.

A set of starts is the bits of one number, bit n for the n-th start.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from threshold.scheduling.calendar import week_of_windows
from threshold.scheduling.limits import RULES, Facts, Limit, Person, Rule
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.staff import Staff
from threshold.scheduling.start import Start

Starts = int


@dataclass(slots=True)
class Fitting:
    """The starts of one round, and what was found out about them."""

    starts: Sequence[Start]
    staff: Staff
    _facts: dict[str, tuple[Facts, ...]] = field(default_factory=dict)
    _kept: dict[tuple[Limit, Hashable], Starts] = field(default_factory=dict)
    _of_cohort: dict[str, Starts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, start in enumerate(self.starts):
            of_cohort = self._of_cohort.get(start.cohort.id, 0)
            self._of_cohort[start.cohort.id] = of_cohort | 1 << number

    @property
    def all(self) -> Starts:
        """Every start."""
        return (1 << len(self.starts)) - 1

    def fits(self, seeker: Seeker) -> Starts:
        """The starts that break no limit for them but those that rest on what others took."""
        fit = self.all
        for kept in self.by_limit(seeker).values():
            fit &= kept
        return fit & ~self.of_cohorts(seeker.refused)

    def by_limit(self, seeker: Seeker) -> dict[Limit, Starts]:
        """The starts that keep to each limit for them."""
        person = Person(seeker, week_of_windows(seeker.windows))
        return {rule.limit: self._keeping(rule, person) for rule in RULES}

    def of_cohorts(self, cohorts: frozenset[str]) -> Starts:
        """The starts of some cohorts."""
        starts = 0
        for cohort in cohorts:
            starts |= self._of_cohort.get(cohort, 0)
        return starts

    def _keeping(self, rule: Rule, person: Person) -> Starts:
        key = rule.limit, rule.reads(person)
        if key not in self._kept:
            facts = self._facts_in(person.seeker.zone)
            self._kept[key] = sum(1 << n for n, one in enumerate(facts) if rule.keeps(person, one))
        return self._kept[key]

    def _facts_in(self, zone: str) -> tuple[Facts, ...]:
        if zone not in self._facts:
            self._facts[zone] = tuple(
                Facts(start, start.week_in(zone), self.staff) for start in self.starts
            )
        return self._facts[zone]


def bits(starts: Starts) -> Iterator[int]:
    """The numbers of the starts in a set, the least first."""
    while starts:
        lowest = starts & -starts
        yield lowest.bit_length() - 1
        starts ^= lowest
