"""What changed between two answers, in words that staff can act on."""

import pytest

from tests.unit.benefits.sheets import ACTIVE, answer
from tests.unit.eligibility.payer_answers import fixture, fixture_names
from threshold.benefits.differences import differences
from threshold.eligibility.reader import read

OUT = "EB*A*IND*CF^CJ*****.4****N"


def changed(old, new):
    return differences(answer(ACTIVE, *old), answer(ACTIVE, *new))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            [OUT],
            ["EB*A*IND*CF^CJ*****.5****N"],
            "out-of-network coinsurance for CF, CJ individual: 40 % → 50 %",
        ),
        (
            ["EB*B*IND*MH***27*20*****Y"],
            ["EB*B*IND*MH***27*25.5*****Y"],
            "in-network copay for MH individual visit: $20.00 → $25.50",
        ),
        (
            ["EB*C*IND*30***23*1500*****Y"],
            ["EB*C*IND*30***23*2000*****Y"],
            "in-network deductible for 30 individual calendar year: $1500.00 → $2000.00",
        ),
        (
            ["EB*C*IND*30***29*0*****Y"],
            ["EB*C*IND*30***29*1500*****Y"],
            "in-network deductible for 30 individual remaining: $0.00 → $1500.00",
        ),
        (
            ["EB*C*IND*30***24*900*****Y"],
            ["EB*C*IND*30***24*0*****Y"],
            "in-network deductible for 30 individual year to date: $900.00 → $0.00",
        ),
        ([OUT], [], "out-of-network coinsurance for CF, CJ individual: 40 % → not said"),
        ([], [OUT], "out-of-network coinsurance for CF, CJ individual: not said → 40 %"),
        (
            ["EB*F*IND*MH***23***VS*30**Y"],
            ["EB*F*IND*MH***23***VS*20**Y"],
            "in-network limitation for MH individual calendar year visits: 30 → 20",
        ),
    ],
)
def test_a_changed_term_is_one_sentence(old, new, sentence):
    assert changed(old, new) == (sentence,)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (("EB*1**30*PR*GOLD PPO",), ("EB*6**30",), "coverage: active → inactive"),
        (("EB*1**30*PR*GOLD PPO",), ("EB*1**30*PR*SILVER PPO",), "plan: GOLD PPO → SILVER PPO"),
        (("EB*1**30*PR*X",), ("EB*1**30*EP*X",), "plan type: PPO → EPO"),
        (
            ("EB*1**30", "EB*1**MH"),
            ("EB*1**30", "EB*I**MH"),
            "behavioral care covered: yes → no",
        ),
        (
            ("EB*1**30", "EB*CB**CJ********N*Y"),
            ("EB*1**30", "EB*CB**CJ********Y*Y"),
            "prior authorization: no → yes",
        ),
        (("EB*1**30",), ("AAA*N**75*C",), "rejected: no → 75"),
    ],
)
def test_a_changed_standing_is_told(old, new, sentence):
    assert sentence in differences(answer(*old), answer(*new))


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (("EB*6**30",), ("coverage: active → inactive", "behavioral care covered: yes → no")),
        (("AAA*N**75*C",), ("coverage: active → rejected", "rejected: no → 75")),
    ],
    ids=["inactive", "not found"],
)
def test_of_a_coverage_that_is_gone_that_is_told_and_not_each_term_with_it(new, told):
    found = differences(answer("EB*1**30*PR*GOLD PPO", "EB*1**MH", OUT), answer(*new))
    assert found == told


@pytest.mark.parametrize("name", fixture_names(".271", ".999", ".ta1"))
def test_an_answer_does_not_differ_from_itself(name):
    for found in read(fixture(name)):
        assert differences(found, found) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["EB*C*IND*30***29*900*****Y"], ["EB*C*IND*30***29*150*****Y"]),
        (["EB*C*IND*30***24*300*****Y"], ["EB*C*IND*30***24*900*****Y"]),
        ([OUT, "EB*B*IND*MH***27*20"], ["EB*B*IND*MH***27*20", OUT]),
        ([OUT], [OUT, OUT]),
        ([], ["EB*1*IND*AL**VISION PLAN", "LS*2120", "NM1*PR*2*VISION PLAN*****PI*8", "LE*2120"]),
    ],
    ids=[
        "an amount is used up",
        "more of it is met",
        "another order",
        "said twice",
        "another plan",
    ],
)
def test_what_is_no_difference_is_not_told(old, new):
    assert changed(old, new) == ()


def test_tiers_are_compared_as_a_whole():
    old = ["EB*B*IND*MH***27*20*****Y", "MSG*TIER 1", "EB*B*IND*MH***27*45*****Y", "MSG*TIER 2"]
    new = ["EB*B*IND*MH***27*20*****Y", "MSG*TIER 1", "EB*B*IND*MH***27*60*****Y", "MSG*TIER 2"]

    assert changed(old, new) == (
        "in-network copay for MH individual visit: $20.00 or $45.00 → $20.00 or $60.00",
    )
