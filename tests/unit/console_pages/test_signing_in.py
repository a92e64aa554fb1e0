"""Signing in by the pool's own page, and what an attacker or an accident makes of it."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.clinic import RECORD_KEY
from tests.console_walker import LASTS, Walker
from threshold.console.roles import NotForRole
from threshold.errors import Retryable
from threshold.intake.life_cycle import Role
from threshold.staff.permissions import Permission
from threshold.staff.sign_in import NotSignedIn, attempt_of

CLINICIAN = frozenset({"clinician"})


@pytest.fixture
def walker(office):
    return Walker(office, "cleo", CLINICIAN)


def begun(walker, to="/console"):
    """An attempt as far as the pool's page, with the state that the page was given."""
    walker.get(f"/console/sign-in?to={to}")
    asked = walker.get("/console/sign-in/now").location
    walker.office.pool.who = (walker.name, walker.groups)
    return dict(parse_qsl(urlsplit(asked).query))["state"]


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_and_back(walker):
    away = walker.get("/console/worklists/crisis?show=mine").location
    assert away == "/console/sign-in?to=%2Fconsole%2Fworklists%2Fcrisis%3Fshow%3Dmine"
    back = walker.sign_in("%2Fconsole%2Fworklists%2Fcrisis%3Fshow%3Dmine")
    assert back.location == "/console/worklists/crisis?show=mine"
    assert walker.get(back.location).status == 200


def test_each_sign_in_begins_by_having_the_pool_forget_the_last_one(walker):
    begin = walker.get("/console/sign-in")
    assert begin.location == (
        "https://sign-in.example.test/logout?to=https://example.test/console/sign-in/now"
    )


def test_a_session_holds_name_roles_and_times_and_its_key_is_not_the_cookie(office, walker):
    walker.sign_in()
    session = office.sessions.load(office.desk.session_key(walker.session))
    now = office.practice.now
    assert (session.name, session.roles) == ("cleo", {Role.CLINICIAN})
    assert (session.signed_in_at, session.last_seen_at, session.ends_at) == (now, now, now + LASTS)
    assert walker.session not in office.desk.session_key(walker.session)


def test_rights_are_those_of_the_token_until_it_ends_and_then_those_of_the_next(office, walker):
    walker.sign_in()
    walker.groups = frozenset({"billing", "safety"})
    assert walker.get("/console/worklists/crisis").status == 200
    office.wait(minutes=15)
    walker.sign_in()
    with pytest.raises(NotForRole):
        walker.get("/console/worklists/crisis")


def test_a_permission_alone_is_no_role_and_none_is_made_up(office):
    lone = office.staff("lone", "safety")
    assert lone.session == ""
    cleo = office.staff("cleo", "clinician", "safety", "unheard-of")
    session = office.sessions.load(office.desk.session_key(cleo.session))
    assert (session.roles, session.permissions) == ({Role.CLINICIAN}, {Permission.SAFETY})


def test_who_is_taken_out_of_every_group_gets_in_no_more(office, walker):
    walker.sign_in()
    walker.groups = frozenset()
    assert walker.sign_in().status == 403
    office.wait(minutes=15)
    assert walker.get("/console").location.startswith("/console/sign-in?")


def test_the_code_is_redeemed_with_the_verifier_of_the_attempt(office, walker):
    walker.get("/console/sign-in")
    value = walker.attempt.partition(".")[0]
    walker.sign_in()
    ((code, attempt, back_to),) = office.pool.redeemed
    assert (code, back_to) == ("code", "https://example.test/console/signed-in")
    assert attempt != attempt_of(value, RECORD_KEY)  # each attempt has secrets of its own
    assert len(attempt.verifier) >= 43
    assert len({attempt.state, attempt.nonce, attempt.verifier, attempt.challenge}) == 4


def test_each_sign_in_is_a_session_anew_and_ends_the_one_before(office, walker):
    walker.sign_in()
    before = walker.session
    walker.sign_in()
    assert walker.session != before
    assert office.sessions.load(office.desk.session_key(before)).signed_off


@pytest.mark.parametrize(
    "query",
    ["code=code", "code=code&state=", "code=code&state=forged", "state={state}", "error=access"],
)
def test_what_comes_back_without_state_or_code_signs_nobody_in(walker, query):
    state = begun(walker)
    reply = walker.get(f"/console/signed-in?{query.format(state=state)}")
    assert (reply.status, reply.session, reply.attempt) == (400, None, "")
    assert not walker.session


def test_a_code_that_comes_back_to_another_browser_signs_nobody_in(office, walker):
    state = begun(walker)
    victim = Walker(office, "vera", CLINICIAN)
    assert victim.get(f"/console/signed-in?code=code&state={state}").status == 400
    assert not office.pool.redeemed


def test_an_attempt_is_of_no_use_twice(walker):
    state = begun(walker)
    assert walker.get(f"/console/signed-in?code=code&state={state}").location == "/console"
    assert walker.get(f"/console/signed-in?code=code&state={state}").status == 400


def test_without_the_attempts_cookie_nobody_gets_to_the_pools_page(walker):
    assert walker.get("/console/sign-in/now").status == 400


@pytest.mark.parametrize("failure", [NotSignedIn("a rule"), NotSignedIn("another")])
def test_an_answer_that_is_not_to_be_trusted_signs_nobody_in(office, walker, failure):
    state = begun(walker)
    office.pool.fails = failure
    assert walker.get(f"/console/signed-in?code=code&state={state}").status == 400
    assert not walker.session


def test_while_the_pool_cannot_be_reached_the_attempt_stays(office, walker):
    state = begun(walker)
    office.pool.fails = Retryable("not now")
    with pytest.raises(Retryable):
        walker.get(f"/console/signed-in?code=code&state={state}")
    office.pool.fails = None
    assert walker.get(f"/console/signed-in?code=code&state={state}").location == "/console"


@pytest.mark.parametrize("groups", [frozenset(), frozenset({"patient"}), frozenset({"system"})])
def test_who_is_in_no_group_of_staff_gets_no_session(office, groups):
    stranger = Walker(office, "sam", groups)
    assert stranger.sign_in().status == 403
    assert not stranger.session


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example.test/",
        "//evil.example.test/console",
        "/apply",
        "/console/sign-off",
        "/console/signed-off",
        "/consoles",
        "/console\\evil",
        "",
    ],
)
def test_nobody_is_led_anywhere_but_to_a_page_of_the_console(walker, to):
    assert walker.sign_in(to).location == "/console"


def test_a_cookie_that_was_tampered_with_leads_home(walker):
    state = begun(walker)
    walker.attempt = walker.attempt.partition(".")[0] + ".%%%"
    assert walker.get(f"/console/signed-in?code=code&state={state}").location == "/console"


def test_a_session_ends_with_the_token_however_busy_its_owner_is(office, walker):
    walker.sign_in()
    for _ in range(int(LASTS / timedelta(minutes=10)) - 1):
        office.wait(minutes=10)
        assert walker.get("/console").status == 200
        assert not walker.get("/console").location
    office.wait(minutes=10)
    assert walker.get("/console").location.startswith("/console/sign-in?")
