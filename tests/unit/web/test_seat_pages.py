"""What somebody sees and does about a seat on the pages that are theirs."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import icalendar
import pytest

from tests.form_filler import NOW, hidden
from tests.one_group import COUPLE, EVENINGS, FIRST, PRESCRIBER, seat
from tests.unit.web.owners import CANDIDATE, Owner
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role, Status, Worklist
from threshold.intake.record import PATIENT, SYSTEM, Actor
from threshold.use_cases.stepping import take
from threshold.web.pages.seat_view import SeatWords
from threshold.web.pages.texts import LANGUAGES, texts
from threshold.web.pages.visit import Visit

STAFF = Actor(Role.ADMISSIONS, "ana")
MOST_BYTES = 30 * 1024


def accepted(said=None, language="en") -> Owner:
    """Somebody who waits for a seat, if by a clinician's decision."""
    owner = Owner(CANDIDATE | (said or {}), language).verified()
    if owner.record.status is Status.IN_REVIEW:
        happens(owner, EventKind.ACCEPTED, Actor(Role.CLINICIAN, "clara"))
    return owner


def offered(said=None, language="en", **changes) -> Owner:
    """Somebody to whom a seat is offered."""
    owner = accepted(said, language)
    offer(owner, **changes)
    return owner


def offer(owner, **changes):
    owner.filler.seats.offer(seat(owner.intake_id, owner.filler.at, **changes), owner.filler.at)


def booked(**changes) -> Owner:
    owner = offered(**changes)
    answer(owner, "take")
    return owner


def happens(owner, kind, actor=SYSTEM):
    take(owner.filler.store, owner.intake_id, lambda _: Step(kind, actor, owner.filler.at))


def answer(owner, go, number="1"):
    return owner.press("offer", go=go, number=number)


def last(owner):
    return owner.filler.store.events(owner.intake_id)[-1]


def main_of(html):
    return html.partition("<main")[2].partition("</main>")[0]


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(main_of(html))).split())


# An offer.


def test_an_offer_is_told_first_with_until_when_it_is_held():
    html = text_of(offered().get().html)
    assert "A place waits for your answer" in html
    assert "Your first visit would be on Thursday, December 3, at 9:30 a.m. (your time)." in html
    assert "We hold it for you until Tuesday, November 24, at 12:00 p.m. (your time)." in html
    assert "What happens next" not in html


def test_its_times_are_in_the_persons_own_zone_and_in_the_groups():
    html = text_of(offered().get("offer").html)
    for said in (
        "Your first visit Thursday, December 3, at 9:30 a.m. 60 minutes",
        "Mondays, Wednesdays, Thursdays 5:00 p.m. to 8:00 p.m.",
        "The same by the clocks of Eastern (New York) Mondays, Wednesdays, Thursdays 6:00",
        "First day with the group Monday, December 7",
        "Time in the group each week 9 hours",
        "All times are in your own zone: Central (Chicago).",
    ):
        assert said in html


def test_where_the_clocks_are_the_same_they_are_told_once():
    html = text_of(offered({"availability.time_zone": ("America/New_York",)}).get("offer").html)
    assert "6:00 p.m. to 9:00 p.m." in html
    assert "by the clocks of" not in html


def test_that_ones_own_times_will_change_is_told_with_the_day():
    said = {"availability.time_zone": ("America/Phoenix",)}
    html = text_of(offered(said, starts_on=date(2027, 2, 1)).get("offer").html)
    assert "Your group, each week Mondays, Wednesdays, Thursdays 4:00 p.m. to 7:00 p.m." in html
    assert (
        "From Monday, March 15 on, since clocks change Mondays, Wednesdays, Thursdays 3:00 p.m."
        in html
    )


def test_other_appointments_are_told_where_there_are_any():
    alone, more = offered(), offered(prescriber=PRESCRIBER, couple=COUPLE)
    words = ("A visit about medicine Friday, December 4, at 3:00 p.m.", "A visit for two")
    assert not [one for one in words if one in text_of(alone.get("offer").html)]
    assert all(one in text_of(more.get("offer").html) for one in words)


