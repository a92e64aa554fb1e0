"""The queue for a seat: its order in words, why no seat fits, what is owed, and the notice."""

import re
from dataclasses import replace

import pytest

from tests.seating import CLINICIAN, cohort, give, slot
from threshold.console.roles import NotForRole
from threshold.console_pages.queue_pages import SIZE
from threshold.console_pages.queue_rows import limit_words, ordinal
from threshold.console_pages.shell import TEXTS
from threshold.errors import Retryable, Unknown
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import PATIENT, SYSTEM, Actor, Tier
from threshold.intake.submission import PartOfDay, Weekday, Window
from threshold.scheduling.limits import Limit
from threshold.staff.trail import DeedKind, Subject
from threshold.use_cases.seating.while_waiting import watch_capacity, watch_over
from threshold.use_cases.stepping import take

HERE = "/console/queue"
ANA = Actor(Role.ADMISSIONS, "ana")


def waiting(office, **known):
    """Somebody who waits; what placing knows of them can be told."""
    intake_id = office.practice.waiting(key=f"{office.practice.now}")
    (seeker,) = [one for one in office.practice.seats.waiting() if one.intake_id == intake_id]
    office.practice.seats.stop_waiting(intake_id, seeker.version)
    office.practice.seats.wait(replace(seeker, **known))
    office.wait(minutes=1)
    return intake_id


def happens(office, intake_id, kind, by=SYSTEM, **changes):
    step = Step(kind, by, office.practice.now, **changes)
    take(office.practice.store, intake_id, lambda _: step)


def sweep(office):
    watch_over(office.practice.store, office.room.waits, office.practice.now)


def listed(walker, path=HERE):
    walker.sign_in()
    return re.findall(r'<tr id="i-([a-z2-7]{26})"', walker.get(path).html)


def row(walker, intake_id, path=HERE):
    walker.sign_in()
    html = walker.get(path).html
    found = html[html.index(f'<tr id="i-{intake_id}"') :]
    return " ".join(re.sub(r"<[^>]+>", " ", found[: found.index("</tr>")]).split())


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th")),
        *((13, "13th"), (21, "21st"), (22, "22nd"), (100, "100th"), (111, "111th"), (113, "113th")),
    ],
)
def test_places_are_counted_as_people_say_them(number, words):
    assert ordinal(number) == words


def test_people_stand_in_the_order_of_priority_each_place_explained(office, ana):
    routine, urgent = waiting(office), waiting(office, tier=Tier.P3)
    assert listed(ana) == [urgent, routine]
    assert "1st of 2 : Tier P3: injects drugs, a seat within 14 days (45 CFR 96.126)" in row(
        ana, urgent
    )
    assert "2nd of 2 : Tier P6: routine" in row(ana, routine)


def test_why_no_seat_fits_is_said_of_this_person(office, ana):
    give(office.practice.seats, places=2, slots=1)
    evenings = tuple(Window(day, PartOfDay.EVENING) for day in (Weekday.MONDAY, Weekday.TUESDAY))
    intake_id = waiting(office, language="es", windows=evenings)
    told = row(ana, intake_id)
    assert "the language (Spanish, or an interpreter)" in told
    assert "the times that they offered (evening, America/Chicago)" in told


def test_who_would_be_offered_a_seat_now_is_told_apart(office, ana):
    give(office.practice.seats, places=2, slots=1)
    first, second = waiting(office), waiting(office)
    assert "A seat fits: the next round offers it." in row(ana, first)
    assert "No seat fits yet. What stands in the way" in row(ana, second)


@pytest.mark.parametrize("limit", Limit)
def test_every_limit_has_its_words(office, limit):
    waiting(office)
    (seeker,) = office.practice.seats.waiting()
    assert limit_words(limit, seeker, TEXTS)
    assert "not known" in limit_words(Limit.LICENCE, replace(seeker, state=None), TEXTS)


