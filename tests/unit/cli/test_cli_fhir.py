import json

import pytest

from tests.clinic import ROOT
from tests.unit.fhir.r4 import faults

STORY = json.loads((ROOT / "events/stories/01-clear-ppo.json").read_text())["submission"]


def test_a_submission_is_written_as_r4_and_read_back(run, file):
    written = run("fhir", "write", file(STORY))
    assert (written.status, faults(written.json)) == (0, [])
    again = run("fhir", "read", file(written.out, "bundle"))
    kept = {name: again.json[name] for name in ("person", "contact", "answers", "availability")}
    assert (again.status, kept) == (0, {name: STORY[name] for name in kept})


def test_the_same_submission_gets_the_same_full_urls(run, file):
    one, other = (run("fhir", "write", file(STORY)).json["entry"] for _ in range(2))
    assert [entry["fullUrl"] for entry in one] == [entry["fullUrl"] for entry in other]


@pytest.mark.parametrize("name", ["intake", "phq-9"])
def test_a_questionnaire_is_printed(run, name):
    ran = run("fhir", "questionnaire", name)
    assert (ran.status, faults(ran.json)) == (0, [])
    assert ran.json["url"] == f"urn:threshold:questionnaire:{name}"


def test_a_questionnaire_that_there_is_none_of_is_named_by_rule(run):
    ran = run("fhir", "questionnaire", "Jane")
    assert (ran.status, ran.faults) == (
        2,
        ["NAME must be intake, or one that `threshold packs` lists"],
    )


@pytest.mark.parametrize(
    ("command", "content", "fault"),
    [
        ("read", "{", "FILE must be JSON"),
        ("read", {"resourceType": "Bundle", "type": "batch"}, "FILE#/type is not collection or"),
        ("write", STORY | {"person": {}}, "FILE#/person/name is required"),
    ],
)
def test_what_cannot_be_used_is_named_by_place_and_rule(run, file, command, content, fault):
    ran = run("fhir", command, file(content))
    assert ran.status == 2
    assert ran.faults[0].startswith(fault)


def test_a_seat_is_printed_as_the_api_gives_it(run, staff_api, monkeypatch):
    monkeypatch.setenv("THRESHOLD_API_URL", f"{staff_api.url}/test")
    monkeypatch.setenv("THRESHOLD_TOKEN", "header.claims.signature")
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": []}
    staff_api.will_reply(bundle)
    ran = run("fhir", "seat", "../worklists/crisis")
    assert (ran.status, ran.json) == (0, bundle)
    assert staff_api.asked[0].path == "/test/intakes/..%2Fworklists%2Fcrisis/fhir"