@pytest.mark.parametrize("place", ["yours", "offer", "another-time", "check-in"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [accepted, offered])
def test_no_page_names_the_group_its_kind_or_who_leads_it(make, language, place):
    html = make(language=language).get(place).html.lower()
    for word in ("blue", "trauma", "evenings", "lee example"):
        assert word not in html
    assert len(html.encode()) <= MOST_BYTES
    assert "<script" not in html


def test_where_they_did_not_tell_their_zone_it_is_named_with_every_deadline():
    words = SeatWords(texts("en"), ZoneInfo("America/Chicago"), own_zone=False)
    view = words.view(seat("i1", NOW), EVENINGS)
    assert view.zone == "All times are in this zone: Central (Chicago)."
    assert view.until.endswith("12:00 p.m. (Central (Chicago) time)")


def test_days_with_other_hours_stand_apart():
    owner = offered()
    first, *others = EVENINGS.sessions
    uneven = replace(EVENINGS, sessions=(replace(first, starts=time(9), ends=time(12)), *others))
    owner.filler.seats.groups[EVENINGS.id] = uneven
    said = "Mondays 8:00 a.m. to 11:00 a.m. Wednesdays, Thursdays 5:00 p.m. to 8:00 p.m."
    assert said in text_of(owner.get("offer").html)


# Answers.


def test_it_is_taken_by_one_press():
    owner = offered()
    reply = answer(owner, "take")
    assert reply.location == "/apply/yours"
    record = owner.record
    assert (record.status, record.worklist) == (Status.SCHEDULED, Worklist.SEATED)
    assert record.watch.starts_on == date(2026, 12, 7)
    assert last(owner).actor == PATIENT


@pytest.mark.parametrize(("go", "why"), [("other", "other_time"), ("not_now", "not_this_one")])
def test_it_is_let_go_only_once_that_was_said_again(go, why):
    owner = offered()
    asked = answer(owner, go)
    assert "Let this place go?" in text_of(asked.html)
    assert owner.record.status is Status.OFFERED
    reply = answer(owner, f"decline_{go}")
    assert (reply.location, owner.record.status) == ("/apply/yours", Status.ACCEPTED)
    assert last(owner).details["why"] == why
    assert "You keep your place in line" in text_of(owner.get().html)


def test_what_the_third_no_does_is_said_before_it():
    owner = offered()
    for number in ("1", "2"):
        assert "It is the third one" not in text_of(answer(owner, "not_now", number).html)
        answer(owner, "decline_not_now", number)
        offer(owner, number=int(number) + 1)
    assert "It is the third one" in text_of(answer(owner, "not_now", "3").html)


def test_a_second_press_finds_it_taken_already():
    owner = offered()
    first, second = answer(owner, "take"), answer(owner, "take")
    assert first.location == second.location == "/apply/yours"
    kinds = [event.kind for event in owner.filler.store.events(owner.intake_id)]
    assert kinds.count(EventKind.OFFER_ACCEPTED) == 1


@pytest.mark.parametrize("go", ["take", "not_now", "decline_not_now"])
def test_a_late_press_answers_no_other_offer(go):
    owner = offered(number=2)
    reply = answer(owner, go, "1")
    assert (reply.status, owner.record.status) == (409, Status.OFFERED)
    assert "is not held any more. This is a new one." in text_of(reply.html)
    assert hidden(reply.html, "number") == "2"


@pytest.mark.parametrize("go", ["take", "other", "decline_other"])
def test_after_its_time_it_is_not_taken_any_more_and_nobody_is_blamed(go):
    owner = offered()
    owner.filler.wait(timedelta(hours=24))
    reply = answer(owner, go)
    assert (reply.status, owner.record.status) == (409, Status.OFFERED)
    assert "That can happen. You keep your place in line" in text_of(reply.html)
    assert 'value="take"' not in reply.html
    assert "That can happen. You keep your place in line" in text_of(owner.get().html)
    happens(owner, EventKind.OFFER_EXPIRED)
    assert "That can happen. You keep your place in line" in text_of(owner.get().html)


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 5000, "1"])
def test_what_is_no_answer_to_an_offer_changes_nothing(number):
    owner = offered()
    before = owner.record
    assert answer(owner, "nothing", number).status in (200, 409)
    assert owner.record == before


