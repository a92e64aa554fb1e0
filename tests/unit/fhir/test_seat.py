"""The way to a seat as FHIR R4: valid, exact, and telling of nobody else."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis.strategies import booleans, builds, integers, none, sampled_from

from tests.builders import NOW, blank
from tests.unit.fhir.r4 import faults
from tests.unit.use_cases.seating_on_paper import COHORT, FIRST, INTAKE_ID, seat
from threshold.fhir.seat import seat_bundle
from threshold.intake.life_cycle import Status
from threshold.intake.record import Tier
from threshold.intake.submission import Track
from threshold.scheduling.seat import Appointment
from threshold.use_cases.seat_case import SeatCase

HELD = NOW + timedelta(days=1)
PRESCRIBER = Appointment("slot-2", "c-2", datetime(2026, 1, 9, 15, tzinfo=UTC), 30)
COUPLE = Appointment("slot-3", "c-3", datetime(2026, 1, 10, 15, tzinfo=UTC), 50)
FULL = seat(prescriber=PRESCRIBER, couple=COUPLE, partner="b" * 26, accommodation=True)


def case(status=Status.SCHEDULED, tier=Tier.P6, due_at=None, **changes):
    record = blank(INTAKE_ID, status=status, tier=tier, due_at=due_at)
    made = SeatCase(record, NOW, seat(), COHORT, members=7, ended=False)
    return replace(made, **changes)


def waiting(**changes):
    return case(Status.ACCEPTED, **{"seat": None, "cohort": None, "members": 0} | changes)


def resources(made, kind):
    found = (entry["resource"] for entry in seat_bundle(made)["entry"])
    return [one for one in found if one["resourceType"] == kind]


def only(made, kind):
    (found,) = resources(made, kind)
    return found


def kinds(made):
    return [entry["resource"]["resourceType"] for entry in seat_bundle(made)["entry"]]


CASES = {
    "waiting": waiting(),
    "waiting with a deadline": waiting(due_at=NOW + timedelta(days=14)),
    "waiting with a deadline that was before": waiting(due_at=NOW - timedelta(days=1)),
    "offered": case(Status.OFFERED, seat=seat(hold_until=HELD)),
    "booked": case(),
    "booked with all there is": case(seat=FULL),
    "booked in a group that is in no roster any more": case(cohort=None),
    "in review with a seat": case(Status.IN_REVIEW),
    "in review without": waiting(record=blank(INTAKE_ID, status=Status.IN_REVIEW)),
    "withdrawn": waiting(record=blank(INTAKE_ID, status=Status.WITHDRAWN)),
    "ended": case(seat=None, cohort=None, ended=True),
}


@pytest.mark.parametrize("made", CASES.values(), ids=CASES)
def test_each_case_is_a_bundle_that_r4_allows(made):
    assert faults(seat_bundle(made)) == []


@settings(max_examples=40)
@given(
    builds(
        case,
        status=sampled_from((Status.ACCEPTED, Status.OFFERED, Status.SCHEDULED, Status.IN_REVIEW)),
        tier=sampled_from(Tier),
        due_at=none() | integers(-400, 400).map(lambda days: NOW + timedelta(days=days)),
        seat=none()
        | builds(
            seat,
            number=integers(1, 9),
            hold_until=sampled_from((None, HELD)),
            prescriber=sampled_from((None, PRESCRIBER)),
            couple=sampled_from((None, COUPLE)),
        ),
        members=integers(0, 30),
        ended=booleans(),
    )
)
def test_any_case_is_a_bundle_that_r4_allows(made):
    assert faults(seat_bundle(made)) == []


@pytest.mark.parametrize(
    ("made", "appointment", "slot", "answer"),
    [
        (CASES["offered"], "proposed", "busy-tentative", "needs-action"),
        (CASES["booked"], "booked", "busy", "accepted"),
        (CASES["in review with a seat"], "booked", "busy", "accepted"),
    ],
)
def test_an_offer_is_proposed_and_what_is_taken_is_booked(made, appointment, slot, answer):
    found = only(made, "Appointment")
    assert (found["status"], only(made, "Slot")["status"]) == (appointment, slot)
    assert [one["status"] for one in found["participant"]] == [answer, "accepted"]


def test_who_waits_is_on_the_waitlist_with_what_was_promised_and_no_time_yet():
    found = only(CASES["waiting with a deadline"], "Appointment")
    assert found["status"] == "waitlist"
    assert found["requestedPeriod"] == [
        {"start": "2026-01-05T12:00:00+00:00", "end": "2026-01-19T12:00:00+00:00"}
    ]
    assert not found.keys() & {"start", "end", "slot", "minutesDuration"}
    assert kinds(CASES["waiting"]) == ["ServiceRequest", "Appointment"]


@pytest.mark.parametrize("name", ["in review without", "withdrawn", "ended"])
def test_who_waits_for_nothing_has_no_appointment(name):
    assert kinds(CASES[name]) == ["ServiceRequest"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("waiting", "active"),
        ("offered", "active"),
        ("booked", "active"),
        ("in review with a seat", "on-hold"),
        ("withdrawn", "revoked"),
        ("ended", "completed"),
    ],
)
def test_the_request_is_as_far_as_the_intake(name, status):
    assert only(CASES[name], "ServiceRequest")["status"] == status


@pytest.mark.parametrize(
    ("tier", "priority"),
    [
        *((Tier.P0, "stat"), (Tier.P1, "asap"), (Tier.P2, "asap"), (Tier.P3, "urgent")),
        *((Tier.P4, "urgent"), (Tier.P5, "urgent"), (Tier.P6, "routine")),
    ],
)
def test_the_priority_is_that_of_the_tier(tier, priority):
    assert only(waiting(tier=tier), "ServiceRequest")["priority"] == priority


@pytest.mark.parametrize("track", Track)
def test_the_care_is_named_by_the_code_it_is_billed_under(track):
    made = case(cohort=replace(COHORT, track=track))
    ours, billed = only(made, "ServiceRequest")["code"]["coding"]
    assert ours["code"] == "virtual_intensive_outpatient"
    assert billed["code"] == ("H0015" if track is Track.SUBSTANCE_USE else "S9480")


def test_a_seat_is_its_appointments_each_with_slot_and_schedule_its_group_and_its_service():
    trio = ["Appointment", "Slot", "Schedule"]
    assert kinds(CASES["booked"]) == ["ServiceRequest", *trio, "Group", "HealthcareService"]
    with_all = CASES["booked with all there is"]
    assert kinds(with_all) == ["ServiceRequest", *trio * 3, "Group", "HealthcareService"]
    what = [one["serviceType"][0]["coding"][0]["code"] for one in resources(with_all, "Slot")]
    assert what == ["first", "prescriber", "couples"]


def test_an_appointment_has_its_time_its_length_and_who_meets():
    found = only(CASES["booked"], "Appointment")
    assert (found["start"], found["end"]) == (
        "2026-01-08T15:00:00+00:00",
        "2026-01-08T16:00:00+00:00",
    )
    assert found["minutesDuration"] == 60
    patient, clinician = (one["actor"] for one in found["participant"])
    assert patient == {"reference": f"Patient/{INTAKE_ID}"}
    assert clinician["identifier"] == {"system": "urn:threshold:clinicians", "value": "c-1"}
    assert found["identifier"][0]["value"] == f"{INTAKE_ID}-1-first"


def test_an_hour_is_an_hour_on_the_day_the_clocks_change():
    from zoneinfo import ZoneInfo

    before = datetime(2026, 3, 8, 1, 30, tzinfo=ZoneInfo("America/Chicago"))
    found = only(case(seat=seat_at(before)), "Appointment")
    assert (found["start"], found["end"]) == (
        "2026-03-08T07:30:00+00:00",
        "2026-03-08T08:30:00+00:00",
    )


def seat_at(moment):
    return replace(seat(), first=replace(FIRST, starts_at=moment))


def test_a_time_without_a_zone_is_an_error():
    with pytest.raises(ValueError, match="zone"):
        seat_bundle(case(seat=seat_at(datetime(2026, 1, 8, 15))))  # noqa: DTZ001


def test_of_the_group_its_track_and_how_many_are_in_it_are_told_and_nobody_of_them():
    group = only(CASES["booked"], "Group")
    assert (group["quantity"], "member" in group) == (7, False)
    (track,) = group["characteristic"]
    assert track["valueCodeableConcept"]["coding"][0]["code"] == "dual"


def test_care_begins_on_the_day_of_the_seat():
    period = only(CASES["booked"], "ServiceRequest")["occurrencePeriod"]
    assert period == {"start": date(2026, 1, 12).isoformat()}


@pytest.mark.parametrize("made", CASES.values(), ids=CASES)
def test_a_partner_a_name_and_a_clinical_word_are_in_none(made):
    text = json.dumps(seat_bundle(made))
    for word in ("b" * 26, "JT", "TX", COHORT.name, "accommodation", "content-1"):
        assert word not in text


def test_the_same_intake_gets_the_same_full_urls_and_another_others():
    def urls(made):
        return [entry["fullUrl"] for entry in seat_bundle(made)["entry"]]

    other = case(seat=seat("b" * 26), record=blank("b" * 26, status=Status.SCHEDULED))
    assert urls(CASES["offered"]) == urls(CASES["booked"])
    assert not set(urls(CASES["booked"])) & set(urls(other))


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("Appointment", {"status": "waiting"}),
        ("Appointment", {"end": None}),
        ("Appointment", {"participant": [{"status": "accepted"}]}),
        ("Appointment", {"requestedPeriod": [{"start": "2026-01-02", "end": "2026-01-01"}]}),
        ("Slot", {"status": "taken"}),
        ("Slot", {"schedule": None}),
        ("Schedule", {"actor": None}),
        ("ServiceRequest", {"priority": "high"}),
        ("ServiceRequest", {"intent": None}),
        ("Group", {"quantity": "7"}),
        ("Group", {"actual": False, "member": [{"entity": {"reference": "Patient/1"}}]}),
        ("HealthcareService", {"track": "dual"}),
    ],
)
def test_the_check_of_these_tests_finds_what_r4_does_not_allow(kind, change):
    right = only(CASES["booked"], kind)
    changed = {name: value for name, value in (right | change).items() if value is not None}
    assert (faults(right), faults(changed) != []) == ([], True)
