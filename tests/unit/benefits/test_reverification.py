"""The days on which coverage is verified again."""

from datetime import UTC, date, datetime

import pytest

from threshold.benefits.reverification import due_reverifications


@pytest.mark.parametrize(
    ("start", "plan_year", "today", "due"),
    [
        (date(2026, 3, 20), None, (2026, 3, 2), [date(2026, 3, 18), date(2026, 4, 1)]),
        (date(2026, 3, 20), None, (2026, 3, 18), [date(2026, 3, 18), date(2026, 4, 1)]),
        (date(2026, 3, 20), None, (2026, 3, 19), [date(2026, 4, 1)]),
        (None, None, (2026, 3, 1), [date(2026, 3, 1)]),
        (None, None, (2026, 12, 2), [date(2027, 1, 1)]),
        (None, date(2024, 7, 15), (2026, 3, 2), [date(2026, 4, 1), date(2026, 7, 15)]),
        (None, date(2024, 7, 15), (2026, 7, 15), [date(2026, 7, 15), date(2026, 8, 1)]),
        (None, date(2026, 1, 1), (2026, 12, 2), [date(2027, 1, 1)]),
        (None, date(2024, 2, 29), (2026, 2, 2), [date(2026, 3, 1)]),
    ],
    ids=["before care", "on the day", "too late for it", "the first", "over the year",
         "a plan year", "its first day", "both on one day", "a leap day"],
)  # fmt: skip
def test_when_to_verify_again(start, plan_year, today, due):
    assert list(due_reverifications(start, plan_year, datetime(*today, tzinfo=UTC))) == due
