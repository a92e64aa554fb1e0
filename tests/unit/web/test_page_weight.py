"""The heaviest pages there are stay within 30 KB, before they are packed for the wire."""

import pytest

from tests.form_filler import USUAL, Filler
from threshold.form.fields import Field, Kind
from threshold.form.path import Way
from threshold.intake.submission import Track
from threshold.web.pages.texts import LANGUAGES

MOST_BYTES = 30 * 1024
SAYS_MUCH = {
    "need.tracks": tuple(Track),
    "form.has_partner": ("yes",),
    "person.called": ("Marisol",),
    "need.why_now": ("Work has become too much since the summer. " * 4,),
    "need.goals": ("Sleep, and be able to go back to work.",),
    "emergency_contact.name": ("John Tester",),
    "emergency_contact.phone": ("(555) 555-0102",),
    "need.referral.discharged_from": ("residential",),
    "form.windows": ("monday_evening", "tuesday_evening", "thursday_evening"),
    "payment.card.relationship": ("spouse",),
    "payment.card.subscriber.name.first": ("John",),
    "payment.card.subscriber.name.last": ("Tester",),
    "payment.card.subscriber.birth_date": ("1", "1", "1988"),
    "form.messages": ("text_care", "email_care", "text_billing", "email_billing"),
    "form.consent.messages.signature": USUAL["form.consent.telehealth.signature"],
}
WOULD_STOP_THE_FORM = (
    "answers.asq.",
    "answers.phq-9.q9",
    "answers.withdrawal.in_withdrawal_now",
    "answers.psychosis-mania.told_to_act",
    "answers.psychosis-mania.disoriented",
    "answers.violence.named_person",
)


class Troubled(Filler):
    """Somebody to whom every instrument has something more to ask."""

    def _answered(self, one: Field):
        if one.kind is Kind.ITEM and not one.name.startswith(WOULD_STOP_THE_FORM):
            return {one.name: ("2",) if one.up_to else (one.options[min(2, len(one.options) - 1)],)}
        return super()._answered(one)


@pytest.fixture(scope="module", params=LANGUAGES)
def filled(request: pytest.FixtureRequest) -> Filler:
    filler = Troubled(said=SAYS_MUCH, language=request.param)
    assert filler.fill_in().html, "the form was stopped"
    return filler


def test_no_page_of_the_longest_way_is_too_heavy(filled: Filler):
    way: Way = filled.desk.way(filled.draft)
    heavy = {
        page.id: size
        for place, page in enumerate(way.pages, 1)
        if (size := len(filled.get(place).html.encode())) > MOST_BYTES
    }
    assert heavy == {}


def test_the_longest_way_asks_more_than_sixty_pages(filled: Filler):
    assert len(filled.desk.way(filled.draft).pages) > 60
