"""The console as deployed: the pool's own sign-in page, sessions, and the whole table of rights."""

import json
from time import time
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import jwt
import pytest
import urllib3
from cryptography.hazmat.primitives.asymmetric import rsa

from local.staff import GROUPS, ROLES, WITHOUT_SAFETY, create_staff
from local.staff import token_of as token_of_member
from local.stories import Player, stories
from tests.cloud import Cloud
from tests.integration.console_browser import Browser, inputs
from tests.integration.elapsing import end_session
from tests.integration.waiting import wait_for
from threshold.cli import main
from threshold.console.rights import RIGHTS, may_use
from threshold.edge.console_pages import SESSION
from threshold.intake.life_cycle import Role

CRISIS = "/console/worklists/crisis"
OFF = ("POST", "/console/sign-off")
API = [route for route in RIGHTS if not route[1].startswith("/console")]
PAGES = [route for route in RIGHTS if route[1].startswith("/console") and route != OFF]


@pytest.fixture(scope="module")
def accepted(player: Player) -> str:
    """An intake that every role may see: it waits for a seat."""
    return str(player.play(stories()[0]).seen["intake_id"])


@pytest.fixture(scope="module")
def in_crisis(player: Player) -> str:
    """An intake that is not for billing."""
    return str(player.play(stories()[6]).seen["intake_id"])


@pytest.fixture(scope="module")
def browsers(cloud: Cloud) -> dict[str, Browser]:
    """A browser of each role, signed in by the pool's own page."""
    found = {role: Browser(cloud.outputs) for role in ROLES}
    for role, browser in found.items():
        assert browser.sign_in(role).status == 200
    return found


def filled(path: str, intake_id: str) -> str:
    names = {"name": "scheduling", "id": intake_id, "act": "add_note", "side": "front"}
    names["part"] = "cohort"
    return path.format(**names)


LET_IN = {
    ("POST", "/intakes/{id}/actions"): 400,
    ("POST", "/search"): 400,
    ("GET", "/intakes/{id}/card-photos/{side}"): 404,
    ("POST", "/console/worklists/{name}"): 303,
    ("POST", "/console/intakes/{id}"): 303,
    ("GET", "/console/intakes/{id}/card-photos/{side}"): 404,
    ("POST", "/console/intakes/{id}/safety"): 422,
    ("POST", "/console/operations"): 404,
    ("POST", "/console/queue"): 404,
    ("POST", "/roster"): 400,
    ("GET", "/console/roster/cohorts/{id}"): 404,
    ("POST", "/console/roster/cohorts/{id}"): 404,
    ("GET", "/console/roster/clinicians/{id}"): 404,
    ("POST", "/console/roster/clinicians/{id}"): 404,
    ("GET", "/console/roster/clinicians/{id}/slots"): 404,
    ("POST", "/console/roster/clinicians/{id}/slots"): 404,
}
"""What is answered to whoever may use a route, where that is not 200: what is asked is empty, or
of a photo, a button or a group that is not there."""


def call(cloud: Cloud, method: str, path: str, token: str) -> int:
    """An API route's answer to a token. What is sent does nothing where it is let in."""
    headers = {"Authorization": token, "Content-Type": "application/json"}
    body = '{"action": "none"}' if method == "POST" else None
    url = cloud.outputs.api_url + path
    answer = urllib3.request(method, url, body=body, headers=headers, retries=False, timeout=90)
    return answer.status


# The whole table, pair by pair.


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", API, ids=" ".join)
def test_the_api_lets_in_whom_the_table_names_and_nobody_else(
    cloud: Cloud, accepted: str, role: str, route: tuple[str, str]
):
    method, path = route
    let_in = LET_IN.get(route, 200)
    answered = call(cloud, method, filled(path, accepted), cloud.sign_in(role))
    assert answered == (let_in if may_use(frozenset({Role(role)}), *route) else 403)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", PAGES, ids=" ".join)
