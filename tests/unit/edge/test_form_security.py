"""The form as a browser, and as an attacker, meets it: every answer a page, and a guarded one."""

import base64
import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from tests.clinic import RECORD_KEY
from tests.form_filler import Filler, hidden
from tests.unit.edge.events import Context, rest
from threshold.edge.browser import LARGEST
from threshold.edge.pages import COOKIE
from threshold.web.pages.texts import texts

FORM = "application/x-www-form-urlencoded"
ACUTE = {"answers.asq.q1": ("1",), "answers.asq.q5": ("1",)}


@dataclass
class Answer:
    status: int
    headers: dict
    body: str


@dataclass
class Browser:
    """Keeps the cookie it is given, and sends a form with what browsers send beside it."""

    module: object
    cookie: str = ""
    headers: dict = field(default_factory=dict)

    def get(self, path="/apply", query=None, **headers):
        return self._ask("GET", path, None, query, headers)

    def post(self, path, form=None, body=None, base64=False, **headers):
        sent = urlencode(form or {}, doseq=True) if body is None else body
        more = {"Content-Type": FORM, **headers}
        return self._ask("POST", path, sent, None, more, base64)

    def _ask(self, method, path, body, query, headers, base64=False):
        resource = path if path == "/apply" else "/apply/{place}"
        sent = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if self.cookie:
            sent.setdefault("Cookie", f"other=1; {self.cookie}")
        event = rest(method, path, resource, body, sent, query=query, base64=base64)
        event["path"] = path
        reply = self.module.handler(event, Context())
        got = {name: values[0] for name, values in reply["multiValueHeaders"].items()}
        if given := got.get("Set-Cookie"):
            self.cookie = "" if "Max-Age=0" in given else given.partition(";")[0]
        return Answer(reply["statusCode"], got, reply["body"])

    def begin(self):
        assert self.post("/apply", {"language": "en"}).status == 303
        return self.get("/apply/1").body

    def save(self, html, place=1, **more):
        form = {"csrf": hidden(html, "csrf"), "page": hidden(html, "page"), "go": "on", **more}
        return self.post(f"/apply/{place}", form)


@pytest.fixture
def filler():
    return Filler()


@pytest.fixture
def module(function, filler, monkeypatch):
    from threshold.edge import wiring

    monkeypatch.setattr(wiring, "form_site", lambda: filler.site)
    return function("form")


@pytest.fixture
def browser(module):
    return Browser(module)


@pytest.fixture
def at(module, filler):
    """A browser at a page of the form, whose earlier pages are answered."""

    def going(page, said=None):
        filler.said = said or {}
        filler.fill_in(until=page)
        proof = RECORD_KEY.digest("cookie", filler.code)
        return Browser(module, f"{COOKIE}={filler.code}.{proof}"), (
            filler.desk.way(filler.draft).place_of(page)
        )

    return going


# Every answer is guarded.


def every_kind_of_answer(browser):
    yield browser.get()
    yield browser.get("/apply/now")
    yield browser.get("/apply/nowhere")
    yield browser.get("/apply/1")
    yield browser.post("/apply", {"language": "en"})
    html = browser.get("/apply/1").body
    yield browser.save(html)
    yield browser.save(html, **{"location.state": "TX", "language.spoken": "en"})
    yield browser.post("/apply/1", {"csrf": "forged"})
    yield browser.post("/apply/1", body="{}", Content_Type="application/json")
    yield browser.post("/apply/1", body="x" * (LARGEST + 1))
    yield browser.post("/apply/return", {"code": "2222"})
    yield browser.post("/apply/pause", {"csrf": hidden(html, "csrf")})
    yield browser.get("/apply/leave")


def test_every_answer_has_every_guard(browser):
    seen = set()
    for answer in every_kind_of_answer(browser):
        seen.add(answer.status)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
        assert answer.headers["Content-Type"].startswith("text/html")
    assert seen == {200, 303, 403, 404, 413, 415, 422}


def test_no_page_has_a_script_or_anything_that_the_policy_would_have_to_allow(browser):
    for answer in every_kind_of_answer(browser):
        assert not re.search(r"<script|<iframe|<object|javascript:", answer.body, re.IGNORECASE)
        assert not re.search(r"<[^>]*\s(on\w+|style)\s*=", answer.body, re.IGNORECASE)


