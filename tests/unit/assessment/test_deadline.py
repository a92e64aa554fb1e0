from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threshold.assessment.deadline import (
    BusinessDays,
    DaysSince,
    Hours,
    Minutes,
    SameDay,
    due,
    urgent,
)

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("deadline", "now", "expected"),
    [
        (Minutes(5), "2026-03-04T15:00+00:00", "2026-03-04T15:05+00:00"),
        (Minutes(10), "2026-03-07T23:55+00:00", "2026-03-08T00:05+00:00"),
        (Hours(48), "2026-03-06T15:00+00:00", "2026-03-08T15:00+00:00"),
        (SameDay(), "2026-03-04T15:00+00:00", "2026-03-04T23:59:59+00:00"),
        (SameDay(), "2026-03-04T23:59+00:00", "2026-03-04T23:59:59+00:00"),
        (BusinessDays(1), "2026-03-04T15:00+00:00", "2026-03-05T23:59:59+00:00"),
        (BusinessDays(1), "2026-03-06T15:00+00:00", "2026-03-09T23:59:59+00:00"),
        (BusinessDays(1), "2026-03-07T15:00+00:00", "2026-03-09T23:59:59+00:00"),
        (BusinessDays(5), "2026-03-04T15:00+00:00", "2026-03-11T23:59:59+00:00"),
        (BusinessDays(10), "2026-03-04T15:00+00:00", "2026-03-18T23:59:59+00:00"),
        (DaysSince(7), "2026-03-04T15:00+00:00", "2026-03-11T23:59:59+00:00"),
    ],
)
def test_when_a_deadline_falls_due(deadline, now, expected):
    assert due(deadline, datetime.fromisoformat(now)) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("since", "expected"),
    [("2026-03-01", "03-08"), ("2026-02-25", "03-04"), ("2026-01-01", "03-04")],
)
def test_days_since_an_event_run_from_it_and_are_never_over_before_today(since, expected):
    now = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
    end = due(DaysSince(7), now, date.fromisoformat(since))
    assert end == datetime.fromisoformat(f"2026-{expected}T23:59:59+00:00")


def test_days_end_where_the_person_is():
    evening = datetime(2026, 3, 4, 20, 0, tzinfo=CHICAGO)
    assert due(SameDay(), evening) == datetime(2026, 3, 5, 5, 59, 59, tzinfo=UTC)


def test_weekends_are_those_where_the_person_is():
    friday_evening = datetime(2026, 3, 6, 20, 0, tzinfo=CHICAGO)
    assert due(BusinessDays(1), friday_evening).astimezone(CHICAGO).date().isoformat() == (
        "2026-03-09"
    )


def test_hours_are_hours_across_a_change_of_clocks():
    before = datetime(2026, 3, 7, 12, 0, tzinfo=CHICAGO)
    assert (due(Hours(24), before) - before.astimezone(UTC)).total_seconds() == 24 * 3600


@given(st.integers(0, 60 * 24 * 365), st.integers(1, 30))
def test_business_days_end_on_a_weekday_after_today_and_never_sooner_for_more(minute, amount):
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    end = due(BusinessDays(amount), now)
    assert end.weekday() < 5
    assert now < end < due(BusinessDays(amount + 1), now)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        due(Minutes(5), datetime(2026, 3, 4, 15, 0))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize(
    ("deadline", "is_urgent"),
    [
        (Minutes(5), True),
        (Hours(72), True),
        (SameDay(), True),
        (BusinessDays(1), True),
        (BusinessDays(2), False),
        (DaysSince(7), True),
    ],
)
def test_a_matter_of_hours_or_the_next_business_day_is_urgent(deadline, is_urgent):
    assert urgent(deadline) is is_urgent
