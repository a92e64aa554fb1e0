"""Where photos of the insurance card lie, and how they go along when a form is handed in."""

from threshold.errors import Retryable
from threshold.form.draft import Draft
from threshold.form.payment_pages import insured
from threshold.form.photos import MediaType, Side
from threshold.form.ports import PhotoStore
from threshold.record_key import RecordKey

PHOTOS = "payment.card.photos"


def sent_key(code: str, side: Side, record_key: RecordKey) -> str:
    """Where a photo is sent: it belongs to this form and side, and tells nothing of either."""
    return f"sent/{record_key.digest('sent photo', f'{code} {side}')}"


def kept_key(side: Side, sent: str, mark: str, record_key: RecordKey) -> str:
    """Where a photo is kept for good once it was read: the same one always in the same place."""
    return f"{kept_side(side)}{record_key.digest('kept photo', f'{sent} {mark}')}"


def kept_side(side: Side) -> str:
    """What the keys of all kept photos of a side begin with."""
    return f"kept/{side}/"


def seen_as(side: Side) -> str:
    """The field that holds the mark and the media type of a photo that was read."""
    return f"form.photo.{side}"


def keep_photos(code: str, draft: Draft, photos: PhotoStore, record_key: RecordKey) -> Draft:
    """The draft with references to its photos, which are kept from now on as they were read.

    A photo that is gone, or cannot be reached, is left out: nobody's form waits for a picture.
    """
    kept = []
    for side in Side if insured(draft) else ():
        seen, sent = draft.said.get(seen_as(side)), sent_key(code, side, record_key)
        if isinstance(seen, tuple):
            mark, media_type = seen
            to = kept_key(side, sent, mark, record_key)
            if _is_kept(photos, sent, mark, to, MediaType(media_type)):
                kept.append(to)
    return draft.saying({PHOTOS: tuple(kept) or None}, draft.saved_at)


def _is_kept(photos: PhotoStore, sent: str, mark: str, to: str, media_type: MediaType) -> bool:
    try:
        return photos.keep(sent, mark, to, media_type)
    except Retryable:
        return False
