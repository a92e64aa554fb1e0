"""The page behind a link: one question, nothing that is kept, no code."""

from datetime import timedelta
from html import unescape

import pytest

from tests.form_filler import hidden
from tests.unit.use_cases.asking_people import signed
from tests.unit.web.owners import Owner
from threshold.eligibility.conversation.playbook import Detail
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.submission import ConsentKind, Submission
from threshold.use_cases.ask_links import LINK_LASTS, path_to
from threshold.web.pages.texts import LANGUAGES
from threshold.web.pages.visit import Forged, Visit

KEPT = ("EXA000111", "Jane", "1990", "555-0101", "Example Street")
TPO = ConsentKind.TREATMENT_PAYMENT_OPERATIONS


class Linked:
    """Somebody who opened a link, in a browser that knows nothing of their form."""

    def __init__(self, wants, language="en", **said):
        self.owner = Owner(said, language)
        question = self.owner.asked(wants)
        path = path_to(question.intake_id, question.seq, self.owner.filler.desk.record_key)
        self.token = path.rsplit("/", 1)[1]
        self.site = self.owner.filler.site.fix

    def open(self):
        return self.site.show(Visit("", None), self.token)

    def send(self, csrf=None, **posted):
        csrf = hidden(self.open().html, "csrf") if csrf is None else csrf
        values = {name.replace("__", "."): [value] for name, value in posted.items()}
        return self.site.save(Visit("", None, {"csrf": [csrf], **values}), self.token)

    @property
    def kinds(self):
        return [one.kind for one in self.owner.filler.store.events(self.owner.intake_id)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wants", Detail)
def test_a_link_asks_one_thing_and_shows_nothing_that_is_kept(wants, language):
    linked = Linked(wants, language)
    reply = linked.open()
    main = unescape(reply.html).partition("<main")[2].partition("</main>")[0]
    assert (reply.status, reply.keeps) == (200, None)
    assert not [word for word in KEPT if word in main]
    assert main.count('<form method="post" action="/apply/') == 1
    assert len(reply.html.encode()) <= 30 * 1024
    assert f'<html lang="{language}">' in reply.html


def test_looking_changes_nothing_however_often():
    linked = Linked(Detail.MEMBER_ID)
    before = linked.owner.record
    for _ in range(3):
        linked.open()
    assert linked.owner.record == before


def test_an_answer_is_thanked_for_and_lets_the_case_go_on():
    linked = Linked(Detail.MEMBER_ID)
    reply = linked.send(payment__card__member_id="EXA000222")
    assert "Thank you, we have it" in reply.html
    assert linked.owner.record.status is Status.ASSESSED
    assert "EXA000222" not in reply.html


def test_sent_twice_it_is_thanked_for_and_kept_once():
    linked = Linked(Detail.MEMBER_ID)
    csrf = hidden(linked.open().html, "csrf")
    replies = [linked.send(csrf, payment__card__member_id="EXA000222") for _ in range(2)]
    assert [reply.status for reply in replies] == [200, 200]
    assert linked.kinds.count(EventKind.DETAILS_GIVEN) == 1


def test_once_answered_the_link_asks_no_more():
    linked = Linked(Detail.MEMBER_ID)
    linked.send(payment__card__member_id="EXA000222")
    assert "<form" not in linked.open().html.partition("<main")[2]


def test_a_late_answer_is_not_taken_and_harms_nothing():
    linked = Linked(Detail.MEMBER_ID)
    csrf = hidden(linked.open().html, "csrf")
    linked.owner.filler.wait(LINK_LASTS + timedelta(days=1))
    before = linked.owner.record
    assert linked.send(csrf, payment__card__member_id="EXA000222").status == 404
    assert linked.owner.record == before


def test_every_link_of_no_use_has_the_same_page():
    linked = Linked(Detail.MEMBER_ID)
    linked.owner.filler.wait(LINK_LASTS)
    late = linked.open()
    forged = linked.site.show(Visit("", None), "a" * 26 + ".3." + "b" * 26)
    assert (late.status, late.html) == (forged.status, forged.html)


def test_what_was_told_before_is_asked_about_kindly_with_the_phone_beside_it():
    linked = Linked(Detail.MEMBER_ID)
    reply = linked.send(payment__card__member_id="exa 000111")
    assert reply.status == 422
    assert "If it is right, please call us." in reply.html
    assert 'href="tel:+15555550100"' in reply.html


def test_what_looks_like_another_number_is_asked_about_once_and_then_taken():
    linked = Linked(Detail.MEMBER_ID)
    reply = linked.send(payment__card__member_id="078-05-1120")
    assert reply.status == 422
    assert "could be a Social Security number" in reply.html
    assert EventKind.DETAILS_GIVEN not in linked.kinds
    asked = hidden(reply.html, "asked_about.payment.card.member_id")
    again = {"payment__card__member_id": "078-05-1120"}
    linked.send(asked_about__payment__card__member_id=asked, **again)
    assert EventKind.DETAILS_GIVEN in linked.kinds


def test_a_form_that_we_did_not_give_out_is_not_taken():
    linked = Linked(Detail.MEMBER_ID)
    with pytest.raises(Forged):
        linked.send("x", payment__card__member_id="EXA000222")
    assert EventKind.DETAILS_GIVEN not in linked.kinds


def test_hostile_text_comes_back_escaped():
    reply = Linked(Detail.NAME).send(person__name__first='"><script>alert(1)</script>')
    assert "<script>" not in reply.html


def test_whose_plan_it_is_is_asked_on_a_second_step_without_a_fault():
    linked = Linked(Detail.RELATIONSHIP)
    reply = linked.send(payment__card__relationship="spouse")
    assert reply.status == 200
    assert "payment.card.subscriber.name.first" in reply.html
    again = linked.send(payment__card__relationship="spouse", whose="asked")
    assert again.status == 422
    done = linked.send(
        whose="asked",
        payment__card__relationship="spouse",
        payment__card__subscriber__name__first="Ruth",
        payment__card__subscriber__name__last="Tester",
        payment__card__subscriber__birth_date__month="2",
        payment__card__subscriber__birth_date__day="3",
        payment__card__subscriber__birth_date__year="1988",
    )
    assert "Thank you, we have it" in done.html
    sent = linked.owner.filler.store.latest(
        linked.owner.intake_id, FindingKind.SUBMISSION, Submission
    )
    assert sent.payment.card.subscriber.name.first == "Ruth"


def test_a_consent_is_signed_under_its_whole_text():
    linked = Linked(Detail.CONSENT)
    assert "Consent to use and share health information" in linked.open().html
    posted = {name.replace(".", "__"): value[0] for name, value in signed(TPO).items()}
    assert "Thank you, we have it" in linked.send(**posted).html
    signatures = linked.owner.filler.store.agreements(linked.owner.intake_id).signed
    assert len([one for one in signatures if one.kind is TPO]) == 2


def test_not_now_is_all_right():
    linked = Linked(Detail.CONSENT)
    posted = {name.replace(".", "__"): v[0] for name, v in signed(TPO).items() if v}
    posted[f"form__consent__{TPO}__agrees"] = "not_now"
    assert "That is all right" in linked.send(**posted).html
    assert EventKind.DETAILS_GIVEN not in linked.kinds


def test_what_staff_asked_in_words_of_their_own_is_for_the_phone():
    reply = Linked("a letter").open()
    assert "We need to talk with you" in reply.html
    assert "<form" not in reply.html.partition("<main")[2]