def test_the_style_is_the_one_that_the_policy_names(browser):
    import hashlib

    answer = browser.get()
    style = re.search(r"<style>(.*?)</style>", answer.body, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]


def test_a_page_that_cannot_even_be_made_says_whom_to_call(browser, filler, monkeypatch, logged):
    def broken(*_, **__):
        raise RuntimeError("CANARY")

    monkeypatch.setattr(filler.site, "welcome", broken)
    monkeypatch.setattr(filler.site, "problem", broken)
    answer = browser.get()
    assert (answer.status, "tel:988" in answer.body) == (500, True)
    assert "Content-Security-Policy" in answer.headers
    assert "CANARY" not in logged() + answer.body


# The cookie.


def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it(browser):
    given = browser.post("/apply", {"language": "en"}).headers["Set-Cookie"]
    assert given.startswith("__Host-")
    for part in ("Path=/;", "HttpOnly", "Secure", "SameSite=Lax"):
        assert part in given
    assert "Domain" not in given
    assert "Max-Age" not in given


def test_stopping_and_leaving_take_it_away(browser):
    html = browser.begin()
    answer = browser.post("/apply/pause", {"csrf": hidden(html, "csrf")})
    assert (answer.status, browser.cookie) == (200, "")
    browser.begin()
    answer = browser.get("/apply/leave")
    assert (answer.headers["Location"], browser.cookie) == ("https://www.weather.gov/", "")


def test_a_code_is_not_tried_by_a_cookie(browser, filler):
    browser.begin()
    code, _, proof = browser.cookie.partition("=")[2].partition(".")
    for forged in (code, f"{code}.", f"{code}.{'a' * 26}", f"222222222222.{proof}", f".{proof}"):
        answer = browser.get("/apply/1", Cookie=f"{COOKIE}={forged}")
        assert answer.headers["Location"] == "/test/apply?code=unknown"
    assert filler.desk.tries._counts == {}


@pytest.mark.parametrize("cookie", ["", ";;;", "a=b; c", f"{COOKIE}=\x01", f'{COOKIE}="', "é=ü"])
def test_a_cookie_that_is_none_of_ours_is_no_form(browser, cookie):
    assert browser.get("/apply/1", Cookie=cookie).status == 303


def test_an_old_cookie_leads_to_the_first_page_which_says_so(browser, filler):
    browser.begin()
    filler.wait(timedelta(days=31))
    assert browser.get("/apply/1").headers["Location"] == "/test/apply?code=unknown"
    assert texts("en")("code.unknown") in browser.get("/apply", {"code": "unknown"}).body


def test_what_the_address_says_is_never_shown(browser):
    for value in ("<b>x", "now.title", "{{7*7}}"):
        body = browser.get("/apply", {"code": value, "lang": value}).body
        assert value not in body


# Forms of others.


@pytest.mark.parametrize("path", ["/apply/1", "/apply/now", "/apply/language", "/apply/pause"])
@pytest.mark.parametrize("token", [None, "", "x", "é", "of another"])
def test_a_form_that_we_did_not_give_to_this_person_does_nothing(module, browser, path, token):
    html = browser.begin()
    other = Browser(module)
    form = {"page": hidden(html, "page"), "language": "es", "location.state": "CA"}
    if token is not None:
        form["csrf"] = hidden(other.begin(), "csrf") if token == "of another" else token
    answer = browser.post(path, form)
    assert answer.status == 403
    assert texts("en")("problem.forged") in answer.body
    assert browser.get("/apply/1").body == html


def test_a_form_given_out_for_another_code_does_nothing(browser):
    before = browser.begin()
    browser.begin()
    assert browser.save(before).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://api.example.test.evil.example"},
    ],
)
@pytest.mark.parametrize("path", ["/apply", "/apply/return", "/apply/1"])
def test_nobody_elses_page_begins_a_form_or_plants_a_code(module, browser, headers, path):
    victim = browser
    attacker = Browser(module)
    attacker.begin()
    code = attacker.cookie.partition("=")[2].partition(".")[0]
    answer = victim.post(path, {"code": code, "language": "en"}, **headers)
    assert (answer.status, victim.cookie) == (403, "")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://api.example.test"},
        {"Sec_Fetch_Site": "same-origin", "Origin": "https://api.example.test"},
    ],
)
def test_our_own_page_does(browser, headers):
    assert browser.post("/apply", {"language": "en"}, **headers).status == 303
    assert browser.cookie


