"""The watch over coverage that the program counts on: when to verify again, and what is left to do.

Kept in the record and changed by its events alone, so that no step of it can be lost.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from threshold.intake.life_cycle import COUNTED_ON, EventKind, Status

BEFORE_START = timedelta(days=2)
"""How long before care starts coverage is verified once more."""

_ENDS = frozenset(
    {
        EventKind.COVERAGE_CONFIRMED,
        EventKind.COVERAGE_CHANGED,
        EventKind.COVERAGE_IN_DOUBT,
        EventKind.COVERAGE_NOT_HEARD,
    }
)
_IS_NEWS = frozenset(
    {
        EventKind.COVERAGE_CHANGED,
        EventKind.COVERAGE_IN_DOUBT,
        EventKind.COVERAGE_REVIEW_NEEDED,
    }
)


@dataclass(frozen=True, slots=True)
class CoverageWatch:
    """The watch over one person's coverage.

    `starts_on` is the day care starts, None while no seat is taken. `reverify_on` is the next day
    on which to verify again, in the program's time zone; None where nobody set one, which while the
    coverage is counted on means at once. `under_way` says that it is being verified again,
    `untold` that staff are still to be told what that came to.
    """

    starts_on: date | None = None
    reverify_on: date | None = None
    under_way: bool = False
    untold: bool = False

    def after(
        self, kind: EventKind, target: Status, starts_on: date | None, reverify_on: date | None
    ) -> "CoverageWatch":
        """The watch after an event that leads to a status; a day that is None stays as it was.

        A day on which care starts brings the next verification forward, and is forgotten with the
        seat. Nothing is watched where coverage is not counted on.
        """
        untold = kind in _IS_NEWS or (self.untold and kind is not EventKind.STAFF_TOLD)
        if target not in COUNTED_ON:
            return CoverageWatch(untold=untold and target is Status.IN_REVIEW)
        next_day = reverify_on or self.reverify_on
        if next_day and starts_on:
            next_day = min(next_day, starts_on - BEFORE_START)
        kept = None if target is Status.ACCEPTED else self.starts_on
        due = kind is EventKind.REVERIFICATION_DUE
        return CoverageWatch(
            starts_on=starts_on or kept,
            reverify_on=next_day,
            under_way=due or (self.under_way and kind not in _ENDS),
            untold=untold,
        )


NOT_WATCHED = CoverageWatch()
