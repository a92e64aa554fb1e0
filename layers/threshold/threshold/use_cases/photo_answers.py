"""A photo of the card in answer to what is asked: staff read it, and the case waits for them."""

from dataclasses import dataclass

from threshold.eligibility.conversation.playbook import Detail
from threshold.errors import Retryable
from threshold.form.amending import amended
from threshold.form.photos import MediaType, Side, UploadForm
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import PATIENT, IntakeRecord
from threshold.intake.submission import Submission
from threshold.use_cases.asked import Ask, answered_now
from threshold.use_cases.card_photos import PhotoState, read_photo
from threshold.use_cases.form_desk import FormDesk
from threshold.use_cases.keeping_photos import PHOTOS, kept_key, kept_side, sent_key
from threshold.use_cases.stepping import take
from threshold.use_cases.what_next import next_business_day

_ON_THE_CARD = frozenset({Detail.MEMBER_ID, Detail.INSURANCE_CARD})


@dataclass(frozen=True, slots=True)
class AskedPhoto:
    """What became of a photo sent in answer, and how to send one, None where none is needed."""

    state: PhotoState
    form: UploadForm | None


def take_photo(question: Ask, back_to: str, desk: FormDesk) -> AskedPhoto | None:
    """Take a photo of the card's front where one was sent in answer; None where none answers it.

    To have sent it is the whole answer: nothing is left to press that could be forgotten.
    back_to: the address that the browser is led to once it has sent one.

    Raises:
        NoLongerAsked: it was answered already, or something else is asked by now.
        Retryable: others kept writing.
    """
    if question.wants not in _ON_THE_CARD:
        return None
    sent = sent_key(f"{question.intake_id}.{question.seq}", Side.FRONT, desk.record_key)
    photos = desk.photos()
    try:
        state, seen = read_photo(sent, photos)
        if seen is None:
            return AskedPhoto(state, photos.upload_form(sent, back_to, desk.now()))
        mark, media_type = seen
        to = kept_key(Side.FRONT, sent, mark, desk.record_key)
        if not photos.keep(sent, mark, to, MediaType(media_type)):
            return AskedPhoto(PhotoState.NONE, photos.upload_form(sent, back_to, desk.now()))
    except Retryable:
        return AskedPhoto(PhotoState.UNAVAILABLE, None)
    _give(question, to, desk)
    return AskedPhoto(PhotoState.HERE, None)


def _give(question: Ask, photo: str, desk: FormDesk) -> None:
    """A photo is for a person to read: the case goes to those who speak with payers."""
    at = desk.now()

    def plan(record: IntakeRecord) -> Step:
        before = answered_now(question, record, desk.store)
        return Step(
            EventKind.CARD_PHOTO_GIVEN,
            PATIENT,
            at,
            details={"side": Side.FRONT},
            findings=(Finding(FindingKind.SUBMISSION, _with_photo(before, photo)),),
            due_at=next_business_day(at, desk.clinic.program),
        )

    take(desk.store, question.intake_id, plan)


def _with_photo(before: Submission, photo: str) -> Submission:
    """The submission with this photo in place of one of the same side."""
    kept = before.payment.card.photos if before.payment.card else ()
    others = (one for one in kept if not one.startswith(kept_side(Side.FRONT)))
    return amended(before, {PHOTOS: (photo, *others)})
