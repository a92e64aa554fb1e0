"""The calendar file, read by a library that shares no line with the writer."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.rrule import rrulestr

from tests.one_group import COUPLE, EVENINGS, PRESCRIBER, seat
from threshold.intake.submission import Weekday
from threshold.program.roster import Session
from threshold.scheduling.meetings import meetings
from threshold.web.calendar_file import CalendarEvent, Weekly, calendar_file
from threshold.web.pages.own_calendar import own_calendar
from threshold.web.pages.seat_view import WEEKS_AHEAD
from threshold.web.pages.texts import texts

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
FIVE_ZONES = (
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "America/Anchorage",
    "America/Puerto_Rico",
)
OVER_A_CHANGE = (date(2027, 2, 1), date(2027, 9, 20))
WHOLE = seat("intake-1", NOW, hold_until=None, prescriber=PRESCRIBER, couple=COUPLE)


def file_of(one=WHOLE, cohort=EVENINGS, language="en"):
    return own_calendar(one, cohort, lambda name: f"uid of {name}", texts(language), NOW)


def entries(text):
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def starts_of(entry, text):
    """When an entry begins, each time, by the file's own zone and rule alone."""
    begins = entry["DTSTART"].dt
    if "RRULE" not in entry:
        return [begins]
    rule, until = entry["RRULE"].to_ical().decode(), entry["RRULE"]["UNTIL"][0]
    (zone,) = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    clocks = zone.to_tz(lookup_tzid=False)
    bare = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL"))
    each = rrulestr(bare, dtstart=begins.replace(tzinfo=None))
    found = []
    for naive in each:
        at = naive.replace(tzinfo=clocks)
        if at > until:
            return found
        found.append(at)
    raise AssertionError("a rule without an end")


def weekly_starts(text):
    weekly = [one for one in entries(text) if "RRULE" in one]
    return sorted(at.astimezone(UTC) for one in weekly for at in starts_of(one, text))


@pytest.mark.parametrize("zone", FIVE_ZONES)
@pytest.mark.parametrize("first_day", OVER_A_CHANGE)
def test_every_weekly_meeting_is_when_it_is_on_either_side_of_a_change_of_clocks(zone, first_day):
    cohort = replace(EVENINGS, zone=zone)
    text = file_of(replace(WHOLE, starts_on=first_day), cohort)
    each = meetings(cohort, first_day, WEEKS_AHEAD)
    assert weekly_starts(text) == [one.starts_at.astimezone(UTC) for one in each]
    local = {at.astimezone(ZoneInfo(zone)).time() for at in weekly_starts(text)}
    assert local == {time(18)}


def test_days_with_other_hours_are_entries_of_their_own():
    uneven = replace(
        EVENINGS,
        sessions=(
            Session(Weekday.SATURDAY, time(9), time(13), "lee"),
            *EVENINGS.sessions,
        ),
    )
    text = file_of(cohort=uneven)
    each = meetings(uneven, WHOLE.starts_on, WEEKS_AHEAD)
    assert weekly_starts(text) == [one.starts_at.astimezone(UTC) for one in each]
    assert sum("RRULE" in one for one in entries(text)) == 2


def test_every_appointment_is_in_it_for_as_long_as_it_takes():
    single = [one for one in entries(file_of()) if "RRULE" not in one]
    found = [(one["DTSTART"].dt, one["DTEND"].dt) for one in single]
    assert found == [
        (one.starts_at, one.starts_at + timedelta(minutes=one.minutes))
        for one in (WHOLE.first, PRESCRIBER, COUPLE)
    ]


@pytest.mark.parametrize(("language", "title"), [("en", "Appointment"), ("es", "Cita")])
def test_every_entry_has_a_title_that_tells_nothing_and_no_other_words(language, title):
    text = file_of(language=language)
    assert {str(one["SUMMARY"]) for one in entries(text)} == {title}
    known = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "RRULE", "SUMMARY", "CLASS"}
    assert {name for one in entries(text) for name in one} <= known
    told = ("evenings", "blue", "trauma", "lee", "example", "intake", "iop", "http")
    assert not [word for word in told if word in text.lower()]


def test_an_entry_keeps_its_name_and_a_later_seat_counts_higher():
    before, after = (
        {str(one["UID"]): int(one["SEQUENCE"]) for one in entries(file_of(one))}
        for one in (WHOLE, replace(WHOLE, number=2, starts_on=date(2027, 1, 4)))
    )
    assert before.keys() == after.keys()
    assert len(before) == len(list(entries(file_of())))
    assert all(after[uid] > before[uid] for uid in before)


def test_a_file_is_lines_that_end_as_the_standard_has_it():
    text = file_of()
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


LONG = "Cita con señora Ñandú, a las 5; en español \\ y con muchísimas palabras más"


def test_a_long_title_is_folded_within_the_limit_and_read_back_whole():
    one = CalendarEvent("u" * 80, 1, NOW, NOW + timedelta(hours=1))
    text = calendar_file([one], f"{LONG}\n{LONG}", NOW)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    (entry,) = entries(text)
    assert str(entry["SUMMARY"]) == f"{LONG}\n{LONG}"
    assert str(entry["UID"]) == "u" * 80


def test_a_weekly_entry_without_a_zone_of_its_own_is_refused():
    one = CalendarEvent("u", 1, NOW, NOW, Weekly((Weekday.MONDAY,), NOW))
    with pytest.raises(TypeError):
        calendar_file([one], "Appointment", NOW)


def test_the_zone_tells_every_change_of_its_clocks_and_when():
    text = file_of(replace(WHOLE, starts_on=date(2027, 2, 1)))
    (zone,) = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    told = [
        (one.name, f"{one['DTSTART'].dt}", one["TZOFFSETFROM"].td, one["TZOFFSETTO"].td)
        for one in zone.subcomponents
    ]
    est, edt = timedelta(hours=-5), timedelta(hours=-4)
    assert told == [
        ("STANDARD", "1970-01-01 00:00:00", est, est),
        ("DAYLIGHT", "2027-03-14 02:00:00", est, edt),
    ]
