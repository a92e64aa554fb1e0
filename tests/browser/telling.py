"""Stories told through the pages: each by one person, a few side by side."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser

from local.stories import Story, told_anew, unhurried
from tests.browser.chromium import running_browser
from tests.browser.hands import HANDS
from tests.browser.person import Person
from tests.browser.said import Said, said_in
from tests.browser.walk import Shown, Walk, walking
from tests.cloud import Cloud
from tests.integration.form_over_http import RemoteFiller

SIDE_BY_SIDE = 3
PAY = "pay"
"""The page from which the stories differ that differ only in what a payer answers or is told."""
_STORED = "[localStorage.length, sessionStorage.length, document.cookie.length]"


@dataclass(frozen=True)
class Telling:
    """A story to be told, and by whom.

    whole: every page in the browser; else from the page that asks how the care is paid for, the
    pages before it having been answered by the same person over HTTP.
    """

    story: Story
    person: Person
    whole: bool


@dataclass(frozen=True)
class Told:
    """What came of telling a story: where the pages ended, and what the browser saw and kept.

    ends: the last page of each tab from which the form was sent.
    requests: the kind and the address of everything that was asked for.
    """

    story: Story
    ends: tuple[str, ...]
    code: str
    shown: tuple[Shown, ...]
    requests: tuple[tuple[str, str], ...]
    cookies: tuple[Any, ...]
    stored: tuple[int, ...]


def tell_all(tellings: Sequence[Telling], cloud: Cloud) -> list[Told | Exception]:
    """Tell every story, in order; of one that could not be told to its end, what was in the way."""
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in range(len(tellings)):
        waiting.put(number)
    found: dict[int, Told | Exception] = {}

    def lane() -> None:
        with running_browser() as browser:
            for number in _taken(waiting):
                try:
                    found[number] = _tell(browser, tellings[number], cloud)
                except Exception as error:  # noqa: BLE001 - the test of this story fails with it
                    found[number] = error

    with ThreadPoolExecutor(SIDE_BY_SIDE) as lanes:
        for running in [lanes.submit(lane) for _ in range(SIDE_BY_SIDE)]:
            running.result()
    return [found[number] for number in range(len(tellings))]


def _taken(waiting: SimpleQueue[int]) -> Iterator[int]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def _tell(browser: Browser, telling: Telling, cloud: Cloud) -> Told:
    story, person = told_anew(telling.story, uuid4().hex), telling.person
    said = said_in(story)
    code = "" if telling.whole else begun(cloud, person, said)
    with walking(browser, person, cloud.outputs.apply_url, code) as walk:
        walk.on_to("check", said)
        tabs = [walk.context.new_page() for _ in range(1, story.sent)]
        for tab in tabs:
            tab.goto(walk.page.url)
        walk.to_the_end(said)
        return Told(
            unhurried(story),
            (walk.place, *(_sent_again(walk, tab) for tab in tabs)),
            walk.code,
            tuple(walk.shown),
            tuple((one.resource_type, one.url) for one in walk.requests),
            tuple(walk.context.cookies()),
            tuple(walk.page.evaluate(_STORED)),
        )


def begun(cloud: Cloud, person: Person, said: Said) -> str:
    """A form that this person has answered up to how they pay; gives its return code."""
    filler = RemoteFiller(said=said, language=person.language).on(cloud)
    filler.fill_in(until=PAY)
    return filler.code


def _sent_again(walk: Walk, tab: Any) -> str:
    with tab.expect_navigation():
        tab.locator("#step button[value=on]").focus()
        HANDS[walk.person.by].go_on(tab)
    return str(tab.url).rsplit("/", 1)[-1]
