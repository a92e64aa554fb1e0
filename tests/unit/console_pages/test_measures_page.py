"""The program's measures, as a page and as a document."""

import json
from datetime import timedelta

import pytest

from tests.builders import NOW
from threshold.console.measures_view import measures_view, months_asked
from threshold.console.roles import NotForRole
from threshold.console_pages.bars import WIDTH, bars
from threshold.intake.record import Tier
from threshold.months import months_back
from threshold.scheduling.journey import Journey
from threshold.scheduling.measures import Group, Reached, Spell

HERE = "/console/measures"
DAY = timedelta(days=1)


@pytest.fixture
def measured(office):
    """Twelve forms of a month: of English speakers all were seen, of Spanish speakers later."""
    for number in range(12):
        spanish = number % 2
        wait = (1 + 3 * spanish) * DAY
        seen = Journey(
            f"j{number}",
            9,
            NOW - 20 * DAY,
            "es" if spanish else "en",
            "TX",
            "99991" if spanish else "self_pay",
            Tier.P6,
            NOW - 18 * DAY,
            NOW - 20 * DAY + wait / 2,
            NOW - 20 * DAY + wait,
            NOW - 20 * DAY + 2 * wait,
        )
        office.room.journeys.keep(seen)
    return office


def lost(office, count, why):
    for number in range(count):
        journey = Journey(f"{why}{number}", 2, NOW - 20 * DAY, "en", "TX", lost=why)
        office.room.journeys.keep(journey)


def test_months_are_counted_back_from_this_one():
    assert months_back(NOW, 3) == ["2026-01", "2025-12", "2025-11"]
    asked = [months_asked({"months": one}) for one in ("1", "12", "2", "", "x")]
    assert asked == [1, 12, 3, 3, 3]


def test_waits_are_told_by_language_state_and_payer(measured, sam):
    text = sam.see(HERE)
    assert "English 6 12 h 0 min 1 d 0 h 2 d 0 h 6 (100 %)" in text
    assert "Spanish: 4 d 0 h, nine in ten 4 d 0 h" in text
    assert "EXAMPLE HEALTH PLAN" in text
    assert "pays without a plan" in text


def test_the_drawing_can_be_of_another_wait(measured, sam):
    assert "Spanish: 2 d 0 h, nine in ten 2 d 0 h" in sam.see(f"{HERE}?of=accepted")
    assert "Spanish: 8 days, nine in ten 8 days" in sam.see(f"{HERE}?of=seat")


def test_only_the_months_that_are_asked_for_count(measured, sam):
    assert "Fewer than 5 forms came" in sam.see(f"{HERE}?months=1")
    assert "Fewer than 5 forms came" not in sam.see(f"{HERE}?months=12")


def test_a_loss_is_told_by_its_rule_and_safety_rules_as_one(measured, sam):
    lost(measured, 3, "C1")
    lost(measured, 2, "S12")
    lost(measured, 5, "withdrawn")
    text = sam.see(HERE)
    assert "S12: " in text
    assert "C1" not in text
    assert "stopped or left 5" in text


def test_first_contacts_are_told_by_tier_and_deadline(measured, sam):
    assert "P6 routine 6 6 0 0" in sam.see(HERE)


@pytest.mark.parametrize("role", ["admissions", "clinician", "billing"])
def test_it_is_for_supervisors_and_auditors(office, role):
    with pytest.raises(NotForRole):
        office.staff("x", role).get(HERE)
    assert office.staff("otto", "auditor").get(HERE).status == 200


def test_the_document_holds_no_group_of_fewer_than_five_and_nobodys_id(measured):
    lost(measured, 4, "L2")
    found = measures_view(measured.room, 3, NOW)
    assert found["everybody"]["hours_to"]["contact"] == {
        "count": 12,
        "median": 60.0,
        "ninetieth": 96.0,
    }
    groups = [one for by in ("language", "state", "payer") for one in found[f"by_{by}"]]
    assert all(one["submitted"] >= 5 for one in groups)
    assert found["first_contact_by_tier"] == [
        {"tier": "P6", "in_time": 6, "late": 6, "to_come": 0, "no_deadline_known": 0}
    ]
    assert "j1" not in json.dumps(found)


def test_too_few_are_no_document(office):
    assert measures_view(office.room, 1, NOW)["everybody"] is None


def group(name, median, ninetieth):
    spells = {Reached.SEAT: Spell(9, median, ninetieth)}
    return Group(name, 9, spells, 9, 0)


def test_the_longest_line_is_as_wide_as_the_drawing_and_none_is_without_length():
    groups = [group("a", 2 * DAY, 4 * DAY), group("b", 0 * DAY, 1 * DAY), group("c", None, None)]
    drawn = bars(groups, Reached.SEAT, lambda one: one.name)
    lengths = [(bar.middle, bar.far) for bar in drawn.bars]
    assert lengths == [(WIDTH // 2, WIDTH), (2, WIDTH // 4), (0, 0)]


def test_what_nobody_reached_is_not_drawn():
    assert bars([group("a", None, None)], Reached.SEAT, lambda one: one.name) is None
