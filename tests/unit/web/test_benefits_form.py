"""The edge of `record_benefits`: every fault at once, by pointer and rule, never by value."""

import json
from datetime import date
from decimal import Decimal

import pytest

from tests.unit.benefits.sheets import inside, one
from threshold.benefits.facts import Source
from threshold.benefits.fields import Topic
from threshold.benefits.told import Household, Party, Recording, Told
from threshold.web.benefits_form import read_recording
from threshold.web.problem import Problem
from threshold.web.staff_action import read_action

TODAY = date(2026, 1, 5)
COPAY = {
    "field": "copay",
    "network": "in",
    "value": "30",
    "source": "phone",
    "said_on": "2026-01-05",
    "representative": "Rep One",
    "reference": "REF-1",
}


def faults(document):
    with pytest.raises(Problem) as refused:
        read_recording(document, TODAY)
    assert refused.value.status == 400
    return {fault.pointer: fault.detail for fault in refused.value.faults}


def without(*names, **changes):
    return {name: value for name, value in (COPAY | changes).items() if name not in names}


def test_a_fact_heard_by_phone_is_read():
    said, seen = read_recording({"facts": [COPAY]}, TODAY)
    heard = Told(
        inside(Topic.COPAY), "30.00", Source.PHONE, TODAY,
        representative="Rep One", reference="REF-1",
    )  # fmt: skip
    assert (said, seen) == (Recording((heard,)), None)


def test_a_fact_of_the_administrator_read_in_a_portal_is_read():
    fact = {
        "field": "deductible",
        "network": "in",
        "level": "individual",
        "value": "1500.00",
        "source": "portal",
        "said_on": "2026-01-02",
        "party": "administrator",
    }
    (told,) = read_recording({"facts": [fact]}, TODAY)[0].facts
    assert (told.field, told.party) == (one(Topic.DEDUCTIBLE), Party.ADMINISTRATOR)
    assert (told.representative, told.reference) == (None, None)


def test_what_is_not_a_fact_of_a_plan_is_read():
    document = {
        "takes_back": ["0123456789abcdef"],
        "household": {"yearly_income": "30000", "people": 2},
        "first_day": "2026-02-02",
        "version": 4,
    }
    said, seen = read_recording(document, TODAY)
    assert said.takes_back == ("0123456789abcdef",)
    assert said.household == Household(Decimal(30000), 2)
    assert (said.first_day, seen) == (date(2026, 2, 2), 4)


def test_the_same_fact_twice_in_one_recording_is_one():
    assert len(read_recording({"facts": [COPAY, COPAY]}, TODAY)[0].facts) == 1


@pytest.mark.parametrize(
    ("fact", "pointer"),
    [
        (without("field"), "/field"),
        (without(field="colour"), "/field"),
        (without(field=3), "/field"),
        (without("network"), "/network"),
        (without(network="both"), "/network"),
        (without(level="family"), "/level"),
        (without(field="code_covered"), "/network"),
        (without("value"), "/value"),
        (without(value=30), "/value"),
        (without(value=None), "/value"),
        (without(value="thirty"), "/value"),
        (without("source"), "/source"),
        (without(source="271"), "/source"),
        (without("said_on"), "/said_on"),
        (without(said_on="2026-01-06"), "/said_on"),
        (without(said_on="yesterday"), "/said_on"),
        (without(party="somebody"), "/party"),
        (without("representative"), "/representative"),
        (without(reference=" "), "/reference"),
        (without(reference="x" * 81), "/reference"),
        (without("reference", source="portal"), "/representative"),
        (without(colour="EXA000111"), ""),
    ],
    ids=str,
)
def test_a_fault_of_a_fact_is_named_by_its_pointer(fact, pointer):
    found = faults({"facts": [COPAY, fact]})
    assert f"#/facts/1{pointer}" in found
    assert not {"thirty", "EXA000111", "colour"} & set(" ".join(found.values()).split())


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({}, "#"),
        ({"facts": []}, "#"),
        ({"facts": {}}, "#/facts"),
        ({"facts": [3]}, "#/facts/0"),
        ({"facts": [COPAY] * 101}, "#/facts"),
        ({"facts": None}, "#/facts"),
        ({"takes_back": [3]}, "#/takes_back/0"),
        ({"takes_back": ["x" * 41]}, "#/takes_back/0"),
        ({"household": 3}, "#/household"),
        ({"household": {"people": 2}}, "#/household/yearly_income"),
        ({"household": {"yearly_income": "1"}}, "#/household/people"),
        ({"household": {"yearly_income": "1", "people": 0}}, "#/household/people"),
        ({"household": {"yearly_income": "1", "people": 2, "x": 1}}, "#/household"),
        ({"first_day": "2027-02-01"}, "#/first_day"),
        ({"first_day": 3}, "#/first_day"),
        ({"facts": [COPAY], "version": 0}, "#/version"),
        ({"facts": [COPAY], "version": True}, "#/version"),
        ({"facts": [COPAY], "more": 1}, "#"),
    ],
    ids=str,
)
def test_a_fault_of_a_recording_is_named_by_its_pointer(document, pointer):
    assert pointer in faults(document)


def test_every_fault_is_told_at_once():
    broken = {"facts": [without("value"), without(source="271")], "version": 0}
    assert faults(broken).keys() == {"#/facts/0/value", "#/facts/1/source", "#/version"}


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("", "#"),
        ("[]", "#"),
        ("{}", "#/action"),
        ('{"action": "fly"}', "#/action"),
        ('{"action": 3}', "#/action"),
        ('{"action": "a", "action": "a"}', "#"),
    ],
)
def test_an_action_that_is_none_is_refused(text, pointer):
    with pytest.raises(Problem) as refused:
        read_action(text, ("a", "b"))
    (fault,) = refused.value.faults
    assert (refused.value.status, fault.pointer) == (400, pointer)
    assert "fly" not in fault.detail


def test_an_action_is_its_name_and_the_rest():
    assert read_action(json.dumps({"action": "a", "x": 1}), ("a",)) == ("a", {"x": 1})
