"""What a page of the form is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from threshold.form.draft import Draft
from threshold.form.fields import Field


class Section(StrEnum):
    """The parts of the form, in their order, as progress tells them."""

    START = "start"
    ABOUT_YOU = "about_you"
    HOW_YOU_ARE = "how_you_are"
    YOUR_CARE = "your_care"
    PAYMENT = "payment"
    AGREEMENTS = "agreements"
    CHECK = "check"


class Look(StrEnum):
    """How a page is laid out: most are fields one under the other."""

    FIELDS = "fields"
    OPENINGS = "openings"
    CODE = "code"
    INVITATION = "invitation"
    QUESTIONS = "questions"
    TIMES = "times"
    PAY = "pay"
    POINTS = "points"
    PAYER = "payer"
    PAYER_FOUND = "payer_found"
    CARD = "card"
    PHOTO = "photo"
    CONSENT = "consent"
    REVIEW = "review"


def _always(_draft: Draft) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it asks, and of whom.

    subject: the instrument, the consent or the side of the card it is about, empty for others.
    seconds: how long it takes, as progress reckons.
    """

    id: str
    section: Section
    fields: tuple[Field, ...] = ()
    look: Look = Look.FIELDS
    applies: Callable[[Draft], bool] = _always
    subject: str = ""
    seconds: int = 20

    def is_answered(self, draft: Draft) -> bool:
        """Whether all that must be said on it was."""
        return not any(
            field.is_needed(draft.said) and field.name not in draft.said for field in self.fields
        )
