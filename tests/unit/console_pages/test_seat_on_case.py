"""The seat on the page of a case, and the forms by which staff answer an offer for somebody."""

import re
from dataclasses import replace
from html import unescape

import pytest

from tests.console_walker import Office
from tests.seating import appointment, cohort, give, offered, seat, slot
from threshold.console.roles import NotForRole
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.record import PATIENT, SYSTEM, Tier
from threshold.intake.submission import Availability
from threshold.program.roster import Clinician, SlotKind
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify


@pytest.fixture
def office():
    office = Office()
    give(office.seats, slots=2)
    office.seats.put_slots([slot("p1", SlotKind.PRESCRIBER, clinician="paula")])
    office.seats.put_clinician(Clinician("paula", "Paula Tester, MD", ()))
    office.seats.put_cohort(cohort(name="Blue group"))
    return office


def waits(office, **said):
    intake_id = office.practice.assessed(**said)
    verify(intake_id, office.practice.desk)
    assert office.practice.store.load(intake_id).status is Status.ACCEPTED
    return intake_id


def offer(office, intake_id, **changes):
    record = office.practice.store.load(intake_id)
    office.seats.hold([offered(record)], [seat(intake_id, **changes)])


@pytest.fixture
def intake_id(office):
    intake_id = waits(office, availability=Availability("America/Phoenix"))
    offer(office, intake_id)
    return intake_id


def happens(office, intake_id, kind, actor=PATIENT, **details):
    step = Step(kind, actor, office.practice.now, details=details)
    take(office.practice.store, intake_id, lambda _: step)


def record(office, intake_id):
    return office.practice.store.load(intake_id)


def seat_on(walker, intake_id):
    html = walker.get(f"/console/intakes/{intake_id}").html
    found = re.search(r'<section aria-labelledby="seat">.*?</section>', html, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(found[0])).split()) if found else None


def at(intake_id, act):
    return f"/console/intakes/{intake_id}/acts/{act}"


# What is seen.


def test_an_offer_is_shown_with_times_appointments_and_who_leads(ana, intake_id):
    seen = seat_on(ana, intake_id)
    for said in (
        "held until Jan 6, 6:00 AM",
        "First appointment Jan 14, 10:00 AM, 60 min, Clara Tester",
        "Blue group; Monday 09:00 to 12:00 (America/Chicago)",
        "Monday 08:00 to 11:00 (America/Phoenix)",
        "First day Jan 19",
        "Led by Clara Tester",
        "1 6:00 AM waits for an answer",
    ):
        assert said in seen


def test_more_appointments_and_a_plan_for_pain_are_shown(office, ana):
    intake_id = waits(office)
    prescriber = replace(appointment("p1"), clinician="paula", minutes=30)
    offer(office, intake_id, prescriber=prescriber, accommodation=True)
    seen = seat_on(ana, intake_id)
    assert "Prescriber Jan 14, 10:00 AM, 30 min, Paula Tester, MD" in seen
    assert "a plan for chronic pain" in seen


def test_every_offer_is_kept_in_sight_with_what_it_came_to(office, ana, intake_id):
    happens(office, intake_id, EventKind.OFFER_DECLINED, why="other_time")
    office.seats.release(seat(intake_id))
    offer(office, intake_id, number=2)
    happens(office, intake_id, EventKind.OFFER_EXPIRED, SYSTEM)
    seen = seat_on(ana, intake_id)
    assert "No seat is held or taken." in seen
    assert re.search(r"2 6:00 AM .*not answered in time 1 6:00 AM .*declined: needs another", seen)


def test_an_offer_that_another_way_ended_says_so(office, ana, intake_id):
    happens(office, intake_id, EventKind.REVIEW_NEEDED, SYSTEM)
    assert "taken back: another way came first" in seat_on(ana, intake_id)


def test_an_offer_that_ran_out_is_not_shown_as_held(office, intake_id):
    office.wait(hours=25)
    seen = seat_on(office.staff("ana", "admissions"), intake_id)
    assert "not answered by 6:00 AM; goes to the next person" in seen


