"""When coverage is to be verified again before care starts and while it lasts."""

from datetime import date

from threshold.benefits.plan_year import next_start, plan_year_of
from threshold.eligibility.answer.model import Answer
from threshold.intake.watch import BEFORE_START


def next_reverification(after: date, starts_on: date | None, answer: Answer | None) -> date:
    """The first day later than `after` on which to verify again.

    The first of a month, since plans end with months; some days before care starts on `starts_on`;
    the start of the plan year, as far as the plan's last answer tells it. None is not known.
    """
    days = [_first_of_month(after)]
    plan_year = plan_year_of(answer) if answer else None
    if starts_on:
        days.append(starts_on - BEFORE_START)
    if plan_year:
        days.append(next_start(plan_year, after))
    return min(day for day in days if day > after)


def _first_of_month(after: date) -> date:
    return date(after.year + after.month // 12, after.month % 12 + 1, 1)