def test_a_new_form_has_a_new_code_whatever_cookie_was_there(module, browser):
    browser.begin()
    planted = browser.cookie
    victim = Browser(module, planted)
    victim.begin()
    assert victim.cookie != planted


# Addresses.


@pytest.mark.parametrize("host", ["evil.example", "evil.example/x", "evil.example//y", "a b"])
def test_no_host_header_leads_away(browser, host):
    answer = browser.post("/apply", {"language": "en"}, Host=host)
    assert answer.headers["Location"].endswith("/apply/1")
    assert re.match(r"/\w", answer.headers["Location"])
    assert "evil.example" not in browser.get("/apply", Host=host).body


@pytest.mark.parametrize("place", ["language", "return", "leave", "0", "-1", "9" * 40, "1e3", "²"])
def test_an_address_that_is_no_page_is_harmless(browser, place):
    html = browser.begin()
    assert browser.save(html, place=place).status in (303, 404, 422)
    assert browser.get(f"/apply/{place}").status in (200, 303)


def test_nothing_that_was_said_stands_in_an_address(at):
    browser, place = at("asq.q1")
    html = browser.get(f"/apply/{place}").body
    answer = browser.save(html, place, **{"answers.asq.q1": "1", "answers.asq.q2": "0"})
    assert re.fullmatch(r"/test/apply/\d+", answer.headers["Location"])
    assert not [link for link in re.findall(r'(?:href|action)="([^"]*)"', html) if "?" in link]


# Bodies.


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        ("{}", "application/json", 415),
        ("--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415),
        ("a=1", "text/plain", 415),
        ("a=1", "", 415),
        ("x" * (LARGEST + 1), FORM, 413),
        ("é" * (LARGEST // 2 + 1), FORM, 413),
        ("&".join(["f=1"] * 10_000), FORM, 400),
        ("a=%FF%FE", FORM, 400),
    ],
)
def test_what_is_no_form_is_refused_with_a_page(browser, body, media_type, status):
    browser.begin()
    answer = browser.post("/apply/1", body=body, Content_Type=media_type)
    assert answer.status == status
    assert "Please go back and try again" in answer.body


@pytest.mark.parametrize("body", ["not base64!", base64.b64encode(b"\xff\xfe=").decode()])
def test_bytes_that_are_no_text_are_refused_with_a_page(browser, body):
    browser.begin()
    assert browser.post("/apply/1", body=body, base64=True).status == 400


@pytest.mark.parametrize("body", [None, "", "&&&", "%ZZ=1", "=", "csrf", "csrf=%00", "a[]=1&a[]=2"])
def test_a_strange_form_is_one_that_is_not_ours(browser, body):
    browser.begin()
    assert browser.post("/apply/1", body=body or "").status == 403


# What is typed.

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}{% raw %}{{ config }}",
    "{0.__class__} %s",
    "' OR 1=1 --",
    "</textarea><b>",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_looks_like_code_comes_out_as_it_was_typed(at, filler, typed):
    browser, place = at("why-now")
    browser.save(browser.get(f"/apply/{place}").body, place, **{"need.why_now": typed})
    assert filler.draft.said["need.why_now"] == typed
    shown = browser.get(f"/apply/{place}").body
    assert typed not in shown or "<" not in typed
    assert "49" not in re.search(r"<textarea.*?</textarea>", shown, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("x" * 10_000, "fault.too_long"),
        ("Jane\u202egnp", "fault.not_printed"),
        ("Jane\x00", "fault.not_printed"),
        ("Jane\x1b[31m", "fault.not_printed"),
        ("   ", "field.person.name.first.fault.missing"),
    ],
)
def test_what_cannot_be_a_name_is_refused_kindly_on_its_field(at, filler, typed, why):
    browser, place = at("name")
    form = {"person.name.first": typed, "person.name.last": "Tester"}
    answer = browser.save(browser.get(f"/apply/{place}").body, place, **form)
    assert answer.status == 422
    assert texts("en")(why) in answer.body
    assert 'href="#person-name-first"' in answer.body
    assert "person.name.first" not in filler.draft.said
    assert filler.draft.said["person.name.last"] == "Tester"


