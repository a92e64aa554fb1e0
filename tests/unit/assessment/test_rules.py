"""Each rule at the edges of its threshold, on forms filled in through the packs."""

from dataclasses import replace

import pytest

from tests.unit.assessment.forms import (
    PACKS,
    SETTINGS,
    asq,
    assess,
    calm,
    facts,
    gad7,
    phq9,
    rules,
)
from threshold.assessment.conditions import SAFETY_ITEMS
from threshold.assessment.deadline import BusinessDays, Hours, Minutes, SameDay
from threshold.assessment.rules import ALL_RULES, RULES
from threshold.intake.life_cycle import Role

TABLE = {
    "S1": ("CRISIS_NOW", Minutes(5), Role.CLINICIAN),
    "S2": ("CRISIS_NOW", Minutes(10), Role.CLINICIAN),
    "S6": ("CLINICAL_REVIEW", SameDay(), Role.CLINICIAN),
    "S7": ("CLINICAL_REVIEW", Hours(48), Role.CLINICIAN),
    "F1": ("NOT_SERVED_HERE", BusinessDays(1), Role.ADMISSIONS),
    "F6": ("CLINICAL_REVIEW", BusinessDays(1), Role.CLINICIAN),
    "L1": ("IOP_CANDIDATE", BusinessDays(10), Role.CLINICIAN),
    "L3": ("REFER_DOWN", BusinessDays(10), Role.CLINICIAN),
    "Z": ("CLINICAL_REVIEW", BusinessDays(5), Role.CLINICIAN),
}


def fired(state="TX", recent_discharge=False, **changes):
    """The rules that fire when these instruments of a calm submission are changed."""
    forms = calm() | {name.replace("_", "-"): form for name, form in changes.items()}
    present = {name: form for name, form in forms.items() if form is not None}
    return rules(assess(present, state, recent_discharge=recent_discharge))


def test_the_table_is_the_clinicians_table():
    assert {rule.id: (rule.outcome, rule.deadline, rule.reviewer) for rule in ALL_RULES} == TABLE
    assert all(rule.text and rule.source for rule in ALL_RULES)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (asq("q1", now="yes"), ["S1"]),
        (asq(now="yes"), ["S1"]),
        ({"q5": "yes"}, ["S1", "F6"]),
        (asq("q1"), ["S2", "F6"]),
        (asq("q4", now="declined"), ["S2", "F6"]),
        ({"q2": "yes"}, ["S2", "F6"]),
        ({"q2": "yes", "q5": "no"}, ["S6", "F6"]),
        (asq("q1", now="no"), ["S6"]),
        (asq("q2", now="no"), ["S6"]),
        (asq("q3", now="no"), ["S6"]),
        (asq("q4", now="no"), ["S6"]),
        (asq(now="no"), ["L3"]),
        (asq(), ["L3"]),
        (asq() | {"q3": None}, ["F6"]),
        (asq() | {"q3": "declined"}, ["F6"]),
        ({}, ["F6"]),
        (None, ["F6"]),
    ],
)
def test_s1_s2_s6_and_f6_by_the_asq(form, expected):
    assert fired(asq=form) == expected


@pytest.mark.parametrize(
    ("item_9", "expected"),
    [(0, ["L3"]), (1, ["S6"]), (2, ["S6"]), (3, ["S6"]), (None, ["F6"]), ("declined", ["F6"])],
)
def test_s6_and_f6_by_item_9(item_9, expected):
    assert fired(phq_9=phq9(4, difficulty=0) | {"q9": item_9}) == expected


def test_item_9_alone_fires_though_the_rest_is_blank():
    assert fired(phq_9={"q9": 1}) == ["S6"]


def test_phq_9_not_administered_is_a_missing_safety_item():
    assert fired(phq_9=None) == ["F6"]


def test_gad_7_not_administered_leaves_it_to_a_clinician():
    assert fired(gad_7=None) == ["Z"]


