"""What an episode costs: exact where everything is known, a range where not, none where it must be.

The program charges $300 a day, plans allow $250; three days a week.
"""

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.benefits.sheets import (
    ACTIVE,
    COINSURANCE,
    DEDUCTIBLE,
    KNOWN,
    MAXIMUM,
    RATES,
    START,
    TODAY,
    episode,
    family,
    heard,
    inside,
    one,
    outside,
    plan,
    sheet_of,
    sheet_with,
    told_sheet,
)
from threshold.benefits.bounds import Bounds
from threshold.benefits.estimate import CannotEstimate, episode_of, estimate
from threshold.benefits.fields import Topic
from threshold.benefits.terms import Rates
from threshold.eligibility.answer.model import Network, YesNo

CERTAIN = {
    one(Topic.DEDUCTIBLE): Decimal(1500),
    one(Topic.DEDUCTIBLE_REMAINING): Decimal(900),
    one(Topic.OUT_OF_POCKET): Decimal(6000),
    one(Topic.OUT_OF_POCKET_REMAINING): Decimal(2000),
    inside(Topic.COINSURANCE): Decimal(".2"),
}


def exactly(amount):
    return Bounds(Decimal(amount), Decimal(amount))


def estimated(sheet, weeks=8, start=START, rates=RATES, network=Network.IN):
    return estimate(sheet, episode(9, weeks, start), rates, network)


def with_amounts(amounts):
    return told_sheet({k: v for k, v in (CERTAIN | amounts).items() if v is not None})


def test_everything_known_is_one_amount():
    found = estimated(with_amounts({}))

    # 900 deductible, then 20 % of the other 5,100 of 24 days at 250.
    assert found.total == exactly("1920.00")


@pytest.mark.parametrize(
    ("week", "paid"), [(1, "750"), (2, "1020"), (3, "1170"), (4, "1320"), (8, "1920")]
)
def test_each_week_says_what_is_paid_by_its_end(week, paid):
    found = estimated(with_amounts({}))

    assert found.weeks[week - 1].paid_so_far == exactly(paid)


def test_the_weeks_in_which_deductible_and_maximum_are_met():
    found = estimated(with_amounts({one(Topic.OUT_OF_POCKET_REMAINING): Decimal(1300)}))

    assert found.low.deductible_met_in == 2
    assert found.low.out_of_pocket_met_in == 4
    assert found.total == exactly(1300)


def test_what_was_met_before_is_met_in_week_0_and_what_is_not_in_none():
    found = estimated(with_amounts({one(Topic.DEDUCTIBLE_REMAINING): Decimal(0)}))

    assert found.low.deductible_met_in == 0
    assert found.low.out_of_pocket_met_in is None


def test_a_copay_is_paid_each_day():
    amounts = {
        inside(Topic.COINSURANCE): None,
        inside(Topic.COPAY): Decimal(30),
        inside(Topic.DEDUCTIBLE_APPLIES): YesNo.NO,
    }

    assert estimated(with_amounts(amounts)).total == exactly(720)


def test_a_coinsurance_of_0_beside_a_copay_is_no_coinsurance():
    amounts = {
        inside(Topic.COINSURANCE): Decimal(0),
        inside(Topic.COPAY): Decimal(30),
        inside(Topic.DEDUCTIBLE_APPLIES): YesNo.NO,
    }
    found = estimated(with_amounts(amounts))

    assert found.total == exactly(720)
    assert "the coinsurance is stated as 0: read as none" in found.assumptions


def test_copay_and_coinsurance_together_are_a_range():
    amounts = {inside(Topic.COPAY): Decimal(30), one(Topic.DEDUCTIBLE_REMAINING): Decimal(0)}

    # The lesser is the copay, 30 a day; both are 80 a day.
    assert estimated(with_amounts(amounts)).total == Bounds(Decimal(720), Decimal(1920))


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ({family(Topic.DEDUCTIBLE_REMAINING): Decimal(100)}, "1280"),
        ({family(Topic.DEDUCTIBLE_REMAINING): Decimal(2000)}, "1920"),
        (
            {one(Topic.DEDUCTIBLE_REMAINING): None, one(Topic.DEDUCTIBLE): None,
             family(Topic.DEDUCTIBLE_REMAINING): Decimal(1900)},
            "2000",
        ),
    ],
    ids=["family has less left", "family has more left", "only the family's is known"],
)  # fmt: skip
def test_the_lesser_of_person_and_family_governs(amounts, total):
    assert estimated(with_amounts(amounts)).total == exactly(total)


