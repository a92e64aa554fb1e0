"""The ledger of overrides: what clinicians set aside, by month."""

import pytest

from threshold.console.roles import NotForRole
from threshold.intake.life_cycle import Role
from threshold.intake.record import Actor
from threshold.use_cases.staff_acts import Act, Wanted, act

HERE = "/console/overrides"
ACUTE = {"asq": {f"q{n}": "yes" for n in range(1, 6)}}


def set_aside(office, rule="S1"):
    practice = office.practice
    intake_id = practice.submit(answers=ACUTE)
    seen = practice.store.load(intake_id).version
    wanted = Wanted(Act.OVERRIDE_RULE, seen, "k", "Seen.", signed_name="Clara", rule=rule)
    clara = Actor(Role.CLINICIAN, "clara")
    act(intake_id, wanted, clara, practice.store, office.desk.program, practice.now)
    return intake_id


def test_a_month_shows_each_override_with_its_rule_and_who_set_it_aside(office):
    intake_id = set_aside(office)
    seen = office.staff("sam", "supervisor").get(HERE).html
    assert "S1" in seen
    assert "crisis now" in seen
    assert "clara" in seen
    assert f"/console/intakes/{intake_id}" in seen


def test_the_months_beside_it_are_a_link_away(office):
    set_aside(office)
    sam = office.staff("sam", "supervisor")
    month = f"{office.practice.now:%Y-%m}"
    assert f"{HERE}?month=2025-12" in sam.get(HERE).html
    assert "No rule was set aside." in sam.see(f"{HERE}?month=2025-12")
    assert "S1" in sam.see(f"{HERE}?month={month}")


@pytest.mark.parametrize("month", ["soon", "2026-13", "2026-1", "1999-01"])
def test_what_is_no_month_is_this_one(office, month):
    set_aside(office)
    assert "S1" in office.staff("sam", "supervisor").see(f"{HERE}?month={month}")


@pytest.mark.parametrize("role", ["admissions", "billing", "auditor"])
def test_it_is_for_clinicians_and_supervisors(office, role):
    with pytest.raises(NotForRole):
        office.staff("x", role).get(HERE)
