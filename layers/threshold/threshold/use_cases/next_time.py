"""The day on which a coverage is to be verified again."""

from datetime import date, datetime

from threshold.benefits.plan_year import plan_year_of
from threshold.benefits.reverification import next_reverification
from threshold.decision.coverage import Coverage
from threshold.use_cases.watch import day_of


def next_time(
    coverage: Coverage | None, starts_on: date | None, now: datetime, time_zone: str
) -> date:
    """The next day on which to verify a coverage again, None being none that is known.

    starts_on: the day care starts, None before a seat is taken; time_zone: the program's.
    """
    answer = coverage.answer if coverage else None
    plan_year = plan_year_of(answer) if answer else None
    return next_reverification(day_of(now, time_zone), starts_on, plan_year)
