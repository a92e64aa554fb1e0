"""What holds for every estimate, whatever a sheet knows."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.benefits.sheets import (
    TODAY,
    episode,
    family,
    inside,
    one,
    plan,
    sheet_of,
    told_sheet,
)
from tests.unit.eligibility.payer_answers import fixture_names
from threshold.benefits.estimate import CannotEstimate, estimate
from threshold.benefits.fields import Topic
from threshold.benefits.terms import Rates
from threshold.eligibility.answer.model import Network, YesNo

few = settings(max_examples=80, deadline=None)
cents = st.integers(0, 900_000).map(lambda amount: Decimal(amount) / 100)
prices = st.integers(1, 90_000).map(lambda amount: Decimal(amount) / 100)
rates = st.tuples(prices, prices).map(lambda pair: Rates(max(pair), min(pair)))
shares = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
hours, weeks = st.integers(3, 20), st.integers(1, 12)
starts = st.integers(1, 400).map(lambda days: TODAY + timedelta(days=days))
AMOUNTS = (
    Topic.DEDUCTIBLE, Topic.DEDUCTIBLE_MET, Topic.DEDUCTIBLE_REMAINING, Topic.OUT_OF_POCKET,
    Topic.OUT_OF_POCKET_MET, Topic.OUT_OF_POCKET_REMAINING,
)  # fmt: skip
fields = st.sampled_from([place(topic) for topic in AMOUNTS for place in (one, family)])


@st.composite
def sheets(draw):
    """Sheets that know some amounts, perhaps nothing, and any plan year."""
    amounts = draw(st.dictionaries(fields, cents, max_size=6))
    optional = {
        inside(Topic.COINSURANCE): shares,
        inside(Topic.COPAY): cents,
        inside(Topic.DEDUCTIBLE_APPLIES): st.sampled_from([YesNo.YES, YesNo.NO]),
        plan(Topic.PLAN_YEAR): st.sampled_from(["calendar", "service", "contract"]),
        plan(Topic.PLAN_YEAR_START): st.dates(date(2024, 1, 1), date(2027, 12, 31)),
        plan(Topic.SESSIONS_REMAINING): st.integers(0, 40).map(Decimal),
    }
    for field, values in optional.items():
        if draw(st.booleans()):
            amounts[field] = draw(values)
    return told_sheet(amounts)


@st.composite
def certain_sheets(draw):
    """Sheets that know what is left, the shares, and that no plan year turns."""
    return told_sheet(
        {
            one(Topic.DEDUCTIBLE_REMAINING): draw(cents),
            one(Topic.OUT_OF_POCKET_REMAINING): draw(cents),
            inside(Topic.COINSURANCE): draw(shares),
        }
    )


@few
@given(sheets(), hours, weeks, starts, rates)
def test_a_course_is_never_negative_and_never_above_the_charge(sheet, hours, weeks, start, rate):
    found = estimate(sheet, episode(hours, weeks, start), rate, Network.IN)

    if not isinstance(found, CannotEstimate):
        for week in (*found.low.weeks, *found.high.weeks):
            assert 0 <= week.pays <= week.charged
            assert week.left.deductible >= 0
            assert week.left.out_of_pocket >= 0


@few
@given(sheets(), hours, weeks, starts, rates)
def test_the_best_course_is_never_dearer_than_the_worst(sheet, hours, weeks, start, rate):
    found = estimate(sheet, episode(hours, weeks, start), rate, Network.IN)

    if not isinstance(found, CannotEstimate):
        assert found.total.low <= found.total.high
        assert found.weeks[-1].paid_so_far == found.total


@few
@given(sheets(), hours, weeks, starts, rates)
def test_more_hours_never_cost_less(sheet, hours, weeks, start, rate):
    fewer = estimate(sheet, episode(hours, weeks, start), rate, Network.IN)
    more = estimate(sheet, episode(min(hours + 3, 21), weeks, start), rate, Network.IN)

    if not isinstance(fewer, CannotEstimate) and not isinstance(more, CannotEstimate):
        assert fewer.total.low <= more.total.low
        assert fewer.total.high <= more.total.high


@few
@given(certain_sheets(), hours, weeks, rates)
def test_nobody_pays_more_than_the_maximum_that_is_left(sheet, hours, weeks, rate):
    found = estimate(sheet, episode(hours, weeks), rate, Network.IN)
    (left,) = sheet.values(one(Topic.OUT_OF_POCKET_REMAINING))

    assert found.total.high <= left
    assert found.total.low == found.total.high


@few
@given(certain_sheets(), hours, weeks, rates)
def test_the_week_of_the_deductible_is_the_first_that_leaves_none(sheet, hours, weeks, rate):
    course = estimate(sheet, episode(hours, weeks), rate, Network.IN).low
    met = course.deductible_met_in

    for week in course.weeks:
        assert (week.left.deductible == 0) == (met is not None and week.number >= met)


@few
@given(st.sampled_from(fixture_names(".271", ".999", ".ta1")), hours, weeks, starts)
def test_every_fixture_is_estimated_or_refused_with_a_reason(name, hours, weeks, start):
    for network in (Network.IN, Network.OUT):
        found = estimate(
            sheet_of(name), episode(hours, weeks, start), Rates(Decimal(300), None), network
        )

        assert found.reasons if isinstance(found, CannotEstimate) else found.assumptions


below = st.integers(0, 300_000).map(lambda amount: Decimal(amount) / 100)
above = st.integers(300_000, 900_000).map(lambda amount: Decimal(amount) / 100)
DEDUCTIBLE = ((Topic.DEDUCTIBLE, Topic.DEDUCTIBLE_REMAINING), below)
MAXIMUM = ((Topic.OUT_OF_POCKET, Topic.OUT_OF_POCKET_REMAINING), above)


@st.composite
def learned(draw):
    """What is known of one amount, and what is learned of the other, which nobody had spoken of.

    They agree: a deductible counts to the maximum, so no less is left of that.
    """
    known, wanted = draw(st.permutations([DEDUCTIBLE, MAXIMUM]))
    topics, values = known
    places = st.sampled_from([place(topic) for topic in topics for place in (one, family)])
    before = draw(st.dictionaries(places, values, max_size=4))
    before[inside(Topic.COINSURANCE)] = draw(shares)
    place = draw(st.sampled_from([one, family]))
    return before, {place(wanted[0][1]): draw(wanted[1])}


@few
@given(learned(), hours, weeks, starts, rates)
def test_learning_what_is_left_of_an_amount_never_widens_the_range(
    known, hours, weeks, start, rate
):
    before, more = known
    episodes = episode(hours, weeks, start)
    was = estimate(told_sheet(before), episodes, rate, Network.IN).total
    now = estimate(told_sheet(before | more), episodes, rate, Network.IN).total

    assert was.low <= now.low
    assert now.high <= was.high
