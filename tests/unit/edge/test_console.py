"""The console's routes on one intake: benefits read and recorded, by role."""

import json

import jsonschema
import pytest

from tests.builders import submission
from threshold.console.queue import WaitingRoom
from threshold.store.journeys import MemoryJourneys
from threshold.store.notices import MemoryNotices
from threshold.store.waits import MemoryWaits
from threshold.use_cases.staff_acts import Act
from threshold.web.openapi_benefits import BENEFITS, RECORD_BENEFITS

FACT = {"field": "code_covered", "value": "yes", "source": "portal", "said_on": "2026-01-05"}
RECORD = {"action": "record_benefits", "facts": [FACT]}


@pytest.fixture
def benefits(call, intake_id):
    def reading(role="admissions", intake=intake_id):
        return call("GET", f"/intakes/{intake}/benefits", "/intakes/{id}/benefits", role=role)

    return reading


@pytest.fixture
def act(call, intake_id):
    def acting(document, role="admissions", intake=intake_id):
        body = document if isinstance(document, str) else json.dumps(document)
        return call("POST", f"/intakes/{intake}/actions", "/intakes/{id}/actions", body, role)

    return acting


def line(view, field, payer=0):
    return next(one for one in view["payers"][payer]["sheet"] if one["field"] == field)


def test_a_fact_that_is_recorded_is_on_the_sheet_with_who_recorded_it(benefits, act):
    before = benefits()[1]
    status, receipt = act(RECORD)
    after = benefits()[1]

    assert (status, receipt["stored"], len(receipt["ids"])) == (200, True, 1)
    assert line(before, "code_covered")["missing"]
    (value,) = line(after, "code_covered")["values"]
    assert (value["value"], value["source"], value["recorded_by"]) == ("yes", "portal", "ana")
    assert value["id"] == receipt["ids"][0]
    assert after["version"] == receipt["version"] == before["version"] + 1


def test_the_call_script_shrinks_by_what_was_heard(benefits, act):
    def asked():
        return {one["field"] for one in benefits()[1]["payers"][0]["call"]["questions"]}

    before = asked()
    act(RECORD)
    assert before - asked() == {"code_covered"}


def test_a_mistaken_fact_is_taken_back(benefits, act):
    ids = act(RECORD)[1]["ids"]
    assert act({"action": "record_benefits", "takes_back": ids})[0] == 200
    assert line(benefits()[1], "code_covered")["missing"]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("admissions", 200),
        ("clinician", 200),
        ("supervisor", 200),
        ("billing", 200),
        ("auditor", 403),
        ("nobody", 403),
        ("system", 403),
    ],
)
def test_who_may_read_and_record_benefits(benefits, act, role, status):
    assert benefits(role)[0] == status
    assert act(RECORD, role)[0] == status


def test_for_billing_an_intake_that_waits_for_a_clinician_is_not_there(benefits, act, practice):
    acute = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}
    waiting = practice.submit(answers=submission().answers | acute)

    assert benefits("billing", waiting) == benefits("billing", "a" * 26)
    assert benefits("billing", waiting)[0] == 404
    assert act(RECORD, "billing", waiting)[0] == 404
    assert act(RECORD, "clinician", waiting)[0] == 200


@pytest.mark.parametrize("intake", ["a" * 26, "nobody"])
def test_an_intake_that_is_none_is_not_there(benefits, act, intake):
    assert benefits(intake=intake)[0] == 404
    assert act(RECORD, intake=intake)[0] == 404


@pytest.mark.parametrize(
    ("document", "status", "pointers"),
    [
        ("not json", 400, ["#"]),
        ({"action": "fly"}, 400, ["#/action"]),
        ({"action": "record_benefits"}, 400, ["#"]),
        (RECORD | {"facts": [FACT | {"value": "EXA000111"}]}, 400, ["#/facts/0/value"]),
        (RECORD | {"takes_back": ["0" * 16]}, 400, ["#/takes_back/0"]),
        (RECORD | {"version": 999}, 400, ["#/version"]),
        (RECORD | {"x": "x" * 70_000}, 413, []),
    ],
    ids=["no json", "no such action", "nothing said", "value", "unknown id", "version", "size"],
)
def test_what_cannot_be_done_is_a_problem_and_stores_nothing(
    act, practice, intake_id, document, status, pointers
):
    before = practice.store.events(intake_id)
    answered, problem = act(document)
    assert answered == status
    assert [fault["pointer"] for fault in problem.get("errors", [])] == pointers
    assert "EXA000111" not in json.dumps(problem)
    assert practice.store.events(intake_id) == before


def test_an_unknown_action_is_told_which_there_are(act):
    detail = act({"action": "fly"})[1]["errors"][0]["detail"]
    named = set(detail.removeprefix("must be one of: ").split(", "))
    assert named == {*map(str, Act), "break_glass", "merge", "record_benefits", "revoke_consent"}


def test_who_was_overtaken_is_told_so(act, benefits):
    seen = benefits()[1]["version"]
    act(RECORD)
    status, problem = act(RECORD | {"facts": [FACT | {"value": "no"}], "version": seen})
    assert (status, problem["status"]) == (409, 409)


def test_nothing_that_was_said_is_logged(act, benefits, logged):
    act(RECORD | {"facts": [FACT | {"field": "plan_name", "value": "CANARY PLAN"}]})
    act(RECORD | {"facts": [FACT | {"value": "CANARY"}]})
    benefits()
    assert "CANARY" not in logged()


def test_amounts_and_days_are_text_and_what_is_missing_is_null(benefits):
    view = benefits()[1]
    assert view["first_day"] is None
    assert view["payers"][0]["estimates"]["in_network"]["total"] is None
    assert json.dumps(view).count("NaN") == json.dumps(view).count("Infinity") == 0
    assert view["payers"][0]["call"]["missing"] == ["group_number"]


def test_the_view_is_what_the_openapi_document_says(benefits, act):
    act(RECORD)
    jsonschema.validate(benefits()[1], BENEFITS)
    jsonschema.validate(RECORD, RECORD_BENEFITS)


@pytest.mark.parametrize(
    ("role", "status"),
    [("supervisor", 200), ("auditor", 200), ("admissions", 403), ("clinician", 403)],
)
def test_the_measures_are_for_supervisors_and_auditors(call, practice, monkeypatch, role, status):
    room = WaitingRoom(practice.seats, MemoryWaits(), MemoryNotices(), MemoryJourneys())
    monkeypatch.setattr("threshold.edge.wiring.waiting_room", lambda: room)
    found, document = call("GET", "/measures", "/measures", role=role)
    assert found == status
    if status == 200:
        assert (len(document["months"]), document["everybody"]) == (3, None)
