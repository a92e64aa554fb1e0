"""What no page shows again, since a partner may be looking over the person's shoulder."""

import re
from html import unescape

import pytest

from tests.form_filler import Filler
from threshold.web.pages.texts import LANGUAGES, texts

ASKED = {"form.has_partner": ("yes",), "form.alone": ("yes",), "need.tracks": ("couples",)}
AFRAID = {f"answers.hark.{item}": ("1",) for item in ("q1", "q2", "q3", "q4")}
UNASKED = ASKED | {"form.has_partner": ("no",), "form.alone": ("no",)}


def looked_over(said, language="en"):
    """Somebody at the last page of their form, and what that shows but for its addresses."""
    filler = Filler(said=said, language=language)
    html = unescape(filler.fill_in().html)
    main = html.partition("<main")[2].partition("<footer")[0]
    return filler, re.sub(r'href="\d+"|/apply/\d+"|name="csrf" value="[^"]*"', "", main)


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_sending_nothing_shows_who_was_asked_alone_or_what_they_said(language):
    _, afraid = looked_over(ASKED | AFRAID, language)
    assert afraid == looked_over(UNASKED, language)[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("said", [ASKED, UNASKED, {}], ids=["asked", "unasked", "no couple"])
def test_that_some_answers_are_not_shown_is_said_to_everybody(said, language):
    _, shown = looked_over(said, language)
    assert texts(language)("check.private") in shown


def test_an_order_that_keeps_a_partner_away_is_not_shown():
    assert looked_over(ASKED | {"couple.no_contact_order": ("yes",)})[1] == looked_over(ASKED)[1]
    _, shown = looked_over(ASKED)
    assert texts("en")("field.couple.no_contact_order.label") not in shown


def test_what_is_not_shown_can_still_be_changed():
    filler, _ = looked_over(ASKED | AFRAID)
    assert filler.draft.answers["hark"]["q1"] == 1
    place = next(
        place
        for place, page in enumerate(filler.desk.way(filler.draft).pages, 1)
        if page.subject == "hark"
    )
    filler.post(place, **{"answers.hark.q1": ["0"]})
    assert filler.draft.answers["hark"]["q1"] == 0
