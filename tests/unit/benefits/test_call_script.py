"""The call asks only what is open, and its answers are facts like any other."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

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
from threshold.benefits.call_script import answered, call_script
from threshold.benefits.facts import Call, Source, UnusableFact
from threshold.benefits.fields import Care, Topic
from threshold.benefits.from_answer import sheet
from threshold.eligibility.answer.model import YesNo

AT = datetime(2026, 1, 6, 15, 30, tzinfo=UTC)


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


def test_an_answer_is_a_fact_with_its_call_that_expires():
    question = asked(sheet_with(ACTIVE))[inside(Topic.COPAY)]
    fact = answered(question, Decimal(30), "Rep One", "REF-1", AT)

    assert (fact.source, fact.call) == (Source.PHONE, Call("Rep One", "REF-1"))
    assert (fact.said_on, fact.expires_on) == (date(2026, 1, 6), date(2027, 1, 1))


def test_an_answer_closes_its_question():
    question = asked(sheet_with(ACTIVE))[inside(Topic.COPAY)]
    told = (answered(question, Decimal(30), "Rep One", "REF-1", AT),)

    assert inside(Topic.COPAY) not in asked(sheet_with(ACTIVE, told=told, on=AT.date()))


def test_an_expired_answer_is_asked_again():
    question = asked(sheet_with(ACTIVE))[plan(Topic.PROVIDER_IN_NETWORK)]
    told = (answered(question, YesNo.YES, "Rep One", "REF-1", AT),)

    later = sheet_with(ACTIVE, told=told, on=date(2026, 2, 1))
    assert plan(Topic.PROVIDER_IN_NETWORK) in asked(later)


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"representative": " "}, "representative"),
        ({"reference": ""}, "reference"),
        ({"reference": "x" * 81}, "reference"),
        ({"at": datetime(2026, 1, 6)}, "at"),  # noqa: DTZ001
        ({"value": "30"}, "copay"),
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_kept_is_refused_by_field(change, names):
    question = asked(sheet_with(ACTIVE))[inside(Topic.COPAY)]
    given = {"value": Decimal(30), "representative": "Rep", "reference": "R1", "at": AT} | change

    with pytest.raises(UnusableFact, match=f"^{names}"):
        answered(question, **given)
