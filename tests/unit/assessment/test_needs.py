"""Tracks, needs and priority: what an assessment says besides the level of care."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.assessment.forms import NOW
from tests.unit.assessment.saying import TODAY, told
from threshold.assessment.facts import Facts
from threshold.assessment.needs import Joint, Needs
from threshold.assessment.priority import clock
from threshold.assessment.recommendation import Assessment
from threshold.codec import decode, encode
from threshold.intake.record import Tier
from threshold.intake.submission import (
    Availability,
    BodyNeeds,
    Language,
    Medication,
    PartOfDay,
    Weekday,
    Window,
)

USES = "drug-use 1; withdrawal none"
PREGNANT = "pregnancy none; pregnancy/pregnant yes"
INJECTS = "pregnancy/injects_drugs yes; withdrawal none"


@pytest.mark.parametrize(
    ("said", "tracks"),
    [
        ("gad-7 10", ["mental_health"]),
        ("phq-9 10", ["mental_health"]),
        ("audit-c 3; withdrawal none", ["substance_use"]),
        ("withdrawal none; withdrawal/daily_opioids yes", ["substance_use"]),
        ("bam none; bam/q4 1; withdrawal none", ["substance_use"]),
        (f"{USES}; phq-9 10", ["dual"]),
        ("pc-ptsd-5 3", ["trauma"]),
        ("pc-ptsd-5 2", []),
        ("pcl-5 31", ["trauma"]),
        ("peg 12", ["chronic_pain"]),
        ("peg 11", []),
        ("track couples", ["couples"]),
        ("track couples; hark/q1 yes", []),
        ("track couples; no-contact order", []),
    ],
)
def test_tracks_are_what_was_sought_and_what_the_answers_speak_for(said, tracks):
    assert [track.value for track in told(said).assessment.tracks] == tracks


@pytest.mark.parametrize(
    ("said", "priority"),
    [
        (f"{PREGNANT}; {INJECTS}", Tier.P1),
        (f"{PREGNANT}; {USES}", Tier.P1),
        (f"{PREGNANT}; track substance_use", Tier.P2),
        (f"{PREGNANT}; track mental_health", Tier.P6),
        (PREGNANT, Tier.P6),
        (f"pregnancy none; {INJECTS}", Tier.P3),
        ("discharged 3 days ago from medical_hospital", Tier.P4),
        ("discharged 3 days ago from emergency_department", Tier.P4),
        ("discharged 3 days ago", Tier.P4),
        ("discharged 3 days ago from residential", Tier.P6),
        ("discharged 31 days ago from medical_hospital", Tier.P6),
        ("phq-9 20", Tier.P5),
        ("lacks internet", Tier.P6),
        (f"{PREGNANT}; {USES}; asq/q5 yes", Tier.P0),
        ("CIWA-Ar 10", Tier.P0),
    ],
)
def test_the_most_urgent_tier_counts(said, priority):
    assert told(said, "candidate").assessment.priority is priority


@pytest.mark.parametrize(
    ("said", "due"),
    [
        (f"{PREGNANT}; track substance_use", "2026-03-06T15:00:00+00:00"),
        ("discharged 3 days ago from medical_hospital", "2026-03-08T23:59:59+00:00"),
        ("discharged 3 days ago from residential", "2026-03-18T23:59:59+00:00"),
    ],
)
def test_a_tier_has_a_clock_of_its_own(said, due):
    assert told(said, "candidate").assessment.due_at.isoformat() == due


@pytest.mark.parametrize(
    ("priority", "due"),
    [
        (Tier.P0, None),
        (Tier.P1, "2026-03-06T15:00:00+00:00"),
        (Tier.P2, "2026-03-06T15:00:00+00:00"),
        (Tier.P3, "2026-03-18T15:00:00+00:00"),
        (Tier.P4, "2026-03-08T23:59:59+00:00"),
        (Tier.P5, None),
        (Tier.P6, None),
    ],
)
def test_the_clock_of_each_tier(priority, due):
    found = clock(priority, Facts(discharged_on=TODAY - timedelta(days=3)), NOW)
    assert (found and found.isoformat()) == due


def test_nobody_who_said_nothing_of_needs_has_any():
    assert told("").assessment.needs == Needs()


@pytest.mark.parametrize(
    ("said", "joint"),
    [
        ("", Joint.NOT_SOUGHT),
        ("track couples; hark none; alone; partner hark none; partner alone", Joint.OPEN),
        ("track couples; hark none; alone", Joint.HELD),
        ("track couples; hark/q4 yes", Joint.REFUSED),
        ("track couples; hark/q4 yes; no-contact order", Joint.KEPT_APART),
        ("partner no-contact order", Joint.KEPT_APART),
    ],
)
def test_joint_placement_is_limited_by_the_strictest_rule(said, joint):
    assert told(said).assessment.needs.joint is joint


@pytest.mark.parametrize(
    ("said", "called_for"),
    [
        ("psychosis-mania none; psychosis-mania/little_sleep_high_energy yes", True),
        ("withdrawal none; withdrawal/daily_opioids yes", True),
        ("psychosis-mania none", False),
    ],
)
def test_a_prescriber_is_called_for_by_certain_answers(said, called_for):
    assert told(said).assessment.needs.medication_management is called_for


def test_what_was_said_of_needs_is_on_the_assessment():
    telling = told(f"{PREGNANT}; lacks internet private_space; cognition/needs_help_to_follow yes")
    telling.sent = replace(
        telling.sent,
        medication=Medication(prescriber="Dr. Tester", pharmacy="Main", wants_management=True),
        body=BodyNeeds(mobility_limits="sits an hour", opioids_for_pain=True),
        language=Language("es", read="es-MX", interpreter=True, culture="any"),
        availability=Availability(
            hours_per_week=10,
            windows=(
                Window(Weekday.SATURDAY, PartOfDay.MORNING),
                Window(Weekday.MONDAY, PartOfDay.EVENING),
            ),
        ),
    )
    assert telling.assessment.needs == Needs(
        medication_management=True,
        prescriber_named=True,
        pharmacy_named=True,
        pregnant=True,
        injects_drugs=False,
        language="es",
        reads="es-MX",
        interpreter=True,
        culture=True,
        hours_per_week=10,
        evenings=True,
        weekends=True,
        to_solve=("private_space", "internet"),
        mobility=True,
        pain_aware=True,
        follow_along_help=True,
    )


def test_stepping_down_has_a_seven_day_clock_where_the_day_is_known():
    needs = told("discharged 3 days ago from residential").assessment.needs
    assert (needs.step_down, (needs.step_down_by - TODAY).days) == (True, 4)
    needs = told("stepping down").assessment.needs
    assert (needs.step_down, needs.step_down_by) == (True, None)


def test_needs_are_stored_and_read_back():
    assessment = told(f"{PREGNANT}; track couples; discharged 3 days ago").assessment
    assert decode(Assessment, encode(assessment)) == assessment
