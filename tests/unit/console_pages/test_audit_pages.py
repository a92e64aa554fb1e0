"""The audit of an intake and the accounting of its disclosures, as pages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.clinic import CLINIC
from threshold.console.roles import NotForRole
from threshold.errors import Retryable, Unknown
from threshold.intake.access import Access, Part
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import Actor
from threshold.use_cases import auditing
from threshold.use_cases.break_glass import break_glass
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify

PAGES = ("audit", "disclosures")


@pytest.fixture
def intake_id(office):
    intake_id = office.practice.assessed()
    verify(intake_id, office.practice.desk)
    return intake_id


@pytest.fixture
def otto(office):
    return office.staff("otto", "auditor")


def at(intake_id, page="audit"):
    return f"/console/intakes/{intake_id}/{page}"


def test_it_tells_who_opened_changed_and_disclosed_what_and_when(office, otto, intake_id):
    office.staff("ana", "admissions").get(f"/console/intakes/{intake_id}")
    text = otto.see(at(intake_id))
    assert "2026-01-05 06:00:00 CST EXAMPLE HEALTH PLAN health plan coverage" in text
    assert "2026-01-05 06:00:00 CST ana (admissions) record, what was submitted" in text
    assert "1 2026-01-05 06:00:00 CST submitted the patient" in text
    assert "verification started the system" in text


def test_that_the_audit_was_read_stands_in_the_next_one(otto, intake_id):
    assert "Nobody opened it before now." in otto.see(at(intake_id))
    assert "otto (auditor) record, audit" in otto.see(at(intake_id))


def test_a_whole_trail_is_shown_as_whole(office, otto, intake_id):
    text = otto.see(at(intake_id))
    record = office.practice.store.load(intake_id)
    assert f"The trail is whole. All {record.version} events" in text
    assert record.event_hash[:16] in text
    assert "broken" not in text


def test_a_broken_trail_is_shown_with_the_event_at_which_it_is(
    office, otto, intake_id, monkeypatch
):
    events = office.practice.store.events(intake_id)
    later = replace(events[1], occurred_at=events[1].occurred_at + timedelta(minutes=1))
    monkeypatch.setattr(office.practice.store, "events", lambda _: (events[0], later, *events[2:]))
    text = otto.see(at(intake_id))
    assert "The trail is broken at event 3." in text
    assert "verification started not as written" in text
    assert "is whole" not in text


@pytest.mark.parametrize("page", PAGES)
def test_a_disclosure_whose_details_were_wiped_is_shown_as_unreadable(
    office, otto, intake_id, monkeypatch, page
):
    wiped = tuple(replace(one, details={}) for one in office.practice.store.events(intake_id))
    monkeypatch.setattr(office.practice.store, "events", lambda _: wiped)
    assert "cannot be read: the trail was tampered with" in otto.see(at(intake_id, page))


def test_broken_glass_stands_in_plain_sight(office, otto, intake_id):
    carl = Actor(Role.CLINICIAN, "carl")
    store, now = office.practice.store, office.practice.now
    break_glass(intake_id, "A shelter calls.", "k", carl, store, now)
    office.accesses.record(
        intake_id, Access(now, (Role.CLINICIAN,), "carl", (Part.SAFETY,), True), "n"
    )
    text = otto.see(at(intake_id))
    assert "Opened with a reason, without a right carl (clinician) , 2026-01-05 06:00:00" in text
    assert "open until 2026-01-05 07:00:00 CST. Reason: A shelter calls." in text
    assert "Supervisors were not told yet." in text
    assert "safety answers with a reason, without a right" in text
    told = Step(EventKind.SUPERVISORS_TOLD, Actor(Role.SYSTEM), now, details={"about": "5"})
    take(store, intake_id, lambda _: told)
    assert "Supervisors were told 2026-01-05 06:00:00 CST." in otto.see(at(intake_id))


def test_it_says_where_not_all_looks_are_shown(office, otto, intake_id, monkeypatch):
    monkeypatch.setattr(auditing, "MOST_READS", 2)
    texts = [otto.see(at(intake_id)) for _ in range(4)]
    assert ["These are the last 2" in text for text in texts] == [False, False, False, True]


def test_the_accounting_says_to_whom_what_why_and_under_which_consent(office, intake_id):
    payer = CLINIC.program.payer("99991", None)
    text = office.staff("sue", "supervisor").see(at(intake_id, "disclosures"))
    assert "Of Jane Tester, born 1990-01-01" in text
    assert f"Made by {CLINIC.program.name}" in text
    assert f"{payer.name} (99991) {payer.address} {payer.phone}" in text
    assert "Asked about: health plan coverage." in text
    assert "Payment: to learn what the plan covers" in text
    assert "version 2026-02, signed 2026-01-05" in text
    for part in ("What is in it", "What is not in it", "referrals", "card photos", "42 CFR 2.25"):
        assert part in text


def test_the_accounting_names_the_person_to_whom_may_know_the_name_alone(office, otto, intake_id):
    text = otto.see(at(intake_id, "disclosures"))
    assert "Tester" not in text
    assert "Of JT" in text
    office.staff("sue", "supervisor").get(at(intake_id, "disclosures"))
    by = {one.name: one.parts for one in office.accesses.of(intake_id, 9)}
    assert by == {
        "otto": (Part.RECORD, Part.AUDIT),
        "sue": (Part.RECORD, Part.AUDIT, Part.SUBMISSION),
    }


def test_where_nothing_was_disclosed_it_says_so(office, otto):
    intake_id = office.practice.submit()
    for page in PAGES:
        assert "Nothing was disclosed to a health plan." in otto.see(at(intake_id, page))


def test_calls_with_the_plan_are_accounted_for(office, otto, intake_id):
    heard = Step(
        EventKind.BENEFITS_RECORDED,
        Actor(Role.ADMISSIONS, "ana"),
        office.practice.now,
        details={"sources": "phone"},
    )
    assert "Calls with the plan" not in otto.see(at(intake_id, "disclosures"))
    take(office.practice.store, intake_id, lambda _: heard)
    text = otto.see(at(intake_id, "disclosures"))
    assert "2026-01-05 06:00:00 CST, ana (admissions)" in text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["admissions", "clinician", "billing"])
def test_who_works_on_cases_does_not_audit_them(office, intake_id, role, page):
    somebody = office.staff("somebody", role)
    with pytest.raises(NotForRole):
        somebody.get(at(intake_id, page))


@pytest.mark.parametrize("page", PAGES)
def test_what_cannot_be_written_down_is_not_shown(office, otto, intake_id, page, monkeypatch):
    def busy(*_):
        raise Retryable("busy")

    monkeypatch.setattr(office.accesses, "record", busy)
    with pytest.raises(Retryable):
        otto.get(at(intake_id, page))


@pytest.mark.parametrize("page", PAGES)
def test_an_intake_that_is_none_is_not_there(otto, page):
    with pytest.raises(Unknown):
        otto.get(at("a" * 26, page))
