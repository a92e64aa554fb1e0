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
from threshold.assessment.conditions.fit import SAFETY_ITEMS
from threshold.assessment.deadline import BusinessDays, DaysSince, Hours, Minutes, SameDay
from threshold.assessment.needs import Joint
from threshold.assessment.rules import ALL_RULES, RULES
from threshold.intake.life_cycle import Role
from threshold.intake.record import Tier
from threshold.program.rule_changes import LONGEST_MINUTES, longest_minutes
from threshold.program.thresholds import FIGURES, Thresholds

CLINICIAN, ADMISSIONS = Role.CLINICIAN, Role.ADMISSIONS
TABLE = {
    "S1": ("CRISIS_NOW", Minutes(5), CLINICIAN),
    "S2": ("CRISIS_NOW", Minutes(10), CLINICIAN),
    "S3": ("CRISIS_NOW", Minutes(5), CLINICIAN),
    "S4": ("CRISIS_NOW", Minutes(5), CLINICIAN),
    "S5": ("CRISIS_NOW", Minutes(5), CLINICIAN),
    "S6": ("CLINICAL_REVIEW", SameDay(), CLINICIAN),
    "S7": ("CLINICAL_REVIEW", Hours(48), CLINICIAN),
    "S8": ("CLINICAL_REVIEW", DaysSince(7), CLINICIAN),
    "S9": ("CLINICAL_REVIEW", Hours(72), CLINICIAN),
    "S10": ("CLINICAL_REVIEW", Hours(48), CLINICIAN),
    "S11": ("CLINICAL_REVIEW", BusinessDays(5), CLINICIAN),
    "S12": ("CLINICAL_REVIEW", Hours(24), CLINICIAN),
    "M1": ("MEDICAL_NOW", Minutes(5), CLINICIAN),
    "M2": ("REFER_UP", SameDay(), CLINICIAN),
    "M3": ("CLINICAL_REVIEW", Hours(24), CLINICIAN),
    "M4": ("CLINICAL_REVIEW", Hours(24), CLINICIAN),
    "M5": ("REFER_UP", Hours(24), CLINICIAN),
    "M6": ("CLINICAL_REVIEW", Hours(24), CLINICIAN),
    "M7": ("REFER_UP", SameDay(), CLINICIAN),
    "C1": ("CLINICAL_REVIEW", Hours(24), CLINICIAN),
    "C2": (None, None, CLINICIAN),
    "C3": (None, None, CLINICIAN),
    "F1": ("NOT_SERVED_HERE", BusinessDays(1), ADMISSIONS),
    "F2": ("NOT_SERVED_HERE", BusinessDays(1), ADMISSIONS),
    "F2M": ("CLINICAL_REVIEW", BusinessDays(1), CLINICIAN),
    "F3": ("NOT_SERVED_HERE", BusinessDays(1), ADMISSIONS),
    "F4": ("CLINICAL_REVIEW", BusinessDays(3), ADMISSIONS),
    "F5": ("REFER_DOWN", BusinessDays(3), ADMISSIONS),
    "F6": ("CLINICAL_REVIEW", BusinessDays(1), CLINICIAN),
    "L1": ("IOP_CANDIDATE", BusinessDays(10), CLINICIAN),
    "L2": ("IOP_CANDIDATE", BusinessDays(10), CLINICIAN),
    "L3": ("REFER_DOWN", BusinessDays(10), CLINICIAN),
    "Z": ("CLINICAL_REVIEW", BusinessDays(5), CLINICIAN),
}
FIGURES_OF = {
    "S6": {"suicide_item_phq9": 1},
    "S7": {"severe_phq9": 20, "high_phq9": 15, "extreme_difficulty": 3},
    "M1": {"ciwa_ar": 10},
    "F2": {"minimum_age": 18},
    "F2M": {"minimum_age": 18},
    "L1": {
        "candidate_phq9": 10,
        "severe_phq9": 20,
        "candidate_gad7": 10,
        "candidate_pc_ptsd_5": 3,
        "candidate_audit": 16,
        "candidate_dast_10": 3,
        "candidate_bam_use": 1,
        "impaired_difficulty": 2,
    },
    "L2": {"candidate_peg": 4, "candidate_phq9": 10, "severe_phq9": 20, "candidate_gad7": 10},
    "L3": {"easy_difficulty": 1, "candidate_peg": 4},
}


