"""A start: a day ahead on which a cohort takes new people, with its first weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from threshold.program.roster import Cohort
from threshold.scheduling.calendar import Pattern, Span, Week, pattern_of, spans, week_of

MOST_STARTS = 4
"""How many starts of a cohort are looked at, the nearest first."""


@dataclass(frozen=True, slots=True)
class Start:
    """One of them. met: its meetings in the first weeks; begins: the first of them, in UTC.
    pattern: what they have in common."""

    cohort: Cohort
    starts_on: date
    met: tuple[Span, ...]
    begins: datetime
    pattern: Pattern

    @property
    def week(self) -> tuple[int, int]:
        """The calendar week of it, Monday first (ISO 8601): year and number."""
        year, week, _ = self.starts_on.isocalendar()
        return year, week

    def week_in(self, zone: str) -> Week:
        """The parts of the week that its meetings touch where somebody is."""
        return week_of(self.met, zone, self.pattern)


def starts_ahead(cohort: Cohort, now: datetime) -> tuple[Start, ...]:
    """The nearest days on which a cohort takes new people and has not begun."""
    found: list[Start] = []
    today = now.astimezone(ZoneInfo(cohort.zone)).date()
    for day in sorted({day for day in cohort.starts if day >= today}):
        met = spans(cohort, day)
        if met and met[0].starts_at > now:
            found.append(Start(cohort, day, met, met[0].starts_at, pattern_of(met)))
        if len(found) == MOST_STARTS:
            break
    return tuple(found)


def all_starts(cohorts: Iterable[Cohort], now: datetime) -> tuple[Start, ...]:
    """Of all cohorts, by the cohort's id and by day, in whatever order they were given."""
    by_id = sorted(cohorts, key=lambda cohort: cohort.id)
    return tuple(start for cohort in by_id for start in starts_ahead(cohort, now))
