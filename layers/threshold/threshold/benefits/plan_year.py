"""When plan years start."""

from datetime import date, timedelta

from threshold.eligibility.answer.blocks import OTHER_PLAN
from threshold.eligibility.answer.codes import COST_SHARES
from threshold.eligibility.answer.model import Answer, Period

_JANUARY = date(2000, 1, 1)
_YEAR = timedelta(days=366)


def plan_year_of(answer: Answer) -> date | None:
    """Any day on which a plan year starts, as far as the payer's answer tells; None if it does not.

    Amounts that are counted by calendar year start in January. Else the first day of coverage is
    one where amounts are counted by contract or service year, or where the coverage is one year's:
    without either it may be the day a person joined.
    """
    own = (one for one in answer.benefits if OTHER_PLAN not in one.flags)
    periods = {one.period for one in own if one.kind in COST_SHARES}
    if Period.CALENDAR_YEAR in periods:
        return _JANUARY
    begin, end = answer.coverage_dates.begin, answer.coverage_dates.end
    of_one_year = begin is not None and end is not None and end - begin <= _YEAR
    if of_one_year or periods & {Period.CONTRACT, Period.SERVICE_YEAR}:
        return begin
    return None


def next_start(start: date, after: date) -> date:
    """The first anniversary of a plan year's start that is later than a day."""
    this_year = _anniversary(start, after.year)
    return this_year if this_year > after else _anniversary(start, after.year + 1)


def _anniversary(start: date, year: int) -> date:
    if (start.month, start.day) == (2, 29):
        return date(year, 3, 1)
    return start.replace(year=year)
