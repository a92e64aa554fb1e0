"""The call asks only what is open, and its answers are facts like any other."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.benefits.sheets import (
    ACTIVE,
    TODAY,
    family,
    heard,
    inside,
    one,
    outside,
    plan,
    sheet_of,
    sheet_with,
)
from threshold.benefits.call_script import call_script
from threshold.benefits.fields import Care, Form, Topic
from threshold.benefits.from_answer import sheet
from threshold.eligibility.answer.model import YesNo

VALUES = {
    Form.MONEY: Decimal(30),
    Form.FRACTION: Decimal("0.2"),
    Form.COUNT: Decimal(20),
    Form.YES_NO: YesNo.YES,
    Form.DAY: date(2026, 7, 1),
    Form.TEXT: "as told",
}


def asked(made):
    return {question.field: question for question in call_script(made).questions}


def test_what_the_payer_said_is_not_asked():
    fields = asked(sheet_of("ppo_full.271"))

    for field in (inside(Topic.COINSURANCE), one(Topic.DEDUCTIBLE), plan(Topic.PLAN_NAME)):
        assert field not in fields


def test_what_it_did_not_say_is_asked_in_order():
    fields = list(asked(sheet_of("ppo_full.271")))

    assert fields[0] == plan(Topic.PROVIDER_IN_NETWORK)
    assert plan(Topic.TIMELY_FILING) == fields[-1]
    assert plan(Topic.CODE_COVERED) in fields


def test_without_an_answer_everything_that_matters_is_asked():
    made = sheet(None, None, (), Care.SUBSTANCE_USE, answered_on=TODAY, on=TODAY)

    assert {one(Topic.DEDUCTIBLE), family(Topic.DEDUCTIBLE), outside(Topic.COPAY)} <= set(
        asked(made)
    )
    assert plan(Topic.ADMINISTRATOR_PHONE) not in asked(made)


def test_a_contradiction_is_asked_with_both_values():
    question = asked(sheet_of("tiered_copays.271"))[inside(Topic.COPAY)]

    assert question.stated == (
        "$20.00 (271 segment 12, 2026-01-05; tiered; TIER 1 PREFERRED)",
        "$45.00 (271 segment 14, 2026-01-05; tiered; TIER 2)",
    )


def test_the_question_names_the_code_and_the_network():
    questions = asked(sheet_with(ACTIVE, care=Care.SUBSTANCE_USE))

    assert "H0015" in questions[plan(Topic.CODE_COVERED)].text
    assert questions[one(Topic.DEDUCTIBLE)].text.endswith("(in network, individual)")


@pytest.mark.parametrize(
    ("fact", "spared"),
    [
        ((plan(Topic.PROVIDER_IN_NETWORK), YesNo.YES), outside(Topic.COINSURANCE)),
        ((plan(Topic.PROVIDER_IN_NETWORK), YesNo.YES), plan(Topic.RATE_BASIS)),
        ((plan(Topic.PROVIDER_IN_NETWORK), YesNo.NO), inside(Topic.COINSURANCE)),
        ((plan(Topic.PRIOR_AUTHORIZATION), YesNo.NO), plan(Topic.AUTHORIZATION_UNITS)),
        ((one(Topic.DEDUCTIBLE_MET), Decimal(5)), one(Topic.DEDUCTIBLE_REMAINING)),
    ],
    ids=str,
)
def test_an_answer_spares_the_questions_it_settles(fact, spared):
    made = sheet_with(ACTIVE)
    after = sheet_with(ACTIVE, told=(heard(*fact),))

    assert spared in asked(made)
    assert spared not in asked(after)


def test_staff_can_refer_to_what_is_known():
    known = call_script(sheet_of("ppo_full.271")).known

    assert any(line.startswith("plan name: GOLD PPO 1500 (271 segment") for line in known)


def test_no_name_or_member_id_is_in_a_script():
    text = repr(call_script(sheet_of("ppo_full.271")))

    assert "TESTER" not in text
    assert "EXA000111" not in text


def test_an_answer_closes_its_question():
    told = (heard(inside(Topic.COPAY), Decimal(30)),)

    assert inside(Topic.COPAY) not in asked(sheet_with(ACTIVE, told=told))


def test_an_expired_answer_is_asked_again():
    told = (heard(plan(Topic.PROVIDER_IN_NETWORK), YesNo.YES),)

    later = sheet_with(ACTIVE, told=told, on=date(2026, 2, 1))
    assert plan(Topic.PROVIDER_IN_NETWORK) in asked(later)


def test_another_code_is_asked_for_only_where_ours_is_not_covered():
    refused = sheet_with(ACTIVE, told=(heard(plan(Topic.CODE_COVERED), YesNo.NO),))

    assert plan(Topic.OTHER_CODE) not in asked(sheet_with(ACTIVE))
    assert plan(Topic.OTHER_CODE) in asked(refused)


@pytest.mark.parametrize(
    ("care", "codes"),
    [(Care.SUBSTANCE_USE, ("H0015", "0906")), (Care.MENTAL_HEALTH, ("S9480", "0905"))],
)
def test_authorization_and_revenue_code_are_held_against_what_we_bill(care, codes):
    questions = asked(sheet_with(ACTIVE, care=care))

    assert codes[0] in questions[plan(Topic.AUTHORIZATION_CODE)].text
    assert codes[1] in questions[plan(Topic.REVENUE_CODE)].text


def test_nobody_is_no_administrator_to_ask_about():
    told = (heard(plan(Topic.ADMINISTRATOR), "None"),)

    assert plan(Topic.ADMINISTRATOR_PHONE) not in asked(sheet_with(ACTIVE, told=told))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_answered_question_is_not_asked_again_while_its_answer_holds(data):
    made = sheet_with(ACTIVE)
    question = data.draw(st.sampled_from(call_script(made).questions))

    told = (heard(question.field, VALUES[question.form]),)
    assert question.field not in asked(sheet_with(ACTIVE, told=told))