@pytest.mark.parametrize("typed", ["José 😀", "\uff2aane", "ليلى", "名前", "O'Neil-d\u2019Arc"])
def test_every_real_name_is_taken(at, filler, typed):
    browser, place = at("name")
    form = {"person.name.first": typed, "person.name.last": "Tester"}
    answer = browser.save(browser.get(f"/apply/{place}").body, place, **form)
    assert (answer.status, filler.draft.said["person.name.first"]) == (303, typed)


# Ways round.


@pytest.mark.parametrize("page", ["check", "consent-telehealth", "asq.q5", "phq-9.q1", "no.such"])
def test_no_page_is_answered_before_we_know_whom_to_call(at, filler, page):
    browser, place = at("name")
    before = filler.draft
    form = {"page": page, "answers.phq-9.q1": "3", "answers.asq.q5": "0"}
    answer = browser.save(browser.get(f"/apply/{place}").body, place, **form)
    assert answer.headers["Location"] == f"/test/apply/{place}"
    assert filler.draft == before


def test_a_later_page_is_kept_but_leads_back_to_the_question_left_out(at, filler):
    browser, place = at("asq.q1")
    html = browser.get(f"/apply/{place}").body
    answer = browser.save(html, place, page="medication", **{"medication.current": "none"})
    following = answer.headers["Location"].removeprefix("/test")
    assert browser.get(following).headers["Location"] == f"/test/apply/{place}"
    assert filler.draft.said["medication.current"] == "none"


def test_an_unfinished_form_is_not_sent(at, filler):
    browser, place = at("asq.q1")
    html = browser.get(f"/apply/{place}").body
    answer = browser.save(html, place, page="check")
    assert answer.headers["Location"] == f"/test/apply/{place}"
    assert filler.draft.intake_id is None


def test_a_form_sent_twice_at_once_is_one_intake(at, filler):
    browser, place = at("check")
    html = browser.get(f"/apply/{place}").body
    create = filler.store.create

    def rival_first(change):
        filler.store.create = create
        assert browser.save(html, place).headers["Location"] == "/test/apply/yours"
        return create(change)

    filler.store.create = rival_first
    assert browser.save(html, place).headers["Location"] == "/test/apply/yours"
    assert len(filler.store._shelves) == 1
    assert len(filler.store.events(filler.draft.intake_id)) == 1


def test_a_form_that_was_sent_is_changed_no_more(at, filler):
    browser, place = at("check")
    html = browser.get(f"/apply/{place}").body
    browser.save(html, place)
    before = filler.draft
    answer = browser.save(html, 4, page="name", **{"person.name.first": "Another"})
    assert answer.headers["Location"] == "/test/apply/yours"
    assert filler.draft == before


def test_two_devices_at_once_lose_nothing(at, filler, module):
    one, place = at("why-now")
    two = Browser(module, one.cookie)
    html = one.get(f"/apply/{place}").body
    save = filler.drafts.save

    def other_first(key, draft):
        filler.drafts.save = save
        two.save(html, 4, page="name", **{"person.name.first": "Ana", "person.name.last": "Tester"})
        return save(key, draft)

    filler.drafts.save = other_first
    assert one.save(html, place, **{"need.goals": "calm"}).status == 303
    said = filler.draft.said
    assert (said["person.name.first"], said["need.goals"]) == ("Ana", "calm")


def test_an_acute_answer_posted_once_is_enough(at, filler):
    browser, place = at("asq.q5", ACUTE)
    html = browser.get(f"/apply/{place}").body
    answer = browser.save(html, place, **{"answers.asq.q5": "1"})
    assert answer.headers["Location"] == "/test/apply/now"
    assert filler.draft.intake_id
    assert "Please call or text 988 now" in browser.get("/apply/now").body


def test_wrong_codes_are_counted_by_where_they_come_from(browser, filler):
    for _ in range(10):
        assert browser.post("/apply/return", {"code": "222222222222"}).status == 404
    answer = browser.post("/apply/return", {"code": "222222222222"})
    assert (answer.status, "tel:" in answer.body) == (429, True)
    assert "127.0.0.1" not in str(filler.desk.tries._counts)
    assert browser.get("/apply/now").status == 200
