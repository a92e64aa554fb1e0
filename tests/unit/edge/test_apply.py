import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.clinic import RECORD_KEY, ROOT
from tests.unit.edge.events import Context, rest
from tests.unit.use_cases.asking_people import wait_for
from threshold.eligibility.conversation.playbook import Detail
from threshold.errors import Retryable
from threshold.use_cases.ask_links import LINK_LASTS
from threshold.use_cases.asked import ask_behind

STORY = json.loads((ROOT / "events/stories/01-clear-ppo.json").read_text())["submission"]
BODY = json.dumps(STORY)
SITE = "https://api.example.test/test"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def apply(function):
    module = function("apply")

    def call(method, path, resource, body=None, headers=None, **more):
        answer = module.handler(rest(method, path, resource, body, headers, **more), Context())
        headers = {name: values[0] for name, values in answer["multiValueHeaders"].items()}
        return answer["statusCode"], headers, json.loads(answer["body"])

    return call


@pytest.fixture
def post(apply):
    def posting(body=BODY, headers=None, **more):
        return apply("POST", "/intakes", "/intakes", body, JSON | (headers or {}), **more)

    return posting


def test_a_submission_is_answered_with_its_id_its_status_page_and_what_is_next(post, practice):
    status, headers, answer = post()
    assert status == 202
    assert answer.keys() == {"intake_id", "status_url", "next_step"}
    assert answer["status_url"].startswith("https://api.example.test/test/status/")
    assert headers["Location"] == answer["status_url"]
    assert practice.store.load(answer["intake_id"])


def test_the_status_page_says_status_and_next_step_alone(post, apply):
    _, _, answer = post()
    path = answer["status_url"].removeprefix("https://api.example.test/test")
    status, _, page = apply("GET", path, "/status/{token}")
    assert (status, page.keys()) == (200, {"status", "next_step"})
    assert page["status"] == "submitted"


@pytest.fixture
def asked(post, apply, practice):
    """The status page of somebody who was asked for one thing some time ago."""

    def looking(ago):
        answer = post()[2]
        practice.now = datetime.now(UTC) - ago
        wait_for(practice, answer["intake_id"], Detail.MEMBER_ID)
        path = answer["status_url"].removeprefix(SITE)
        return apply("GET", path, "/status/{token}")[2]

    return looking


def test_who_is_asked_for_one_thing_is_led_to_the_page_that_takes_it(asked, practice):
    page = asked(timedelta(days=1))
    assert page.keys() == {"status", "next_step", "answer_url"}
    assert "one thing from you" in page["next_step"]
    token = page["answer_url"].removeprefix(f"{SITE}/apply/fix/")
    question = ask_behind(token, practice.store, RECORD_KEY, datetime.now(UTC))
    assert question.wants is Detail.MEMBER_ID


def test_a_page_that_takes_nothing_any_more_is_not_led_to(asked):
    assert asked(LINK_LASTS).keys() == {"status", "next_step"}


@pytest.fixture
def answers(post, apply):
    """Sends later answers to the intake of the story."""
    page = post()[2]["status_url"].removeprefix("https://api.example.test/test")

    def sending(sent, path=page):
        resource = "/status/{token}/answers"
        return apply("POST", f"{path}/answers", resource, json.dumps(sent), JSON)

    return sending


def test_later_answers_are_taken_and_say_what_is_next(answers):
    status, _, answer = answers({"answers": {"gad-7": {"q1": 1}}})
    assert (status, answer.keys()) == (202, {"next_step"})


def test_later_answers_of_a_person_in_crisis_say_whom_to_call_first(answers):
    said = {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}
    status, _, answer = answers({"answers": {"asq": said}})
    assert status == 202
    assert answer["next_step"].index("988") < 60


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "#"),
        ([], "#"),
        ({"answers": {}}, "#/answers"),
        ({"answers": []}, "#/answers"),
        ({"answers": {"phq-9": {"q1": 1}}, "person": {}}, "#"),
        ({"answers": {"CANARY": {}}}, "#/answers"),
        ({"answers": {"phq-9": {"q1": 9}}}, "#/answers/phq-9/q1"),
    ],
)
def test_later_answers_that_cannot_be_used_name_the_place(answers, sent, pointer):
    status, _, problem = answers(sent)
    assert (status, [fault["pointer"] for fault in problem["errors"]]) == (400, [pointer])
    assert "CANARY" not in json.dumps(problem)