def test_somebody_in_danger_is_called_before_anything_is_answered():
    owner = offered()
    happens(owner, EventKind.CRISIS_FOUND)
    assert answer(owner, "take").status == 409
    assert "A place waits" not in owner.see()


# After three times no.


def test_who_declined_three_times_is_called_and_may_have_offers_again():
    owner = accepted()
    happens(owner, EventKind.SEATING_PAUSED)
    html = owner.get().html
    assert "A person from our team will call you, to find one that does." in text_of(html)
    assert 'class="go" href="tel:' in html
    owner.press("offer", go="resume")
    assert (last(owner).kind, last(owner).actor) == (EventKind.SEATING_RESUMED, PATIENT)
    assert "Offer me places again" not in owner.see()


def test_offers_begin_again_only_where_they_were_paused():
    owner = accepted()
    before = owner.record
    owner.press("offer", go="resume")
    assert owner.record == before


def test_who_may_not_be_called_is_not_promised_a_call():
    owner = accepted({"contact.may_call": ("no",)})
    happens(owner, EventKind.SEATING_PAUSED)
    assert "in the way you said is safe" in text_of(owner.get().html)


# A seat that was taken.


def test_what_is_booked_is_told_with_who_it_is_with():
    html = text_of(booked().get().html)
    assert "Your times are set" in html
    assert "Thursday, December 3, at 9:30 a.m. 60 minutes With Lee Example, LCSW" in html
    assert "We hold it" not in html


def test_the_calendar_file_is_that_of_the_seat():
    owner = booked()
    reply = owner.filler.site.own.calendar(Visit("", owner.filler.code))
    assert reply.kind.startswith("text/calendar")
    entries = icalendar.Calendar.from_ical(reply.html).walk("VEVENT")
    assert entries[0]["DTSTART"].dt == FIRST.starts_at


@pytest.mark.parametrize("make", [accepted, offered])
def test_there_is_no_calendar_file_without_a_seat(make):
    owner = make()
    assert owner.filler.site.own.calendar(Visit("", owner.filler.code)).location == "/apply/yours"


def test_nobody_else_gets_the_calendar_file():
    owner = booked()
    reply = owner.filler.site.own.calendar(Visit("", ""))
    assert (reply.location, reply.html) == ("/apply?code=needed", "")


def test_another_time_is_asked_for_on_a_page_that_says_what_that_does():
    owner = booked()
    assert "Your times go to the next person" in text_of(owner.get("another-time").html)
    reply = owner.press("another-time", number="1")
    assert (reply.location, owner.record.status) == ("/apply/yours", Status.ACCEPTED)
    assert last(owner).kind is EventKind.RESCHEDULE_ASKED
    assert "we look for other times" in text_of(owner.get().html)


@pytest.mark.parametrize("number", ["2", "", "x"])
def test_times_that_one_did_not_see_are_not_given_back(number):
    owner = booked()
    owner.press("another-time", number=number)
    assert owner.record.status is Status.SCHEDULED


def test_who_missed_the_first_visit_is_not_blamed():
    owner = booked()
    happens(owner, EventKind.NO_SHOW, STAFF)
    assert "That is all right. You keep your place in line" in text_of(owner.get().html)


def test_a_group_that_is_gone_is_nothing_to_answer():
    owner = offered()
    owner.filler.seats.groups.clear()
    assert answer(owner, "take").status == 409
    assert "call us" in text_of(owner.get().html)


# Couples.


def test_what_is_told_of_a_seat_is_the_same_whoever_the_partner_is():
    said = {"need.tracks": ("mental_health", "couples")}
    one, other = (offered(said, couple=COUPLE, partner=partner) for partner in (None, "another"))
    for owner in (one, other):
        assert owner.record.status is Status.OFFERED
    for place in ("yours", "offer"):
        assert main_of(one.get(place).html).replace(
            hidden(one.get("stop").html, "csrf"), ""
        ) == main_of(other.get(place).html).replace(hidden(other.get("stop").html, "csrf"), "")


