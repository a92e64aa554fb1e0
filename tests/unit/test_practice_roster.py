from datetime import UTC, date, datetime, time, timedelta

import pytest

from local.roster import practice_roster
from tests.seating import seeker
from threshold.intake.submission import PartOfDay, Track, Weekday, Window
from threshold.program.roster import Roster
from threshold.program.roster_rules import Limits, breaches
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
            for number in range(90)
        ]
        assert len(place(waiting, free, now).offers) == 90


@pytest.mark.parametrize("today", DAYS)
def test_it_is_a_roster_that_could_be_imported(today):
    assert list(breaches(practice_roster(today), Roster(), Limits(today))) == []


@pytest.mark.parametrize("today", DAYS)
def test_everything_of_it_lies_ahead(today):
    roster = practice_roster(today)
    assert min(start for one in roster.cohorts for start in one.starts) > today + timedelta(days=9)
    assert min(slot.starts_at.date() for slot in roster.slots) > today


def test_each_track_that_has_groups_of_its_own_has_one():
    found = {one.track for one in practice_roster(DAYS[0]).cohorts}
    assert found == set(Track) - {Track.COUPLES}
