"""What staff record: facts that are added and taken back, never rewritten."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.builders import NOW
from tests.unit.benefits.sheets import TODAY, inside, plan
from threshold.benefits.facts import Call, Source, UnusableFact
from threshold.benefits.fields import Form, Topic
from threshold.benefits.told import (
    Household,
    Party,
    Recording,
    Statement,
    Told,
    facts_of,
    latest_first_day,
    latest_household,
    standing,
)
from threshold.benefits.values import text_of, value_of
from threshold.codec import decode, encode
from threshold.eligibility.answer.model import YesNo

COPAY = Told(
    inside(Topic.COPAY), "30.00", Source.PHONE, TODAY, representative="Rep One", reference="REF-1"
)
CODE = Told(plan(Topic.CODE_COVERED), "yes", Source.PORTAL, TODAY)


def said(*facts, by="ana", seq=1, takes_back=(), **more):
    return Statement(seq, by, NOW, Recording(facts, takes_back, **more))


def test_a_fact_keeps_who_recorded_it_and_whom_they_spoke_to():
    (fact,) = facts_of([said(COPAY)], Party.PLAN)

    assert (fact.value, fact.source) == (Decimal("30.00"), Source.PHONE)
    assert fact.call == Call("Rep One", "REF-1")
    assert (fact.recorded.id, fact.recorded.by, fact.recorded.at) == (COPAY.id, "ana", NOW)


def test_a_fact_read_in_a_portal_has_no_call():
    (fact,) = facts_of([said(CODE)], Party.PLAN)

    assert fact.call is None


def test_a_fact_taken_back_stands_no_more_and_may_be_said_again():
    statements = [said(COPAY, CODE), said(seq=2, takes_back=(COPAY.id,))]

    assert standing(statements).keys() == {CODE.id}
    assert standing([*statements, said(COPAY, seq=3)]).keys() == {CODE.id, COPAY.id}


def test_a_fact_recorded_twice_is_one_and_its_first_recorders():
    (fact,) = facts_of([said(COPAY), said(COPAY, by="ben", seq=2)], Party.PLAN)

    assert fact.recorded.by == "ana"


@pytest.mark.parametrize(
    "change",
    [
        {"value": "31.00"},
        {"reference": "REF-2"},
        {"said_on": date(2026, 1, 4)},
        {"party": Party.ADMINISTRATOR},
    ],
    ids=str,
)
def test_whatever_differs_makes_another_fact(change):
    assert replace(COPAY, **change).id != COPAY.id


def test_a_party_has_its_own_facts_alone():
    beside = replace(COPAY, party=Party.ADMINISTRATOR, value="45.00")

    assert [f.value for f in facts_of([said(COPAY, beside)], Party.ADMINISTRATOR)] == [
        Decimal("45.00")
    ]


@pytest.mark.parametrize(
    ("others", "until"),
    [
        ((), date(2027, 1, 1)),
        ((("2025-07-01", 1),), date(2026, 7, 1)),
        ((("2025-07-01", 1), ("2025-04-01", 2)), date(2026, 4, 1)),
    ],
    ids=["unknown", "known", "contradicted"],
)
def test_a_fact_grows_old_with_the_earliest_plan_year_that_is_said_to_start(others, until):
    starts = [Told(plan(Topic.PLAN_YEAR_START), day, Source.PORTAL, TODAY) for day, _ in others]
    facts = facts_of([said(COPAY), *(said(one, seq=2) for one in starts)], Party.PLAN)

    assert facts[0].expires_on == until


def test_what_was_said_last_of_means_and_first_day_counts():
    first = said(household=Household(Decimal(30000), 2), first_day=date(2026, 2, 2))
    second = said(seq=2, household=Household(Decimal(20000), 3))

    assert latest_household([first, second]).people == 3
    assert latest_first_day([first, second]) == date(2026, 2, 2)
    assert (latest_household([]), latest_first_day([])) == (None, None)


def test_a_statement_is_stored_and_read_as_it_was_made():
    made = said(COPAY, CODE, takes_back=("0123456789abcdef",), first_day=date(2026, 2, 2))

    assert decode(Statement, encode(made)) == made


VALUES = [
    (Form.MONEY, "1500", Decimal(1500), "1500.00"),
    (Form.MONEY, "0.5", Decimal("0.5"), "0.50"),
    (Form.FRACTION, "0.2", Decimal("0.2"), "0.20"),
    (Form.FRACTION, "1", Decimal(1), "1.00"),
    (Form.COUNT, "20", Decimal(20), "20"),
    (Form.YES_NO, "no", YesNo.NO, "no"),
    (Form.DAY, "2026-07-01", date(2026, 7, 1), "2026-07-01"),
    (Form.TEXT, " 100 ", "100", "100"),
]


@pytest.mark.parametrize(("form", "text", "value", "kept"), VALUES, ids=str)
def test_a_value_is_read_from_its_text_and_has_one_text(form, text, value, kept):
    assert value_of(form, text) == value
    assert text_of(form, value) == kept


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Form.MONEY, ""),
        (Form.MONEY, "$30"),
        (Form.MONEY, "-1"),
        (Form.MONEY, "1e3"),
        (Form.MONEY, "1.005"),
        (Form.MONEY, "NaN"),
        (Form.MONEY, "٣"),
        (Form.FRACTION, "25"),
        (Form.FRACTION, "1.1"),
        (Form.COUNT, "2.5"),
        (Form.YES_NO, "not_said"),
        (Form.YES_NO, "Yes"),
        (Form.DAY, "20260701"),
        (Form.DAY, "2026-02-30"),
        (Form.TEXT, "  "),
        (Form.TEXT, "x" * 201),
    ],
)
def test_what_is_no_value_is_refused_by_rule_and_not_repeated(form, text):
    with pytest.raises(UnusableFact, match=r"^must be") as refused:
        value_of(form, text)

    assert not text.strip() or text not in str(refused.value)
