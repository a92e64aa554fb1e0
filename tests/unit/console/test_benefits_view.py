"""The benefits view as staff are given it."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import jsonschema
import pytest

from tests.builders import NOW
from tests.unit.benefits.cases import (
    CARVED,
    ELSEWHERE,
    PROGRAM,
    SUBSTANCES,
    Case,
    covered,
    from_administrator,
    told,
)
from tests.unit.benefits.sheets import KNOWN, inside, plan
from threshold.benefits.fields import Topic
from threshold.benefits.told import Household
from threshold.console.benefits_view import benefits_view
from threshold.intake.life_cycle import Role
from threshold.intake.submission import Payment, PaymentPath
from threshold.web.openapi_benefits import BENEFITS

UNINSURED = Payment(PaymentPath.UNINSURED)


def recorded(case):
    case.record(
        told(inside(Topic.COINSURANCE), "0.30"),
        household=Household(Decimal(15960), 1),
        first_day=date(2026, 2, 2),
    )
    return case


CASES = {
    "covered": Case(covered(*KNOWN)),
    "recorded": recorded(Case(covered(*KNOWN))),
    "carved out": Case(covered(*CARVED, further=(from_administrator(*ELSEWHERE),))),
    "nothing known": Case(),
    "uninsured": recorded(Case(payment=UNINSURED)),
    "substance use": Case(covered(*KNOWN), need=SUBSTANCES),
}


def view(case, program=PROGRAM):
    document = benefits_view(case.store, program, frozenset({Role.BILLING}), "intake-1", NOW)
    return json.loads(json.dumps(document))


@pytest.mark.parametrize("name", CASES)
def test_every_view_is_as_the_openapi_document_says(name):
    jsonschema.validate(view(CASES[name]), BENEFITS)


def test_a_program_without_rates_gives_a_view_that_says_so():
    seen = view(CASES["covered"], replace(PROGRAM, billing={}))
    jsonschema.validate(seen, BENEFITS)
    found = seen["payers"][0]["estimates"]["in_network"]
    assert (found["given"], found["total"]) == (False, None)
    assert "the program's rate for this care is not configured" in found["reasons"]


def test_a_line_tells_values_sources_and_whether_they_contradict():
    (line,) = [
        one
        for one in view(CASES["recorded"])["payers"][0]["sheet"]
        if (one["field"], one["network"]) == ("coinsurance", "in")
    ]
    assert [(one["value"], one["source"]) for one in line["values"]] == [
        ("0.20", "271"),
        ("0.30", "portal"),
    ]
    assert line["contradictory"]
    assert not line["missing"]
    assert line["values"][0]["segments"]
    assert line["values"][1]["recorded_by"] == "ben"


def test_a_line_nobody_spoke_of_is_missing_and_never_0():
    lines = view(CASES["nothing known"])["payers"][0]["sheet"]
    assert all(line["missing"] and not line["values"] for line in lines)


def test_what_has_expired_stands_apart():
    case = Case(covered(*KNOWN))
    case.record(replace(told(plan(Topic.PROVIDER_IN_NETWORK), "yes"), said_on=date(2025, 12, 30)))
    line = view(case)["payers"][0]["sheet"][0]
    assert (line["missing"], line["values"]) == (True, [])
    assert line["expired"][0]["expires_on"] == "2026-01-01"


def test_the_call_has_what_the_payer_will_ask_and_names_what_is_not_known():
    call = view(CASES["covered"])["payers"][0]["call"]
    assert (call["payer_phone"], call["member_id"]) == ("+15555550190", "EXA000111")
    assert (call["npi"], call["tax_number"]) == ("1234567893", "00-0000000")
    assert (call["billing_code"], call["revenue_code"]) == ("S9480", "0905")
    assert (call["group_number"], call["missing"]) == (None, ["group_number"])


def test_nothing_to_call_with_is_given_where_the_plan_may_not_be_asked():
    assert view(CASES["uninsured"])["payers"][0]["call"] == {"barred": "uninsured"}


def test_the_good_faith_estimate_has_its_contents():
    (one,) = view(CASES["uninsured"])["good_faith_estimates"]
    draft = one["draft"]
    assert draft["patient"] == {"name": "Jane Tester", "birth_date": "1990-01-01"}
    assert (draft["first_day"], draft["total"]) == ("2026-02-02", "7200.00")
    assert (draft["missing"], len(draft["disclaimers"])) == ([], 4)


def test_a_draft_without_a_planned_day_has_none():
    (one,) = view(Case(payment=UNINSURED))["good_faith_estimates"]
    assert (one["draft"]["first_day"], one["draft"]["last_day"]) == (None, None)
    assert one["draft"]["missing"] == ["first day of care"]


def test_help_with_the_cost_names_the_guidelines_it_goes_by():
    found = view(CASES["recorded"])["assistance"]
    assert (found["percent_of_poverty"], found["discount"]) == ("100", "0.50")
    assert found["guidelines"]["year"] == 2026
