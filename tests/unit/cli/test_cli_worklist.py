import json
from datetime import UTC, datetime, timedelta

import pytest

from threshold.cli.worklist import Waiting, table

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
TOKEN = "header.claims.signature"


def row(number=1, **changes):
    return {
        "intake_id": f"intake-{number}",
        "initials": "JT",
        "status": "in_review",
        "reason": "S1",
        "tier": "P0",
        "due_at": "2026-01-05T12:05:00+00:00",
        "since": "2026-01-05T12:00:00+00:00",
        "state": "TX",
        "language": "en",
        "alerted": True,
    } | changes


def page(*numbers, after=None):
    rows = [row(number) for number in numbers]
    return {"name": "crisis", "rows": rows, "after": after}


def waiting(**changes):
    made = {
        "tier": "P0",
        "due_at": NOW + timedelta(minutes=5),
        "initials": "JT",
        "status": "in_review",
        "reason": "S1",
        "since": NOW - timedelta(minutes=1),
        "intake_id": "intake-1",
    }
    return Waiting(**(made | changes))


@pytest.fixture
def api(staff_api, monkeypatch):
    monkeypatch.setenv("THRESHOLD_API_URL", f"{staff_api.url}/test/")
    monkeypatch.setenv("THRESHOLD_TOKEN", f"{TOKEN}\n")
    return staff_api


def ids(text):
    return [line.split()[-1] for line in text.splitlines()[1:]]


def test_every_page_is_read_in_order(run, api):
    api.will_reply(page(1, 2, after="P0#2 &/"))
    api.will_reply(page(after="P0#3"))
    api.will_reply(page(3))
    ran = run("worklist", "crisis")
    assert (ran.status, ran.err) == (0, "")
    assert ids(ran.out) == ["intake-1", "intake-2", "intake-3"]
    assert [asked.path for asked in api.asked] == [
        "/test/worklists/crisis?size=100",
        "/test/worklists/crisis?size=100&after=P0%232+%26%2F",
        "/test/worklists/crisis?size=100&after=P0%233",
    ]


def test_the_token_travels_in_its_header_alone(run, api):
    api.will_reply(page(1))
    run("worklist", "crisis")
    assert api.asked[0].headers["Authorization"] == TOKEN
    assert TOKEN not in api.asked[0].path


def test_rows_as_json_are_what_the_api_gave(run, api):
    api.will_reply(page(1, after="P0#1"))
    api.will_reply(page(2))
    assert run("worklist", "crisis", "--json").lines == [row(1), row(2)]


def test_a_limit_ends_the_list_and_says_that_there_is_more(run, api):
    api.will_reply(page(1, 2, 3, after="P0#3"))
    ran = run("worklist", "crisis", "--limit", "2")
    assert ids(ran.out)[:2] == ["intake-1", "intake-2"]
    assert ran.out.endswith("These are the first 2; there are more.\n")
    assert [asked.path for asked in api.asked] == ["/test/worklists/crisis?size=3"]


@pytest.mark.parametrize("limit", ["2", "100"])
def test_a_limit_that_all_rows_meet_says_nothing(run, api, limit):
    api.will_reply(page(1, 2))
    ran = run("worklist", "crisis", "--limit", limit)
    assert ids(ran.out) == ["intake-1", "intake-2"]


def test_a_limit_holds_for_json_too(run, api):
    api.will_reply(page(1, 2, 3))
    assert run("worklist", "crisis", "--json", "--limit", "2").lines == [row(1), row(2)]


def test_a_worklist_without_anybody_says_so(run, api):
    api.will_reply(page())
    assert run("worklist", "crisis").out == "Nobody is on this worklist.\n"


@pytest.mark.parametrize("name", ["NOPE", "", "Crisis", "../intakes?x=1"])
def test_a_name_of_no_worklist_is_refused_and_nothing_asked(run, api, name):
    ran = run("worklist", name)
    assert ran.status == 2
    assert "argument NAME: must be one of" in ran.err
    assert api.asked == []