# Every week.


def asked_how_they_are(**said) -> Owner:
    owner = accepted(said)
    happens(owner, EventKind.CHECK_IN_DUE)
    return owner


def test_who_waits_is_asked_how_they_are_one_question_a_page():
    owner = asked_how_they_are()
    assert "Two short questions" in text_of(owner.get().html)
    first = text_of(owner.get("check-in").html)
    assert "Are you safe right now?" in first
    assert "Do you still want" not in first
    second = owner.press("check-in", safe="yes").html
    assert "Do you still want a place with us?" in text_of(second)


def test_safe_and_still_wanted_is_kept_once():
    owner = asked_how_they_are()
    for _ in range(2):
        assert owner.press("check-in", safe="yes", wanted="yes").location == "/apply/yours"
    kinds = [event.kind for event in owner.filler.store.events(owner.intake_id)]
    assert kinds.count(EventKind.CHECKED_IN) == 1
    assert "Two short questions" not in owner.see()


def test_who_is_not_safe_is_a_crisis_and_sees_whom_to_call():
    owner = asked_how_they_are()
    reply = owner.press("check-in", safe="no")
    assert reply.location == "/apply/now"
    record = owner.record
    assert (record.status, record.worklist) == (Status.IN_REVIEW, Worklist.CRISIS)
    assert record.due_at - owner.filler.at == timedelta(minutes=5)
    html = owner.filler.site.crisis.show(Visit("", owner.filler.code)).html
    assert 'href="tel:988"' in html
    assert "within 5 minutes" in unescape(html)


def test_not_safe_is_heard_though_it_was_not_asked():
    owner = booked()
    owner.press("check-in", safe="no")
    assert owner.record.worklist is Worklist.CRISIS


def test_not_safe_said_twice_is_one_crisis():
    owner = asked_how_they_are()
    for _ in range(2):
        owner.press("check-in", safe="no")
    kinds = [event.kind for event in owner.filler.store.events(owner.intake_id)]
    assert kinds.count(EventKind.CRISIS_FOUND) == 1


def test_whom_to_call_is_shown_though_it_cannot_be_kept_and_kept_when_it_can(monkeypatch):
    owner = asked_how_they_are()
    csrf = hidden(owner.get("stop").html, "csrf")
    posted = {"csrf": [csrf], "safe": ["no"]}
    with monkeypatch.context() as broken:
        broken.setattr(owner.filler.store, "apply", _fails)
        reply = owner.filler.site.save(Visit("", owner.filler.code, posted), "check-in")
    assert reply.status == 503
    assert 'href="tel:988"' in reply.html
    again = {
        **posted,
        "safe": [hidden(reply.html, "safe")],
        "location.call_back_phone": ["5555550101"],
    }
    owner.filler.site.crisis.tell(Visit("", owner.filler.code, again))
    assert owner.record.worklist is Worklist.CRISIS


def _fails(_):
    raise TimeoutError


def test_who_does_not_want_it_any_more_stops_by_themselves():
    owner = asked_how_they_are()
    assert owner.press("check-in", safe="yes", wanted="no").location == "/apply/stop"
    assert owner.record.status is Status.ACCEPTED


def test_a_title_tells_nothing_of_care():
    owner = offered(prescriber=PRESCRIBER)
    for place in ("offer", "another-time", "check-in"):
        title = re.search(r"<title>([A-Za-z ?]+)", owner.get(place).html)[1].strip()
        assert title in ("A place for you", "Ask for another time", "How are you?")


def test_a_longer_group_is_told_in_half_hours():
    owner = offered()
    session = EVENINGS.sessions[0]
    longer = replace(EVENINGS, sessions=(replace(session, ends=time(21, 30)),))
    owner.filler.seats.groups[EVENINGS.id] = longer
    assert "3.5 hours" in text_of(owner.get("offer").html)
