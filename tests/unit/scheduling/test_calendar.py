"""When a cohort meets, here and there, across the days on which clocks are changed."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.scheduling.people import cohort, sessions
from threshold.intake.submission import PartOfDay, Weekday, Window
from threshold.scheduling.calendar import in_their_week, pattern_of, spans, week_of

AUTUMN, SPRING = date(2026, 10, 26), date(2027, 3, 8)  # both the Monday before a change in America
ZONES = (
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "Pacific/Honolulu",
    "America/St_Johns",
    "Europe/Berlin",
    "Africa/Casablanca",
)


def on_mondays(zone, begins=time(18), ends=time(21)):
    return cohort(zone=zone, sessions=sessions(begins, ends, days=(Weekday.MONDAY,)))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "first", "before", "after"),
    [
        ("America/New_York", AUTUMN, "2026-10-26T22:00", "2026-11-02T23:00"),
        ("America/New_York", SPRING, "2027-03-08T23:00", "2027-03-15T22:00"),
        ("America/Denver", AUTUMN, "2026-10-27T00:00", "2026-11-03T01:00"),
        ("America/Denver", SPRING, "2027-03-09T01:00", "2027-03-16T00:00"),
        ("America/Phoenix", AUTUMN, "2026-10-27T01:00", "2026-11-03T01:00"),
        ("Pacific/Honolulu", SPRING, "2027-03-09T04:00", "2027-03-16T04:00"),
        ("America/St_Johns", AUTUMN, "2026-10-26T20:30", "2026-11-02T21:30"),
        ("America/St_Johns", SPRING, "2027-03-08T21:30", "2027-03-15T20:30"),
        ("Europe/Berlin", date(2026, 10, 19), "2026-10-19T16:00", "2026-10-26T17:00"),
    ],
)
def test_a_group_at_six_stays_at_six_where_it_is(zone, first, before, after):
    found = [one.starts_at for one in spans(on_mondays(zone), first, weeks=2)]

    assert found == [utc(before), utc(after)]
    assert {moment.astimezone(ZoneInfo(zone)).time() for moment in found} == {time(18)}


def test_a_time_that_the_clocks_skip_is_an_hour_later_on_the_wall():
    group = cohort(sessions=sessions(time(2, 30), time(4), days=(Weekday.SUNDAY,)))

    [skipped] = spans(group, date(2027, 3, 14), weeks=1)

    assert skipped.starts_at.astimezone(ZoneInfo("America/New_York")).time() == time(3, 30)
    assert skipped.minutes == 90


def test_of_a_time_that_comes_twice_the_first_is_meant():
    group = cohort(sessions=sessions(time(1, 30), time(3), days=(Weekday.SUNDAY,)))

    [twice] = spans(group, date(2026, 11, 1), weeks=1)

    assert twice.starts_at == utc("2026-11-01T05:30")
    assert twice.minutes == 90


def monday(*parts):
    return {Window(weekday=Weekday.MONDAY, part=part) for part in parts}


@pytest.mark.parametrize(
    ("begins", "ends", "zone", "parts"),
    [
        (time(9), time(12), "America/New_York", {PartOfDay.MORNING}),
        (time(11), time(14), "America/New_York", {PartOfDay.MORNING, PartOfDay.AFTERNOON}),
        (time(18), time(21), "America/New_York", {PartOfDay.EVENING}),
        # Four in the afternoon in Phoenix before the change in New York, five after it: both count.
        (time(19), time(20), "America/Phoenix", {PartOfDay.AFTERNOON, PartOfDay.EVENING}),
        (time(17), time(20), "Pacific/Honolulu", {PartOfDay.MORNING, PartOfDay.AFTERNOON}),
    ],
)
def test_which_parts_of_their_week_a_group_touches(begins, ends, zone, parts):
    group = on_mondays("America/New_York", begins, ends)

    assert in_their_week(group, AUTUMN, zone) == monday(*parts)


def test_an_evening_in_honolulu_is_the_next_day_in_new_york_and_no_window():
    group = on_mondays("Pacific/Honolulu")

    assert in_their_week(group, AUTUMN, "America/New_York") == frozenset()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(0, 21),
)
def test_the_pattern_of_a_course_says_the_same_as_each_of_its_meetings(here, there, first, hour):
    met = spans(on_mondays(here, time(hour), time(hour + 2)), first)

    assert week_of(met, there, pattern_of(met)) == week_of(met, there)
