"""What a sheet holds: each value with its source, contradictions side by side, silence kept."""

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.benefits.sheets import (
    ACTIVE,
    TODAY,
    answer,
    family,
    heard,
    inside,
    one,
    outside,
    plan,
    sheet_of,
    sheet_with,
)
from tests.unit.eligibility.payer_answers import fixture, fixture_names
from threshold.benefits.facts import Fact, Source, UnusableFact
from threshold.benefits.fields import Care, Topic
from threshold.benefits.from_answer import sheet
from threshold.benefits.questions import FIELDS, TOPICS
from threshold.eligibility.answer.model import YesNo
from threshold.eligibility.reader import read
from threshold.intake.submission import InsuranceCard


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (plan(Topic.COVERAGE_ACTIVE), YesNo.YES),
        (plan(Topic.PLAN_NAME), "GOLD PPO 1500"),
        (plan(Topic.PLAN_TYPE), "PPO"),
        (plan(Topic.EFFECTIVE_DATE), date(2026, 1, 1)),
        (plan(Topic.PLAN_YEAR), "calendar"),
        (plan(Topic.PRIOR_AUTHORIZATION), YesNo.YES),
        (plan(Topic.VIRTUAL_COVERED), YesNo.YES),
        (one(Topic.DEDUCTIBLE), Decimal(1500)),
        (one(Topic.DEDUCTIBLE_REMAINING), Decimal(900)),
        (family(Topic.DEDUCTIBLE), Decimal(3000)),
        (one(Topic.OUT_OF_POCKET_REMAINING), Decimal(5400)),
        (inside(Topic.COINSURANCE), Decimal(".2")),
        (outside(Topic.COINSURANCE), Decimal(".4")),
        (inside(Topic.COPAY), Decimal(0)),
    ],
    ids=str,
)
def test_a_full_answer_fills_the_sheet(field, value):
    assert sheet_of("ppo_full.271").values(field) == (value,)


def test_every_fact_of_an_answer_names_its_segments():
    for name in fixture_names(".271"):
        for found in read(fixture(name)):
            made = sheet(found, None, (), Care.SUBSTANCE_USE, answered_on=TODAY, on=TODAY)

            assert all(fact.segments for fact in made.facts), name


def test_what_the_payer_did_not_say_is_not_known():
    made = sheet_with(ACTIVE)

    assert made.about(inside(Topic.COPAY)) == ()
    assert made.about(plan(Topic.TIMELY_FILING)) == ()


def test_a_lost_answer_tells_nothing():
    assert sheet_of("cut_short.271").facts == ()


def test_tiers_are_kept_with_what_tells_them_apart():
    facts = sheet_of("tiered_copays.271").about(inside(Topic.COPAY))

    assert [(fact.value, fact.note) for fact in facts] == [
        (Decimal(20), "tiered; TIER 1 PREFERRED"),
        (Decimal(45), "tiered; TIER 2"),
    ]


def test_one_sent_as_percent_is_read_both_ways():
    made = sheet_with(ACTIVE, "EB*A*IND*MH*****1****Y")

    assert made.values(inside(Topic.COINSURANCE)) == (Decimal("0.01"), Decimal(1))


def test_our_billing_code_outweighs_the_service_type():
    made = sheet_with(ACTIVE, "EB*B*IND*MH***27*20*****Y", "EB*B*IND****27*50*****Y*HC:S9480")

    assert made.values(inside(Topic.COPAY)) == (Decimal(50),)


def test_our_kind_of_care_outweighs_other_behavioral_care_and_the_plan():
    segments = ("EB*A*IND*30*****.3****Y", "EB*A*IND*AI*****.2****Y", "EB*A*IND*MH*****.1****Y")

    assert sheet_with(ACTIVE, *segments).values(inside(Topic.COINSURANCE)) == (Decimal(".1"),)
    made = sheet_with(ACTIVE, *segments, care=Care.SUBSTANCE_USE)
    assert made.values(inside(Topic.COINSURANCE)) == (Decimal(".2"),)


@pytest.mark.parametrize(
    "segments",
    [
        ("EB*B*IND*MH***27*20*****Y", "III*ZZ*11"),
        ("EB*B*IND*MH***27*20*****Y", "MSG*TELEHEALTH THROUGH CONTRACTED VENDOR"),
        ("EB*B*IND****27*20*****Y*HC:90837",),
        ("EB*1**MH**OTHER PLAN", "LS*2120", "NM1*PR*2*OTHER PLAN*****PI*88888", "LE*2120",
         "EB*B*IND*30***27*20*****Y"),
    ],
    ids=["another place", "a vendor", "another procedure", "another plan"],
)  # fmt: skip
def test_what_is_not_ours_is_not_taken(segments):
    assert sheet_with(ACTIVE, *segments).values(inside(Topic.COPAY)) == ()


