"""Every story of `events/stories`, told by a person through the pages of the deployed form.

The form's own end is expected of each, and then the very end that its file says, but that the
seconds until staff see a crisis are those of the JSON door. Eight are walked whole, every page in
the browser, one in each way of using the form: by finger and by keyboard, with script and without,
in English and in Spanish; and so is the one that ends before the form does. The others differ
from those only in what their payer answers, in who is insured or in what they agree to, or come
from elsewhere: they are answered over HTTP up to the page that asks how the care is paid for, the
return code is typed into a browser, and that walks from there to the end. A malformed submission
cannot be sent from a page: `test_kind_errors` has what can be typed of that story.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import pytest

from local.stories import Player, stories
from tests.browser.person import EVERYBODY, Person
from tests.browser.telling import Telling, Told, tell_all
from tests.cloud import Cloud


def _tellings() -> Iterator[Telling]:
    """Whole: the first of each person's that goes to the end of the form, and what does not."""
    sendable = (story for story in stories() if story.then.get("http") != 400)
    walked: set[Person] = set()
    for story, person in zip(sendable, cycle(EVERYBODY)):
        stopped = story.then["worklist"] == "crisis"
        yield Telling(story, person, whole=stopped or person not in walked)
        if not stopped:
            walked.add(person)


TELLINGS = {f"{one.story.name} {one.person}": one for one in _tellings()}
LARGEST_PAGE = 30 * 1024
"""Bytes before they are packed: on the wire it is a quarter of that."""

every_telling = pytest.mark.parametrize("name", TELLINGS)


@pytest.fixture(scope="module")
def tellings(has_chromium: None, cloud: Cloud) -> dict[str, Told | Exception]:
    told = tell_all(list(TELLINGS.values()), cloud)
    return dict(zip(TELLINGS, told, strict=True))


@pytest.fixture
def told(tellings: dict[str, Told | Exception], name: str) -> Told:
    found = tellings[name]
    if isinstance(found, Exception):
        raise found
    return found


def test_each_way_of_using_the_form_is_walked_whole():
    whole = [one for one in TELLINGS.values() if one.whole]
    to_the_end = [one.person for one in whole if one.story.then["worklist"] != "crisis"]
    assert sorted(map(str, to_the_end)) == sorted(map(str, EVERYBODY))


@every_telling
def test_the_story_ends_as_its_file_says(told: Told, cloud: Cloud, player: Player):
    in_danger = told.story.then["worklist"] == "crisis"
    assert told.ends == ("now" if in_danger else "yours",) * told.story.sent
    intake_id = cloud.draft(told.code).intake_id
    assert intake_id
    assert player.follow(told.story, intake_id).differs == ()


@every_telling
def test_every_page_is_light_and_needs_nothing_but_itself(told: Told):
    assert {kind for kind, _ in told.requests} == {"document"}
    assert [one.page for one in told.shown if one.size > LARGEST_PAGE] == []


@every_telling
def test_nothing_said_is_in_an_address_and_no_other_site_is_asked(told: Told, cloud: Cloud):
    here = urlsplit(cloud.outputs.apply_url)
    for _, address in told.requests:
        url = urlsplit(address)
        assert (url.scheme, url.netloc, url.fragment) == (here.scheme, here.netloc, "")
        assert url.query in ("", "lang=en", "lang=es")
        last = url.path.removeprefix(here.path).strip("/")
        assert last.isdigit() or last in ("", "return", "yours", "now")


@every_telling
def test_a_browser_keeps_one_cookie_that_no_script_reads_and_nothing_else(told: Told):
    assert told.stored == (0, 0, 0)
    (cookie,) = told.cookies
    kept = {name: cookie[name] for name in ("name", "httpOnly", "secure", "sameSite", "path")}
    assert kept == {
        "name": "__Host-threshold_form",
        "httpOnly": True,
        "secure": True,
        "sameSite": "Lax",
        "path": "/",
    }
    assert cookie["expires"] == -1


@every_telling
def test_every_page_forbids_script_frames_and_keeping(told: Told):
    for one in told.shown:
        policy = _directives(one.headers["content-security-policy"])
        assert policy.keys() == ALLOWED.keys()
        assert policy["default-src"] == ["'none'"]
        assert policy["style-src"][0].startswith("'sha256-")
        assert policy["form-action"][0] == "'self'"
        assert one.headers["referrer-policy"] == "same-origin"
        assert one.headers["cache-control"] == "no-store"


ALLOWED = dict.fromkeys(
    ("default-src", "style-src", "img-src", "form-action", "base-uri", "frame-ancestors")
)


def _directives(policy: str) -> dict[str, Any]:
    parts = (one.split() for one in policy.split(";"))
    return {name: sources for name, *sources in parts}
