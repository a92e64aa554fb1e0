"""When plan years start."""

from datetime import date


def next_start(start: date, after: date) -> date:
    """The first anniversary of a plan year's start that is later than a day."""
    this_year = _anniversary(start, after.year)
    return this_year if this_year > after else _anniversary(start, after.year + 1)


def _anniversary(start: date, year: int) -> date:
    if (start.month, start.day) == (2, 29):
        return date(year, 3, 1)
    return start.replace(year=year)
