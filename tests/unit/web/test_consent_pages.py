"""Agreeing, signing, changing one's mind and saying no, on the pages themselves."""

from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape

import pytest

from tests.clinic import CLINIC
from tests.form_filler import NOW, Filler, hidden
from threshold.form.draft import Draft
from threshold.form.fields import Fault
from threshold.form.pages import BEFORE
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import Status
from threshold.intake.submission import Consent, ConsentKind, MessageUse, Submission
from threshold.web.pages.consents import consent_text, current_text
from threshold.web.pages.looks import EXTRAS
from threshold.web.pages.texts import LANGUAGES, texts
from threshold.web.pages.visit import Visit

TPO = ConsentKind.TREATMENT_PAYMENT_OPERATIONS
KINDS = (ConsentKind.PRIVACY_NOTICE, TPO, ConsentKind.TELEHEALTH, ConsentKind.MESSAGES)
AGREES, SIGNATURE = f"form.consent.{TPO}.agrees", f"form.consent.{TPO}.signature"
SAYS_NO = {AGREES: ("not_now",), SIGNATURE: ()}


def clinic_that_tests(tests):
    facts = replace(CLINIC.program.consents, drug_testing=tests)
    return replace(CLINIC, program=replace(CLINIC.program, consents=facts))


def page_of(kind):
    return f"consent-{kind.replace('_', '-')}"


def at_consent(kind=TPO, language="en", **said):
    """Somebody who has come as far as the page of a consent, and that page."""
    filler = Filler(language=language, said=said)
    reply = filler.fill_in(until=page_of(kind))
    return filler, unescape(reply.html)


def place_of(filler, page_id):
    place = filler.desk.way(filler.draft).place_of(page_id)
    assert place is not None
    return place


def answer(filler, kind=TPO, **posted):
    return filler.post(place_of(filler, page_of(kind)), **posted)


def checked(filler):
    return unescape(filler.get(place_of(filler, "check")).html)


def fill_in_the_rest(filler):
    """Answer whatever is still open, from the page where somebody is."""
    first, last = (place_of(filler, page) for page in (filler.draft.page, "check"))
    for place in range(first, last):
        filler.post(place)


