"""Somebody who has sent their form, and what they do on the pages that are theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from tests.clinic import CLINIC, Practice
from tests.form_filler import Filler, hidden
from tests.unit.use_cases.asking_people import wait_for
from threshold.intake.record import IntakeRecord
from threshold.use_cases.asked import Ask
from threshold.use_cases.assess import assess
from threshold.use_cases.verify import verify
from threshold.web.pages.visit import PageReply, Visit

BY_EMAIL = {
    "contact.email": ("jane@example.test",),
    "form.messages": ("email_care",),
    "form.consent.messages.signature": ("Jane Tester",),
}
CANDIDATE = {
    **{f"answers.phq-9.q{n}": ("2",) for n in range(1, 7)},
    **{f"answers.gad-7.q{n}": ("2",) for n in range(1, 8)},
    "answers.phq-9.difficulty": ("2",),
}
"""The answers of somebody about whom the payer is asked."""


@dataclass
class Owner:
    """A person, their browser with its code, and what is behind the site."""

    said: dict[str, Sequence[str]] = field(default_factory=dict)
    language: str = "en"

    def __post_init__(self) -> None:
        said = {"language.spoken": (self.language,), **self.said}
        self.filler = Filler(said=said, language=self.language)
        self.filler.fill_in()
        self.filler.send()
        self.practice = Practice(store=self.filler.store, now=self.filler.at)

    @property
    def intake_id(self) -> str:
        intake_id = self.filler.draft.intake_id
        assert intake_id is not None
        return intake_id

    @property
    def record(self) -> IntakeRecord:
        return self.filler.store.load(self.intake_id)

    def verified(self) -> "Owner":
        """Their case, after the payer was asked."""
        assess(self.intake_id, self.filler.store, CLINIC, self.filler.at)
        verify(self.intake_id, self.practice.desk)
        return self

    def asked(self, wants: str) -> Ask:
        return wait_for(self.practice, self.intake_id, wants)

    def see(self, place: str = "yours") -> str:
        return unescape(self.get(place).html)

    def get(self, place: str = "yours", code: str | None = None) -> PageReply:
        visit = Visit("", self.filler.code if code is None else code)
        return self.filler.site.step(visit, place)

    def post(self, place: str, **posted: Sequence[str]) -> PageReply:
        csrf = hidden(self.get("stop").html, "csrf")
        values = {"csrf": [csrf], **{name.replace("__", "."): v for name, v in posted.items()}}
        return self.filler.site.save(Visit("", self.filler.code, values), place)

    def press(self, place: str, **posted: str) -> PageReply:
        return self.post(place, **{name: [value] for name, value in posted.items()})
