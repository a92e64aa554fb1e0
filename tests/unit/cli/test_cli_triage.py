import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import submission
from tests.clinic import ROOT
from threshold.codec import encode

PROGRAM = str(ROOT / "program/program.yaml")


def form(**changes):
    """A whole submission, as the API takes it, with top-level parts replaced or left out."""
    document = encode(submission()) | changes
    return {name: part for name, part in document.items() if part is not ...}


def story(name):
    return json.loads((ROOT / "events/stories" / name).read_text())["submission"]


def test_a_whole_submission_is_triaged(run, file):
    ran = run("triage", file(story("01-clear-ppo.json")))
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["outcome"] == "IOP_CANDIDATE"
    assert ran.json["incomplete"] == []
    assert ran.json["tracks"] == ["mental_health"]
    assert ran.json["reasons"][0].keys() == {"rule", "text", "source"}


def test_a_crisis_is_due_within_minutes_of_now(run, file):
    before = datetime.now(UTC)
    ran = run("triage", file(story("07-acute-suicide-risk.json")))
    due_in = datetime.fromisoformat(ran.json["due_at"]) - before
    assert (ran.json["outcome"], ran.json["priority"]) == ("CRISIS_NOW", "P0")
    # Shortly before midnight the rules due the same day are due sooner still.
    assert timedelta() < due_in < timedelta(minutes=6)


@pytest.mark.parametrize(
    "missing",
    ["contact", "payment", "consents"],
)
def test_what_triage_does_not_rest_on_may_be_missing(run, file, missing):
    whole, without = run("triage", file(form())), run("triage", file(form(**{missing: ...})))
    assert without.json == whole.json


@pytest.mark.parametrize(
    "changes",
    [
        {"person": {"birth_date": "1990-01-01", "name": "Jane"}},
        {"contact": {"phone": "call me"}},
        {"consents": "yes", "emergency_contact": None},
        {"location": {"state": "TX", "address": 12}},
        {"need": {"why_now": 7}},
    ],
    ids=str,
)
def test_what_triage_does_not_rest_on_is_not_looked_at(run, file, changes):
    assert run("triage", file(form(**changes))).json == run("triage", file(form())).json


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"answers": {}},
        {"answers": None, "person": None, "location": None},
        {"location": {"state": "TX"}},
        {"person": {"sex": "female"}},
        {"answers": {"gad-7": {"q1": 0}}},
        form(location={}),
        form(person={}),
        form(answers={}),
    ],
    ids=lambda document: ",".join(document) or "nothing",
)
def test_a_partial_submission_goes_to_a_human_with_what_is_missing(run, file, document):
    ran = run("triage", file(document))
    assert (ran.status, ran.json["outcome"]) == (0, "CLINICAL_REVIEW")
    assert ran.json["incomplete"]


def test_one_answer_can_be_a_crisis(run, file):
    ran = run("triage", file({"answers": {"asq": {"q5": "yes"}}}))
    assert ran.json["outcome"] == "CRISIS_NOW"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"answers": 777}, ["FILE#/answers"]),
        ({"answers": {"phq-9": [777]}}, ["FILE#/answers/phq-9"]),
        (
            {"answers": {"phq-9": {"q1": 777}, "asq": {"q5": True}}},
            ["FILE#/answers/phq-9/q1", "FILE#/answers/asq/q5"],
        ),
        ({"answers": {"phq-9": {"q77": 1}}}, ["FILE#/answers/phq-9"]),
        ({"answers": {"hamd": {"q1": 1}}}, ["FILE#/answers"]),
        ({"location": {"state": "Texas 777"}}, ["FILE#/location/state"]),
        ({"location": []}, ["FILE#/location"]),
        ({"person": [777]}, ["FILE#/person"]),
        ({"person": {"sex": "777"}}, ["FILE#/person/sex"]),
        ({"need": {"tracks": ["777"]}}, ["FILE#/need/tracks/0"]),
        ({"need": {"referral": {"discharged_on": "777"}}}, ["FILE#/need/referral/discharged_on"]),
        ({"availability": {"time_zone": "Mars/777"}}, ["FILE#/availability/time_zone"]),
    ],
    ids=str,
)
def test_what_triage_rests_on_must_be_usable(run, file, changes, faults):
    ran = run("triage", file(form(**changes)))
    assert (ran.status, ran.out) == (2, "")
    assert sorted(fault.split(" ")[0] for fault in ran.faults) == sorted(faults)
    assert "777" not in ran.err


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"anwsers777": {}}, "FILE has a field that is not known here"),
        ({"asq": {"q5": "yes"}}, "FILE has a field that is not known here"),
        ({"location": {"State": "TX"}}, "FILE#/location has a field that is not known here"),
        ({"person": {"gender": "777"}}, "FILE#/person has a field that is not known here"),
    ],
    ids=str,
)
def test_a_field_no_submission_has_is_refused_lest_an_answer_go_unseen(run, file, document, fault):
    ran = run("triage", file(document))
    assert (ran.status, ran.faults) == (2, [fault])


def test_without_a_program_every_state_is_licensed(run, file):
    document = form(location={"state": "WY"})
    assert run("triage", file(document)).json["outcome"] == "IOP_CANDIDATE"


def test_a_program_says_where_its_clinicians_are_licensed(run, file):
    document = form(location={"state": "WY"})
    ran = run("triage", file(document), "--program", PROGRAM)
    assert (ran.json["outcome"], ran.json["reasons"][0]["rule"]) == ("NOT_SERVED_HERE", "F1")


def test_a_program_gives_its_time_zone_to_whoever_named_none(run, file):
    ran = run("triage", file(form()), "--program", PROGRAM)
    end_of_day_in_chicago = datetime.fromisoformat(ran.json["due_at"]).time()
    assert end_of_day_in_chicago.isoformat() in ("04:59:59", "05:59:59")


def test_days_end_where_the_person_is(run, file):
    ran = run("triage", file(form(availability={"time_zone": "Pacific/Honolulu"})))
    assert datetime.fromisoformat(ran.json["due_at"]).time().isoformat() == "09:59:59"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "--program the file (line 1): Input should be a valid dictionary"),
        ("name: [777", "--program line 1: not YAML"),
        ("name: 2026-99-99", "--program line 1: not YAML"),
        (b"\xff\xfe777", "--program must be YAML, as in program/program.yaml"),
        ("[" * 5000, "--program must be YAML, as in program/program.yaml"),
        ("colour777: red", "--program version (line 1): Field required"),
    ],
    ids=["empty", "cut short", "no such day", "not UTF-8", "deep", "fields"],
)
def test_an_unusable_program_is_refused(run, file, content, fault):
    ran = run("triage", file({}), "--program", file(content, "program.yaml"))
    assert (ran.status, ran.out) == (2, "")
    assert ran.faults[0].startswith(fault)


def test_a_missing_program_is_refused(run, file, tmp_path):
    ran = run("triage", file({}), "--program", str(tmp_path / "none.yaml"))
    assert ran.faults == ["--program cannot be read: No such file or directory"]
