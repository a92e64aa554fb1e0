"""Photos of the insurance card: sent straight to where they are kept, believed only when read.

A photo is a help, never a condition: where none can be taken, the form goes on without one.
"""

from dataclasses import dataclass
from enum import StrEnum

from threshold.errors import Retryable
from threshold.form.draft import Draft
from threshold.form.photos import LARGEST, Side, UploadForm, media_type_of
from threshold.form.ports import PhotoStore
from threshold.use_cases.form_desk import FormDesk, change
from threshold.use_cases.keeping_photos import seen_as, sent_key


class PhotoState(StrEnum):
    """What there is of one side of the card."""

    NONE = "none"
    HERE = "here"
    NOT_A_PHOTO = "not_a_photo"
    TOO_LARGE = "too_large"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class PhotoSeen:
    """What there is of one side, the draft that now says so, and how to send one, None if not."""

    state: PhotoState
    draft: Draft
    form: UploadForm | None


def see_photo(code: str, draft: Draft, side: Side, back_to: str, desk: FormDesk) -> PhotoSeen:
    """Read what was sent of a side of the card. What is no photo is deleted.

    back_to: the address that the browser is led to once it has sent one.
    """
    key = sent_key(code, side, desk.record_key)
    try:
        state, said = read_photo(key, desk.photos())
        form = desk.photos().upload_form(key, back_to, desk.now())
    except Retryable:
        return PhotoSeen(PhotoState.UNAVAILABLE, draft, None)
    if draft.said.get(seen_as(side)) != said:
        draft = change(code, desk, lambda latest: latest.saying({seen_as(side): said}, desk.now()))
    return PhotoSeen(state, draft, form)


def forget_photo(code: str, side: Side, desk: FormDesk) -> None:
    """Delete the photo of a side of the card.

    Raises:
        Retryable: it cannot be reached now.
    """
    desk.photos().drop(sent_key(code, side, desk.record_key))
    change(code, desk, lambda draft: draft.saying({seen_as(side): None}, desk.now()))


def read_photo(key: str, photos: PhotoStore) -> tuple[PhotoState, tuple[str, str] | None]:
    """What was sent under a key: for a photo its mark and media type. Any other is deleted.

    Raises:
        Retryable: it cannot be reached now.
    """
    found = photos.look(key)
    if found is None:
        return PhotoState.NONE, None
    media_type = media_type_of(found.head)
    if media_type and found.size <= LARGEST:
        return PhotoState.HERE, (found.mark, media_type.value)
    photos.drop(key)
    if media_type:
        return PhotoState.TOO_LARGE, None
    return PhotoState.NOT_A_PHOTO if found.size else PhotoState.NONE, None