def test_the_table_tells_who_is_due_when():
    rows = [
        waiting(due_at=NOW - timedelta(minutes=12), since=NOW - timedelta(hours=3)),
        waiting(tier="P6", due_at=None, reason=None, intake_id="intake-22", initials="A"),
        waiting(due_at=NOW + timedelta(days=3), since=NOW - timedelta(days=2)),
    ]
    assert table(rows, NOW) == (
        "TIER  DUE          INITIALS  STATUS     WHY  SINCE      ID\n"
        "P0    12 min late  JT        in_review  S1   3 h ago    intake-1\n"
        "P6    -            A         in_review  -    1 min ago  intake-22\n"
        "P0    in 3 d       JT        in_review  S1   2 d ago    intake-1\n"
    )


@pytest.mark.parametrize(
    ("due_in", "told"),
    [
        (timedelta(seconds=59), "in 0 min"),
        (timedelta(0), "in 0 min"),
        (timedelta(seconds=-1), "0 min late"),
        (timedelta(minutes=59, seconds=59), "in 59 min"),
        (timedelta(hours=1), "in 1 h"),
        (timedelta(hours=47, minutes=59), "in 47 h"),
        (timedelta(hours=48), "in 2 d"),
        (timedelta(days=-10), "10 d late"),
    ],
    ids=str,
)
def test_a_due_time_is_told_in_its_largest_unit(due_in, told):
    assert f"  {told}  " in table([waiting(due_at=NOW + due_in)], NOW)


def test_a_row_cannot_move_the_cursor_of_a_terminal():
    text = table([waiting(initials="J\x1b[2J", reason="S1\r\u202e")], NOW)
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "the sign-in has expired or is not valid; renew THRESHOLD_TOKEN"),
        (403, "your role does not see this worklist"),
        (404, "there is no such worklist"),
        (429, "the API is busy; try again in a minute"),
        (500, "the API answered 500, not a worklist"),
    ],
)
def test_a_refusal_is_one_clear_line(run, api, status, told):
    api.will_reply(b"<html>EXA000111</html>", status)
    ran = run("worklist", "crisis")
    assert (ran.status, ran.out, ran.faults) == (1, "", [told])


def test_a_redirect_is_not_followed_with_the_token(run, api):
    api.will_reply(b"", 302, Location=f"{api.url}/elsewhere")
    ran = run("worklist", "crisis")
    assert (ran.status, ran.faults) == (1, ["the API answered 302, not a worklist"])
    assert len(api.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>EXA000111</html>",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'"EXA000111"',
        b'{"rows": 3}',
        b'{"rows": ["EXA000111"], "after": null}',
        b'{"rows": [], "after": 7}',
        b"[" * 3000,
        json.dumps({"rows": [row(tier=7)]}).encode(),
        json.dumps({"rows": [row(since="EXA000111")]}).encode(),
        json.dumps({"rows": [row(since=None)]}).encode(),
        json.dumps({"rows": [row(since="2026-01-05T12:00:00")]}).encode(),
        json.dumps({"rows": [row(due_at="2026-01-05T12:00:00")]}).encode(),
    ],
    ids=lambda body: repr(body)[:50],
)
def test_an_answer_that_is_no_worklist_is_one_clear_line(run, api, body):
    api.will_reply(body)
    ran = run("worklist", "crisis")
    assert (ran.status, ran.out, len(ran.faults)) == (1, "", 1)
    assert ran.err.startswith("threshold: the API's answer ")
    assert "EXA000111" not in ran.err


def test_a_list_that_goes_round_in_a_circle_ends(run, api):
    api.will_reply(page(1, after="P0#1"))
    api.will_reply(page(1, after="P0#1"))
    ran = run("worklist", "crisis")
    assert (ran.status, ran.faults) == (1, ["the API's answer is not a worklist"])


def test_a_dropped_connection_is_one_clear_line(run, api):
    ran = run("worklist", "crisis")
    assert (ran.status, ran.faults) == (1, ["the API broke off its answer"])


def test_an_answer_cut_short_is_one_clear_line(run, api):
    api.will_reply(b'{"rows": []', 200, **{"Content-Length": "500"})
    ran = run("worklist", "crisis")
    assert (ran.status, len(ran.faults)) == (1, 1)


def test_an_api_that_is_not_there_is_one_clear_line(run, monkeypatch):
    monkeypatch.setenv("THRESHOLD_TOKEN", TOKEN)
    ran = run("worklist", "crisis", "--api-url", "http://127.0.0.1:1")
    assert (ran.status, len(ran.faults)) == (1, 1)
    assert ran.faults[0].startswith("the API cannot be reached: ")
