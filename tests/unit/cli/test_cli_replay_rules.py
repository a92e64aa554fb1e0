import json

import pytest

from tests.clinic import ROOT

PROGRAM = (ROOT / "program/program.yaml").read_text()
STORIES = ROOT / "events/stories"


@pytest.fixture
def stories(file):
    def written(*names):
        return [
            file(json.loads((STORIES / f"{name}.json").read_text())["submission"], f"{name}.json")
            for name in names
        ]

    return written


def lines(ran):
    return [json.loads(line) for line in ran.out.splitlines()]


def test_the_same_rules_change_nothing(run, file, stories):
    rules = file(PROGRAM, "new.yaml")
    ran = run(
        "replay", "--rules", rules, "--program", rules, *stories("01-clear-ppo", "08-low-scores")
    )
    assert lines(ran) == [{"submissions": 2, "changed": 0}]


def test_a_state_left_out_changes_those_who_are_there(run, file, stories):
    now, new = file(PROGRAM, "now.yaml"), file(PROGRAM.replace(", TX]", "]"), "new.yaml")
    ran = run(
        "replay", "--rules", new, "--program", now, *stories("01-clear-ppo", "09-unlicensed-state")
    )
    changed, counted = lines(ran)
    assert changed["before"]["outcome"] == "IOP_CANDIDATE"
    assert changed["after"]["outcome"] == "NOT_SERVED_HERE"
    assert "F1" in changed["after"]["rules"]
    assert counted == {"submissions": 2, "changed": 1}


def test_a_submission_that_cannot_be_used_is_named_by_its_place(run, file, stories):
    ran = run(
        "replay",
        "--rules",
        file(PROGRAM, "new.yaml"),
        *stories("01-clear-ppo"),
        file("no json", "x"),
    )
    assert ran.status == 2
    assert "file 2" in ran.faults[0]


def test_rules_that_are_no_configuration_are_refused(run, file, stories):
    ran = run("replay", "--rules", file("a: [", "new.yaml"), *stories("01-clear-ppo"))
    assert (ran.status, ran.faults[0][:7]) == (2, "--rules")
