from dataclasses import replace
from datetime import date

import pytest

from tests.clinic import CLINIC
from tests.unit.assessment.forms import NOW, calm, facts, rules
from threshold.assessment.deadline import BusinessDays, Hours, Minutes
from threshold.assessment.rules import RULESET_VERSION
from threshold.assessment.settings import (
    ORIGINAL_MEDICARE,
    BatteryTooSmall,
    Settings,
    settings_of,
)
from threshold.assessment.triage import triage
from threshold.decision.decide import decide
from threshold.program.model import NotCovered
from threshold.program.rule_changes import RuleChange, Signature
from threshold.program.thresholds import Thresholds

PROGRAM = CLINIC.program
TODAY = date(2026, 3, 4)
POLICY = NotCovered("99991", date(2026, 3, 1), "medical policy 12", date(2026, 3, 31))


def test_a_program_that_changes_nothing_has_the_published_figures():
    assert settings_of(PROGRAM, TODAY) == Settings(licensed_states=PROGRAM.states)
    assert Settings().required_instruments == ("phq-9", "asq", "gad-7")
    assert Settings().hours_per_week == 9


@pytest.mark.parametrize("battery", [("phq-9", "gad-7"), ("phq-9", "asq", "audit-c"), ()])
def test_nobody_goes_unasked_about_depression_anxiety_and_suicide(battery):
    with pytest.raises(BatteryTooSmall, match="required_instruments"):
        Settings(required_instruments=battery)


def test_a_program_may_ask_more_of_everybody():
    wider = settings_of(replace(PROGRAM, instruments=("audit-c", "phq-9")), TODAY)
    assert wider.required_instruments == ("phq-9", "asq", "gad-7", "audit-c")
    assert rules(triage(facts(calm()), wider, NOW)) == ["Z"]


def test_a_safety_instrument_that_a_program_asks_is_missed_by_f6():
    wider = settings_of(replace(PROGRAM, instruments=("violence",)), TODAY)
    reason = triage(facts(calm()), wider, NOW).reasons[0]
    assert (reason.rule, reason.inputs) == ("F6", {"violence": "NOT_ADMINISTERED"})


@pytest.mark.parametrize(
    ("today", "holds"),
    [("2026-02-28", False), ("2026-03-01", True), ("2026-03-31", True), ("2026-04-01", False)],
)
def test_a_payers_rule_holds_from_its_first_to_its_last_day(today, holds):
    program = replace(PROGRAM, virtual_iop_not_covered=(POLICY,))
    settings = settings_of(program, date.fromisoformat(today))
    reasons = triage(facts(calm(), payer_id="99991"), settings, NOW).reasons
    assert (reasons[0].rule == "F3") is holds
    assert (POLICY in settings.not_covered) is holds


def test_f3_says_which_payer_from_when_until_when_and_by_what():
    settings = settings_of(replace(PROGRAM, virtual_iop_not_covered=(POLICY,)), TODAY)
    assert triage(facts(calm(), payer_id="99991"), settings, NOW).reasons[0].inputs == {
        "payer": "99991",
        "from": "2026-03-01",
        "until": "2026-03-31",
        "by": "medical policy 12",
    }


@pytest.mark.parametrize(
    ("payer_id", "name", "is_medicare"),
    [
        ("CMS", None, True),
        (None, "original  MEDICARE", True),
        (None, "Medicare Part B", True),
        (None, "Medicare", False),
        (None, "Example Medicare Advantage", False),
        ("99991", "Original Medicare", False),
        (None, None, False),
    ],
)
def test_original_medicare_is_known_by_its_id_or_a_name_that_is_its_alone(
    payer_id, name, is_medicare
):
    assert ORIGINAL_MEDICARE.speaks_of(payer_id, name) is is_medicare


def test_original_medicare_holds_since_its_benefit_began():
    assert ORIGINAL_MEDICARE.holds(date(2024, 1, 1))
    assert not ORIGINAL_MEDICARE.holds(date(2023, 12, 31))


@pytest.mark.parametrize(("hours", "fires"), [(11, True), (12, False)])
def test_f5_goes_by_the_hours_the_program_takes(hours, fires):
    settings = settings_of(replace(PROGRAM, hours_per_week=12), TODAY)
    assessment = triage(facts(calm(), hours_per_week=hours), settings, NOW)
    assert ("F5" in rules(assessment)) is fires


def test_a_decision_names_the_changed_rules_among_its_versions():
    program = replace(PROGRAM, rules={"S7": RuleChange(deadline={"hours": 24})})
    changed = triage(facts(calm()), settings_of(program, TODAY), NOW)
    versions = decide(changed, None, program, NOW).versions
    assert versions["rules"].startswith(f"{RULESET_VERSION}+")


def test_changes_are_carried_with_who_signed_them():
    program = replace(
        PROGRAM,
        thresholds=Thresholds(severe_phq9=22, high_phq9=12),
        rules={
            "M4": RuleChange(switched_off=True),
            "S7": RuleChange(deadline={"hours": 24}),
            "S1": RuleChange(deadline={"minutes": 3}),
            "L1": RuleChange(deadline={"business_days": 5}),
        },
        signed=(
            Signature("thresholds.severe_phq9 = 22", "Jill Tester", "director", date(2026, 1, 5)),
            Signature("rules.M4 = off", "Jill Tester", "director", date(2026, 1, 5)),
        ),
    )
    settings = settings_of(program, TODAY)
    assert settings.off == {"M4"}
    assert settings.deadlines == {"S7": Hours(24), "S1": Minutes(3), "L1": BusinessDays(5)}
    assert settings.changes == (
        "thresholds.severe_phq9 = 22, signed Jill Tester, director, 2026-01-05",
        "thresholds.high_phq9 = 12",
        "rules.M4 = off, signed Jill Tester, director, 2026-01-05",
        "rules.S7 = 24 hours",
        "rules.S1 = 3 minutes",
        "rules.L1 = 5 business days",
    )