@pytest.mark.parametrize(
    ("total", "difficulty", "expected"),
    [
        (14, 3, ["L1"]),
        (15, 3, ["S7", "L1"]),
        (15, 2, ["L1"]),
        (19, 3, ["S7", "L1"]),
        (19, 2, ["L1"]),
        (20, 2, ["S7"]),
        (20, 0, ["S7"]),
        (24, None, ["S7"]),
        (19, None, ["Z"]),
    ],
)
def test_s7_by_phq_9_and_difficulty(total, difficulty, expected):
    assert fired(phq_9=phq9(total, difficulty)) == expected


@pytest.mark.parametrize(("total", "expected"), [(20, ["S7"]), (19, ["Z"])])
def test_s7_by_what_was_answered_of_an_unfinished_phq_9(total, expected):
    form = phq9(total) | {"q8": None, "difficulty": 2}
    assert fired(phq_9=form) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [("TX", ["L3"]), ("CA", ["F1", "L3"]), (None, ["Z"])],
)
def test_f1_takes_a_known_state_and_an_unknown_one_is_a_doubt(state, expected):
    assert fired(state=state) == expected


def test_a_person_in_crisis_out_of_state_gets_the_crisis_path():
    assert fired(state="CA", asq=asq("q1", now="yes")) == ["S1", "F1"]


@pytest.mark.parametrize(
    ("phq_total", "gad_total", "difficulty", "expected"),
    [
        (9, 9, 1, ["L3"]),
        (9, 9, 2, ["Z"]),
        (10, 9, 1, ["Z"]),
        (10, 9, 2, ["L1"]),
        (9, 10, 1, ["Z"]),
        (9, 10, 2, ["L1"]),
        (10, 10, 3, ["L1"]),
        (20, 10, 2, ["S7", "L1"]),
        (0, 9, None, ["L3"]),
        (0, 10, None, ["Z"]),
        (10, 10, None, ["Z"]),
    ],
)
def test_l1_and_l3_by_totals_and_difficulty(phq_total, gad_total, difficulty, expected):
    assert fired(phq_9=phq9(phq_total, difficulty), gad_7=gad7(gad_total)) == expected


@pytest.mark.parametrize(
    ("phq_total", "recent_discharge", "expected"),
    [
        (10, True, ["L1"]),
        (10, False, ["Z"]),
        (10, None, ["Z"]),
        (9, True, ["Z"]),
        (9, None, ["Z"]),
        (9, False, ["L3"]),
    ],
)
def test_l1_and_l3_by_stepping_down(phq_total, recent_discharge, expected):
    form = phq9(phq_total, difficulty=1)
    assert fired(phq_9=form, recent_discharge=recent_discharge) == expected


def test_l3_rests_on_the_whole_battery_that_the_program_asks():
    wider = replace(SETTINGS, required_instruments=(*SETTINGS.required_instruments, "audit-c"))
    below = next(rule.condition for rule in RULES if rule.id == "L3")
    fits = next(rule.condition for rule in RULES if rule.id == "L1")
    candidate = facts(calm() | {"phq-9": phq9(12, difficulty=2)})
    assert (bool(below(facts(calm()), SETTINGS)), bool(fits(candidate, SETTINGS))) == (True, True)
    assert (bool(below(facts(calm()), wider)), bool(fits(candidate, wider))) == (False, False)


@pytest.mark.parametrize(
    ("tighter", "phq_total", "difficulty", "expected"),
    [
        ({"severe_phq9": 18}, 18, 2, {"S7"}),
        ({"high_phq9": 13}, 13, 3, {"S7", "L1"}),
        ({"candidate_from": {"phq-9": 12, "gad-7": 10}}, 11, 2, set()),
        ({"impaired_difficulty": 3}, 12, 2, set()),
    ],
)
def test_a_tighter_setting_sends_more_people_to_a_human(tighter, phq_total, difficulty, expected):
    settings = replace(SETTINGS, **tighter)
    known = facts(calm() | {"phq-9": phq9(phq_total, difficulty)})
    assert {rule.id for rule in RULES if rule.condition(known, settings)} == expected


def test_the_safety_items_of_the_rules_are_those_of_the_packs():
    assert {
        name: tuple(item.id for item in pack.items if item.safety)
        for name, pack in PACKS.items()
        if any(item.safety for item in pack.items)
    } == SAFETY_ITEMS
