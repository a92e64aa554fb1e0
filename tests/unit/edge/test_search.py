"""Searching over the API: who may, what is found and shown, and what is written down of it."""

import json

import jsonschema
import pytest

from tests.builders import submission
from threshold.errors import Retryable
from threshold.staff.trail import DeedKind, Subject
from threshold.web.openapi_acts import SEARCH

JANE = {"first": "jane", "last": "TESTER", "birth_date": "1990-01-01"}
ACUTE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}


@pytest.fixture
def search(call):
    def searching(document, role="admissions", name="ana"):
        body = document if isinstance(document, str) else json.dumps(document)
        return call("POST", "/search", "/search", body, role, name)

    return searching


@pytest.fixture
def of_this_month(trail):
    """The deeds written down this month; the edge's clock is the machine's."""

    def deeds():
        return [one for one in trail.of(Subject.SEARCH, "", 100) if one.kind is DeedKind.SEARCHED]

    return deeds


def test_a_person_is_found_by_name_and_birth_date_and_shown_by_initials(search, intake_id):
    status, document = search(JANE)
    (row,) = document["rows"]
    assert (status, row["intake_id"], row["initials"]) == (200, intake_id, "JT")
    assert row["earlier"] is False
    assert "Tester" not in json.dumps(document)


def test_an_intake_is_found_by_its_id(search, intake_id):
    assert [row["intake_id"] for row in search({"intake_id": intake_id})[1]["rows"]] == [intake_id]
    assert search({"intake_id": "a" * 26}) == (200, {"rows": []})


def test_a_search_is_written_down_without_what_was_searched_for(search, intake_id, of_this_month):
    search(JANE, "clinician", "cleo")
    search({"intake_id": "a" * 26})
    by_id, by_person = of_this_month()
    assert (by_person.name, by_person.roles) == ("cleo", ("clinician",))
    assert by_person.details == {"by": "person", "found": "1"}
    assert by_id.details == {"by": "id", "found": "0"}


def test_what_cannot_be_written_down_is_not_shown(search, intake_id, trail, monkeypatch):
    def fail(*_):
        raise Retryable("busy")

    monkeypatch.setattr(trail, "write", fail)
    assert search(JANE)[0] == 503


def test_who_waits_for_a_clinician_is_not_found_by_billing(search, practice, of_this_month):
    practice.submit(answers=submission().answers | ACUTE)
    assert search(JANE, "billing") == (200, {"rows": []})
    assert of_this_month()[0].details["found"] == "0"
    assert len(search(JANE, "clinician")[1]["rows"]) == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [
        *((role, 200) for role in ("admissions", "clinician", "billing", "supervisor", "auditor")),
        ("nobody", 403),
        ("patient", 403),
    ],
)
def test_who_may_search(search, role, status):
    assert search(JANE, role)[0] == status


@pytest.mark.parametrize(
    ("document", "pointers"),
    [
        ("no json", ["#"]),
        ("[]", ["#"]),
        ({}, ["#/first", "#/last", "#/birth_date"]),
        (JANE | {"first": " "}, ["#/first"]),
        (JANE | {"last": "x" * 121}, ["#/last"]),
        (JANE | {"last": 7}, ["#/last"]),
        (JANE | {"birth_date": "1990-02-30"}, ["#/birth_date"]),
        (JANE | {"birth_date": "2020-W01-1"}, ["#/birth_date"]),
        (JANE | {"birth_date": "01/01/1990"}, ["#/birth_date"]),
        (JANE | {"phone": "+15555550100"}, ["#"]),
        (JANE | {"intake_id": "a" * 26}, ["#"]),
        ({"intake_id": "../x"}, ["#/intake_id"]),
        ({"intake_id": None}, ["#/intake_id"]),
    ],
)
def test_what_cannot_be_searched_for_is_told_by_place_and_rule(
    search, of_this_month, document, pointers
):
    status, problem = search(document)
    assert (status, [fault["pointer"] for fault in problem["errors"]]) == (400, pointers)
    assert of_this_month() == []


def test_nothing_that_was_searched_for_is_logged(search, logged):
    search(JANE | {"last": "Canary"})
    search(JANE | {"last": "Canary", "birth_date": "Canary"})
    assert "anary" not in logged()


def test_a_search_is_what_the_openapi_document_says():
    jsonschema.validate(JANE, SEARCH)
    jsonschema.validate({"intake_id": "a" * 26}, SEARCH)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(JANE | {"intake_id": "a" * 26}, SEARCH)