def test_interim_services_are_shown_until_they_are_given(office, ana):
    intake_id = waiting(office)
    happens(office, intake_id, EventKind.PASSED_OVER, tier=Tier.P2)
    assert "interim services due in 1 d 23 h" in row(ana, intake_id)
    office.wait(days=3)
    assert "interim services overdue by" in row(ana, intake_id)
    happens(office, intake_id, EventKind.INTERIM_SERVICES_GIVEN, ANA)
    assert "interim services" not in row(ana, intake_id)


def test_who_did_not_answer_is_to_be_called_until_they_do(office, ana):
    intake_id = waiting(office)
    office.wait(days=7)
    sweep(office)
    office.wait(days=3)
    assert "did not answer the weekly check: call them" in row(ana, intake_id)
    happens(office, intake_id, EventKind.CHECKED_IN, PATIENT)
    assert "did not answer" not in row(ana, intake_id)


def test_the_queue_can_be_narrowed_to_who_is_owed_something(office, ana):
    calm, owed = waiting(office), waiting(office)
    happens(office, owed, EventKind.PASSED_OVER, tier=Tier.P1)
    sweep(office)
    assert listed(ana, f"{HERE}?show=interim") == [owed]
    assert listed(ana, f"{HERE}?show=unanswered") == []
    assert "Everybody who was asked has answered" in ana.see(f"{HERE}?show=unanswered")
    assert set(listed(ana, f"{HERE}?show=none")) == {calm, owed}


def test_who_is_paused_is_in_no_order_and_not_lost_from_sight(office, ana):
    intake_id = waiting(office)
    happens(office, intake_id, EventKind.SEATING_PAUSED)
    seats = office.practice.seats
    seats.stop_waiting(intake_id, office.practice.store.load(intake_id).version)
    sweep(office)
    assert "Offers are paused" in row(ana, intake_id, f"{HERE}?show=paused")


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((EventKind.SEAT_OFFERED,), "Holds an offer"),
        ((EventKind.SEAT_OFFERED, EventKind.OFFER_ACCEPTED), "Has a seat."),
    ],
)
def test_who_has_left_the_order_and_is_still_owed_something_is_shown(office, ana, events, words):
    intake_id = waiting(office)
    happens(office, intake_id, EventKind.PASSED_OVER, tier=Tier.P1)
    sweep(office)
    for kind in events:
        happens(office, intake_id, kind, PATIENT if kind is EventKind.OFFER_ACCEPTED else SYSTEM)
    office.practice.seats.stop_waiting(intake_id, 99)
    told = row(ana, intake_id)
    assert words in told
    assert "interim services" in told


def test_who_has_withdrawn_since_is_not_shown(office, ana):
    intake_id = waiting(office)
    happens(office, intake_id, EventKind.WITHDRAWN, PATIENT)
    assert listed(ana) == []


def test_what_only_couples_meet_is_for_who_may_know_of_them(office, ana):
    intake_id = waiting(office, couple="c", together=True, passed_over=2)
    happens(office, intake_id, EventKind.PASSED_OVER)
    clinician = office.staff("cleo", "clinician", "safety")
    assert "passed over 1 of 3 times" in row(clinician, intake_id)
    assert "assed over" not in row(ana, intake_id)


def test_a_long_queue_has_pages(office, ana):
    ids = [waiting(office) for _ in range(SIZE + 1)]
    assert listed(ana) == ids[:SIZE]
    assert f"?show=all&amp;from={SIZE}" in ana.get(HERE).html
    assert listed(ana, f"{HERE}?from={SIZE}") == ids[SIZE:]


@pytest.mark.parametrize("role", ["billing", "auditor"])
def test_it_is_not_for_who_may_not_read_assessments(office, role):
    with pytest.raises(NotForRole):
        office.staff("x", role).get(HERE)


@pytest.fixture
def nearly_full(office):
    """A program whose seats are all taken."""
    office.practice.seats.put_cohort(cohort("c1", capacity=1))
    office.practice.seats.put_clinician(CLINICIAN)
    office.practice.seats.put_slots([slot()])
    room = office.room
    full = replace(room.seats.availability(), seats_free={"c1": 0})

    class Full:
        def availability(self):
            return full

    return watch_capacity(Full(), room.notices, office.practice.now)