def test_what_is_met_tells_what_remains():
    amounts = {
        one(Topic.DEDUCTIBLE_REMAINING): None,
        one(Topic.DEDUCTIBLE_MET): Decimal(600),
    }

    assert estimated(with_amounts(amounts)).total == exactly(1920)


def test_a_total_alone_is_a_range_from_all_met_to_nothing_met():
    found = estimated(with_amounts({one(Topic.DEDUCTIBLE_REMAINING): None}))

    assert found.total == Bounds(Decimal(1200), Decimal(2000))


def test_a_new_calendar_year_starts_deductible_and_maximum_again():
    found = estimated(with_amounts({}), weeks=2, start=date(2026, 12, 28))

    # From January on 1,500 are owed anew: every day in full.
    assert found.low.weeks[0].plan_years == 1
    assert found.total == exactly(1500)
    assert found.low.deductible_met_in is None


def test_a_plan_year_that_turned_before_care_starts_has_turned():
    found = estimated(with_amounts({}), weeks=1, start=date(2027, 1, 4))

    assert found.low.weeks[0].left.deductible == Decimal(750)


def test_a_service_year_starts_on_its_own_day():
    year = {plan(Topic.PLAN_YEAR): "service", plan(Topic.PLAN_YEAR_START): date(2025, 2, 2)}
    found = estimated(with_amounts(year))

    # 3 weeks (1,170), then 1,500 anew and 20 % of the other 2,250.
    assert found.total == exactly("3120")
    assert [week.plan_years for week in found.low.weeks] == [0, 0, 0, 1, 1, 1, 1, 1]


def test_a_plan_year_whose_start_is_not_known_is_a_range():
    found = estimated(with_amounts({plan(Topic.PLAN_YEAR): "service"}))

    assert found.total.low == Decimal(1920)
    assert found.total.high > Decimal(3000)
    assert any("plan year starts is not known" in one for one in found.assumptions)


def test_contradicting_coinsurances_are_a_range():
    sheet = sheet_with(*KNOWN, told=(heard(inside(Topic.COINSURANCE), Decimal(".4")),))
    found = estimated(sheet)

    assert found.total == Bounds(Decimal(1920), Decimal(2940))
    assert "the coinsurance is stated in several ways: a range" in found.assumptions


def test_tiers_are_a_range():
    sheet = sheet_with(ACTIVE, *DEDUCTIBLE, *MAXIMUM, "EB*B*IND*CF***27*20*****Y", "MSG*TIER 1",
                       "EB*B*IND*CF***27*45*****Y", "MSG*TIER 2",
                       told=(heard(inside(Topic.DEDUCTIBLE_APPLIES), YesNo.NO),))  # fmt: skip

    assert estimated(sheet).total == Bounds(Decimal(480), Decimal(1080))


def test_unknown_shares_range_from_the_deductible_alone_to_the_maximum():
    found = estimated(with_amounts({inside(Topic.COINSURANCE): None}))

    assert found.total == Bounds(Decimal(900), Decimal(2000))


def test_an_unknown_deductible_ranges_from_none_to_the_maximum():
    amounts = {one(Topic.DEDUCTIBLE): None, one(Topic.DEDUCTIBLE_REMAINING): None}

    assert estimated(with_amounts(amounts)).total == Bounds(Decimal(1200), Decimal(2000))


def test_an_unknown_maximum_ranges_from_met_with_the_deductible_to_never_met():
    amounts = {one(Topic.OUT_OF_POCKET): None, one(Topic.OUT_OF_POCKET_REMAINING): None}

    assert estimated(with_amounts(amounts)).total == Bounds(Decimal(900), Decimal(1920))


def test_days_past_a_limit_may_be_paid_in_full():
    found = estimated(with_amounts({plan(Topic.SESSIONS_REMAINING): Decimal(20)}))

    assert found.total == Bounds(Decimal(1920), Decimal(2920))


def test_in_network_an_unknown_rate_is_taken_to_be_the_charge_and_said_so():
    found = estimated(with_amounts({}), rates=Rates(Decimal(250), None))

    assert found.total == exactly(1920)
    assert any("rate agreed with the plan" in one for one in found.assumptions)


