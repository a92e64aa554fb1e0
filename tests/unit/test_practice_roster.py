from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from local.roster import practice_roster
from tests.seating import seeker
from threshold.intake.submission import PartOfDay, Track, Weekday, Window
from threshold.program.roster import LEAST_WEEKLY_HOURS, MOST_WEEKLY_HOURS
from threshold.scheduling.placing import place
from threshold.scheduling.ports import Availability

DAYS = [date(2026, 2, 27), date(2026, 11, 1), date(2026, 12, 24), date(2027, 3, 14)]
EVENINGS = tuple(
    Window(day, PartOfDay.EVENING) for day in (Weekday.MONDAY, Weekday.TUESDAY, Weekday.THURSDAY)
)


@pytest.mark.parametrize("today", DAYS)
def test_whoever_comes_in_the_evening_is_offered_a_seat_whatever_the_day(today):
    roster = practice_roster(today)
    free = Availability(roster, {one.id: one.capacity for one in roster.cohorts}, roster.slots)
    for hour in (0, 12, 23):
        now = datetime.combine(today, time(hour), UTC)
        waiting = [
            seeker(f"i{number}", windows=EVENINGS, hours_per_week=9, payer="99991", accepted_at=now)
            for number in range(100)
        ]
        assert len(place(waiting, free, now).offers) == 100


@pytest.mark.parametrize("today", DAYS)
def test_everything_of_it_lies_ahead(today):
    roster = practice_roster(today)
    assert min(start for one in roster.cohorts for start in one.starts) > today + timedelta(days=9)
    assert min(slot.starts_at.date() for slot in roster.slots) > today


def test_groups_meet_as_long_as_the_level_of_care_asks():
    hours = {one.weekly_minutes / 60 for one in practice_roster(DAYS[0]).cohorts}
    assert all(LEAST_WEEKLY_HOURS <= each <= MOST_WEEKLY_HOURS for each in hours)


def test_each_track_that_has_groups_of_its_own_has_one():
    found = {one.track for one in practice_roster(DAYS[0]).cohorts}
    assert found == set(Track) - {Track.COUPLES}


def test_nobody_leads_two_groups():
    led = [
        {session.clinician for session in one.sessions} for one in practice_roster(DAYS[0]).cohorts
    ]
    assert len(set.union(*led)) == sum(map(len, led))


@pytest.mark.parametrize("today", DAYS)
def test_nobody_gives_two_appointments_at_once_or_one_while_leading_a_group(today):
    roster = practice_roster(today)
    for clinician in roster.clinicians:
        slots = [one for one in roster.slots if one.clinician == clinician.id]
        spans = [(one.starts_at, one.starts_at + timedelta(minutes=one.minutes)) for one in slots]
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(sorted(spans)))
        for at, until in spans:
            local, end = (each.astimezone(ZoneInfo("America/Chicago")) for each in (at, until))
            for session in (each for one in roster.cohorts for each in one.sessions):
                mine = session.clinician == clinician.id
                same_day = session.weekday is list(Weekday)[local.weekday()]
                apart = end.time() <= session.starts or session.ends <= local.time()
                assert apart or not (mine and same_day)
