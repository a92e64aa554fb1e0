"""A photo of the card in answer to what is asked: sending it is all there is to do."""

from html import unescape

import pytest

from tests.form_filler import hidden
from tests.unit.web.owners import Owner
from tests.unit.web.test_fix_pages import Linked
from threshold.eligibility.conversation.playbook import Detail
from threshold.errors import Retryable
from threshold.form.photos import LARGEST
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, Role, Status, Worklist
from threshold.intake.record import Actor
from threshold.intake.submission import Submission
from threshold.use_cases.stepping import take
from threshold.web.pages.texts import LANGUAGES, texts
from threshold.web.pages.visit import Visit

JPEG = b"\xff\xd8\xff\xe0" + b"a card" * 20
ON_THE_CARD = (Detail.MEMBER_ID, Detail.INSURANCE_CARD)
BUCKET = "https://photos.example.test/"


def send(owner: Owner, html: str, file: bytes = JPEG) -> None:
    """What a browser does with the upload form of a page."""
    owner.filler.photos.files[hidden(html, "key")] = file


def photos(owner: Owner) -> tuple[str, ...]:
    found = owner.filler.store.latest(owner.intake_id, FindingKind.SUBMISSION, Submission)
    assert found
    assert found.payment.card
    return found.payment.card.photos


def ask_anew(owner: Owner) -> None:
    """Staff could not read the photo."""
    asking = Step(
        EventKind.PATIENT_INPUT_NEEDED,
        Actor(Role.ADMISSIONS, "ada"),
        owner.filler.at,
        details={"asks": Detail.MEMBER_ID},
    )
    take(owner.filler.store, owner.intake_id, lambda _: asking)


def times_given(owner: Owner) -> int:
    kinds = [one.kind for one in owner.filler.store.events(owner.intake_id)]
    return kinds.count(EventKind.CARD_PHOTO_GIVEN)


@pytest.mark.parametrize("wants", Detail)
def test_a_photo_may_be_sent_where_it_answers_what_is_asked(wants):
    linked = Linked(wants)
    reply = linked.open()
    assert reply.form_targets == ((BUCKET,) if wants in ON_THE_CARD else ())
    assert (f'action="{BUCKET}"' in reply.html) is (wants in ON_THE_CARD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_bucket_the_browser_comes_back_and_is_thanked(language):
    linked = Linked(Detail.MEMBER_ID, language)
    visit = Visit("", None, site="https://example.test/prod")
    html = linked.site.show(visit, linked.token).html
    back = hidden(html, "success_action_redirect")
    assert back == f"https://example.test/prod/apply/fix/{linked.token}"
    send(linked.owner, html)
    assert texts(language)("fixed.photo.title") in unescape(linked.open().html)


def test_the_case_waits_for_staff_with_a_day_and_the_photo():
    linked = Linked(Detail.MEMBER_ID)
    send(linked.owner, linked.open().html)
    linked.open()
    record = linked.owner.record
    assert (record.status, record.worklist) == (Status.IN_REVIEW, Worklist.VERIFY_BY_PHONE)
    assert record.due_at > linked.owner.filler.at
    (kept,) = photos(linked.owner)
    assert kept.startswith("kept/front/")
    assert linked.owner.filler.photos.files[kept] == JPEG


def test_asked_anew_somebody_sends_another_which_takes_its_place():
    linked = Linked(Detail.MEMBER_ID)
    send(linked.owner, linked.open().html)
    linked.open()
    before = photos(linked.owner)
    ask_anew(linked.owner)
    send(linked.owner, linked.owner.get().html, JPEG + b"another")
    linked.owner.get()
    assert len(photos(linked.owner)) == 1
    assert photos(linked.owner) != before


def test_it_is_taken_once_however_often_somebody_looks():
    linked = Linked(Detail.MEMBER_ID)
    send(linked.owner, linked.open().html)
    replies = [linked.open() for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 200]
    assert times_given(linked.owner) == 1


def test_a_number_typed_after_the_photo_is_thanked_for_and_moves_nothing():
    linked = Linked(Detail.MEMBER_ID)
    html = linked.open().html
    send(linked.owner, html)
    linked.open()
    before = linked.owner.record
    reply = linked.send(hidden(html, "csrf"), payment__card__member_id="EXA000222")
    assert reply.status == 200
    assert linked.owner.record == before


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"<script>alert(1)</script>", "We could not read that file as a photo, so we deleted it"),
        (JPEG + b"0" * LARGEST, "That photo is too large for us, so we deleted it"),
    ],
    ids=["no photo", "too large"],
)
def test_what_cannot_be_taken_is_deleted_and_the_question_stays(file, told):
    linked = Linked(Detail.MEMBER_ID)
    send(linked.owner, linked.open().html, file)
    html = linked.open().html
    assert told in html
    assert "payment.card.member_id" in html
    assert not linked.owner.filler.photos.files
    assert times_given(linked.owner) == 0


def test_where_photos_cannot_be_taken_the_number_still_can():
    linked = Linked(Detail.MEMBER_ID)

    def unreachable(key):
        raise Retryable("photos cannot be reached")

    linked.owner.filler.photos.look = unreachable
    html = linked.open().html
    assert BUCKET not in html
    assert "payment.card.member_id" in html


def test_on_their_own_page_it_is_sent_and_taken_the_same_way():
    owner = Owner()
    owner.asked(Detail.MEMBER_ID)
    reply = owner.get()
    assert reply.form_targets == (BUCKET,)
    send(owner, reply.html)
    assert owner.get().location == "/apply/yours"
    assert owner.record.worklist is Worklist.VERIFY_BY_PHONE
    assert "Our care team will call you by" in owner.see()


def test_a_photo_sent_on_one_page_is_an_answer_on_the_other():
    linked = Linked(Detail.MEMBER_ID)
    send(linked.owner, linked.open().html)
    linked.owner.get()
    assert times_given(linked.owner) == 1
    assert "Thank you" in linked.open().html
