"""Opening an intake: who finds it, what they see of it, and that it is written down first."""

import re
from dataclasses import replace

import pytest

from tests.builders import submission
from threshold.console.roles import NotForRole
from threshold.errors import Retryable, Unknown
from threshold.intake.access import Part
from threshold.intake.life_cycle import Role
from threshold.intake.submission import Contact, Need, Payment
from threshold.use_cases.verify import verify

ACUTE = submission().answers | {
    "asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}
}


@pytest.fixture
def page(office):
    return verified(office)


def verified(office, **said):
    """The page of an intake whose payer has answered."""
    intake_id = office.practice.assessed(**said)
    verify(intake_id, office.practice.desk)
    return f"/console/intakes/{intake_id}"


def links(html, to):
    """Where links to a place of the page's case lead."""
    return re.findall(rf'href="([^"]*{to}[^"]*)"', html)


@pytest.mark.parametrize(
    ("role", "name", "parts"),
    [
        (Role.CLINICIAN, True, (Part.RECORD, Part.SUBMISSION, Part.ASSESSMENT, Part.COVERAGE)),
        (Role.ADMISSIONS, True, (Part.RECORD, Part.SUBMISSION, Part.ASSESSMENT, Part.COVERAGE)),
        (Role.SUPERVISOR, True, (Part.RECORD, Part.SUBMISSION, Part.ASSESSMENT, Part.COVERAGE)),
        (Role.BILLING, False, (Part.RECORD, Part.COVERAGE)),
        (Role.AUDITOR, False, (Part.RECORD,)),
    ],
)
def test_what_a_role_sees_is_what_is_written_down(office, page, role, name, parts):
    walker = office.staff("sasha", role)
    assert ("Jane Tester" in walker.get(page).html) is name
    (seen,) = office.accesses.of(page.rpartition("/")[2], 10)
    assert (seen.name, seen.roles, seen.parts) == ("sasha", (role,), parts)


def test_what_cannot_be_written_down_is_not_shown(office, page, monkeypatch):
    def busy(*_):
        raise Retryable("busy")

    walker = office.staff("cleo", "clinician")
    monkeypatch.setattr(office.accesses, "record", busy)
    with pytest.raises(Retryable):
        walker.get(page)


@pytest.mark.parametrize("intake", ["a" * 26, "nobody", "A" * 26])
def test_an_intake_that_is_none_is_not_there(office, intake):
    with pytest.raises(Unknown):
        office.staff("cleo", "clinician").get(f"/console/intakes/{intake}")


def test_one_that_is_not_for_a_role_is_as_if_there_were_none(office):
    intake_id = office.practice.submit(answers=ACUTE)
    bill = office.staff("bill", "billing")
    csrf = office.desk.csrf("bill")
    with pytest.raises(Unknown):
        bill.post(f"/console/intakes/{intake_id}", {"csrf": [csrf], "go": ["claim"]})
    with pytest.raises(Unknown):
        bill.get(f"/console/intakes/{intake_id}")
    assert office.accesses.of(intake_id, 1) == ()


def test_it_is_claimed_and_let_go_on_its_page(office, page):
    cleo, ana = office.staff("cleo", "clinician"), office.staff("ana", "admissions")
    assert cleo.press(page, "claim").location == page
    assert "Held by you until" in cleo.see(page)
    told = ana.press(page, "claim")
    assert (told.status, "cleo took this on before you" in told.html) == (409, True)
    cleo.press(page, "let_go")
    assert "Held by nobody" in ana.see(page)


def test_who_may_not_claim_is_not_offered_to(office, page):
    auditor = office.staff("otto", "auditor")
    assert 'value="claim"' not in auditor.get(page).html
    with pytest.raises(NotForRole):
        auditor.press(page, "claim")


def test_other_intakes_of_the_same_person_stand_on_the_page_of_each(office, page):
    twin = office.practice.submit(answers=ACUTE)
    seen = office.staff("ana", "admissions").get(page).html
    assert 'id="same"' in seen
    assert f'href="/console/intakes/{twin}"' in seen
    assert ".. " not in office.staff("ana", "admissions").see(page)
    assert (
        f'href="{page}"' in office.staff("ana", "admissions").get(f"/console/intakes/{twin}").html
    )


@pytest.mark.parametrize("role", [Role.BILLING, Role.AUDITOR])
def test_who_does_not_read_who_somebody_is_reads_of_no_others(office, page, role):
    office.practice.submit(answers=ACUTE)
    assert 'id="same"' not in office.staff("sasha", role).get(page).html


# What the first screen tells.