def test_a_page_lets_in_whom_the_table_names_and_nobody_else(
    browsers: dict[str, Browser], accepted: str, role: str, route: tuple[str, str]
):
    method, path = route
    browser, form, let_in = browsers[role], None, LET_IN.get(route, 200)
    if method == "POST":
        of_list = f".{accepted}" if "worklists" in path else ""
        form = {"csrf": browser.csrf(), "go": f"let_go{of_list}"}
    answer = browser.ask(method, filled(path, accepted), form)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.status == (let_in if may_use(frozenset({Role(role)}), *route) else 403)


@pytest.mark.parametrize("route", [*PAGES, OFF], ids=" ".join)
def test_nobody_gets_in_without_a_session_or_with_one_we_never_began(
    cloud: Cloud, accepted: str, route: tuple[str, str]
):
    method, path = route
    for cookie in ("", "x", "A" * 43):
        stranger = Browser(cloud.outputs)
        stranger.cookies = {SESSION: cookie}
        form = {"go": "let_go"} if method == "POST" else None
        answer = stranger.ask(method, filled(path, accepted), form)
        if method == "POST":
            assert answer.status == 401
        else:
            assert (answer.status, "/console/sign-in?" in answer.headers["Location"]) == (303, True)


# Tokens that are not of this pool, for this caller, now.


def forged(token: str, key: Any, algorithm: str, **changes: Any) -> str:
    header = jwt.get_unverified_header(token)
    claims = jwt.decode(token, options={"verify_signature": False}) | changes
    return jwt.encode(claims, key, algorithm, headers={"kid": header["kid"]})


def of_another_pool(cloud: Cloud) -> str:
    """The token of a clinician of a pool that is not ours."""
    directory = cloud.client("cognito-idp")
    pool = directory.create_user_pool(PoolName=uuid4().hex)["UserPool"]["Id"]
    for group in GROUPS:
        directory.create_group(UserPoolId=pool, GroupName=group)
    staff = create_staff(cloud.outputs.endpoint_url, pool)
    clinician = next(one for one in staff if one.role == "clinician")
    return token_of(cloud, pool, clinician.username, clinician.password, IdTokenValidity=1)


def token_of(cloud: Cloud, pool: str, name: str, password: str, **validity: Any) -> str:
    directory = cloud.client("cognito-idp")
    client = directory.create_user_pool_client(
        UserPoolId=pool,
        ClientName=uuid4().hex,
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        **validity,
    )["UserPoolClient"]["ClientId"]
    answer = directory.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=client,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": name, "PASSWORD": password},
    )
    return str(answer["AuthenticationResult"]["IdToken"])


def of_another_client(cloud: Cloud) -> str:
    """A genuine token of this pool, which was given to a client that is not the API's."""
    member = next(one for one in cloud.outputs.staff if one.role == "clinician")
    return token_of(cloud, cloud.outputs.user_pool_id, member.username, member.password)


def expired(cloud: Cloud) -> str:
    """A genuine token of this pool, a second after its end."""
    member = next(one for one in cloud.outputs.staff if one.role == "clinician")
    token = token_of(
        cloud,
        cloud.outputs.user_pool_id,
        member.username,
        member.password,
        IdTokenValidity=1,
        TokenValidityUnits={"IdToken": "seconds"},
    )
    ends = jwt.decode(token, options={"verify_signature": False})["exp"]
    wait_for(time, lambda now: now > ends + 1, 10)
    return token


def forged_tokens(cloud: Cloud) -> dict[str, str]:
    genuine = cloud.sign_in("clinician")
    key = rsa.generate_private_key(65537, 2048)
    return {
        "expired": expired(cloud),
        "another pool's": of_another_pool(cloud),
        "another client's": of_another_client(cloud),
        "another key's": forged(genuine, key, "RS256"),
        "no algorithm": forged(genuine, None, "none"),
        "a shared secret's": forged(genuine, "k" * 32, "HS256"),
        "a changed group": ".".join(
            [genuine.split(".")[0], forged(genuine, key, "RS256").split(".")[1], "AAAA"]
        ),
    }


def test_no_token_but_a_genuine_one_of_this_pool_that_has_not_ended_opens_a_route(
    cloud: Cloud, accepted: str
):
    for why, token in forged_tokens(cloud).items():
        for method, path in API:
            answered = call(cloud, method, filled(path, accepted), token)
            assert answered == 401, (why, method, path)


