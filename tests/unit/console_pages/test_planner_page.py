"""The planner: what would help most, one's own idea, and what is wrong with it."""

import re
from dataclasses import replace
from html import unescape

import pytest

from tests.console_walker import Office
from tests.seating import CLINICIAN, seeker
from threshold.console.roles import NotForRole
from threshold.console_pages.planner_form import idea_of
from threshold.intake.submission import PartOfDay, Weekday, Window
from threshold.program.roster import AgeBand, Roster

HERE = "/console/planner"
ZONE = "America/Chicago"
IDEA = {
    "track": "mental_health",
    "language": "es",
    "leader": "clara",
    "zone": ZONE,
    "begins": "18:00",
    "ends": "21:00",
    "seats": "8",
    "starts_on": "2026-02-03",
    "tuesday": "yes",
    "wednesday": "yes",
    "thursday": "yes",
}
EVENINGS = tuple(
    Window(day, PartOfDay.EVENING) for day in (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY)
)
ROSTER = Roster(clinicians=(CLINICIAN,))


@pytest.fixture
def office():
    made = Office()
    clara = replace(CLINICIAN, languages=frozenset({"en", "es"}))
    made.practice.seats.put_clinician(clara)
    return made


@pytest.fixture
def three_wait(office):
    ids = []
    for _ in range(3):
        ids.append(office.practice.waiting(key=f"{office.practice.now}"))
        found = seeker(ids[-1], version=99, language="es", windows=EVENINGS)
        office.practice.seats.wait(found)
        office.wait(minutes=1)
    return ids


def query(**changes):
    return f"{HERE}?" + "&".join(f"{name}={value}" for name, value in (IDEA | changes).items())


def test_the_groups_that_would_help_most_are_sentences_with_whom_they_clear(ana, three_wait):
    says = (
        "Opening a Tuesday, Wednesday and Thursday evening group in Spanish for mental health, "
        f"adults (18:00, {ZONE}), clears 3 waiting people."
    )
    assert says in ana.see(HERE)
    html = ana.get(HERE).html
    assert all(f"/console/intakes/{one}" in html for one in three_wait)


def test_an_idea_of_ones_own_is_tried_on_everybody_who_waits(ana, three_wait):
    assert "Your idea Opening a Tuesday, Wednesday and Thursday evening group" in ana.see(query())
    assert "clears 1 waiting person." in ana.see(query(seats="1"))
    english = ana.see(query(language="en"))
    assert "group in English for mental health, adults (18:00, " in english
    assert "clears 0 waiting people." in english


def test_a_group_that_would_help_is_added_from_its_idea_with_a_name(office, ana, three_wait):
    office.rostered.roster = office.practice.seats.availability().roster
    link = re.search(r'href="[^"]*(/console/roster/new/cohort[^"]*)"', ana.get(query()).html)
    assert link
    opened = unescape(link[1])
    assert ana.fill_in(opened, "save", name="Tuesday evenings", id="tue").location
    (made,) = office.rostered.roster.cohorts
    assert (made.name, made.language, made.capacity) == ("Tuesday evenings", "es", 8)
    assert [one.weekday for one in made.sessions] == [one.weekday for one in EVENINGS]


def test_whoever_may_add_no_group_is_offered_none(office, three_wait):
    assert "/console/roster/new" not in office.staff("clara", "clinician").get(query()).html


def test_nothing_of_an_idea_is_kept(office, ana, three_wait):
    before = office.practice.seats.availability(), office.practice.seats.waiting()
    ana.get(query())
    assert (office.practice.seats.availability(), office.practice.seats.waiting()) == before


def test_an_idea_stays_in_its_form(ana):
    html = ana.get(query(begins="17:30", ends="20:45")).html
    assert 'value="17:30"' in html
    assert '<option value="es" selected>' in html
    assert html.count("checked") == 3


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"track": "couples"}, "track"),
        ({"track": "<b>"}, "track"),
        ({"leader": "nobody"}, "leader"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"seats": "0"}, "seats"),
        ({"seats": "51"}, "seats"),
        ({"seats": "1e3"}, "seats"),
        ({"seats": "²"}, "seats"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"begins": "21:00"}, "times"),
        ({"ends": "late"}, "times"),
        ({"ends": "20:00"}, "hours"),
        ({"begins": "10:00", "ends": "21:00"}, "hours"),
        (dict.fromkeys(("tuesday", "wednesday", "thursday"), ""), "days"),
    ],
)
def test_what_is_wrong_with_an_idea_is_said_and_nothing_is_tried(changes, fault):
    idea = idea_of(IDEA | changes, ROSTER, (ZONE,))
    assert (idea.faults, idea.cohort) == ((fault,), None)


def test_every_fault_has_its_words_and_no_value_is_echoed_unescaped(ana):
    page = ana.get(f"{HERE}?track=<b>&seats=<i>")
    assert "Nothing was tried." in page.html
    assert "<i>" not in page.html


@pytest.mark.parametrize(
    ("ages", "bands"), [("teen", {AgeBand.TEEN}), ("adult", {AgeBand.ADULT, AgeBand.OLDER})]
)
def test_an_idea_is_for_adults_or_for_teens(ages, bands):
    assert idea_of(IDEA | {"ages": ages}, ROSTER, (ZONE,)).cohort.ages == bands


def test_where_nobody_could_lead_a_group_there_is_no_form():
    ana = Office().staff("ana", "admissions")
    text = ana.see(HERE)
    assert "The roster has no clinician who could lead a group." in text
    assert "No further group would give anybody a seat now." in text


@pytest.mark.parametrize("role", ["billing", "auditor"])
def test_it_is_for_who_cares_for_people(office, role):
    with pytest.raises(NotForRole):
        office.staff("x", role).get(HERE)
