"""AUDIT-C, AUDIT, the single drug question and DAST-10 by their published rules."""

import pytest

from tests.unit.assessment.filled import PACKS
from threshold.assessment.answers import in_form_order
from threshold.assessment.scoring import Context, Scored, Status, score
from threshold.intake.submission import Sex

AUDIT, AUDIT_C = PACKS["audit"], PACKS["audit-c"]
DAST, DRUG_USE = PACKS["dast-10"], PACKS["drug-use"]


def of_list(pack, answers, context=None):
    return score(pack, in_form_order(pack, answers), context or Context())


# AUDIT-C: 0 to 12; women from 3, men from 4, sex not said from 3.


@pytest.mark.parametrize(
    ("answers", "sex", "total", "positive"),
    [
        ([2, 0, 0], Sex.FEMALE, 2, False),
        ([2, 1, 0], Sex.FEMALE, 3, True),
        ([2, 1, 0], Sex.MALE, 3, False),
        ([2, 1, 1], Sex.MALE, 4, True),
        ([2, 1, 0], None, 3, True),
        ([2, 0, 0], None, 2, False),
        ([4, 4, 4], Sex.MALE, 12, True),
    ],
)
def test_audit_c_by_sex(answers, sex, total, positive):
    scored = of_list(AUDIT_C, answers, Context(sex))
    assert (scored.total, scored.positive) == (total, positive)


@pytest.mark.parametrize(
    ("answers", "flags"),
    [
        ([4, 0, 0], ("points_from_frequency_alone",)),
        ([4, 1, 0], ()),
        ([4, 0, 1], ()),
        ([0], ()),
        ([4, 0, None], ()),
    ],
)
def test_audit_c_points_that_come_from_question_1_alone_are_said_to(answers, flags):
    assert of_list(AUDIT_C, answers).flags == flags


def test_who_never_drinks_has_done_the_audit_c_after_question_1():
    scored = of_list(AUDIT_C, [0])
    assert (scored.status, scored.total, scored.missing) == (Status.COMPLETE, 0, ())


# AUDIT (WHO 2001): zones, one zone up for dependence or harm, skips.


@pytest.mark.parametrize(
    ("answers", "total", "zone", "positive"),
    [
        ([0, None, None, None, None, None, None, None, 0, 0], 0, "zone_1", False),
        ([4, 3, 0, 0, 0, 0, 0, 0, 0, 0], 7, "zone_1", False),
        ([4, 4, 0, 0, 0, 0, 0, 0, 0, 0], 8, "zone_2", True),
        ([4, 4, 4, 0, 0, 0, 3, 0, 0, 0], 15, "zone_2", True),
        ([4, 4, 4, 0, 0, 0, 4, 0, 0, 0], 16, "zone_3", True),
        ([4, 4, 4, 0, 0, 0, 4, 3, 0, 0], 19, "zone_3", True),
        ([4, 4, 4, 0, 0, 0, 4, 4, 0, 0], 20, "zone_4", True),
        ([4, 4, 4, 4, 4, 4, 4, 4, 4, 4], 40, "zone_4", True),
    ],
)
def test_audit_at_the_edges_of_its_zones(answers, total, zone, positive):
    scored = of_list(AUDIT, answers)
    assert (scored.total, scored.band, scored.positive) == (total, zone, positive)


@pytest.mark.parametrize(
    ("changes", "zone"),
    [
        ({}, "zone_1"),
        ({"q4": 1, "q5": 1, "q6": 1}, "zone_1"),
        ({"q4": 2}, "zone_2"),
        ({"q5": 2}, "zone_2"),
        ({"q6": 2}, "zone_2"),
        ({"q7": 2}, "zone_1"),
        ({"q9": 2, "q10": 2}, "zone_1"),
        ({"q9": 4}, "zone_2"),
        ({"q10": 4}, "zone_2"),
    ],
)
def test_audit_goes_up_one_zone_for_signs_of_dependence_or_recent_harm(changes, zone):
    low = in_form_order(AUDIT, [1, 0, 1, 0, 0, 0, 0, 0, 0, 0])
    assert score(AUDIT, low | changes).band == zone


