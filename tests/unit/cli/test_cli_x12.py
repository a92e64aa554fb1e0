from pathlib import Path

import pytest

from threshold.eligibility.answer_json import as_json
from threshold.eligibility.card import explain
from threshold.eligibility.reader import read
from threshold.eligibility.request_card import explain_request
from threshold.eligibility.request_json import request_from_json
from threshold.eligibility.write_270 import write_270

FIXTURES = Path(__file__).parents[1] / "eligibility/fixtures"
REQUEST = {
    "payer": {"name": "EXAMPLE HEALTH PLAN", "id": "99991"},
    "provider": {"name": "EXAMPLE VIRTUAL IOP", "npi": "1234567893"},
    "subscriber": {
        "last_name": "Tester",
        "first_name": "Jane",
        "member_id": "EXA000111",
        "birth_date": "1990-01-01",
        "sex": "F",
    },
    "trace_id": "REQ0001",
    "originator_id": "9EXAMPLEID",
    "control_number": 1,
    "sender": {"id": "EXAMPLEIOP"},
    "receiver": {"id": "EXAMPLEPAYER"},
    "created_at": "2026-01-05T12:00:00+00:00",
}
NOT_X12 = [b"", b"<html>", b'{"kind": "271"}', b"\x00\xff\x00", "Größe".encode("latin-1")]


def test_an_answer_is_one_line_of_json(run):
    ran = run("x12", "read", str(FIXTURES / "ppo_full.271"))
    assert (ran.status, ran.err) == (0, "")
    assert ran.lines == [as_json(read((FIXTURES / "ppo_full.271").read_bytes())[0])]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("two_transactions.271", ["271", "271"]),
        ("ta1_before_271.271", ["TA1", "271"]),
        ("999_rejected.999", ["999"]),
        ("html.txt", ["unreadable"]),
    ],
)
def test_every_transaction_has_a_line(run, name, kinds):
    ran = run("x12", "read", str(FIXTURES / name))
    assert (ran.status, [line["kind"] for line in ran.lines]) == (0, kinds)


@pytest.mark.parametrize("content", NOT_X12, ids=repr)
def test_what_is_not_x12_is_read_as_unreadable_and_repeated_nowhere(run, file, content):
    ran = run("x12", "read", file(content))
    assert (ran.status, ran.json["kind"], ran.json["outcome"]) == (
        0,
        "unreadable",
        "transport_error",
    )
    assert "Größe" not in ran.out


def test_text_is_printed_as_it_is_written(run, file):
    answer = (FIXTURES / "ppo_full.271").read_text().replace("GOLD PPO", "GÖLD PPO")
    ran = run("x12", "read", file(answer))
    assert '"name": "GÖLD PPO 1500"' in ran.out


def test_an_answer_is_explained_as_its_coverage_card(run):
    ran = run("x12", "explain", str(FIXTURES / "ppo_full.271"))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == explain(read((FIXTURES / "ppo_full.271").read_bytes())[0])


def test_a_question_is_explained_as_the_question_it_is(run, file):
    ran = run("x12", "explain", file(write_270(request_from_json(REQUEST))))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == explain_request(request_from_json(REQUEST))


def test_a_question_is_no_answer_and_said_to_be_none(run, file):
    ran = run("x12", "read", file(write_270(request_from_json(REQUEST))))
    assert (ran.status, ran.json["kind"], ran.json["outcome"]) == (
        0,
        "unreadable",
        "transport_error",
    )
    assert ran.json["warnings"] == ["a 270: a question, where an answer belongs"]


def test_cards_stand_apart(run):
    body = (FIXTURES / "two_transactions.271").read_bytes()
    ran = run("x12", "explain", str(FIXTURES / "two_transactions.271"))
    assert ran.out == "\n".join(map(explain, read(body)))


@pytest.mark.parametrize("content", NOT_X12, ids=repr)
def test_what_is_not_x12_is_explained_as_that(run, file, content):
    ran = run("x12", "explain", file(content))
    assert (ran.status, "unreadable" in ran.out) == (0, True)


def test_a_request_is_written_to_the_letter(run, file):
    ran = run("x12", "write", file(REQUEST))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == write_270(request_from_json(REQUEST))
    assert "\n" not in ran.out


def test_on_a_terminal_a_request_has_a_segment_a_line(run, file, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    ran = run("x12", "write", file(REQUEST))
    assert ran.out == write_270(request_from_json(REQUEST), line_breaks=True)


def test_every_fault_of_a_request_is_named_by_place_and_rule(run, file):
    subscriber = REQUEST["subscriber"] | {"birth_date": "EXA777", "member_id": "E*X"}
    provider = REQUEST["provider"] | {"npi": "7777777777"}
    ran = run("x12", "write", file(REQUEST | {"subscriber": subscriber, "provider": provider}))
    assert (ran.status, ran.out) == (2, "")
    assert {fault.split(" ")[0] for fault in ran.faults} == {
        "FILE#/subscriber/birth_date",
        "FILE#/subscriber/member_id",
        "FILE#/provider/npi",
    }
    assert "777" not in ran.err
    assert "E*X" not in ran.err


@pytest.mark.parametrize("missing", REQUEST)
def test_no_part_of_a_request_may_be_missing(run, file, missing):
    ran = run("x12", "write", file({n: part for n, part in REQUEST.items() if n != missing}))
    assert (ran.status, ran.out) == (2, "")
    assert ran.faults[0].startswith(f"FILE#/{missing} must be")