def test_a_code_that_the_pool_never_gave_signs_nobody_in(cloud: Cloud):
    browser = Browser(cloud.outputs)
    page = browser.go("GET", "/console")
    form = dict(inputs(page.data.decode()))
    answer = browser.go("GET", f"/console/signed-in?code={uuid4().hex}&state={form['state']}")
    assert answer.status == 400
    assert SESSION not in browser.cookies


# Somebody else's.


def test_an_intake_of_another_list_is_as_if_there_were_none(
    cloud: Cloud, browsers: dict[str, Browser], in_crisis: str
):
    none, billing = "a" * 26, browsers["billing"]
    foreign, unknown = (billing.ask("GET", f"/console/intakes/{one}") for one in (in_crisis, none))
    assert (foreign.status, foreign.data) == (404, unknown.data)
    token = cloud.sign_in("billing")
    for path in ("/intakes/{id}", "/intakes/{id}/benefits"):
        for one in (in_crisis, none):
            assert call(cloud, "GET", path.replace("{id}", one), token) == 404
    assert browsers["clinician"].ask("GET", f"/console/intakes/{in_crisis}").status == 200


def test_what_was_opened_is_written_down_and_what_was_listed_is_not(
    cloud: Cloud, browsers: dict[str, Browser], player: Player
):
    intake_id = str(player.play(stories()[6]).seen["intake_id"])
    browser = browsers["supervisor"]
    browser.ask("GET", CRISIS)
    before = reads(cloud, intake_id)
    assert browser.ask("GET", f"/console/intakes/{intake_id}").status == 200
    (read,) = set(reads(cloud, intake_id)) - set(before)
    assert "supervisor" in read


def reads(cloud: Cloud, intake_id: str) -> list[str]:
    """The reads by the console's pages: whoever told the story has looked over the API."""
    found = cloud.client("dynamodb").query(
        TableName=cloud.outputs.table,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :read)",
        ExpressionAttributeValues={
            ":pk": {"S": f"INTAKE#{intake_id}"},
            ":read": {"S": "ACCESS#"},
        },
    )
    return [json.dumps(item, sort_keys=True) for item in found["Items"]]


# Signing in, working, and signing off.


def test_the_way_in_is_a_code_with_pkce_state_and_nonce_and_leads_back(cloud: Cloud):
    browser = Browser(cloud.outputs)
    page = browser.sign_in("clinician", f"{CRISIS}?show=mine")
    assert page.status == 200
    assert browser.way[-1] == f"{cloud.outputs.api_url}{CRISIS}?show=mine"
    asked = dict(parse_qsl(urlsplit(next(u for u in browser.way if "authorize" in u)).query))
    assert (asked["response_type"], asked["scope"]) == ("code", "openid")
    assert asked["code_challenge_method"] == "S256"
    assert asked["state"]
    assert asked["nonce"]
    assert not [url for url in browser.way if browser.cookies[SESSION] in url]


def test_a_wrong_password_signs_nobody_in(cloud: Cloud):
    browser = Browser(cloud.outputs)
    page = browser.go("GET", "/console")
    form = dict(inputs(page.data.decode())) | {"username": "clinician", "password": "wrong"}
    browser.go("POST", f"{cloud.outputs.endpoint_url}/login", form)
    assert SESSION not in browser.cookies


def test_of_two_who_claim_the_second_is_told_who_was_first(
    browsers: dict[str, Browser], in_crisis: str
):
    first, second = browsers["clinician"], browsers["admissions"]
    assert first.press(CRISIS, f"claim.{in_crisis}").status == 303
    told = second.press(CRISIS, f"claim.{in_crisis}")
    assert (told.status, "clinician took this on before you" in told.data.decode()) == (409, True)
    assert first.press(CRISIS, f"let_go.{in_crisis}").status == 303
    assert second.press(CRISIS, f"claim.{in_crisis}").status == 303
    assert in_crisis in second.ask("GET", "/console").data.decode()


