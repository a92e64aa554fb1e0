"""`threshold benefits` and `threshold x12 benefits`."""

import json
from pathlib import Path

import pytest

from tests.clinic import ROOT
from tests.unit.console.test_benefits_view import CASES, view
from tests.unit.eligibility.payer_answers import fixture_names

FIXTURES = Path(__file__).parents[1] / "eligibility/fixtures"
FULL = str(FIXTURES / "ppo_full.271")
PROGRAM = str(ROOT / "program/program.yaml")


@pytest.fixture
def api(staff_api, monkeypatch):
    monkeypatch.setenv("THRESHOLD_API_URL", f"{staff_api.url}/test")
    monkeypatch.setenv("THRESHOLD_TOKEN", "header.claims.signature")
    return staff_api


@pytest.mark.parametrize("name", CASES)
def test_every_view_is_told(run, api, name):
    api.will_reply(view(CASES[name]))
    ran = run("benefits", "intake-1")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Benefits of intake intake-1 on 2026-01-05, version ")
    assert api.asked[0].path == "/test/intakes/intake-1/benefits"


def test_it_tells_values_with_their_source_and_doubts(run, api):
    api.will_reply(view(CASES["recorded"]))
    out = run("benefits", "intake-1").out
    assert "coinsurance, in network: 20 % <" in out.replace("  <", " <")
    assert "by ben" in out
    assert "! stated in several ways" in out


def test_it_tells_what_to_ask_and_what_it_may_cost(run, api):
    api.will_reply(view(CASES["recorded"]))
    out = run("benefits", "intake-1").out
    assert "1. Are we in this plan's network?" in out
    assert "Estimate, in network" in out
    assert "  Week  8, from 2026-03-23: $" in out
    assert "100 % of poverty" in out


def test_it_tells_why_there_is_no_estimate_and_why_nobody_may_call(run, api):
    api.will_reply(view(CASES["uninsured"]))
    out = run("benefits", "intake-1").out
    assert "Do not call: uninsured." in out
    assert "No estimate, in network\n  coverage is not known to be active" in out
    assert "Good-faith estimate, mental health (a draft)\n  Due on 2026-01-08" in out


def test_as_json_it_is_what_the_api_gave(run, api):
    made = view(CASES["covered"])
    api.will_reply(made)
    assert run("benefits", "intake-1", "--json").json == made


def test_the_id_cannot_lead_elsewhere(run, api):
    api.will_reply({}, 404)
    ran = run("benefits", "../worklists/crisis")
    assert api.asked[0].path == "/test/intakes/..%2Fworklists%2Fcrisis/benefits"
    assert (ran.status, ran.faults) == (1, ["there is no such intake"])


@pytest.mark.parametrize(
    ("status", "told"),
    [(403, "your role does not see this intake"), (500, "the API answered 500, not an intake")],
)
def test_a_refusal_is_one_clear_line(run, api, status, told):
    api.will_reply(b"<html>EXA000111</html>", status)
    assert run("benefits", "intake-1").faults == [told]


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"payers": 3}', b"null", b'"EXA000111"'])
def test_an_answer_that_is_no_view_is_one_clear_line(run, api, body):
    api.will_reply(body)
    ran = run("benefits", "intake-1")
    assert (ran.status, ran.faults) == (1, ["the API's answer is not an intake's benefits"])


def test_what_was_said_cannot_move_the_cursor_of_a_terminal(run, api):
    made = view(CASES["recorded"])
    made["payers"][0]["name"] = "PLAN\x1b[2J\u202e"
    api.will_reply(json.dumps(made).encode())
    assert run("benefits", "intake-1").out.replace("\n", "").isprintable()


def test_an_answer_alone_gives_sheet_script_and_what_an_estimate_would_need(run):
    ran = run("x12", "benefits", FULL)
    assert (ran.status, ran.err) == (0, "")
    assert "deductible, in network, individual: $1500.00  <271 segment 15" in ran.out
    assert "Are we in this plan's network?" in ran.out
    assert "No estimate, in network\n  the program's rate for this care is not config" in ran.out
    assert "we are taken to be in network" in ran.out


def test_a_program_gives_the_estimate_its_rates(run):
    out = run("x12", "benefits", FULL, "--program", PROGRAM).out
    assert "Estimate, in network\n  In all: $" in out


def test_the_care_chooses_the_code(run):
    out = run("x12", "benefits", FULL, "--care", "substance_use").out
    assert "H0015" in out
    assert "S9480" not in out


def test_a_care_that_is_none_is_refused(run):
    assert run("x12", "benefits", FULL, "--care", "yoga").status == 2


def test_a_program_that_is_none_is_refused(run, file):
    ran = run("x12", "benefits", FULL, "--program", file("a: 1"))
    assert (ran.status, ran.out) == (2, "")


@pytest.mark.parametrize("name", fixture_names(".271", ".999", ".ta1", ".txt"))
def test_whatever_a_payer_sent_is_told(run, name):
    ran = run("x12", "benefits", str(FIXTURES / name))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out