@pytest.mark.parametrize("role", ["billing", "auditor"])
def test_a_group_tells_what_care_is_for_so_it_is_not_for_everybody(office, intake_id, role):
    walker = office.staff("x", role)
    assert seat_on(walker, intake_id) is None
    assert "Blue group" not in walker.get(f"/console/intakes/{intake_id}").html


def test_who_was_never_offered_a_seat_has_no_such_part(office, ana):
    assert seat_on(ana, waits(office)) is None


# What is done.


def test_the_answer_is_the_first_thing_to_take_down(ana, intake_id):
    html = ana.get(f"/console/intakes/{intake_id}").html
    assert re.search(r'<a class="go" href="[^"]*/acts/take_offer">They take it</a>', html)


def test_they_take_it(office, ana, intake_id):
    reply = ana.fill_in(at(intake_id, "take_offer"), reason="Called at noon.")
    assert reply.location == f"/console/intakes/{intake_id}?done=take_offer"
    assert record(office, intake_id).status is Status.SCHEDULED
    assert "Stands taken" in seat_on(ana, intake_id)


def test_they_decline_it_with_one_of_our_reasons(office, ana, intake_id):
    page = at(intake_id, "decline_offer")
    assert ana.fill_in(page, reason="Works then.").status == 400
    ana.fill_in(page, reason="Works then.", why="other_time")
    assert record(office, intake_id).status is Status.ACCEPTED
    assert "declined: needs another time" in seat_on(ana, intake_id)


def test_an_offer_that_is_over_is_told_and_nothing_is_lost(office, intake_id):
    office.wait(hours=25)
    ana = office.staff("ana", "admissions")
    told = ana.fill_in(at(intake_id, "take_offer"), reason="Called late.")
    assert told.status == 409
    assert "No offer is open any more" in told.html
    assert "Called late." in told.html


@pytest.mark.parametrize(
    ("held_at", "status"),
    [("2026-01-05T05:30", 303), ("2026-01-05T06:30", 400), ("noon", 400), ("", 400)],
)
def test_a_contact_is_recorded_by_the_programs_clocks(office, ana, intake_id, held_at, status):
    reply = ana.fill_in(at(intake_id, "clinical_contact"), reason="Held.", held_at=held_at)
    assert (reply.status if not reply.location else 303) == status
    if status == 303:
        last = office.practice.store.events(intake_id)[-1]
        assert last.details["held_at"] == "2026-01-05T11:30+00:00"


def test_interim_services_are_ticked(office, ana):
    intake_id = waits(office)
    step = Step(EventKind.ANSWERS_RENEWED, PATIENT, office.practice.now, tier=Tier.P2)
    take(office.practice.store, intake_id, lambda _: step)
    page = at(intake_id, "interim_services")
    assert ana.fill_in(page, reason="By phone.").status == 400
    both = ["hiv_tb_education", "prenatal_referral"]
    ana.fill_in(page, reason="By phone.", services=both)
    last = office.practice.store.events(intake_id)[-1]
    assert last.details["services"] == " ".join(both)
    html = unescape(ana.get(f"/console/intakes/{intake_id}").html)
    assert "referral for prenatal care" in html
    bill = office.staff("bill", "billing").get(f"/console/intakes/{intake_id}").html
    assert "prenatal" not in bill


@pytest.mark.parametrize("role", ["billing", "auditor"])
@pytest.mark.parametrize("act", ["take_offer", "decline_offer", "no_show", "clinical_contact"])
def test_the_acts_take_a_role(office, intake_id, role, act):
    with pytest.raises(NotForRole):
        office.staff("x", role).get(at(intake_id, act))


def test_where_their_zone_is_not_known_it_is_not_told(office, ana):
    intake_id = waits(office)
    offer(office, intake_id)
    assert "By their clocks" not in seat_on(ana, intake_id)