def fired(state="TX", recent_discharge=False, **changes):
    """The rules that fire when these instruments of a calm submission are changed."""
    forms = calm() | {name.replace("_", "-"): form for name, form in changes.items()}
    present = {name: form for name, form in forms.items() if form is not None}
    return rules(assess(present, state, recent_discharge=recent_discharge))


def test_the_table_is_the_clinicians_table():
    assert {rule.id: (rule.outcome, rule.deadline, rule.reviewer) for rule in ALL_RULES} == TABLE
    assert all(rule.text and rule.source and rule.holds_when for rule in ALL_RULES)
    assert all(rule.version >= 1 for rule in ALL_RULES)


def test_the_figures_of_the_rules_are_the_published_ones():
    found = {
        rule.id: {name: FIGURES[name].published for name in rule.thresholds}
        for rule in ALL_RULES
        if rule.thresholds
    }
    assert found == FIGURES_OF
    assert {name for figures in found.values() for name in figures} == set(FIGURES)
    assert {name: getattr(Thresholds(), name) for name in FIGURES} == {
        name: figure.published for name, figure in FIGURES.items()
    }


def test_what_is_not_yet_checked_against_its_source_never_widens_what_is_accepted():
    unverified = {rule.id: rule.outcome for rule in ALL_RULES if not rule.verified}
    assert set(unverified) == {"S4", "M3", "M4", "M6", "F3"}
    assert "IOP_CANDIDATE" not in unverified.values()


def test_couples_rules_limit_joint_placement_and_m5_gives_priority():
    assert {rule.id: rule.joint for rule in ALL_RULES if rule.joint} == {
        "C1": Joint.REFUSED,
        "C2": Joint.HELD,
        "C3": Joint.KEPT_APART,
    }
    assert {rule.id: rule.tier for rule in ALL_RULES if rule.tier is not None} == {"M5": Tier.P1}


def longest(deadline):
    match deadline:
        case None:
            return None
        case Minutes(amount):
            return longest_minutes("minutes", amount)
        case Hours(amount):
            return longest_minutes("hours", amount)
        case SameDay():
            return longest_minutes("hours", 24)
        case BusinessDays(amount):
            return longest_minutes("business_days", amount)
        case DaysSince(amount):
            return longest_minutes("hours", 24 * (amount + 1))


def test_the_longest_a_program_may_take_unsigned_is_what_the_rules_take():
    assert {rule.id: longest(rule.deadline) for rule in ALL_RULES} == LONGEST_MINUTES


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


def test_s7_counts_item_9_of_an_unfinished_phq_9_too():
    form = phq9(17) | {"q8": None, "q9": 3}
    assert fired(phq_9=form) == ["S6", "S7"]


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
        ({"candidate_phq9": 12}, 11, 2, set()),
        ({"impaired_difficulty": 3}, 12, 2, set()),
        ({"impaired_difficulty": 3}, 4, 2, set()),
    ],
)
def test_a_tighter_figure_sends_more_people_to_a_human(tighter, phq_total, difficulty, expected):
    settings = replace(SETTINGS, thresholds=Thresholds(**tighter))
    known = facts(calm() | {"phq-9": phq9(phq_total, difficulty)})
    assert {rule.id for rule in RULES if rule.condition(known, settings)} == expected


def test_the_rules_know_every_safety_item_of_the_packs():
    marked = {(name, item.id) for name, pack in PACKS.items() for item in pack.items if item.safety}
    known = {(name, item) for name, items in SAFETY_ITEMS.items() for item in items}
    assert marked <= known
    assert known <= {(name, item.id) for name, pack in PACKS.items() for item in pack.items}
