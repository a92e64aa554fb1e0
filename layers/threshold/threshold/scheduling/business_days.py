"""Business days where a person is: Monday to Friday but for the public holidays of their state.

A state unknown has the federal holidays. Which days those are is for the `holidays` package to
know; a holiday that is observed on another day frees both.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from threshold.intake.places import STATES

_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=256)
def public_holidays(state: str | None, year: int) -> frozenset[date]:
    """The holidays of a year in a state, as a set that no reader can change.

    The package's own calendars fill themselves while they are read, which threads must not share.
    """
    from holidays import country_holidays  # dear: only who counts days pays

    subdivision = state if state in STATES else None
    found = country_holidays("US", subdiv=subdivision, years=(year, year + 1), expand=False)
    return frozenset(day for day in found if day.year == year)


def is_business_day(day: date, state: str | None) -> bool:
    """Whether offices in the state are open."""
    return day.weekday() < _SATURDAY and day not in public_holidays(state, day.year)


@lru_cache(maxsize=4096)
def add_business_days(day: date, count: int, state: str | None) -> date:
    """The count-th business day after a day."""
    return next(found for number, found in enumerate(_after(day, state), 1) if number == count)


def is_within(count: int, day: date, later: date, state: str | None) -> bool:
    """Whether a later day is no more than so many business days after a day; the past is."""
    return later < add_business_days(day, count + 1, state)


def _after(day: date, state: str | None) -> Iterator[date]:
    while True:
        day += _DAY
        if is_business_day(day, state):
            yield day