def test_the_notice_to_the_state_is_shown_with_its_deadline(office, ana, nearly_full):
    text = ana.see(HERE)
    assert "The program reached 90 percent of its capacity: 1 of 1 seats." in text
    assert "due in 7 days" in text
    assert "A supervisor signs" in text
    office.wait(days=8)
    assert "overdue by 1 d" in office.staff("sam", "supervisor").see(HERE)


def test_a_supervisor_signs_it_with_a_reason_that_is_written_down(office, sam, nearly_full):
    assert sam.press(HERE, "told", reason="By letter to the State").location == HERE
    assert office.room.notices.last().by == "sam"
    (deed,) = office.trail.of(Subject.CAPACITY, "2026-01", 5)
    assert (deed.kind, deed.details["reason"]) == (
        DeedKind.STATE_NOTIFIED,
        "By letter to the State",
    )
    assert "Notice to the State" not in sam.see(HERE)
    assert "the State was told of 1 of 1 seats taken: By letter" in sam.see("/console/operations")


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_without_a_reason_nothing_is_signed(office, sam, nearly_full, reason):
    told = sam.press(HERE, "told", reason=reason)
    assert (told.status, "Nothing was signed" in told.html) == (422, True)
    assert office.room.notices.last() == nearly_full
    assert office.trail.of(Subject.CAPACITY, "2026-01", 5) == ()


def test_what_cannot_be_written_down_is_not_signed(office, sam, nearly_full, monkeypatch):
    def fail(*_):
        raise Retryable("busy")

    monkeypatch.setattr(office.trail, "write", fail)
    with pytest.raises(Retryable):
        sam.press(HERE, "told", reason="By letter")
    assert office.room.notices.last() == nearly_full


def test_of_two_who_sign_at_once_the_slower_is_told(office, sam, nearly_full, monkeypatch):
    notices = office.room.notices
    write = office.trail.write

    def written_meanwhile(*deed):
        write(*deed)
        notices.keep(nearly_full.given("otto", office.practice.now), nearly_full)

    monkeypatch.setattr(office.trail, "write", written_meanwhile)
    told = sam.press(HERE, "told", reason="By letter")
    assert (told.status, "Somebody else signed it" in told.html) == (409, True)
    assert notices.last().by == "otto"


def test_only_a_supervisor_signs(office, ana, nearly_full):
    with pytest.raises(NotForRole):
        ana.press(HERE, "told", reason="By letter")


def test_a_button_that_no_page_has_does_nothing(office, sam, nearly_full):
    with pytest.raises(Unknown):
        sam.press(HERE, "forget", reason="By letter")
    office.room.notices.keep(nearly_full.given("otto", office.practice.now), nearly_full)
    with pytest.raises(Unknown):
        sam.post(HERE, {"csrf": [office.desk.csrf("sam")], "go": ["told"], "reason": ["x"]})


def test_a_case_says_the_same_of_one_person(office, ana):
    intake_id = waiting(office, tier=Tier.P3)
    waiting(office)
    office.wait(days=7)
    sweep(office)
    office.wait(days=3)
    ana.sign_in()
    text = ana.see(f"/console/intakes/{intake_id}")
    assert "Waiting for a seat 1st of 2 : Tier P3: injects drugs" in text
    assert "did not answer the weekly check: call them" in text


@pytest.mark.parametrize("role", ["billing", "auditor"])
def test_a_case_keeps_the_place_from_who_may_not_read_assessments(office, role):
    intake_id = waiting(office)
    text = office.staff("x", role).see(f"/console/intakes/{intake_id}")
    assert "Waiting for a seat" not in text


def test_a_page_reads_waiters_roster_and_waits_once(office, ana, monkeypatch):
    for _ in range(3):
        waiting(office)
    sweep(office)
    read = []
    for name in ("waiting", "availability"):
        real = getattr(office.practice.seats, name)
        monkeypatch.setattr(
            office.practice.seats, name, lambda n=name, r=real: read.append(n) or r()
        )
    monkeypatch.setattr(office.practice.store, "events", lambda i: read.append("events"))
    ana.get(HERE)
    assert sorted(read) == ["availability", "waiting"]
