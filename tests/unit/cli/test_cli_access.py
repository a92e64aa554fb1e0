import json

import pytest

TOKEN = "header.claims.signature"
EMPTY = {"name": "crisis", "rows": [], "after": None}
SIGNED_IN = {"AuthenticationResult": {"IdToken": TOKEN}, "ChallengeParameters": {}}


def outputs(api, **changes):
    """As `make run` writes it, with a file's other fields too; Cognito is the same server."""
    return {
        "api_url": f"{api.url}/test",
        "endpoint_url": api.url,
        "region": "us-east-1",
        "user_pool_id": "us-east-1_pool1",
        "user_pool_client_id": "client-1",
        "admin": {"access_key_id": "local", "secret_access_key": "local"},
        "staff": [
            {"username": "ana", "password": "Admissions-1", "role": "admissions"},
            {"username": "cleo", "password": "Clinician-1", "role": "clinician", "since": "today"},
        ],
        "table": "Threshold",
        "queues": {"assessment": "url"},
    } | changes


def signed_in_as(asked):
    return json.loads(asked.body)["AuthParameters"]["USERNAME"]


def test_the_admissions_member_signs_in_unless_told_otherwise(run, file, staff_api):
    staff_api.will_reply(SIGNED_IN)
    staff_api.will_reply(EMPTY)
    ran = run("worklist", "crisis", "--outputs", file(outputs(staff_api)))
    assert (ran.status, ran.err) == (0, "")
    sign_in, asked = staff_api.asked
    assert signed_in_as(sign_in) == "ana"
    assert (asked.path, asked.headers["Authorization"]) == (
        "/test/worklists/crisis?size=100",
        TOKEN,
    )


def test_the_local_clouds_own_administrator_signs_the_member_in(run, file, staff_api, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-a-real-account")
    staff_api.will_reply(SIGNED_IN)
    staff_api.will_reply(EMPTY)
    run("worklist", "crisis", "--outputs", file(outputs(staff_api)))
    sign_in = staff_api.asked[0]
    assert "Credential=local/" in sign_in.headers["Authorization"]
    assert json.loads(sign_in.body) == {
        "UserPoolId": "us-east-1_pool1",
        "ClientId": "client-1",
        "AuthFlow": "ADMIN_USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": "ana", "PASSWORD": "Admissions-1"},
    }


def test_another_member_signs_in_by_role(run, file, staff_api):
    staff_api.will_reply(SIGNED_IN)
    staff_api.will_reply(EMPTY)
    run("worklist", "crisis", "--as", "clinician", "--outputs", file(outputs(staff_api)))
    assert signed_in_as(staff_api.asked[0]) == "cleo"


def test_the_local_cloud_of_the_state_folder_is_the_default(run, staff_api, monkeypatch, tmp_path):
    (tmp_path / "outputs.json").write_text(json.dumps(outputs(staff_api)))
    monkeypatch.setenv("STATE_DIR", str(tmp_path))
    staff_api.will_reply(SIGNED_IN)
    staff_api.will_reply(EMPTY)
    assert run("worklist", "crisis").status == 0


def test_outputs_that_are_named_go_before_the_environment(run, file, staff_api, monkeypatch):
    monkeypatch.setenv("THRESHOLD_API_URL", "https://api.example.test")
    monkeypatch.setenv("THRESHOLD_TOKEN", "another")
    staff_api.will_reply(SIGNED_IN)
    staff_api.will_reply(EMPTY)
    assert run("worklist", "crisis", "--outputs", file(outputs(staff_api))).status == 0


def test_an_api_that_is_named_goes_before_that_of_the_environment(run, staff_api, monkeypatch):
    monkeypatch.setenv("THRESHOLD_API_URL", "https://api.example.test")
    monkeypatch.setenv("THRESHOLD_TOKEN", TOKEN)
    staff_api.will_reply(EMPTY)
    assert run("worklist", "crisis", "--api-url", staff_api.url).status == 0


def test_without_a_local_cloud_it_says_what_to_do(run):
    ran = run("worklist", "crisis")
    assert ran.status == 2
    assert ran.faults == [
        "there is no local cloud: bring one up by `make run`, "
        "or set THRESHOLD_API_URL and THRESHOLD_TOKEN"
    ]


def test_outputs_that_are_named_must_be_there(run):
    ran = run("worklist", "crisis", "--outputs", "nowhere.json")
    assert ran.faults == ["--outputs cannot be read: No such file or directory"]


