"""Somebody who fills the form in, page after page, on the site itself without HTTP."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from random import Random

from tests.clinic import CLINIC, RECORD_KEY
from tests.one_group import SeatsOnPaper
from threshold.assessment.pack_files import load_battery
from threshold.form.fields import Field, Kind
from threshold.form.page import Look, Page
from threshold.form.payment_pages import PAYER
from threshold.store.accesses import MemoryAccessLog
from threshold.store.drafts import MemoryDraftStore
from threshold.store.memory import MemoryStore
from threshold.store.photos import MemoryPhotoStore
from threshold.store.tries import MemoryTries
from threshold.use_cases.assess import Clinic
from threshold.use_cases.form_desk import FormDesk
from threshold.web.pages.consents import shown_by
from threshold.web.pages.form_site import FormSite
from threshold.web.pages.visit import PageReply, Visit
from threshold.web.submission_form import read_submission

NOW = datetime.fromisoformat("2026-11-23T12:00:00-06:00")

USUAL: Mapping[str, Sequence[str]] = {
    "location.state": ("TX",),
    "language.spoken": ("en",),
    "person.name.first": ("Jane",),
    "person.name.last": ("Tester",),
    "person.birth_date": ("1", "1", "1990"),
    "contact.phone": ("(555) 555-0101",),
    "location.address": ("1 Example Street, Austin",),
    "need.tracks": ("mental_health",),
    "form.together": ("invite",),
    "availability.time_zone": ("America/Chicago",),
    "payment.path": ("insurance",),
    "payment.card.payer_name": ("Example Health",),
    "payment.card.member_id": ("EXA000111",),
    "payment.card.relationship": ("self",),
    "form.consent.privacy_notice.signature": ("Jane Tester",),
    "form.consent.treatment_payment_operations.signature": ("Jane Tester",),
    "form.consent.telehealth.signature": ("Jane Tester",),
    "form.consent.drug_testing.signature": ("Jane Tester",),
}
"""What is answered where a test does not say: yes, no trouble, and what must be said."""


@dataclass
class Filler:
    """A person, their browser's memory, and the site with all that is behind it."""

    said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    language: str = "en"
    at: datetime = NOW
    code: str = ""
    seed: int = 7
    clinic: Clinic = CLINIC

    def __post_init__(self) -> None:
        self.store = MemoryStore()
        self.drafts = MemoryDraftStore()
        self.accesses = MemoryAccessLog()
        self.photos = MemoryPhotoStore()
        self.seats = SeatsOnPaper(self.store)
        self.reported: list[Exception] = []
        random = Random(self.seed)  # noqa: S311 - codes of a test
        self.desk = FormDesk(
            drafts=self.drafts,
            tries=MemoryTries(),
            photos=lambda: self.photos,
            seats=lambda: self.seats,
            store=self.store,
            accesses=self.accesses,
            clinic=self.clinic,
            battery=load_battery(),
            record_key=RECORD_KEY,
            checked=lambda text: read_submission(text, self.clinic.packs),
            shown=shown_by(self.clinic.program),
            below=random.randrange,
            now=lambda: self.at,
            report=self.reported.append,
        )
        self.site = FormSite(self.desk)

    def wait(self, time: timedelta) -> None:
        self.at += time

    def begin(self) -> PageReply:
        reply = self.site.begin(Visit("", None, {"language": [self.language]}))
        self.code = reply.keeps or ""
        return reply

    def get(self, place: int) -> PageReply:
        return self.site.step(Visit("", self.code), str(place))

    def post(self, place: int, **more: Sequence[str]) -> PageReply:
        """Answer the page at a place and go on."""
        html = self.get(place).html
        page = self.page_at(place)
        posted: dict[str, Sequence[str]] = {
            "csrf": [hidden(html, "csrf")],
            "page": [hidden(html, "page")],
            "go": ["on"],
        }
        if page.look is Look.CONSENT:
            posted["shown"] = [hidden(html, "shown")]
        return self.site.save(Visit("", self.code, posted | self.answers(page) | more), str(place))

    def answers(self, page: Page) -> dict[str, Sequence[str]]:
        """What this person posts of a page."""
        return {name: said for one in page.fields for name, said in self._answered(one).items()}

    def page_at(self, place: int):
        page = self.desk.way(self.draft).at(place)
        assert page is not None
        return page

    @property
    def draft(self):
        draft = self.drafts.load(self.desk.key(self.code))
        assert draft is not None
        return draft

    def fill_in(self, until: str = "check") -> PageReply:
        """Answer every page up to one of this id, which is then asked for and not answered."""
        reply = self.begin()
        for _ in range(200):
            if not reply.location.rsplit("/", 1)[-1].isdigit():
                return reply
            place = int(reply.location.rsplit("/", 1)[-1])
            if self.page_at(place).id == until:
                return self.get(place)
            reply = self.post(place)
            assert not reply.html, reply.html[reply.html.index("<main") :]
        raise AssertionError("the form does not end")

    def send(self) -> PageReply:
        """Hand the form in from its last page."""
        return self.post(len(self.desk.way(self.draft).pages))

    def _answered(self, one: Field) -> dict[str, Sequence[str]]:
        values = self.said.get(one.name) or USUAL.get(one.name) or _usual(one)
        if one.kind is Kind.DAY and values:
            return {
                f"{one.name}.{part}": [value]
                for part, value in zip(("month", "day", "year"), values, strict=True)
            }
        return {one.name: values} if values else {}


def _usual(one: Field) -> Sequence[str]:
    if one.kind is Kind.ITEM:
        return ("0",) if one.up_to else (one.options[0],)
    if one.kind is Kind.YES_NO:
        return ("yes",)
    if one.name.endswith(".agrees"):
        return ("yes",)
    return one.options[:1] if one.name == PAYER else ()


def hidden(html: str, name: str) -> str:
    """The value of a hidden input."""
    found = re.search(f'name="{name}" value="([^"]*)"', html)
    assert found, name
    return unescape(found[1])
