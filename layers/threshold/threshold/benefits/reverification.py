"""When coverage is to be verified again before care starts and while it lasts."""

from datetime import date, datetime, timedelta

from threshold.benefits.plan_year import next_start

BEFORE_START = timedelta(days=2)


def due_reverifications(
    start_date: date | None, plan_year: date | None, now: datetime
) -> tuple[date, ...]:
    """The next days on which to verify again, in order: today's counts as still to do.

    The next first of a month, since plans end with months; two days before care starts; the next
    start of a plan year, of which plan_year is any. `now` is aware, in the program's time zone.
    """
    today = now.date()
    before = today - timedelta(days=1)
    days = {_first_of_month(before)}
    if start_date and start_date - BEFORE_START >= today:
        days.add(start_date - BEFORE_START)
    if plan_year:
        days.add(next_start(plan_year, before))
    return tuple(sorted(days))


def _first_of_month(after: date) -> date:
    return date(after.year + after.month // 12, after.month % 12 + 1, 1)
