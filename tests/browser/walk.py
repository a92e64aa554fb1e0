"""Somebody's way through the deployed form in a browser, and all that the browser asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

from tests.browser.hands import HANDS
from tests.browser.person import Person
from tests.browser.reading import page_id, wrong
from tests.browser.said import Said
from threshold.form.code import shown

MOST_PAGES = 120
ENDS = ("yours", "now")
"""The last parts of the addresses at which nothing more is asked."""


@dataclass(frozen=True)
class Shown:
    """A page as it came over the wire: which it is, its headers, and its bytes before packing."""

    page: str
    headers: dict[str, str]
    size: int


@dataclass
class Walk:
    """A person with a browser before the form."""

    person: Person
    site: str
    context: BrowserContext
    shown: list[Shown] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", lambda one: self.requests.append(one))
        self.page: Page = self.context.new_page()

    def begin(self, code: str = "") -> None:
        """Open the form at its first page; with a code, where it was left."""
        self.see(self.page.goto(f"{self.site}?lang={self.person.language}"))
        way_in = "main form button.go"
        if code:
            way_in = "#code"
            self.page.locator(way_in).fill(shown(code))
        with self.page.expect_navigation() as found:
            self.page.locator(way_in).press("Enter")
        self.see(found.value)

    def answer(self, said: Said) -> int:
        """Answer the page, go on, and wait for what comes; gives its HTTP status."""
        hands = HANDS[self.person.by]
        hands.answer(self.page, said)
        with self.page.expect_navigation() as found:
            hands.go_on(self.page)
        self.see(found.value)
        return found.value.status

    def on_to(self, until: str, said: Said) -> None:
        """Answer every page up to one of this id."""
        for _ in range(MOST_PAGES):
            here = self.shown[-1].page
            if here in (until, *ENDS):
                return
            status = self.answer(said)
            assert status == 200, (here, status, wrong(self.page))
        raise AssertionError("the form does not end")

    def to_the_end(self, said: Said) -> None:
        """Answer every page and hand the form in, or be stopped for one's safety."""
        self.on_to("", said)

    @property
    def place(self) -> str:
        """The last part of the address."""
        return self.page.url.partition("?")[0].rsplit("/", 1)[-1]

    @property
    def code(self) -> str:
        """The code that brings back to this form, as the cookie keeps it."""
        (cookie,) = self.context.cookies()
        return str(cookie["value"]).partition(".")[0]

    def see(self, response: Response | None) -> None:
        """Note what came."""
        assert response is not None
        which = page_id(self.page) or self.place
        self.shown.append(Shown(which, response.all_headers(), len(response.body())))


@contextmanager
def walking(browser: Browser, person: Person, site: str, code: str = "") -> Iterator[Walk]:
    """Somebody who has just opened the form, or returned to it with its code."""
    with person.sits_down(browser) as context:
        walk = Walk(person, site, context)
        walk.begin(code)
        yield walk
