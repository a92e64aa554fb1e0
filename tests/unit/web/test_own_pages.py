"""The pages that are the person's own, after they sent their form."""

from datetime import timedelta
from html import unescape

import pytest

from tests.form_filler import Filler, hidden
from tests.unit.use_cases.asking_people import signed
from tests.unit.web.owners import BY_EMAIL, CANDIDATE, Owner
from threshold.form.draft import KEPT_FOR, KEPT_ONCE_SENT
from threshold.intake.access import Access, Part
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, Role, Status, Worklist
from threshold.intake.record import SYSTEM
from threshold.intake.submission import ConsentKind, Submission
from threshold.use_cases.form_desk import NotThere
from threshold.use_cases.stepping import take
from threshold.web.pages.own_pages import PLACES
from threshold.web.pages.texts import LANGUAGES
from threshold.web.pages.visit import Forged, Visit

TPO, MESSAGES = ConsentKind.TREATMENT_PAYMENT_OPERATIONS, ConsentKind.MESSAGES
MOST_BYTES = 30 * 1024


def step(owner, kind, **details):
    take(
        owner.filler.store,
        owner.intake_id,
        lambda _: Step(kind, SYSTEM, owner.filler.at, details=details),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", sorted(PLACES))
def test_every_page_is_there_in_both_languages_and_light(place, language):
    owner = Owner({**BY_EMAIL, "need.tracks": ("substance_use", "couples")}, language)
    owner.verified()
    html = owner.get(place).html
    assert f'<html lang="{language}">' in html
    assert len(html.encode()) <= MOST_BYTES


def test_what_happens_next_has_a_team_a_day_and_a_time():
    assert (
        "Our care team will call you by Tuesday, November 24, at 8:00 p.m. (your time)."
        in Owner().see()
    )


def test_in_spanish_as_people_there_say_it():
    html = Owner(language="es").see()
    assert "Nuestro equipo le llamará antes del martes 24 de noviembre, 8:00 p.\xa0m." in html


def test_who_may_not_be_called_is_reached_in_the_way_that_is_safe():
    html = Owner({"contact.may_call": ("no",)}).see()
    assert "in the way you said is safe" in html
    assert "will call you" not in html


def test_where_we_are_late_we_say_so_and_ask_for_a_call():
    owner = Owner()
    owner.filler.wait(timedelta(days=3))
    html = owner.see()
    assert "that is our fault and not yours" in html
    assert html.count('class="go" href="tel:') == 1


SECRET = ("score", "level", "severe", "moderate", "positive", "crisis", "review", "risk")


@pytest.mark.parametrize("kind", [EventKind.REVIEW_NEEDED, EventKind.CRISIS_FOUND])
def test_no_page_tells_a_score_a_level_or_a_reason(kind):
    owner = Owner()
    step(owner, kind)
    for place in PLACES - {"told"}:
        main = owner.see(place).partition("<main")[2].partition("</main>")[0]
        assert not [word for word in SECRET if f" {word} " in main.lower()], place


def test_what_was_answered_is_shown_with_every_answer():
    owner = Owner({"answers.phq-9.q3": ("2",), "need.goals": ("<b>sleep</b>",)})
    raw = owner.get("told").html
    html = unescape(raw)
    assert "Trouble falling or staying asleep, or sleeping too much" in html
    assert "More than half the days" in html
    assert "January 1, 1990" in html
    assert "&lt;b&gt;sleep&lt;/b&gt;" in raw
    assert "<b>sleep" not in raw


def test_what_is_asked_of_who_is_alone_is_not_shown_and_neither_is_that_it_was():
    asked = Owner({"form.has_partner": ("yes",), "form.alone": ("yes",)})
    unasked = Owner({"form.has_partner": ("no",), "form.alone": ("no",)})
    sent = asked.filler.store.latest(asked.intake_id, FindingKind.SUBMISSION, Submission)
    assert "hark" in sent.answers
    assert asked.see("told").replace(code(asked), "") == unasked.see("told").replace(
        code(unasked), ""
    )


def code(owner):
    return hidden(owner.get("told").html, "csrf")


def test_what_was_corrected_is_shown_as_it_is_now():
    owner = Owner()
    question = owner.asked("member_id")
    owner.post("yours", seq=[str(question.seq)], payment__card__member_id=["EXA000222"])
    html = owner.see("told")
    assert "EXA000222" in html
    assert "EXA000111" not in html


def test_who_saw_it_is_told_by_team_and_day_and_never_by_name():
    owner = Owner()
    at = owner.filler.at
    for number, (role, parts) in enumerate(
        [
            (Role.CLINICIAN, (Part.RECORD, Part.SUBMISSION)),
            (Role.CLINICIAN, (Part.RECORD, Part.SUBMISSION)),
            (Role.AUDITOR, (Part.RECORD,)),
            (Role.BILLING, (Part.CARD_PHOTO,)),
        ]
    ):
        access = Access(at + timedelta(minutes=number), (role,), "dr-canary", parts)
        owner.filler.accesses.record(owner.intake_id, access, str(number))
    html = owner.see("seen")
    assert html.count("A clinician read what you told us.") == 1
    assert "An auditor saw where your request stands, not your answers." in html
    assert "opened a photo of your insurance card." in html
    assert "November 23, 2026" in html
    assert "canary" not in html


def test_that_an_insurer_was_asked_is_told_with_the_consent_it_rests_on():
    html = Owner(CANDIDATE).verified().see("seen")
    asked = "was asked if this care is covered. You agreed to that on November 23, 2026."
    assert html.count(asked) == 1


def test_who_was_seen_by_nobody_is_told_so():
    html = Owner().see("seen")
    assert "Nobody has opened it yet." in html
    assert "No insurance company was asked about you." in html


def test_a_consent_is_taken_back_with_one_press_and_says_what_that_does():
    owner = Owner()
    assert "What we asked or told before, we cannot call back." in owner.see("agreements")
    reply = owner.press("agreements", kind=TPO, go="revoke")
    assert reply.location == "/apply/agreements"
    assert "You took this back on November 23, 2026." in owner.see("agreements")
    assert TPO not in {one.kind for one in standing(owner)}


def standing(owner):
    return owner.filler.store.agreements(owner.intake_id).standing


def test_it_is_given_again_by_reading_and_signing_anew():
    owner = Owner()
    owner.press("agreements", kind=TPO, go="revoke")
    owner.filler.wait(timedelta(minutes=1))
    page = unescape(owner.press("agreements", kind=TPO, go="give").html)
    assert "Consent to use and share health information" in page
    assert 'value="Jane Tester"' not in page
    owner.post("agreements", kind=[TPO], go=["sign"], **signed(TPO))
    assert TPO in {one.kind for one in standing(owner)}


def test_signing_without_a_name_gives_nothing():
    owner = Owner()
    owner.press("agreements", kind=TPO, go="revoke")
    posted = signed(TPO) | {f"form.consent.{TPO}.signature": [""]}
    reply = owner.post("agreements", kind=[TPO], go=["sign"], **posted)
    assert reply.status == 422
    assert TPO not in {one.kind for one in standing(owner)}


def test_a_notice_that_was_read_has_nothing_to_press():
    owner = Owner()
    html = owner.see("agreements")
    assert "You read this on November 23, 2026." in html
    assert 'value="privacy_notice"' not in html
    assert owner.press("agreements", kind="privacy_notice", go="revoke").status == 200
    assert ConsentKind.PRIVACY_NOTICE in {one.kind for one in standing(owner)}


def test_signing_what_the_case_waits_for_lets_it_go_on():
    no = {f"form.consent.{TPO}.agrees": ("not_now",), f"form.consent.{TPO}.signature": ()}
    owner = Owner(CANDIDATE | no).verified()
    assert owner.record.worklist is Worklist.FIX_IT
    assert "May we ask your insurance company?" in owner.see()
    owner.post("agreements", kind=[TPO], go=["sign"], **signed(TPO))
    assert owner.record.status is Status.ASSESSED


def test_what_is_asked_stands_first_and_is_answered_on_the_page():
    owner = Owner()
    question = owner.asked("member_id")
    html = owner.see()
    assert html.index("Your member ID was not known") < html.index("What happens next")
    assert "EXA000111" not in html
    reply = owner.post("yours", seq=[str(question.seq)], payment__card__member_id=["EXA000222"])
    assert reply.location == "/apply/yours"
    assert owner.record.status is Status.ASSESSED
    assert "Your member ID was not known" not in owner.see()


def test_an_answer_that_cannot_be_taken_is_shown_with_what_is_wrong():
    owner = Owner()
    question = owner.asked("member_id")
    reply = owner.post("yours", seq=[str(question.seq)], payment__card__member_id=["EXA000111"])
    assert reply.status == 422
    assert "This is what you told us before." in reply.html


def test_an_answer_sent_twice_harms_nothing():
    owner = Owner()
    question = owner.asked("member_id")
    said = {"seq": [str(question.seq)], "payment__card__member_id": ["EXA000222"]}
    first, second = owner.post("yours", **said), owner.post("yours", **said)
    assert first.location == second.location == "/apply/yours"
    kinds = [event.kind for event in owner.filler.store.events(owner.intake_id)]
    assert kinds.count(EventKind.DETAILS_GIVEN) == 1


def test_another_way_to_be_reached_is_kept_and_moves_nothing():
    owner = Owner()
    assert 'value="(555) 555-0101"' in owner.see("reach")
    reply = owner.post(
        "reach",
        contact__phone=["555 555 0199"],
        contact__may_call=["no"],
        contact__may_leave_message=["no"],
        contact__may_text=["yes"],
        contact__email=["jane@example.test"],
    )
    assert reply.location == "/apply/yours"
    contact = owner.filler.store.latest(owner.intake_id, FindingKind.SUBMISSION, Submission).contact
    assert (contact.phone, contact.may_call) == ("+15555550199", False)
    assert contact.email == "jane@example.test"
    assert owner.record.status is Status.SUBMITTED
    last = owner.filler.store.events(owner.intake_id)[-1]
    assert last.kind is EventKind.CONTACT_RENEWED


def test_the_same_way_again_is_no_event():
    owner = Owner()
    before = owner.record
    fields = {
        "contact__phone": ["5555550101"],
        "contact__may_call": ["yes"],
        "contact__may_leave_message": ["yes"],
        "contact__may_text": ["yes"],
        "contact__neutral_sender": ["yes"],
    }
    owner.post("reach", **fields)
    assert owner.record == before


def test_nobody_is_left_without_a_way_to_be_reached():
    assert Owner().post("reach", contact__phone=[""]).status == 422


def test_a_request_is_stopped_and_taken_up_again():
    owner = Owner()
    owner.press("stop", go="stop")
    assert owner.record.status is Status.WITHDRAWN
    assert "You asked us to stop, and we did." in owner.see()
    owner.press("stop", go="stop")
    owner.press("stop", go="return")
    assert (owner.record.status, owner.record.worklist) == (Status.IN_REVIEW, Worklist.REVIEW)
    assert owner.record.due_at > owner.filler.at


def test_somebody_in_danger_is_not_let_go_by_a_button():
    owner = Owner()
    step(owner, EventKind.CRISIS_FOUND)
    assert "wants to talk with you first" in owner.see("stop")
    owner.press("stop", go="stop")
    assert owner.record.worklist is Worklist.CRISIS


@pytest.mark.parametrize("place", sorted(PLACES))
def test_without_a_code_nothing_is_shown_and_the_code_is_asked_for(place):
    assert Owner().get(place, code="").location == "/apply?code=needed"


@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_form_that_was_not_sent_goes_on_where_it_was(place):
    filler = Filler()
    filler.begin()
    assert filler.site.step(Visit("", filler.code), place).location == "/apply/1"


@pytest.mark.parametrize("place", sorted(PLACES))
def test_nothing_is_done_for_a_form_that_we_did_not_give_out(place):
    owner = Owner()
    before = owner.record
    with pytest.raises(Forged):
        owner.filler.site.save(Visit("", owner.filler.code, {"go": ["stop"]}), place)
    assert owner.record == before


def test_the_language_is_changed_where_somebody_is():
    owner = Owner()
    posted = {"csrf": [code(owner)], "language": ["es"], "place": ["seen"]}
    reply = owner.filler.site.speak(Visit("", owner.filler.code, posted))
    assert reply.location == "/apply/seen"
    assert "Quién lo vio" in owner.see("seen")


def test_the_code_opens_the_page_for_longer_than_care_lasts():
    owner = Owner()
    owner.filler.wait(KEPT_FOR * 2)
    assert owner.get().status == 200
    owner.filler.wait(KEPT_ONCE_SENT)
    assert owner.get().location == "/apply?code=needed"


def test_one_code_opens_no_others_page():
    with pytest.raises(NotThere):
        Owner().filler.site._draft(Visit("", "BBBB-BBBB-BBBB"))
