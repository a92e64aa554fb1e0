"""One course an episode's costs could take, day by day under fixed terms.

All amounts are US dollars to the cent. `Decimal("Infinity")` stands for an amount without a known
bound.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

UNBOUNDED = Decimal("Infinity")
_CENT = Decimal("0.01")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Episode:
    """Care from a day on: so many days a week, for so many weeks."""

    start: date
    weeks: int
    days_a_week: int

    @property
    def last_day(self) -> date:
        """The last day of care."""
        return list(self.days(self.weeks - 1))[-1]

    def days(self, week: int) -> Iterator[date]:
        """The days of care in a week, counted from 0, spread over it."""
        begins = self.start + timedelta(weeks=week)
        for day in range(self.days_a_week):
            yield begins + timedelta(days=day * 7 // self.days_a_week)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is left of, or whole of, a deductible and an out-of-pocket maximum."""

    deductible: Decimal
    out_of_pocket: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """How one day of care is paid for.

    Of `allowed` the person pays first what is left of the deductible where it applies, then a
    share of the rest: copay and coinsurance together, or the lesser of them where `lesser`. What
    is `besides` is owed in any case and counts to nothing: out of network, the charge above what
    is allowed; in network nothing, by contract. Days past a limit are paid in full.
    """

    charge: Decimal
    allowed: Decimal
    besides: Decimal
    left: Amounts
    whole: Amounts
    """What is left on the first day of a plan year."""
    coinsurance: Decimal
    copay: Decimal
    lesser: bool
    deductible_applies: bool
    days_left: Decimal = UNBOUNDED
    days_a_year: Decimal = UNBOUNDED
    days_a_week: Decimal = UNBOUNDED


@dataclass(frozen=True, slots=True)
class Week:
    """One week: its number from 1, its first day, what is charged, paid, and left at its end.

    `plan_years` counts the plan years that have started since the sheet's day.
    """

    number: int
    begins: date
    charged: Decimal
    pays: Decimal
    left: Amounts
    plan_years: int


@dataclass(frozen=True, slots=True)
class Course:
    """The weeks of one course, in order, and what was left when the sheet was made."""

    weeks: tuple[Week, ...]
    left: Amounts

    @property
    def pays(self) -> Decimal:
        """What the person pays in all."""
        return sum((week.pays for week in self.weeks), _NOTHING)

    @property
    def deductible_met_in(self) -> int | None:
        """The week in which this plan year's deductible is met; 0 before; None not in it."""
        return self._met(lambda amounts: amounts.deductible)

    @property
    def out_of_pocket_met_in(self) -> int | None:
        """The week in which this plan year's maximum is met; 0 before; None not in it."""
        return self._met(lambda amounts: amounts.out_of_pocket)

    def _met(self, of: Callable[[Amounts], Decimal]) -> int | None:
        if of(self.left) == 0:
            return 0
        this_year = (week for week in self.weeks if week.plan_years == 0)
        return next((week.number for week in this_year if of(week.left) == 0), None)


class _Year:
    """What is left in the running plan year, while days of care use it up."""

    def __init__(self, terms: Terms, resets: tuple[date, ...]) -> None:
        self.terms = terms
        self.deductible = terms.left.deductible
        self.out_of_pocket = terms.left.out_of_pocket
        self.days = terms.days_left
        self._resets = resets
        self.started = 0

    def day_of_care(self, day: date, number_in_week: int) -> Decimal:
        """What the person pays for one day."""
        terms = self.terms
        self._begin_years_until(day)
        if self.days < 1 or number_in_week > terms.days_a_week:
            return terms.charge
        self.days -= 1
        share = min(self._share(), self.out_of_pocket)
        self.out_of_pocket -= share
        return share + terms.besides

    def _share(self) -> Decimal:
        terms = self.terms
        deducted = min(self.deductible, terms.allowed) if terms.deductible_applies else _NOTHING
        self.deductible -= deducted
        rest = terms.allowed - deducted
        coinsurance, copay = rest * terms.coinsurance, terms.copay
        share = min(coinsurance, copay) if terms.lesser else coinsurance + copay
        return deducted + min(rest, share).quantize(_CENT, ROUND_HALF_UP)

    def _begin_years_until(self, day: date) -> None:
        while self.started < len(self._resets) and self._resets[self.started] <= day:
            whole = self.terms.whole
            self.deductible, self.out_of_pocket = whole.deductible, whole.out_of_pocket
            self.days = self.terms.days_a_year
            self.started += 1


def run(episode: Episode, terms: Terms, resets: tuple[date, ...]) -> Course:
    """The course of an episode. resets are the days new plan years start, in order."""
    year = _Year(terms, resets)
    weeks = []
    for week in range(episode.weeks):
        days = list(episode.days(week))
        pays = sum((year.day_of_care(day, at) for at, day in enumerate(days, 1)), _NOTHING)
        left = Amounts(year.deductible, year.out_of_pocket)
        begins = episode.start + timedelta(weeks=week)
        weeks.append(Week(week + 1, begins, terms.charge * len(days), pays, left, year.started))
    return Course(tuple(weeks), terms.left)