def test_out_of_network_what_the_plan_does_not_allow_is_owed_besides():
    amounts = {
        outside(Topic.COINSURANCE): Decimal(".4"),
        one(Topic.DEDUCTIBLE_REMAINING, Network.OUT): Decimal(0),
        one(Topic.OUT_OF_POCKET_REMAINING, Network.OUT): Decimal(9000),
    }
    found = estimated(with_amounts(amounts), rates=RATES, network=Network.OUT)

    # 40 % of 250 and the 50 that are not allowed, on 24 days.
    assert found.total == exactly(3600)


def test_out_of_network_without_an_allowed_amount_all_of_it_may_be_owed():
    amounts = {
        outside(Topic.COINSURANCE): Decimal(".4"),
        one(Topic.DEDUCTIBLE_REMAINING, Network.OUT): Decimal(0),
        one(Topic.OUT_OF_POCKET_REMAINING, Network.OUT): Decimal(9000),
    }
    rates = Rates(Decimal(300), None)
    found = estimated(with_amounts(amounts), rates=rates, network=Network.OUT)

    assert found.total == Bounds(Decimal(2880), Decimal(7200))


def test_another_plans_deductible_does_not_count():
    vision = ("EB*1**AL**VISION PLAN", "LS*2120", "NM1*PR*2*VISION PLAN*****PI*88888", "LE*2120",
              "EB*C*IND*30***29*25*****Y")  # fmt: skip

    assert estimated(sheet_with(*KNOWN, *vision)).total == exactly(1920)


@pytest.mark.parametrize(
    ("segments", "reason"),
    [
        (("EB*6**30",), "coverage is not known to be active"),
        ((ACTIVE, "EB*I**MH********Y", COINSURANCE), "intensive outpatient care: the payer says"),
        ((ACTIVE,), "neither coinsurance, copay nor"),
        ((ACTIVE, "EB*B*IND*MH***36*500*****Y", COINSURANCE), "a cost that is not one of a day"),
        ((ACTIVE, "DTP*349*D8*20260131", COINSURANCE), "coverage ends before"),
    ],
    ids=["inactive", "not covered", "nothing known", "cost by admission", "ends"],
)
def test_what_cannot_be_estimated_says_why(segments, reason):
    found = estimated(sheet_with(*segments))

    assert isinstance(found, CannotEstimate)
    assert any(one.startswith(reason) or reason in one for one in found.reasons)


@pytest.mark.parametrize(
    "name",
    ["carve_out_payer_id.271", "other_payer_primary.271", "telehealth_vendor_only.271",
     "inactive.271", "rejected_72.271", "cut_short.271", "999_accepted.999", "ta1_accepted.ta1"],
)  # fmt: skip
def test_an_answer_that_settles_nothing_gives_no_amount(name):
    assert isinstance(estimated(sheet_of(name)), CannotEstimate)


def test_who_is_not_in_network_gets_no_estimate_for_it():
    found = estimated(with_amounts({plan(Topic.PROVIDER_IN_NETWORK): YesNo.NO}))

    assert found == CannotEstimate(("we are not in this plan's network",))


def test_what_is_assumed_is_listed():
    found = estimated(sheet_with(*KNOWN))

    assert found.assumptions == (
        "we are taken to be in network: no answer from a payer's computer tells",
        "the code that is billed is taken to be covered: the payer has not said",
        "care by video is taken to be covered: the payer has not said",
        "the payer states a coinsurance and no copay: read as the coinsurance alone",
        "the deductible is taken to apply before coinsurance",
        "the plan, its rates and the authorization do not change meanwhile",
    )


def test_facts_that_have_expired_are_not_estimated_with():
    assert isinstance(estimated(sheet_with(*KNOWN, on=date(2026, 2, 1))), CannotEstimate)


def test_hours_short_of_a_day_are_not_billed():
    assert episode_of(TODAY, Decimal("11.5"), 4, RATES).days_a_week == 3


@pytest.mark.parametrize(
    ("hours", "weeks", "rates"),
    [
        (2, 8, RATES),
        (24, 8, RATES),
        (9, 0, RATES),
        (9, 53, RATES),
        (9, 8, Rates(Decimal(0), None)),
        (9, 8, Rates(Decimal(100), Decimal(101))),
        (9, 8, Rates(Decimal(100), None, hours_a_day=Decimal(0))),
    ],
)
def test_an_episode_that_cannot_be_is_refused(hours, weeks, rates):
    with pytest.raises(ValueError, match=r"must be|must make"):
        episode_of(TODAY, Decimal(hours), weeks, rates)
