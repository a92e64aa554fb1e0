"""The days on which coverage is verified again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, none

from tests.unit.benefits.sheets import ACTIVE, answer
from threshold.benefits.plan_year import next_start, plan_year_of
from threshold.benefits.reverification import next_reverification
from threshold.eligibility.answer.model import CoverageDates
from threshold.intake.watch import BEFORE_START

DAYS = dates(date(2020, 1, 1), date(2040, 1, 1))
CALENDAR = "EB*C*IND*30***23*1500*****Y"
SERVICE, CONTRACT = CALENDAR.replace("*23*", "*22*"), CALENDAR.replace("*23*", "*25*")
BEGINS, ENDS = "DTP*346*D8*20250701", "DTP*347*D8*20260630"


def of_contract(begins):
    """An answer that tells when its contract year begins; None where it does not."""
    dates = CoverageDates(begins)
    return replace(answer(CONTRACT), coverage_dates=dates) if begins else None


@pytest.mark.parametrize(
    ("after", "starts_on", "plan_year", "expected"),
    [
        ((2026, 3, 2), None, None, (2026, 4, 1)),
        ((2026, 3, 1), None, None, (2026, 4, 1)),
        ((2026, 12, 2), None, None, (2027, 1, 1)),
        ((2026, 3, 2), (2026, 3, 20), None, (2026, 3, 18)),
        ((2026, 3, 18), (2026, 3, 20), None, (2026, 4, 1)),
        ((2026, 3, 2), (2026, 5, 20), None, (2026, 4, 1)),
        ((2026, 7, 2), None, (2024, 7, 15), (2026, 7, 15)),
        ((2026, 7, 15), None, (2024, 7, 15), (2026, 8, 1)),
        ((2026, 7, 2), (2026, 7, 10), (2024, 7, 15), (2026, 7, 8)),
        ((2026, 2, 2), None, (2024, 2, 29), (2026, 3, 1)),
    ],
    ids=["a month's first", "not the same day again", "over the year", "before care", "on the day",
         "care is far off", "a plan year", "its first day", "the sooner of two", "a leap day"],
)  # fmt: skip
def test_when_to_verify_again(after, starts_on, plan_year, expected):
    after, starts_on, begins = (date(*d) if d else None for d in (after, starts_on, plan_year))
    assert next_reverification(after, starts_on, of_contract(begins)) == date(*expected)


@given(DAYS, none() | DAYS, none() | DAYS)
def test_no_day_that_calls_for_it_is_ever_passed_over(after, starts_on, plan_year):
    found = next_reverification(after, starts_on, of_contract(plan_year))
    skipped = [after + timedelta(days=n) for n in range(1, (found - after).days)]
    assert after < found <= after + timedelta(days=31)
    assert not any(day.day == 1 for day in skipped)
    assert starts_on is None or starts_on - BEFORE_START not in skipped
    assert plan_year is None or next_start(plan_year, after) not in skipped


@pytest.mark.parametrize(
    ("said", "month_and_day"),
    [
        ([BEGINS, CALENDAR], (1, 1)),
        ([BEGINS, CONTRACT], (7, 1)),
        ([BEGINS, SERVICE], (7, 1)),
        ([BEGINS, ENDS, ACTIVE], (7, 1)),
    ],
    ids=["by calendar year", "by contract year", "by service year", "coverage of one year"],
)
def test_when_a_plan_year_starts(said, month_and_day):
    found = plan_year_of(answer(*said))
    assert (found.month, found.day) == month_and_day


@pytest.mark.parametrize(
    "said",
    [[ACTIVE], [BEGINS, ACTIVE], [CONTRACT], [BEGINS, "DTP*347*D8*20291231", ACTIVE]],
    ids=["nothing", "the day somebody joined", "a contract year of no date", "years of coverage"],
)
def test_a_plan_year_that_the_payer_did_not_tell_is_unknown(said):
    assert plan_year_of(answer(*said)) is None


def test_another_plan_of_the_answer_tells_nothing_of_ours():
    vision = ["EB*1*IND*AL**VISION PLAN", "EB*C*IND*AL***23*50", "LS*2120",
              "NM1*PR*2*VISION CO*****PI*VIS01", "LE*2120"]  # fmt: skip
    assert plan_year_of(answer("EB*1*IND*30^MH*PR*MEDICAL PPO", *vision)) is None