def test_later_answers_to_a_page_we_never_gave_out_go_nowhere(answers):
    assert answers({"answers": {"gad-7": {"q1": 1}}}, "/status/x.y")[0] == 404


@pytest.mark.parametrize("token", ["x", "x.y", "intake", "..%2f", "a" * 500])
def test_a_status_page_we_never_gave_out_is_not_there(apply, token):
    status, headers, problem = apply("GET", f"/status/{token}", "/status/{token}")
    assert status == 404
    assert headers["Content-Type"] == "application/problem+json"
    assert problem["status"] == 404


def test_the_same_key_and_body_again_is_the_same_answer(post):
    assert post(headers={"Idempotency-Key": "k"})[2] == post(headers={"Idempotency-Key": "k"})[2]


def test_white_space_and_order_do_not_make_it_another_body(post):
    again = json.dumps(dict(reversed(STORY.items())), indent=3)
    assert post()[2] == post(again)[2]


def test_the_same_key_with_another_body_is_a_conflict(post):
    post(headers={"idempotency-key": "k"})
    other = json.dumps(STORY | {"language": {"spoken": "es"}})
    assert post(other, {"idempotency-key": "k"})[0] == 409


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("{}", {}, 400),
        (None, {}, 400),
        (BODY, {"Content-Type": "text/plain"}, 415),
        (BODY, {"Content-Type": ""}, 415),
        (BODY, {"Content-Type": "application/json; charset=utf-8"}, 202),
        (json.dumps(STORY | {"x": "x" * 70_000}), {}, 413),
        (json.dumps(STORY | {"x": "\u00e9" * 40_000}, ensure_ascii=False), {}, 413),
        (BODY, {"Idempotency-Key": "not visible"}, 400),
    ],
)
def test_what_cannot_be_taken_says_why(post, body, headers, status):
    answered, sent, document = post(body, headers)
    assert answered == status
    if status != 202:
        assert sent["Content-Type"] == "application/problem+json"
        assert document["title"]


def test_a_body_that_came_as_base64_is_taken(post):
    assert post(base64.b64encode(BODY.encode()).decode(), base64=True)[0] == 202


@pytest.mark.parametrize("body", [base64.b64encode(b"\xff\xfe{}").decode(), "not base64 \u20ac"])
def test_bytes_that_are_no_text_are_a_bad_request(post, body):
    assert post(body, base64=True)[0] == 400


def test_every_answer_is_kept_by_no_cache(post, apply):
    for _, headers, _ in (post(), post("{}"), apply("GET", "/openapi.json", "/openapi.json")):
        assert headers["Cache-Control"] == "no-store"


def test_a_store_that_is_busy_is_an_answer_to_try_again(post, practice, monkeypatch):
    def busy(change):
        raise Retryable("the table is busy")

    monkeypatch.setattr(practice.store, "create", busy)
    assert post()[0] == 503


def test_an_error_of_ours_tells_nothing_and_logs_no_value(
    post, practice, monkeypatch, logged, capsys
):
    def broken(change):
        raise ValueError("CANARY")

    monkeypatch.setattr(practice.store, "create", broken)
    status, _, problem = post()
    assert status == 500
    assert '"error":"ValueError"' in logged()
    assert "CANARY" not in logged() + capsys.readouterr().out + json.dumps(problem)


def test_nothing_a_person_sent_is_logged_or_counted(post, logged, capsys):
    post()
    assert '"message":"submitted"' in logged()
    written = logged() + capsys.readouterr().out
    for said in ("Jane", "Tester", "1990-01-01", "EXA000111", "5555550101", "example.test"):
        assert said not in written


def test_the_openapi_document_knows_its_own_address(apply):
    status, _, document = apply("GET", "/openapi.json", "/openapi.json")
    assert (status, document["openapi"]) == (200, "3.1.0")
    assert document["servers"] == [{"url": "https://api.example.test/test"}]


def test_the_deployed_address_comes_before_what_a_caller_says(apply, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://help.example.test/")
    _, _, document = apply("GET", "/openapi.json", "/openapi.json", headers={"Host": "evil.test"})
    assert document["servers"] == [{"url": "https://help.example.test"}]
