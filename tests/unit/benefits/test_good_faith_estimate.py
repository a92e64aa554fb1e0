"""The draft for a person who pays without insurance, and the day it is due."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.unit.benefits.sheets import episode
from threshold.benefits.business_days import federal_holidays, is_business_day
from threshold.benefits.good_faith import (
    Patient,
    ProviderDetails,
    Service,
    draft,
    due_for_request,
    due_for_schedule,
)

JANE = Patient("Jane TESTER", date(1990, 1, 1))
US = ProviderDetails("Example Virtual IOP", "1234567893", "12-3456789", "IL")
CARE = Service("Intensive outpatient program, one day by video", "S9480", Decimal(300))


def test_a_draft_has_its_legal_contents():
    made = draft(JANE, US, CARE, episode(hours=9, weeks=8))

    assert (made.patient, made.provider, made.service) == (JANE, US, CARE)
    assert (made.first_day, made.last_day) == (date(2026, 1, 12), date(2026, 3, 6))
    assert (made.frequency, made.days) == ("3 days a week for 8 weeks", 24)
    assert made.total == Decimal(7200)
    assert made.missing == ()


@pytest.mark.parametrize(
    "words",
    ["separately", "only an estimate", "$400 or more", "dispute resolution", "not a contract"],
)
def test_a_draft_has_every_disclaimer(words):
    made = draft(JANE, US, CARE, episode())

    assert any(words in disclaimer for disclaimer in made.disclaimers)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((replace(JANE, name=" "), US, CARE), "patient name"),
        ((JANE, replace(US, npi="1234567890"), CARE), "provider NPI"),
        ((JANE, replace(US, tax_number=""), CARE), "provider tax number"),
        ((JANE, replace(US, state=""), CARE), "provider state"),
        ((JANE, US, replace(CARE, code="")), "service code"),
        ((JANE, US, replace(CARE, charge=Decimal(0))), "service charge"),
    ],
    ids=str,
)
def test_a_draft_names_what_it_lacks(given, missing):
    assert draft(*given, episode()).missing == (missing,)


def test_a_diagnosis_is_not_needed():
    assert draft(JANE, US, replace(CARE, diagnosis_code=None), episode()).missing == ()


@pytest.mark.parametrize(
    ("scheduled", "care", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 4), None),
        (date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 3)),
        (date(2026, 3, 2), date(2026, 3, 13), date(2026, 3, 3)),
        (date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 5)),
        (date(2026, 3, 6), date(2026, 3, 11), date(2026, 3, 9)),
        (date(2026, 7, 1), date(2026, 7, 7), date(2026, 7, 2)),
        (date(2026, 7, 2), date(2026, 7, 8), date(2026, 7, 6)),
    ],
    ids=["2 days", "3 days", "9 days", "10 days", "over a weekend", "a holiday on the way",
         "due after a holiday"],
)  # fmt: skip
def test_when_it_is_due_after_scheduling(scheduled, care, due):
    assert due_for_schedule(scheduled, care) == due


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),
        (date(2026, 3, 6), date(2026, 3, 11)),
        (date(2026, 3, 7), date(2026, 3, 11)),
        (date(2026, 11, 25), date(2026, 12, 1)),
    ],
)
def test_when_it_is_due_after_a_request(asked, due):
    assert due_for_request(asked) == due


def test_the_federal_holidays_of_2026():
    assert sorted(federal_holidays(2026)) == [
        date(2026, 1, 1), date(2026, 1, 19), date(2026, 2, 16), date(2026, 5, 25),
        date(2026, 6, 19), date(2026, 7, 3), date(2026, 9, 7), date(2026, 10, 12),
        date(2026, 11, 11), date(2026, 11, 26), date(2026, 12, 25),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 3, 2), True),
        (date(2026, 3, 7), False),
        (date(2021, 12, 31), False),
        (date(2023, 1, 2), False),
        (date(2026, 5, 25), False),
    ],
    ids=["Monday", "Saturday", "New Year kept the year before", "New Year kept on Monday",
         "Memorial Day"],
)  # fmt: skip
def test_business_days(day, is_one):
    assert is_business_day(day) is is_one
