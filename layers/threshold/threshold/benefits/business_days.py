"""Business days: Monday to Friday but for federal holidays (5 U.S.C. 6103).

A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
# Month, weekday from Monday 0, which one of the month.
_NTH = ((1, 0, 3), (2, 0, 3), (9, 0, 1), (10, 0, 2), (11, 3, 4))
_SATURDAY, _SUNDAY = 5, 6


@lru_cache(maxsize=64)
def federal_holidays(year: int) -> frozenset[date]:
    """The days federal offices keep as holidays for the holidays of a year.

    New Year's Day of a year that begins on a Saturday is kept on the last day of the year before,
    and is in the set of its own year.
    """
    fixed = {_kept(date(year, month, day)) for month, day in _FIXED}
    nth = {
        date(year, month, 1) + _DAY * ((weekday - date(year, month, 1).weekday()) % 7 + 7 * (n - 1))
        for month, weekday, n in _NTH
    }
    last_of_may = date(year, 5, 31)
    return frozenset({*fixed, *nth, last_of_may - _DAY * last_of_may.weekday()})


def is_business_day(day: date) -> bool:
    """Whether a day is Monday to Friday and no federal holiday."""
    if day.weekday() >= _SATURDAY:
        return False
    return day not in federal_holidays(day.year) and day not in federal_holidays(day.year + 1)


def add_business_days(day: date, count: int) -> date:
    """The count-th business day after a day."""
    return next(found for number, found in enumerate(_after(day), 1) if number == count)


def business_days_between(day: date, later: date) -> int:
    """How many business days follow a day up to and with a later one."""
    count = 0
    for found in _after(day):
        if found > later:
            break
        count += 1
    return count


def _after(day: date) -> Iterator[date]:
    while True:
        day += _DAY
        if is_business_day(day):
            yield day


def _kept(holiday: date) -> date:
    if holiday.weekday() == _SATURDAY:
        return holiday - _DAY
    return holiday + _DAY if holiday.weekday() == _SUNDAY else holiday
