"""When a group meets, by its own clocks and by those of somebody elsewhere."""

from dataclasses import replace
from datetime import UTC, date, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.one_group import EVENINGS
from threshold.intake.submission import Weekday
from threshold.program.roster import Session
from threshold.scheduling.meetings import TimesFrom, WeeklyTime, meetings, times_there

ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)
MONDAYS = replace(EVENINGS, sessions=(Session(Weekday.MONDAY, time(18), time(21), "lee"),))


def told(cohort, zone, first_day):
    return times_there(cohort, ZoneInfo(zone), first_day, 12)


def test_a_group_meets_on_its_days_from_the_first_on():
    found = meetings(EVENINGS, date(2026, 12, 9), 1)
    assert [f"{one.starts_at:%a %d %H:%M}" for one in found] == [
        "Wed 09 18:00",
        "Thu 10 18:00",
        "Mon 14 18:00",
    ]


def test_its_local_time_stays_when_its_clocks_change():
    found = meetings(MONDAYS, date(2027, 3, 8), 2)
    assert [one.starts_at.astimezone(UTC).hour for one in found] == [23, 22]
    assert {one.starts_at.hour for one in found} == {18}


@pytest.mark.parametrize(
    ("zone", "first_day", "expected"),
    [
        ("America/New_York", date(2027, 3, 1), ["2027-03-01 18:00"]),
        ("America/Chicago", date(2027, 3, 1), ["2027-03-01 17:00"]),
        ("America/Phoenix", date(2027, 3, 1), ["2027-03-01 16:00", "2027-03-15 15:00"]),
        ("America/Phoenix", date(2027, 11, 1), ["2027-11-01 15:00", "2027-11-08 16:00"]),
        ("Pacific/Honolulu", date(2027, 3, 1), ["2027-03-01 13:00", "2027-03-15 12:00"]),
        ("America/Puerto_Rico", date(2027, 11, 1), ["2027-11-01 18:00", "2027-11-08 19:00"]),
        ("America/Phoenix", date(2027, 4, 5), ["2027-04-05 15:00"]),
    ],
)
def test_times_elsewhere_change_where_the_clocks_of_the_two_do_not_go_together(
    zone, first_day, expected
):
    found = told(MONDAYS, zone, first_day)
    assert [f"{one.since} {one.times[0].starts:%H:%M}" for one in found] == expected


def test_a_late_meeting_may_be_on_the_next_day_elsewhere():
    late = replace(
        EVENINGS,
        zone="Pacific/Honolulu",
        sessions=(Session(Weekday.SUNDAY, time(20), time(22), "lee"),),
    )
    (found,) = told(late, "America/Los_Angeles", date(2027, 4, 4))
    assert found == TimesFrom(date(2027, 4, 4), (WeeklyTime(Weekday.SUNDAY, time(23), time(1)),))
    (found,) = told(late, "America/Puerto_Rico", date(2027, 4, 4))
    assert found == TimesFrom(date(2027, 4, 5), (WeeklyTime(Weekday.MONDAY, time(2), time(4)),))


def test_a_group_that_never_meets_has_no_times():
    assert told(replace(EVENINGS, sessions=()), "America/Chicago", date(2027, 1, 4)) == ()


@settings(max_examples=60)
@given(
    here=st.sampled_from(ZONES),
    there=st.sampled_from(ZONES),
    first_day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    starts=st.integers(6, 20),
)
@example("Pacific/Honolulu", "America/New_York", date(2026, 1, 1), 18)
def test_what_is_told_is_when_each_meeting_is(here, there, first_day, starts):
    sessions = tuple(
        Session(day, time(starts), time(starts + 3), "lee")
        for day in (Weekday.MONDAY, Weekday.SATURDAY)
    )
    cohort, zone = replace(EVENINGS, zone=here, sessions=sessions), ZoneInfo(there)
    stretches = told(cohort, there, first_day)
    for one in meetings(cohort, first_day, 12):
        start = one.starts_at.astimezone(zone)
        end = start.replace(tzinfo=None) + timedelta(hours=3)
        holds = [each for each in stretches if each.since <= start.date()][-1]
        said = WeeklyTime(list(Weekday)[start.weekday()], start.time(), end.time())
        assert said in holds.times
    assert len(meetings(cohort, first_day, 12)) == 24
    assert all(one.times != other.times for one, other in pairwise(stretches))
