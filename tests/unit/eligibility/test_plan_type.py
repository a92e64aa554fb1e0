"""The plan's type by ordered evidence."""

import pytest

from tests.unit.eligibility.payer_answers import answer_with
from threshold.eligibility.answer.model import Confidence, LineOfBusiness, PlanType

STRONG, MEDIUM, WEAK, NONE = Confidence


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("PR", PlanType.PPO),
        ("EP", PlanType.EPO),
        ("PS", PlanType.POS),
        ("HM", PlanType.HMO),
        ("HN", PlanType.HMO),
        ("IN", PlanType.INDEMNITY),
        ("MC", PlanType.MEDICAID),
        ("MA", PlanType.MEDICARE),
        ("MB", PlanType.MEDICARE),
    ],
)
def test_an_insurance_type_code_is_strong(code, expected):
    plan = answer_with(f"EB*1*IND*30*{code}").plan

    assert (plan.type, plan.confidence) == (expected, STRONG)


@pytest.mark.parametrize("code", ["C1", "GP", "IP", "OT", "PP", "SP", "12", "47", ""])
def test_a_code_that_names_no_network_leaves_the_type_unknown(code):
    plan = answer_with(f"EB*1*IND*30*{code}").plan

    assert (plan.type, plan.confidence) == (PlanType.UNKNOWN, NONE)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GOLD PPO", PlanType.PPO),
        ("Open Access Plus", PlanType.PPO),
        ("CHOICE PLUS", PlanType.PPO),
        ("CHOICE PLUS POS", PlanType.POS),
        ("SELECT EPO", PlanType.EPO),
        ("CARE HMO", PlanType.HMO),
        ("OPEN ACCESS PLUS IN", PlanType.UNKNOWN),
        ("DENTAL PPO", PlanType.UNKNOWN),
        ("MEDICAL, DENTAL AND VISION PPO", PlanType.PPO),
        ("HMO POS", PlanType.UNKNOWN),
        ("OPPOSITE PLAN", PlanType.UNKNOWN),
        ("BRONZE 60", PlanType.UNKNOWN),
    ],
)
def test_a_name_alone_is_weak(name, expected):
    plan = answer_with(f"EB*1*IND*30**{name}").plan

    assert plan.type is expected
    assert plan.confidence is (NONE if expected is PlanType.UNKNOWN else WEAK)


def test_a_network_named_beside_a_benefit_is_medium():
    plan = answer_with("EB*1*IND*30*C1", "EB*X*IND*50", "NM1*1I*2*EXAMPLE NETWORK").plan

    assert (plan.type, plan.confidence) == (PlanType.PPO, MEDIUM)


def test_a_reference_with_the_plans_name_is_weak_evidence():
    plan = answer_with("REF*18*123*GOLD PPO", "EB*1*IND*30").plan

    assert (plan.type, plan.confidence, plan.name) == (PlanType.PPO, WEAK, "GOLD PPO")


@pytest.mark.parametrize(
    "segments",
    [
        ["EB*1*IND*30*HM*BLUE PPO"],
        ["EB*1*IND*30*PR*CARE HMO"],
        ["EB*1*IND*30*PR", "EB*1*IND*30*HM"],
        ["EB*1*IND*30**CARE HMO", "NM1*1I*2*EXAMPLE NETWORK"],
    ],
)
def test_a_contradiction_is_unknown_and_shows_its_lines(segments):
    answer = answer_with(*segments)

    assert (answer.plan.type, answer.plan.confidence) == (PlanType.UNKNOWN, NONE)
    assert len(answer.plan.evidence) == 2
    assert "the plan's type is contradictory" in answer.warnings


def test_personal_payment_is_never_a_ppo_whatever_the_name_says():
    assert answer_with("EB*1*IND*30*PP*GOLD PPO").plan.type is PlanType.UNKNOWN


def test_a_ppo_that_covers_nothing_out_of_network_is_doubted():
    answer = answer_with("EB*1*IND*30*PR", "EB*I*IND*30*********N")

    assert (answer.plan.type, answer.plan.confidence) == (PlanType.PPO, WEAK)
    assert "a PPO or POS plan, yet nothing is covered out of network" in answer.warnings


def test_benefits_out_of_network_are_shown_as_evidence():
    plan = answer_with("EB*1*IND*30*PR", "EB*A*IND*30*****.4****N").plan

    assert [(line.segment, line.text) for line in plan.evidence][-1] == (
        11,
        "benefits out of network",
    )


def test_another_service_does_not_speak_for_the_plan():
    assert answer_with("EB*1*IND*30", "EB*1*IND*35*PR*DENTAL PPO").plan.type is PlanType.UNKNOWN


def test_a_plan_that_is_not_active_has_no_type():
    assert answer_with("EB*6*IND*30*PR*GOLD PPO").plan.type is PlanType.UNKNOWN


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ("EB*1*IND*30*PR*GOLD PPO", LineOfBusiness.COMMERCIAL),
        ("EB*1*IND*30*PR*LPPO GOLD", LineOfBusiness.MEDICARE_ADVANTAGE),
        ("EB*1*IND*30*PR*MEDICARE ADVANTAGE PPO", LineOfBusiness.MEDICARE_ADVANTAGE),
        ("EB*1*IND*30*HN*SENIOR HMO", LineOfBusiness.MEDICARE_ADVANTAGE),
        ("EB*1*IND*30*MA", LineOfBusiness.MEDICARE),
        ("EB*1*IND*30*MA*MEDICARE ADVANTAGE", LineOfBusiness.MEDICARE_ADVANTAGE),
        ("EB*1*IND*30*MC*STATE MEDICAID", LineOfBusiness.MEDICAID),
        ("EB*1*IND*30*HM*STATE MEDICAID HMO", LineOfBusiness.MEDICAID),
        ("EB*1*IND*30*HM*MEDI-CAL HMO", LineOfBusiness.MEDICAID),
        ("EB*1*IND*30*PR*MEDICARE PART C", LineOfBusiness.MEDICARE_ADVANTAGE),
        ("EB*1*IND*30*MC*MEDICARE DUAL", LineOfBusiness.UNKNOWN),
        ("EB*1*IND*30**GOLD PPO", LineOfBusiness.UNKNOWN),
    ],
)
def test_line_of_business(segment, expected):
    assert answer_with(segment).plan.line_of_business is expected


def test_plan_names_that_differ_leave_the_name_out():
    answer = answer_with("EB*1*IND*30*PR*GOLD PPO", "EB*1*IND*30*PR*SILVER PPO")

    assert answer.plan.name is None
