"""Photos of the card: sent past us, believed only when read, and never a condition."""

from datetime import timedelta

import pytest

from tests.form_filler import Filler, hidden
from tests.unit.web.test_payment_pages import answer, at, at_page
from threshold.errors import Retryable
from threshold.form.photos import LARGEST, Side
from threshold.intake.change import FindingKind
from threshold.intake.submission import Submission
from threshold.store.photos import MemoryPhotoStore
from threshold.use_cases.filling import hand_in
from threshold.use_cases.keeping_photos import sent_key
from threshold.web.pages.visit import PageReply, Visit

JPEG = b"\xff\xd8\xff\xe0" + b"a card" * 20
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"a card" * 20


def send(filler: Filler, file: bytes, side: Side = Side.FRONT) -> None:
    """What a browser does with the upload form."""
    filler.photos.files[sent_key(filler.code, side, filler.desk.record_key)] = file


def shown(filler: Filler, page_id: str = "card-front") -> PageReply:
    visit = Visit("", filler.code, site="https://example.test/prod")
    return filler.site.step(visit, str(at(filler, page_id)))


def submitted(filler: Filler) -> Submission:
    filler.send()
    return latest(filler)


def latest(filler: Filler) -> Submission:
    assert filler.draft.intake_id
    found = filler.store.latest(filler.draft.intake_id, FindingKind.SUBMISSION, Submission)
    assert found
    return found


def photos_of(submission: Submission) -> tuple[str, ...]:
    assert submission.payment.card
    return submission.payment.card.photos


def test_the_form_goes_to_the_bucket_and_the_browser_may_send_it_there():
    filler = at_page("card-front")
    reply = shown(filler)
    assert '<form method="post" action="https://photos.example.test/" enctype' in reply.html
    assert reply.form_targets == ("https://photos.example.test/",)
    back = hidden(reply.html, "success_action_redirect")
    assert back == f"https://example.test/prod/apply/{at(filler, 'card-front')}"


def test_no_other_page_lets_a_form_go_elsewhere():
    filler = at_page("card-front")
    assert filler.get(at(filler, "card")).form_targets == ()


def test_a_key_tells_nothing_of_anybody_and_differs_by_form_and_side():
    first, second = at_page("card-front"), Filler(seed=8)
    second.fill_in("card-front")
    keys = [hidden(shown(one).html, "key") for one in (first, second)]
    answer(first, "card-front")
    keys.append(hidden(shown(first, "card-back").html, "key"))
    assert len(set(keys)) == 3
    for key in keys:
        assert key.startswith("sent/")
        assert not any(word in key.lower() for word in ("jane", "tester", first.code.lower()))


def test_a_form_goes_on_without_a_photo():
    filler = at_page("card-front")
    assert "Go on without a photo" in shown(filler).html
    assert answer(filler, "card-front").location == f"/apply/{at(filler, 'card-back')}"
    filler.fill_in()
    assert photos_of(submitted(filler)) == ()


@pytest.mark.parametrize("file", [JPEG, PNG])
def test_a_photo_that_was_sent_is_told_and_can_be_gone_on_from(file):
    filler = at_page("card-front")
    send(filler, file)
    html = shown(filler).html
    assert "We have your photo" in html
    assert "Go on without a photo" not in html


@pytest.mark.parametrize("file", [b"<script>alert(1)</script>", b"%PDF-1.7", b"GIF89a"])
def test_a_file_that_lies_about_what_it_is_is_deleted_and_kindly_told(file):
    filler = at_page("card-front")
    send(filler, file)
    html = shown(filler).html
    assert "We could not read that file as a photo, so we deleted it" in html
    assert not filler.photos.files
    assert "form.photo.front" not in filler.draft.said


def test_a_photo_that_is_too_large_is_deleted_and_kindly_told():
    filler = at_page("card-front")
    send(filler, JPEG + b"0" * LARGEST)
    html = shown(filler).html
    assert "That photo is too large for us, so we deleted it" in html
    assert not filler.photos.files
    assert "form.photo.front" not in filler.draft.said


def test_an_empty_file_is_as_if_nothing_had_been_sent():
    filler = at_page("card-front")
    send(filler, b"")
    assert "could not read" not in shown(filler).html
    assert not filler.photos.files


def test_a_photo_can_be_taken_back():
    filler = at_page("card-front")
    send(filler, JPEG)
    html = shown(filler).html
    posted = {"csrf": [hidden(html, "csrf")], "page": ["card-front"], "go": ["remove"]}
    place = at(filler, "card-front")
    reply = filler.site.save(Visit("", filler.code, posted), str(place))
    assert reply.location == f"/apply/{place}"
    assert not filler.photos.files
    assert "form.photo.front" not in filler.draft.said


def test_photos_that_were_read_go_along_when_the_form_is_handed_in():
    filler = at_page("check")
    for side, file in ((Side.FRONT, JPEG), (Side.BACK, PNG)):
        send(filler, file, side)
        shown(filler, f"card-{side}")
    photos = photos_of(submitted(filler))
    assert [key.split("/")[:2] for key in photos] == [["kept", "front"], ["kept", "back"]]
    assert [filler.photos.files[key] for key in photos] == [JPEG, PNG]


def test_a_file_put_in_the_place_of_a_photo_after_it_was_read_does_not_go_along():
    filler = at_page("check")
    send(filler, JPEG)
    shown(filler)
    send(filler, b"<script>alert(1)</script>")
    assert photos_of(submitted(filler)) == ()


def test_a_photo_that_nobody_read_does_not_go_along():
    filler = at_page("check")
    send(filler, JPEG)
    assert photos_of(submitted(filler)) == ()


def test_handing_in_twice_keeps_the_same_photo():
    filler = at_page("check")
    send(filler, JPEG)
    shown(filler)
    first = photos_of(submitted(filler))
    filler.wait(timedelta(minutes=1))
    hand_in(filler.code, filler.desk)
    assert photos_of(latest(filler)) == first
    assert len([key for key in filler.photos.files if key.startswith("kept/")]) == 1


class Unreachable(MemoryPhotoStore):
    def look(self, key):
        raise Retryable("photos cannot be reached")

    def keep(self, key, mark, to, media_type):
        raise Retryable("photos cannot be reached")


def unreachable(filler: Filler) -> None:
    filler.photos.look = Unreachable().look
    filler.photos.keep = Unreachable().keep


def test_where_photos_cannot_be_taken_the_form_says_so_and_goes_on():
    filler = at_page("card-front")
    unreachable(filler)
    html = shown(filler).html
    assert "We cannot take photos just now" in html
    assert "multipart" not in html


def test_nobodys_form_waits_for_a_picture_that_cannot_be_kept():
    filler = at_page("check")
    send(filler, JPEG)
    shown(filler)
    unreachable(filler)
    assert photos_of(submitted(filler)) == ()


def test_the_review_says_whether_there_is_a_photo():
    filler = at_page("check")
    assert "We have your photo" not in filler.get(at(filler, "check")).html
    send(filler, JPEG)
    shown(filler)
    assert "We have your photo" in filler.get(at(filler, "check")).html
