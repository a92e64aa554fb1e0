"""A tour of every kind of page of the deployed form, for one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

from playwright.sync_api import Page

from local.stories import stories, told_anew
from tests.browser.said import said_in
from tests.cloud import Cloud
from tests.form_filler import USUAL
from tests.integration.form_over_http import RemoteFiller
from tests.integration.waiting import wait_for
from threshold.form.code import LENGTH, shown
from threshold.form.path import Way
from threshold.use_cases.ask_links import path_to

_UNKNOWN_MEMBER = next(one for one in stories() if one.name.startswith("04"))
_CLEAR = stories()[0].submission["payment"]["card"]["member_id"]
_SEEKING = {"need.tracks": ("mental_health", "couples", "chronic_pain")}
_ACUTE = {"answers.asq.q1": ("1",), "answers.asq.q5": ("1",)}
_EMPTY = """for (const one of document.querySelectorAll('main form [name]')) {
if (one.type === 'radio' || one.type === 'checkbox') one.checked = false;
else if (one.type !== 'hidden' && one.type !== 'submit') one.value = '';
}"""
FAULTY = ("place-and-time", "name", "birth-date", "reach", "phq-9.q1", "times", "payer", "card")
"""Pages that are posted empty, so that they say what is wrong: every kind of control."""
OWN = ("yours", "reach", "agreements", "together", "told", "seen", "stop")
"""The pages that a person owns once the form was sent."""


@dataclass
class Tour:
    """Goes from page to page; each stop is a page of the kind that it names.

    Most of what is asked is answered beforehand, over HTTP: the stories' walks fill pages in.
    """

    cloud: Cloud
    page: Page
    language: str

    def __post_init__(self) -> None:
        self.site = self.cloud.outputs.apply_url
        said = said_in(told_anew(_UNKNOWN_MEMBER, uuid4().hex)) | _SEEKING
        said |= {"language.spoken": (self.language,), "language.read": (self.language,)}
        self.person = RemoteFiller(said=said, language=self.language).on(self.cloud)
        clear = said_in(told_anew(stories()[0], uuid4().hex))
        clear |= {"language.spoken": (self.language,), "language.read": (self.language,)}
        self.clear = RemoteFiller(said=clear, language=self.language).on(self.cloud)
        self.ill = RemoteFiller(said=_ACUTE, language=self.language).on(self.cloud)

    def stops(self) -> Iterator[str]:
        """Every stop, in order; the page shows it until the next is asked for."""
        self.person.fill_in()
        yield from self._welcome()
        yield from self._steps()
        yield from self._asides()
        yield from self._own_pages()
        yield from self._asked_pages()
        yield from self._seat_pages()
        yield from self._crisis()

    def _welcome(self) -> Iterator[str]:
        self._go(f"?lang={self.language}")
        yield "welcome"
        self._return_with("2" * LENGTH)
        yield "welcome-wrong-code"

    def _steps(self) -> Iterator[str]:
        self._return_with(self.person.code)
        for page_id, place in self._kinds().items():
            self._go(f"/{place}")
            yield page_id
            if page_id in FAULTY:
                self._post_empty()
                yield f"{page_id}-faults"

    def _kinds(self) -> dict[str, int]:
        """The first page of each layout and mix of fields, and those posted empty, by id."""
        first: dict[object, tuple[str, int]] = {}
        for place, page in enumerate(self._way.pages, 1):
            mix = (page.look, frozenset(one.kind for one in page.fields))
            first.setdefault(page.id if page.id in FAULTY else mix, (page.id, place))
        return dict(first.values())

    @property
    def _way(self) -> Way:
        return self.person.desk.way(self.person.draft)

    def _step(self, page_id: str) -> None:
        self._go(f"/{self._way.place_of(page_id)}")

    def _asides(self) -> Iterator[str]:
        self._step("place-and-time")
        self.page.locator("select").select_option("WY")
        self._press("#step button[value=on]")
        yield "openings-elsewhere"
        self._step("place-and-time")
        self.page.locator("select").select_option("TX")
        self._press("#step button[value=on]")
        self._step("pay")
        self.page.locator("input[value=self_pay]").check()
        self._press("#step button[value=on]")
        yield "self-pay"
        self._step("pay")
        self.page.locator("input[value=insurance]").check()
        self._press("#step button[value=on]")
        self.page.locator("footer summary").click()
        yield "code-shown"
        self._press("footer form button")
        yield "paused"
        self._go(f"?lang={self.language}")
        self._return_with(self.person.code)
        self.page.evaluate("document.querySelector('#step [name=csrf]').value = 'forged'")
        self._press("#step button[value=on]")
        yield "problem"

    def _own_pages(self) -> Iterator[str]:
        self._step("check")
        self._press("#step button[value=on]")
        yield "just-sent"
        wait_for(self._is_asked, bool)
        for name in OWN:
            self._go(f"/{name}")
            yield f"own-{name}"
        for name in ("yours", "reach"):
            self._go(f"/{name}")
            self._post_empty()
            yield f"own-{name}-faults"
        self._go("/agreements")
        self._press("button[value=revoke]")
        yield "own-agreements-taken-back"
        self._press("button[value=give]")
        yield "own-sign"
        self._post_empty()
        yield "own-sign-faults"

    def _is_asked(self) -> int:
        self.page.reload()
        return self.page.locator("#asked").count()

    def _asked_pages(self) -> Iterator[str]:
        self._go("/fix/of-no-use")
        yield "asked-no-more"
        self._go(self._link())
        yield "asked"
        self._post_empty()
        yield "asked-faults"
        self.page.locator("main input[type=text]").first.fill(f"{_CLEAR}{uuid4().int % 10**9}")
        self._press("main form button.go")
        yield "answered"
        self._go("/stop")
        self._press("main form button")
        yield "own-stopped"

    def _link(self) -> str:
        intake_id = self.person.draft.intake_id
        self._go("/yours")
        seq = self.page.locator("input[name=seq]").get_attribute("value")
        assert intake_id
        assert seq
        return path_to(intake_id, int(seq), self.cloud.record_key).removeprefix("/apply")

    def _seat_pages(self) -> Iterator[str]:
        self.clear.fill_in()
        self.clear.send()
        self.page.context.clear_cookies()
        self._go(f"?lang={self.language}")
        self._return_with(self.clear.code)
        self._go("/yours")
        wait_for(self._is_offered, bool)
        yield "seat-offered"
        for name in ("offer", "another-time", "check-in"):
            self._go(f"/{name}")
            yield f"seat-{name}"
        self._go("/offer")
        self._press("button[value=other]")
        yield "seat-offer-sure"
        self._go("/offer")
        self._press("button[value=take]")
        yield "seat-taken"
        self._go("/another-time")
        yield "seat-another-time-taken"
        self._press("main form button")
        yield "seat-asked-anew"
        self._go("/offer")
        yield "seat-offer-over"
        self._go("/check-in")
        self._press("button[name=safe][value=no]")
        yield "seat-not-safe"

    def _is_offered(self) -> int:
        self.page.reload()
        return self.page.locator("a[href$='/apply/offer']").count()

    def _crisis(self) -> Iterator[str]:
        assert self.ill.fill_in().location == "/apply/now"
        self.page.context.clear_cookies()
        self._go("/now")
        yield "crisis-of-nobody-known"
        self._go(f"?lang={self.language}")
        self._return_with(self.ill.code)
        yield "crisis"
        self.page.locator("main input[type=tel]").first.fill("none")
        self._press("main form button.go")
        yield "crisis-faults"
        phone = USUAL["contact.phone"][0]
        self.page.locator("main input[type=tel]").first.fill(phone)
        self._press("main form button.go")
        yield "crisis-told"

    def _go(self, address: str) -> None:
        self.page.goto(f"{self.site}{address}")

    def _return_with(self, code: str) -> None:
        """Type a code as people do: in small letters, in groups."""
        self.page.locator("#code").fill(shown(code).lower())
        self._press("form[action$='/return'] button")

    def _post_empty(self) -> None:
        self.page.evaluate(_EMPTY)
        self._press("main form button.go")

    def _press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
