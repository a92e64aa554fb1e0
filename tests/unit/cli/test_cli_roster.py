"""`threshold roster`: files checked here, put over a deployment's roster there, and shown again."""

import json
from dataclasses import replace

import pytest

from tests.clinic import ROOT
from tests.rosters import OKAFOR, ROSTER
from threshold.console.roster_view import roster_view
from threshold.program.roster_writing import to_csv, to_yaml
from threshold.scheduling.ports import Availability

TOLD = {"stored": True, "changes": {"cohorts": {"new": ["evening-1"]}}}


@pytest.fixture
def api(staff_api, monkeypatch):
    monkeypatch.setenv("THRESHOLD_API_URL", f"{staff_api.url}/test")
    monkeypatch.setenv("THRESHOLD_TOKEN", "header.claims.signature")
    return staff_api


@pytest.fixture
def roster_file(file):
    return file(to_yaml(ROSTER), "roster.yaml")


def test_a_roster_that_keeps_the_rules_is_counted(run, roster_file):
    ran = run("roster", "check", roster_file)
    assert ran.json == {"compacts": 1, "clinicians": 2, "cohorts": 2, "slots": 2}


def test_tables_are_checked_together(run, file):
    paths = [file(text, name) for name, text in to_csv(ROSTER).items()]
    assert run("roster", "check", *paths).status == 0
    assert run("roster", "check", paths[-1]).status == 2


def test_faults_are_told_by_file_line_and_field_and_end_with_2(run, file):
    text = to_yaml(ROSTER).replace("capacity: 8", "capacity: 13")
    ran = run("roster", "check", file(text, "roster.yaml"))
    (fault,) = ran.faults
    assert (ran.status, ran.out) == (2, "")
    assert fault.startswith("roster.yaml, line ")
    assert fault.endswith("cohorts[1].capacity: must be at most 12")
    assert run("roster", "check", "--most-in-group", "13", file(text, "roster.yaml")).status == 0


def test_a_field_that_is_named_like_a_command_of_a_terminal_is_printed_harmless(run, file):
    ran = run("roster", "check", file('slots:\n- {"\\e[2J": x}\n', "roster.yaml"))
    assert "\x1b" not in ran.err


def test_payers_are_checked_where_the_program_is_named(run, file):
    person = replace(OKAFOR, payers=frozenset({"EXA77"}))
    path = file(to_yaml(replace(ROSTER, clinicians=(ROSTER.clinicians[0], person))), "r.yaml")
    assert run("roster", "check", path).status == 0
    program = str(ROOT / "program/program.yaml")
    (fault,) = run("roster", "check", "--program", program, path).faults
    assert "clinicians[1].payers: must be ids of payers" in fault


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ((), {"dry_run": False, "close_missing": False}),
        (("--dry-run", "--close-missing"), {"dry_run": True, "close_missing": True}),
    ],
)
def test_files_are_sent_as_they_are_and_what_changes_is_printed(
    run, api, roster_file, options, asked
):
    api.will_reply(TOLD)
    ran = run("roster", "import", *options, roster_file)
    assert (ran.status, ran.json) == (0, TOLD)
    (sent,) = api.asked
    assert sent.path == "/test/roster"
    files = [{"name": "roster.yaml", "text": to_yaml(ROSTER)}]
    assert json.loads(sent.body) == {"files": files, **asked}


def test_faults_that_the_deployment_finds_end_with_2(run, api, roster_file):
    detail = "roster.yaml, line 9: cohorts[0].capacity: must be at most 10\u202e"
    api.will_reply({"errors": [{"pointer": "#/files/0/text", "detail": detail}]}, 400)
    ran = run("roster", "import", roster_file)
    assert (ran.status, ran.faults) == (2, [detail.replace("\u202e", "?")])


@pytest.mark.parametrize(
    ("status", "document", "told"),
    [
        (400, b"not JSON", "the API answered 400, not a roster"),
        (400, {"title": "bad"}, "the API answered 400, not a roster"),
        (403, {}, "your role does not see this roster"),
        (409, {}, "somebody was faster; try again"),
    ],
)
def test_a_refusal_without_faults_ends_with_1(run, api, roster_file, status, document, told):
    api.will_reply(document, status)
    ran = run("roster", "import", roster_file)
    assert (ran.status, ran.faults) == (1, [told])


def test_a_file_that_is_no_text_is_not_sent(run, api, file):
    ran = run("roster", "import", file(b"\xff", "roster.csv"))
    assert (ran.status, api.asked) == (2, [])


def test_a_roster_that_is_shown_can_be_imported_again(run, api, file):
    view = roster_view(Availability(ROSTER, {"evening-1": 12, "morning-1": 8}, ROSTER.slots))
    for options in (("--zone", "America/Chicago"), ("--format", "csv", "--part", "slots")):
        api.will_reply(view)
        shown = run("roster", "show", *options)
        assert shown.status == 0
    api.will_reply(view)
    shown = run("roster", "show")
    assert run("roster", "check", file(shown.out, "shown.yaml")).status == 0
    api.will_reply(view)
    assert run("roster", "show", "--format", "json").json == view


@pytest.mark.parametrize("document", [{}, [], {"roster": {"cohorts": 1}}])
def test_an_answer_that_is_no_roster_ends_with_1(run, api, document):
    api.will_reply(document)
    assert run("roster", "show").faults == ["the API's answer is not a roster"]


def test_a_zone_that_there_is_not_ends_with_2(run, api):
    assert run("roster", "show", "--zone", "../etc").status == 2
    assert api.asked == []