def test_a_statement_without_a_network_counts_for_both_with_a_doubt():
    made = sheet_with(ACTIVE, "EB*B*IND*MH***27*20")

    for field in (inside(Topic.COPAY), outside(Topic.COPAY)):
        (fact,) = made.about(field)
        assert (fact.value, fact.note) == (Decimal(20), "network not said")


def test_what_remains_is_of_the_same_service_as_the_total():
    made = sheet_with(ACTIVE, "EB*C*IND*MH***23*500*****Y", "EB*C*IND*30***29*900*****Y")

    assert made.values(one(Topic.DEDUCTIBLE)) == (Decimal(500),)
    assert made.values(one(Topic.DEDUCTIBLE_REMAINING)) == ()


def test_a_copay_that_is_not_for_a_day_is_no_copay():
    made = sheet_with(ACTIVE, "EB*B*IND*MH***36*500*****Y")

    assert made.values(inside(Topic.COPAY)) == ()
    assert made.values(inside(Topic.OTHER_COST)) == ("copay of $500 per admission",)


def test_visit_limits_are_counted():
    made = sheet_of("visit_limits.271")

    assert made.values(plan(Topic.SESSIONS_A_YEAR))
    assert all(isinstance(value, Decimal) for value in made.values(plan(Topic.SESSIONS_A_YEAR)))


def test_the_administrator_of_behavioral_benefits_is_told():
    made = sheet_of("carve_out_payer_id.271")

    assert made.values(plan(Topic.ADMINISTRATOR))
    assert made.values(plan(Topic.ADMINISTRATOR_PAYER_ID))


def test_the_card_gives_the_group_and_no_member_id():
    card = InsuranceCard(member_id="EXA000111", group_number="GRP100")
    made = sheet(None, card, (), Care.MENTAL_HEALTH, answered_on=TODAY, on=TODAY)

    assert [(fact.value, fact.source) for fact in made.facts] == [("GRP100", Source.CARD)]


def test_a_phone_answer_stands_beside_the_271_it_contradicts():
    field = inside(Topic.COINSURANCE)
    made = sheet_of("ppo_full.271", told=(heard(field, Decimal(".3")),))

    assert [(f.value, f.source) for f in made.about(field)] == [
        (Decimal(".2"), Source.ANSWER),
        (Decimal(".3"), Source.PHONE),
    ]


@pytest.mark.parametrize(
    ("field", "last_day"),
    [
        (one(Topic.DEDUCTIBLE_REMAINING), date(2026, 1, 31)),
        (plan(Topic.COVERAGE_ACTIVE), date(2026, 1, 31)),
        (one(Topic.DEDUCTIBLE), date(2026, 12, 31)),
    ],
    ids=str,
)
def test_a_fact_expires(field, last_day):
    answered = answer(ACTIVE, "EB*C*IND*30***23*1500*****Y", "EB*C*IND*30***29*900*****Y")
    on_last, after = (
        sheet(answered, None, (), Care.MENTAL_HEALTH, answered_on=TODAY, on=day)
        for day in (last_day, date.fromordinal(last_day.toordinal() + 1))
    )

    assert on_last.values(field)
    assert after.values(field) == ()


def test_a_plan_year_that_starts_in_july_ends_what_was_said_of_it():
    told = (heard(plan(Topic.PLAN_YEAR_START), date(2025, 7, 1)),)
    made = sheet_with(ACTIVE, "EB*C*IND*30***22*1500*****Y", told=told)

    assert made.about(one(Topic.DEDUCTIBLE))[0].expires_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (inside(Topic.COPAY), Decimal(-1)),
        (inside(Topic.COPAY), Decimal("NaN")),
        (inside(Topic.COINSURANCE), Decimal(20)),
        (plan(Topic.SESSIONS_A_YEAR), Decimal("1.5")),
        (plan(Topic.COBRA), "maybe"),
        (plan(Topic.PLAN_YEAR_START), "2026-01-01"),
        (plan(Topic.PLAN_NAME), " "),
        (plan(Topic.PLAN_NAME), "x" * 201),
    ],
    ids=str,
)
def test_a_field_refuses_what_it_cannot_hold_and_does_not_repeat_it(field, value):
    with pytest.raises(UnusableFact, match="must be") as refused:
        heard(field, value)

    assert str(refused.value).startswith(field.name)


def test_a_field_that_no_sheet_has_is_refused():
    with pytest.raises(UnusableFact):
        heard(plan(Topic.COPAY), Decimal(1))


def test_every_topic_can_be_asked_for():
    assert set(TOPICS) == set(Topic)
    assert len(FIELDS) == len(set(FIELDS))


def test_every_fixture_makes_a_sheet():
    for name in fixture_names(".271", ".999", ".ta1"):
        for found in read(fixture(name)):
            made = sheet(found, None, (), Care.MENTAL_HEALTH, answered_on=TODAY, on=TODAY)

            assert all(isinstance(fact, Fact) for fact in made.facts)
