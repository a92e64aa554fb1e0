"""The console as a browser and an attacker meet it: every answer a page, and a guarded one."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from tests.builders import submission
from tests.console_walker import Office, filled, route_of
from tests.form_filler import hidden
from tests.unit.edge.events import Context, rest
from threshold.edge.browser import LARGEST
from threshold.edge.console_pages import ATTEMPT, SESSION
from threshold.errors import Retryable

FORM = "application/x-www-form-urlencoded"
ACUTE = submission().answers | {
    "asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}
}
LIST = "/console/worklists/crisis"


@dataclass
class Answer:
    status: int
    headers: dict
    body: str

    @property
    def location(self):
        return self.headers.get("Location", [""])[0]


@dataclass
class Browser:
    """Keeps the cookies it is given, and sends a form with what browsers send beside it."""

    module: object
    office: Office
    cookies: dict = field(default_factory=dict)
    given: list = field(default_factory=list)

    def get(self, path, **headers):
        return self._ask("GET", path, None, headers)

    def post(self, path, form=None, body=None, **headers):
        sent = urlencode(form or {}, doseq=True) if body is None else body
        return self._ask("POST", path, sent, {"Content-Type": FORM, **headers})

    def _ask(self, method, path, body, headers):
        address, _, query = path.partition("?")
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        event = rest(method, address, route_of(address), body, sent, query=dict(parse_qsl(query)))
        event["stageVariables"] = {"ConsoleClient": "client-1"}
        reply = self.module.handler(event, Context())
        headers = reply["multiValueHeaders"]
        for one in headers.get("Set-Cookie", []):
            self.given.append(one)
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(reply["statusCode"], headers, reply["body"])

    def sign_in(self, name="cleo", *groups):
        self.get("/console/sign-in")
        asked = self.get("/console/sign-in/now").location
        self.office.pool.who = (name, frozenset(groups or ("clinician",)))
        state = dict(parse_qsl(urlsplit(asked).query))["state"]
        return self.get(f"/console/signed-in?code=code&state={state}")


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def module(function, office, monkeypatch):
    from threshold.edge import wiring

    monkeypatch.setattr(wiring, "console_site", lambda client: office.site)
    return function("console_pages")


@pytest.fixture
def browser(module, office):
    return Browser(module, office)


@pytest.fixture
def intake_id(office):
    return office.practice.submit(answers=ACUTE)


def every_kind_of_answer(browser, office, intake_id):
    yield browser.get("/console")
    yield browser.get("/console/sign-in/now")
    yield browser.get("/console/signed-off")
    yield browser.post(LIST, {"go": "claim.x"})
    yield browser.sign_in("bill", "billing")
    yield browser.get(LIST)
    yield browser.sign_in()
    yield browser.get("/console")
    yield browser.get(LIST)
    yield browser.get(f"/console/intakes/{intake_id}")
    for part in ("benefits", "call", "answers", "couple", "acts/add_note", "acts/accept"):
        yield browser.get(f"/console/intakes/{intake_id}/{part}")
    note = f"/console/intakes/{intake_id}/acts/add_note"
    given = filled(browser.get(note).body)
    yield browser.post(note, {**given, "go": "do"})
    yield browser.post(note, {**given, "go": "do", "reason": "Called."})
    yield browser.get(f"/console/intakes/{intake_id}?done=add_note&of={intake_id}")
    yield browser.get("/console/nothing")
    yield browser.get(f"/console/intakes/{'a' * 26}")
    yield browser.post(LIST, {"csrf": "forged", "go": f"claim.{intake_id}"})
    csrf = hidden(browser.get(LIST).body, "csrf")
    yield browser.post(LIST, {"csrf": csrf, "go": f"claim.{intake_id}"})
    yield browser.post(LIST, body="{}", Content_Type="application/json")
    yield browser.post(LIST, body="x" * (LARGEST + 1))
    yield browser.post(LIST, body="%ff")
    other = Browser(browser.module, office)
    other.sign_in("ana", "admissions")
    csrf = hidden(other.get(LIST).body, "csrf")
    yield other.post(LIST, {"csrf": csrf, "go": f"claim.{intake_id}"})
    yield browser.post("/console/sign-off", {"csrf": hidden(browser.get(LIST).body, "csrf")})


def test_every_answer_has_every_guard(browser, office, intake_id):
    seen = set()
    for answer in every_kind_of_answer(browser, office, intake_id):
        seen.add(answer.status)
        (policy,) = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self' https://sign-in.example.test;" in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["Cache-Control"] == ["no-store"]
        assert answer.headers["X-Content-Type-Options"] == ["nosniff"]
        assert answer.headers["Strict-Transport-Security"][0].startswith("max-age=")
        assert answer.headers["Content-Type"][0].startswith("text/html")
        assert not re.search(r"<script|<iframe|javascript:", answer.body, re.IGNORECASE)
        assert not re.search(r"<[^>]*\s(on\w+|style)\s*=", answer.body, re.IGNORECASE)
    assert seen == {200, 303, 400, 401, 403, 404, 409, 413, 415}


def test_cookies_are_kept_from_script_from_plain_http_and_from_other_sites_forms(browser):
    browser.sign_in()
    assert browser.given
    for one in browser.given:
        assert re.match(f"({SESSION}|{ATTEMPT})=", one)
        assert one.startswith("__Host-")
        assert one.endswith("; Path=/; HttpOnly; Secure; SameSite=Lax")


def test_the_cookie_of_an_attempt_is_gone_once_it_was_used(browser):
    browser.sign_in()
    assert [one for one in browser.given if one.startswith(ATTEMPT)][-1].startswith(
        f"{ATTEMPT}=; Max-Age=0"
    )


def test_signing_off_takes_the_session_out_of_the_browser(browser):
    browser.sign_in()
    browser.post("/console/sign-off", {"csrf": hidden(browser.get("/console").body, "csrf")})
    assert browser.given[-1].startswith(f"{SESSION}=; Max-Age=0")


def test_addresses_stand_under_the_stage_and_the_pools_do_not(browser):
    assert browser.get("/console").location.startswith("/test/console/sign-in?to=")
    assert browser.get("/console/sign-in").location == (
        "https://sign-in.example.test/logout?to=https://api.example.test/test/console/sign-in/now"
    )
    assert browser.sign_in().location == "/test/console"


def test_a_page_gives_way_after_the_idle_time_and_knows_where_it_was(browser):
    browser.sign_in()
    (refresh,) = browser.get(f"{LIST}?show=mine").headers["Refresh"]
    assert refresh == (
        "905; url=/test/console/signed-off?to=%2Fconsole%2Fworklists%2Fcrisis%3Fshow%3Dmine"
    )
    assert "Refresh" not in browser.get("/console/signed-off").headers


@pytest.mark.parametrize(
    "headers",
    [{"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://evil.example.test"}],
)
def test_a_form_of_another_site_is_refused_whatever_it_holds(browser, intake_id, headers):
    browser.sign_in()
    csrf = hidden(browser.get(LIST).body, "csrf")
    form = {"csrf": csrf, "go": f"claim.{intake_id}"}
    assert browser.post(LIST, form, **headers).status == 403
    assert not browser.office.claims.standing([intake_id], browser.office.practice.now)


def test_nobody_is_signed_off_by_a_look(browser):
    browser.sign_in()
    assert browser.get("/console/sign-off").status == 404
    assert browser.get("/console").status == 200


def test_what_goes_wrong_is_logged_without_its_words_and_shown_kindly(
    browser, office, monkeypatch, logged
):
    def broken(*_):
        raise ValueError("CANARY")

    browser.sign_in()
    monkeypatch.setattr(office.practice.store, "waiting", broken)
    answer = browser.get("/console")
    assert (answer.status, "Something went wrong on our side" in answer.body) == (500, True)
    assert "CANARY" not in logged() + answer.body


def test_what_is_busy_says_so(browser, office, monkeypatch):
    def busy(*_):
        raise Retryable("busy")

    browser.sign_in()
    monkeypatch.setattr(office.practice.store, "waiting", busy)
    assert browser.get("/console").status == 503


def test_a_stage_that_names_no_client_is_a_mistake_and_shows_nothing(module, office):
    event = rest("GET", "/console", "/console")
    reply = module.handler(event, Context())
    assert reply["statusCode"] == 500


def test_neither_session_nor_attempt_nor_name_is_logged(browser, logged):
    browser.sign_in("CANARY")
    browser.get("/console")
    told = logged()
    assert "CANARY" not in told
    assert not [value for value in browser.cookies.values() if value and value in told]