def test_whoever_signs_off_is_off_here_and_at_the_pool(cloud: Cloud):
    browser = Browser(cloud.outputs)
    browser.sign_in("auditor")
    value = browser.cookies[SESSION]
    page = browser.go("POST", "/console/sign-off", {"csrf": browser.csrf()})
    assert "You are signed off" in page.data.decode()
    assert any("/logout?" in url for url in browser.way)
    browser.cookies[SESSION] = value
    assert browser.ask("GET", "/console").status == 303


@pytest.mark.parametrize("ends", ["idle", "token"])
def test_a_session_left_alone_or_older_than_its_token_keeps_what_was_written(
    cloud: Cloud, accepted: str, ends: str
):
    browser, page = Browser(cloud.outputs), f"/console/intakes/{accepted}"
    browser.sign_in("clinician", page)
    csrf = browser.csrf()
    end_session(cloud, browser.cookies[SESSION], ends)
    assert browser.ask("GET", page).status == 303
    told = browser.ask("POST", page, {"csrf": csrf, "go": "send", "reason": "Seen by phone"})
    assert (told.status, "is kept and was not sent" in told.data.decode()) == (401, True)
    assert browser.sign_in("clinician", page).status == 200


# Safety answers, broken glass and the audit.


def test_a_clinician_without_the_permission_breaks_the_glass_and_supervisors_hear_of_it(
    cloud: Cloud, accepted: str
):
    member = next(one for one in cloud.outputs.staff if one.username == WITHOUT_SAFETY)
    token, path = token_of_member(cloud.outputs, member), f"/intakes/{accepted}"
    assert call(cloud, "GET", f"{path}/couple", token) == 403
    page, browser = f"/console/intakes/{accepted}/safety", Browser(cloud.outputs)
    browser.type_password(browser.go("GET", "/console"), member)
    assert "safety permission" in browser.ask("GET", page).data.decode()
    reason = {"reason": "A shelter calls and asks what is known.", "key": uuid4().hex}
    assert browser.press(page, "break_glass", **reason).status == 303
    assert "Open to you until" in browser.ask("GET", page).data.decode()
    assert call(cloud, "GET", f"{path}/couple", token) == 200
    audit = wait_for(
        lambda: audit_of(cloud, accepted), lambda found: told_at(found) is not None, 30
    )
    (broken,) = audit["break_glass"]
    assert (broken["by"]["name"], broken["reason"]) == (WITHOUT_SAFETY, reason["reason"])
    looks = [one for one in audit["reads"] if one["name"] == WITHOUT_SAFETY]
    assert any(one["by_break_glass"] and "safety" in one["parts"] for one in looks)
    assert audit["chain"]["whole"]


def audit_of(cloud: Cloud, intake_id: str) -> dict[str, Any]:
    url = f"{cloud.outputs.api_url}/intakes/{intake_id}/audit"
    token = cloud.sign_in("supervisor")
    answer = urllib3.request("GET", url, headers={"Authorization": token}, retries=False)
    found: dict[str, Any] = json.loads(answer.data)
    return found


def told_at(audit: dict[str, Any]) -> str | None:
    told: str | None = audit["break_glass"][0]["supervisors_told_at"]
    return told


def test_the_terminal_verifies_a_trail_and_says_at_which_event_it_is_broken(
    cloud: Cloud, player: Player, capsys: pytest.CaptureFixture[str]
):
    intake_id = str(player.play(stories()[0]).seen["intake_id"])
    outputs = str(cloud.state_dir / "outputs.json")
    assert main(["audit", intake_id, "--outputs", outputs]) == 0
    assert "The trail is whole" in capsys.readouterr().out
    tamper(cloud, intake_id)
    assert main(["audit", intake_id, "--outputs", outputs]) == 1
    assert "the trail is broken at event 3" in capsys.readouterr().err


def tamper(cloud: Cloud, intake_id: str) -> None:
    """Change who caused the second event, behind everybody's back."""
    cloud.client("dynamodb").update_item(
        TableName=cloud.outputs.table,
        Key={"pk": {"S": f"INTAKE#{intake_id}"}, "sk": {"S": "EVENT#000002"}},
        UpdateExpression="SET occurred_at = :later",
        ConditionExpression="attribute_exists(pk)",
        ExpressionAttributeValues={":later": {"S": "2026-01-05T12:00:00+00:00"}},
    )
