import json
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "eligibility/fixtures"
NAMES = ["ppo_full.271", "two_transactions.271", "999_rejected.999", "html.txt"]
FILES = [str(FIXTURES / name) for name in NAMES]


@pytest.fixture
def stored(run):
    """What `x12 read` printed of the files, a list of objects."""
    return [line for path in FILES for line in run("x12", "read", path).lines]


def lines(answers):
    return "".join(json.dumps(answer) + "\n" for answer in answers)


def test_answers_that_read_as_before_differ_in_nothing(run, file, stored):
    ran = run("x12", "replay", file(lines(stored)), *FILES)
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_each_field_that_differs_is_a_line(run, file, stored):
    stored[0]["plan"]["type"] = "HMO"
    stored[0]["benefits"][1]["amount"] = None
    stored[2]["patient"] = "dependent"
    ran = run("x12", "replay", file(lines(stored)), *FILES)
    assert (ran.status, ran.lines) == (
        1,
        [
            {"answer": 1, "field": "/plan/type", "old": "HMO", "new": "PPO"},
            {"answer": 1, "field": "/benefits/1/amount", "old": None, "new": "1500.00"},
            {"answer": 3, "field": "/patient", "old": "dependent", "new": "subscriber"},
        ],
    )
    assert ran.faults == ["3 fields of 5 answers would differ"]


def test_an_answer_more_or_less_differs_as_a_whole(run, file, stored):
    fewer = run("x12", "replay", file(lines(stored[:-1])), *FILES)
    more = run("x12", "replay", file(lines([*stored, stored[0]])), *FILES)
    assert [(line["answer"], line["field"], line["old"]) for line in fewer.lines] == [(5, "", None)]
    assert [(line["answer"], line["field"], line["new"]) for line in more.lines] == [(6, "", None)]
    assert (fewer.status, more.status) == (1, 1)


def test_a_field_that_the_reader_no_longer_gives_differs(run, file, stored):
    stored[0]["former"] = 1
    ran = run("x12", "replay", file(lines(stored)), *FILES)
    assert ran.lines == [{"answer": 1, "field": "/former", "old": 1, "new": None}]


def test_the_day_of_the_earlier_reading_can_be_given(run, file):
    undated = (FIXTURES / "begins_later.271").read_text()
    for date in ("*20260105*1200~", "*20260105*1200*1*X", "*260105*1200*^"):
        undated = undated.replace(date, date.replace("260105", "      "))
    path = file(undated, "undated.271")
    old = run("x12", "read", path).json
    day = old["coverage_dates"]["begin"]
    later, before = f"{int(day[:4]) + 1}{day[4:]}", f"{int(day[:4]) - 1}{day[4:]}"
    readings = [
        run("x12", "replay", file(lines([old | {"outcome": outcome}])), path, "--as-of", as_of)
        for outcome, as_of in (("active", later), ("not_yet_active", before))
    ]
    assert ["outcome" in ran.out for ran in readings] == [False, False]


def test_a_line_separator_within_a_text_ends_no_line(run, file):
    answer = (FIXTURES / "ppo_full.271").read_text().replace("GOLD PPO", "GOLD\u2028PPO")
    path = file(answer, "answer.271")
    ran = run("x12", "replay", file(run("x12", "read", path).out), path)
    assert (ran.status, ran.out) == (0, "")


@pytest.mark.parametrize("old", ["{", "[]", "{}", "\x00", '{"kind": 1, "kind": 2}', ""], ids=repr)
def test_an_earlier_output_that_is_none_is_refused_by_line(run, file, old):
    ran = run("x12", "replay", file(old), *FILES)
    assert (ran.status, ran.out) == (2, "")
    assert ran.faults[0].startswith("OLD line 1 must")


@pytest.mark.parametrize("argv", [["nowhere", *FILES], [FILES[0]], ["--as-of", "x", *FILES]])
def test_what_cannot_be_used_is_refused(run, argv):
    ran = run("x12", "replay", *argv)
    assert (ran.status, ran.out) == (2, "")


def test_standard_input_cannot_be_both(run):
    ran = run("x12", "replay", "-", "-")
    assert (ran.status, ran.out) == (2, "")
    assert ran.faults == ["only one of OLD and FILE may be -"]


def test_a_file_that_cannot_be_read_is_named_by_its_place(run, file, stored, tmp_path):
    ran = run("x12", "replay", file(lines(stored)), FILES[0], str(tmp_path))
    assert (ran.status, ran.faults) == (2, ["FILE 2 cannot be read: Is a directory"])