def sent(filler):
    """The consents that are sent on, by kind, after the usual answers to the rest."""
    fill_in_the_rest(filler)
    filler.send()
    intake_id = filler.draft.intake_id
    return {
        consent.kind: consent
        for consent in filler.store.findings(intake_id, FindingKind.CONSENT, Consent)
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_shows_every_word_of_the_text_and_whose_it_is(kind, language):
    _, html = at_consent(kind, language)
    missing = [
        line
        for line in current_text(kind, language, CLINIC.program).words.splitlines()
        if line not in html
    ]
    assert missing == []
    assert "Jane Tester" in html
    assert "2026-02" in html


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_agreed_to_beforehand(kind):
    _, html = at_consent(kind)
    assert " checked" not in html[html.index("<main") :]


def test_what_is_sent_on_says_which_words_were_signed_by_whom_and_when():
    filler, html = at_consent()
    filler.wait(timedelta(minutes=3))
    answer(filler)
    filler.wait(timedelta(hours=5))
    consent = sent(filler)[TPO]
    read_again = consent_text(TPO, consent.version, consent.language, CLINIC.program)
    assert consent.text_sha256 == read_again.shown.sha256 == hidden(html, "shown")
    assert consent.signed_name == "Jane Tester"
    assert consent.signed_at == NOW + timedelta(minutes=3)


def test_words_read_in_spanish_are_signed_in_spanish():
    filler, _ = at_consent(language="es")
    answer(filler)
    assert filler.draft.signed[TPO].shown.language == "es"


def test_words_read_in_english_stay_signed_in_english_after_the_language_changes():
    filler, html = at_consent()
    english = hidden(html, "shown")
    filler.site.speak(Visit("", filler.code, {"csrf": [hidden(html, "csrf")], "language": ["es"]}))
    answer(filler, shown=[english])
    assert filler.draft.signed[TPO].shown.language == "en"


def test_looking_at_a_signed_page_again_does_not_change_when_it_was_signed():
    filler, _ = at_consent()
    answer(filler)
    filler.wait(timedelta(hours=1))
    answer(filler)
    assert filler.draft.signed[TPO].at == NOW


def test_another_signature_is_signed_when_it_was_written():
    filler, _ = at_consent()
    answer(filler)
    filler.wait(timedelta(hours=1))
    answer(filler, **{SIGNATURE: ["Jane Q. Tester"]})
    assert filler.draft.signed[TPO].at == NOW + timedelta(hours=1)


@pytest.mark.parametrize("shown", [[], ["0" * 64], ["' or 1=1"]])
def test_words_that_are_not_shown_now_cannot_be_signed(shown):
    filler, _ = at_consent()
    reply = answer(filler, shown=shown)
    assert reply.status == 422
    assert texts("en")(f"fault.{Fault.RENEWED}") in reply.html
    assert TPO not in filler.draft.signed
    assert not filler.desk.way(filler.draft).is_whole(filler.draft)


def test_saying_no_needs_no_text():
    filler, _ = at_consent()
    assert answer(filler, shown=[], **SAYS_NO).location
    assert filler.draft.signed.keys() == {ConsentKind.PRIVACY_NOTICE}


def test_agreeing_without_a_name_says_what_to_do_and_signs_nothing():
    filler, _ = at_consent()
    reply = answer(filler, **{SIGNATURE: [" "]})
    assert texts("en")(f"field.{SIGNATURE}.fault.missing") in unescape(reply.html)
    assert TPO not in filler.draft.signed


def test_a_name_that_cannot_be_taken_takes_back_what_was_signed_before():
    filler, _ = at_consent()
    answer(filler)
    answer(filler, **{SIGNATURE: ["Jane\u202eTester"]})
    assert TPO not in filler.draft.signed


def test_taking_it_back_is_one_answer():
    filler, _ = at_consent()
    answer(filler)
    answer(filler, **{AGREES: ["not_now"]})
    assert TPO not in filler.draft.signed


def test_without_consent_to_sharing_the_form_goes_through_and_says_what_it_means():
    filler, _ = at_consent(**SAYS_NO)
    fill_in_the_rest(filler)
    assert texts("en")(f"consent.without.{TPO}") in checked(filler)
    filler.send()
    record = filler.store.load(filler.draft.intake_id)
    assert record.status is Status.SUBMITTED
    assert TPO not in {
        consent.kind
        for consent in filler.store.findings(record.intake_id, FindingKind.CONSENT, Consent)
    }


def test_every_consent_can_be_left_out():
    said = {f"form.consent.{kind}.agrees": ("not_now",) for kind in KINDS}
    filler, _ = at_consent(ConsentKind.PRIVACY_NOTICE, **said)
    assert sent(filler) == {}


def test_a_signature_in_another_name_is_taken_and_kindly_asked_about():
    filler, _ = at_consent(**{SIGNATURE: ("Robin Example",)})
    fill_in_the_rest(filler)
    assert texts("en")("check.other_name") in checked(filler)
    assert filler.send().location == "/apply/yours"


def test_a_signature_in_the_persons_own_name_is_not_asked_about():
    filler, _ = at_consent()
    fill_in_the_rest(filler)
    assert texts("en")("check.other_name") not in checked(filler)


def test_messages_are_agreed_to_use_by_use():
    chosen = ("text_care", "email_billing")
    said = {
        "form.messages": chosen,
        "form.consent.messages.signature": ("Jane Tester",),
    }
    filler, _ = at_consent(ConsentKind.MESSAGES, **said)
    consent = sent(filler)[ConsentKind.MESSAGES]
    assert consent.covers == (MessageUse.TEXT_CARE, MessageUse.EMAIL_BILLING)


def test_no_message_chosen_is_no_consent_to_messages():
    filler, _ = at_consent(ConsentKind.MESSAGES)
    assert ConsentKind.MESSAGES not in sent(filler)


@pytest.mark.parametrize(
    ("tests", "tracks", "asked"),
    [
        (True, ("substance_use",), True),
        (True, ("mental_health",), False),
        (False, ("substance_use",), False),
    ],
)
def test_tests_are_agreed_to_where_the_program_tests_and_the_care_is_for_it(tests, tracks, asked):
    filler = Filler(said={"need.tracks": tracks}, clinic=clinic_that_tests(tests))
    filler.fill_in()
    page = page_of(ConsentKind.DRUG_TESTING)
    assert (filler.desk.way(filler.draft).place_of(page) is not None) is asked


def test_the_time_is_told_in_the_persons_own_zone():
    said = {"availability.time_zone": ("America/Los_Angeles",)}
    filler = Filler(said=said, at=datetime.fromisoformat("2026-11-23T18:00:00+00:00"))
    filler.fill_in()
    assert "Monday, November 23, at 10:00 a.m." in checked(filler)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["privacy-now", "check"])
def test_it_is_said_that_a_person_asks_what_the_form_may_not(language, page):
    filler = Filler(language=language)
    html = unescape(filler.fill_in(until=page).html)
    assert texts(language)(f"page.{page}.by_a_person") in html


def test_it_is_not_said_where_the_form_asks_everything():
    words = CLINIC.packs["phq-9"].texts
    packs = {name: replace(pack, texts=words) for name, pack in CLINIC.packs.items()}
    desk = Filler(clinic=replace(CLINIC, packs=packs)).desk
    draft = Draft("en", NOW, NOW)
    page = next(one for one in BEFORE if one.id == "privacy-now")
    assert EXTRAS[page.look](page, draft, texts("en"), desk)["note"] == ""


def test_the_same_submission_comes_in_at_the_other_door():
    filler, _ = at_consent()
    sent(filler)
    stored = filler.store.latest(filler.draft.intake_id, FindingKind.SUBMISSION, Submission)
    assert {consent.kind for consent in stored.consents} == {
        ConsentKind.PRIVACY_NOTICE,
        TPO,
        ConsentKind.TELEHEALTH,
    }