def test_audit_goes_up_one_zone_and_not_two():
    answers = in_form_order(AUDIT, [1, 0, 1, 0, 0, 2, 0, 0, 0, 4])
    assert (score(AUDIT, answers).total, score(AUDIT, answers).band) == (8, "zone_3")


@pytest.mark.parametrize(
    ("q6", "dependence", "flags"), [(1, 3, ()), (2, 4, ("possible_dependence",))]
)
def test_audit_dependence_is_questions_4_to_6_and_speaks_from_4(q6, dependence, flags):
    scored = of_list(AUDIT, [1, 1, 1, 1, 1, q6, 0, 0, 0, 0])
    assert (scored.scores["dependence"], scored.flags) == (dependence, flags)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"q1": 0}, ("q9", "q10")),
        ({"q1": 1, "q2": 0, "q3": 0}, ("q9", "q10")),
        ({"q1": 1, "q2": 1, "q3": 0}, ("q4", "q5", "q6", "q7", "q8", "q9", "q10")),
        ({"q1": 1}, ("q2", "q3", "q9", "q10")),
    ],
)
def test_audit_skips_to_9_and_10(said, missing):
    scored = score(AUDIT, said)
    assert (scored.status, scored.missing, scored.total) == (Status.INCOMPLETE, missing, None)


def test_an_empty_audit_is_not_low():
    assert score(AUDIT, {}) == Scored(
        "audit", Status.NOT_STARTED, AUDIT.version, missing=("q1", "q9", "q10")
    )


def test_answers_that_a_changed_branch_has_skipped_are_out_of_the_audit():
    scored = of_list(AUDIT, [0, 4, 4, 4, 4, 4, 4, 4, 0, 0])
    assert (scored.total, dict(scored.answers)) == (0, {"q1": 0, "q9": 0, "q10": 0})


# Single drug question (Smith 2010): 1 or more is positive.


@pytest.mark.parametrize(
    ("times", "positive"), [(0, False), (1, True), (365, True), (10_000, True)]
)
def test_any_drug_use_in_the_year_is_positive(times, positive):
    scored = score(DRUG_USE, {"q1": times})
    assert (scored.total, scored.positive) == (times, positive)


# DAST-10 (Skinner 1982): item 3 scores its no.


def dast(*yes):
    return {item.id: "yes" if item.id in yes else "no" for item in DAST.items}


@pytest.mark.parametrize(
    ("yes", "total", "band", "positive"),
    [
        (("q3",), 0, "no_problems", False),
        ((), 1, "low", False),
        (("q1",), 2, "low", False),
        (("q1", "q2"), 3, "moderate", True),
        (("q1", "q2", "q3", "q4", "q5", "q6", "q7"), 6, "substantial", True),
        (("q1", "q2", "q4", "q5", "q6"), 6, "substantial", True),
        (tuple(f"q{n}" for n in (1, 2, 4, 5, 6, 7, 8, 9)), 9, "severe", True),
        (tuple(f"q{n}" for n in (1, 2, 4, 5, 6, 7, 8, 9, 10)), 10, "severe", True),
        (tuple(f"q{n}" for n in range(1, 11)), 9, "severe", True),
    ],
)
def test_dast_10(yes, total, band, positive):
    scored = score(DAST, dast(*yes))
    assert (scored.total, scored.band, scored.positive) == (total, band, positive)


@pytest.mark.parametrize("item", [f"q{n}" for n in range(1, 11)])
def test_dast_10_needs_all_ten(item):
    scored = score(DAST, dast("q1", "q2", "q4") | {item: None})
    assert (scored.status, scored.total) == (Status.INCOMPLETE, None)