@pytest.mark.parametrize(
    ("environment", "argv", "fault"),
    [
        (
            {"THRESHOLD_API_URL": "https://api.example.test"},
            (),
            "THRESHOLD_TOKEN must be set where the API's address is given",
        ),
        (
            {},
            ("--api-url", "https://api.example.test"),
            "THRESHOLD_TOKEN must be set where the API's address is given",
        ),
        (
            {"THRESHOLD_TOKEN": TOKEN},
            (),
            "THRESHOLD_API_URL must be set where THRESHOLD_TOKEN is",
        ),
        (
            {"THRESHOLD_TOKEN": TOKEN, "THRESHOLD_API_URL": "https://api.example.test"},
            ("--as", "clinician"),
            "--as must be left out where THRESHOLD_TOKEN is set: it has a role",
        ),
        *(
            (
                {"THRESHOLD_TOKEN": token, "THRESHOLD_API_URL": "https://api.example.test"},
                (),
                "THRESHOLD_TOKEN must be a Cognito ID token",
            )
            for token in ("two words", "a\nX-Header: b", "tökén")
        ),
    ],
    ids=str,
)
def test_half_of_what_is_needed_is_refused(run, monkeypatch, environment, argv, fault):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = run("worklist", "crisis", *argv)
    assert (ran.status, ran.out, ran.faults) == (2, "", [fault])


@pytest.mark.parametrize(
    "url",
    ["api.example.test", "https://", "http://[", "https://a b", "https://a:port", "https://ä.test"],
)
def test_what_is_no_address_is_refused(run, monkeypatch, url):
    monkeypatch.setenv("THRESHOLD_TOKEN", TOKEN)
    ran = run("worklist", "crisis", "--api-url", url)
    assert (ran.status, ran.faults) == (2, ["the API's address must be a URL"])


@pytest.mark.parametrize(
    "url", ["http://api.example.test", "ftp://localhost", "http://localhost.example.test"]
)
def test_a_token_leaves_this_machine_over_tls_alone(run, monkeypatch, url):
    monkeypatch.setenv("THRESHOLD_TOKEN", TOKEN)
    ran = run("worklist", "crisis", "--api-url", url)
    assert (ran.status, ran.faults) == (
        2,
        ["the API's address must begin with https, or be on this machine"],
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"api_url": None}, "--outputs .api_url: not str"),
        ({"staff": "ana"}, "--outputs .staff: not a list or object as expected"),
        ({"staff": [{"role": 7}]}, "--outputs .staff[].*: not str"),
        ({"staff": []}, "--as must be a role that has a sign-in in --outputs"),
    ],
    ids=str,
)
def test_unusable_outputs_are_refused(run, file, staff_api, changes, fault):
    ran = run("worklist", "crisis", "--outputs", file(outputs(staff_api, **changes)))
    assert (ran.status, ran.faults, staff_api.asked) == (2, [fault], [])


def test_outputs_that_are_no_object_are_refused(run, file):
    ran = run("worklist", "crisis", "--outputs", file([]))
    assert (ran.status, ran.faults) == (2, ["--outputs not an object"])


def test_a_role_without_a_sign_in_is_refused(run, file, staff_api):
    ran = run("worklist", "crisis", "--as", "janitor", "--outputs", file(outputs(staff_api)))
    assert (ran.status, ran.faults) == (
        2,
        ["--as must be a role that has a sign-in in --outputs"],
    )


def test_a_refused_sign_in_is_one_clear_line(run, file, staff_api):
    staff_api.will_reply({"__type": "NotAuthorizedException", "message": "Admissions-1"}, 400)
    ran = run("worklist", "crisis", "--outputs", file(outputs(staff_api)))
    assert (ran.status, ran.faults) == (1, ["Cognito refused the sign-in"])


@pytest.mark.parametrize("answer", [{"ChallengeName": "NEW_PASSWORD_REQUIRED"}, {}])
def test_a_sign_in_that_asks_for_more_is_one_clear_line(run, file, staff_api, answer):
    staff_api.will_reply(answer)
    ran = run("worklist", "crisis", "--outputs", file(outputs(staff_api)))
    assert (ran.status, ran.faults) == (1, ["Cognito asks for more than a password"])


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:1", "nowhere"])
def test_a_cognito_that_is_not_there_is_one_clear_line(run, file, staff_api, endpoint):
    ran = run("worklist", "crisis", "--outputs", file(outputs(staff_api, endpoint_url=endpoint)))
    assert (ran.status, ran.faults) == (1, ["Cognito cannot be reached: is `make run` up?"])


def test_garbage_from_cognito_is_one_clear_line(run, file, staff_api):
    staff_api.will_reply(b"<html>")
    ran = run("worklist", "crisis", "--outputs", file(outputs(staff_api)))
    assert (ran.status, len(ran.faults)) == (1, 1)
