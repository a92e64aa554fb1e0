"""A member of staff before the deployed console, in a browser of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from local.outputs import StaffMember
from tests.browser.person import DESK, PATIENCE_MS
from tests.cloud import Cloud

_COOKIE = "__Host-threshold_staff"


@dataclass(frozen=True)
class Colleague:
    """Somebody of the staff, by sign-in name, and the one page they have open."""

    cloud: Cloud
    member: StaffMember
    page: Page

    def go(self, path: str = "/console") -> int:
        """Open an address of the console; gives its HTTP status."""
        found = self.page.goto(self.cloud.outputs.api_url + path)
        assert found is not None
        return found.status

    def sign_in(self, path: str = "/console") -> None:
        """Open an address, and type the password at the pool that it leads to."""
        self.go(path)
        self.type_password()

    def type_password(self) -> None:
        """Fill in the pool's own sign-in page."""
        self.write(username=self.member.username, password=self.member.password)
        with self.page.expect_navigation():
            self.page.locator("#password").press("Enter")

    def write(self, **fields: str) -> None:
        """Write into the fields of these ids."""
        for field, words in fields.items():
            self.page.locator(f"#{field}").fill(words)

    def press(self, button: str) -> int:
        """Press a button by its name; gives the HTTP status of where it leads."""
        return self.tap(self.page.get_by_role("button", name=button, exact=True))

    def follow(self, link: str) -> int:
        """Follow a link by its name."""
        return self.tap(self.page.get_by_role("link", name=link, exact=True))

    def look_for(self, intake_id: str, worklist: str) -> Locator:
        """The row of an intake on a worklist: other tests' intakes may fill the first pages."""
        row = self.page.locator(f"#i-{intake_id}")
        self.go(worklist)
        while not row.count():
            self.follow("Further on")
        return row

    def tap(self, what: Locator) -> int:
        """Touch something that leads on, and wait for where it leads."""
        with self.page.expect_navigation() as found:
            what.tap()
        return found.value.status

    @property
    def reads(self) -> str:
        """What the page says now."""
        return self.page.locator("main").inner_text()

    @property
    def session(self) -> str:
        """What the browser shows to be known again."""
        cookies = self.page.context.cookies()
        return next(str(one["value"]) for one in cookies if one["name"] == _COOKIE)


@contextmanager
def at_work(browser: Browser, cloud: Cloud, name: str, **more: Any) -> Iterator[Colleague]:
    """Somebody of the staff who has just signed in, by sign-in name."""
    member = next(one for one in cloud.outputs.staff if one.username == name)
    with browser.new_context(
        viewport=DESK, has_touch=True, reduced_motion="reduce", **more
    ) as context:
        context.set_default_timeout(PATIENCE_MS)
        colleague = Colleague(cloud, member, context.new_page())
        colleague.sign_in()
        yield colleague