def test_it_tells_who_why_by_when_how_to_reach_them_and_what_to_do_next(office):
    contact = Contact(phone="+15555550100", may_call=True, may_leave_message=False)
    page = f"/console/intakes/{office.practice.submit(answers=ACUTE, contact=contact)}"
    seen = office.staff("cleo", "clinician").see(page)
    assert seen.startswith("Jane Tester P0 crisis due in")
    assert "36 years, born Jan 1, 1990" in seen
    assert "+15555550100 · may be called · leave NO message" in seen
    assert "Next Reach them by phone now. Then decide" in seen


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        (Contact(), "no way to reach them was given"),
        (Contact(phone="+15555550100"), "calling: not said, treat as no"),
        (Contact(phone="+15555550100", may_call=False), "do NOT call"),
        (Contact(email="jane@example.test"), "no phone"),
    ],
)
def test_what_was_not_said_of_how_to_reach_them_is_no_leave(office, contact, told):
    page = verified(office, contact=contact)
    assert told in office.staff("ana", "admissions").see(page)


def test_what_is_missing_stands_on_the_page(office):
    seen = office.staff("cleo", "clinician").see(verified(office))
    assert "Missing The address where they are now An emergency contact" in seen
    assert "A photo of the insurance card" in seen


def test_the_brief_has_the_persons_own_words_scores_rules_and_questions(office):
    need = Need(why_now="I stopped sleeping in October.")
    seen = office.staff("cleo", "clinician").see(verified(office, need=need))
    assert "Clinician's brief candidate" in seen
    assert "Why now: I stopped sleeping in October." in seen
    assert "phq-9 12 moderate" in seen
    assert "What do you want to be different in three months" in seen


@pytest.mark.parametrize("role", [Role.BILLING, Role.AUDITOR])
def test_no_clinical_word_reaches_whoever_does_not_care_for_the_person(office, role):
    need = Need(why_now="CANARY", goals="CANARY")
    html = office.staff("olga", role).get(verified(office, need=need)).html
    for word in ("CANARY", "phq-9", "Clinician", "Symptoms in the range", "candidate", "Notes"):
        assert word not in html.replace("clinician</a>", "")


def test_who_may_do_nothing_is_told_to_do_nothing(office, page):
    assert "Next Nothing to do." in office.staff("otto", "auditor").see(page)


def test_an_auditor_sees_that_a_payer_was_asked_and_nothing_of_what_it_said(office, page):
    seen = office.staff("otto", "auditor").see(page)
    assert "asked the payer." in seen
    assert "PPO" not in seen
    assert "Consents" not in seen


# Coverage.


def test_each_value_opens_the_very_segment_that_says_it(office, page):
    bill = office.staff("bill", "billing")
    opened = links(bill.get(page).html, "/answers#a1-")
    raw = bill.get(f"{page}/answers").html
    assert opened
    for address in opened:
        assert f'id="{address.partition("#")[2]}"' in raw
    assert re.search(r'id="a1-10" value="10">EB\*1\*IND\*30', raw)


def test_who_may_not_read_raw_answers_sees_the_numbers_and_no_link(office, page):
    html = office.staff("ana", "admissions").get(page).html
    assert '<span class="segment">10</span>' in html
    assert not links(html, "/answers")


def test_silence_is_told_apart_by_whether_the_payer_had_to_speak(office, page):
    seen = office.staff("cleo", "clinician").see(page)
    assert "Since not said" in seen
    assert "By video the payer was legally silent" in seen
    assert "Prior authorization the payer was legally silent" in seen


def test_the_ladder_tells_what_was_asked_of_whom_and_what_came_of_it(office, page):
    seen = office.staff("cleo", "clinician").see(page)
    assert "the plan as a whole, of 99991 Coverage is active (271) Behavioral care: covered" in seen


def test_that_nobody_was_asked_is_said(office):
    page = verified(office, consents=())
    seen = office.staff("cleo", "clinician").see(page)
    assert "Not asked: no consent to disclosures for payment stands." in seen
    assert "No payer was asked." in seen
    assert "Treatment, payment, operations : not given" in seen


def test_a_photo_of_the_card_is_opened_once_that_is_written_down(office):
    card = replace(submission().payment.card, photos=(f"kept/front/{'a' * 26}",))
    page = verified(office, payment=Payment(submission().payment.path, card))
    ana = office.staff("ana", "admissions")
    (to,) = links(ana.get(page).html, "/card-photos/")
    assert ana.get(to).location == f"https://photos.example.test/kept/front/{'a' * 26}"
    seen, *_ = office.accesses.of(page.rpartition("/")[2], 1)
    assert seen.parts == (Part.CARD_PHOTO,)
    with pytest.raises(Unknown):
        ana.get(f"{page}/card-photos/back")


def test_nothing_is_offered_that_the_reader_may_not_do(office, page):
    html = office.staff("bill", "billing").get(page).html
    assert links(html, "/call")
    assert not links(html, "/acts/")
    assert not links(html, "/couple")
