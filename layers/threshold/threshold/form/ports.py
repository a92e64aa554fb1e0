"""What filling in the form needs of the outside."""

from datetime import datetime
from typing import Protocol

from threshold.form.draft import Draft
from threshold.form.photos import MediaType, Upload, UploadForm


class DraftStore(Protocol):
    """Where drafts are kept, by a keyed hash of the code that opens them."""

    def create(self, key: str, draft: Draft) -> bool:
        """Keep a new draft; False, and nothing done, where there is one by this key."""
        ...

    def load(self, key: str) -> Draft | None:
        """The draft by this key, None where there is none. It may have expired."""
        ...

    def save(self, key: str, draft: Draft) -> bool:
        """Replace the draft of the version before; False, and nothing done, if another did."""
        ...

    def due(self, now: datetime, most: int) -> tuple[str, ...]:
        """The keys of drafts that staff have to hear of by now, the longest due first.

        At a cost that does not grow with the number of drafts. It may lag for a second.
        """
        ...


class TryCounter(Protocol):
    """Counts of tries, each kept until a time."""

    def add(self, key: str, amount: int, until: datetime) -> int:
        """Add to a count, in one step for whoever else does; returns what it then is."""
        ...

    def count(self, key: str) -> int:
        """A count; 0 where nothing was counted."""
        ...


class PhotoStore(Protocol):
    """Where photos of insurance cards are kept. Keys tell nothing of anybody.

    Every method raises Retryable where it cannot be reached.
    """

    @property
    def address(self) -> str:
        """Where upload forms go."""
        ...

    def upload_form(self, key: str, back_to: str, at: datetime) -> UploadForm:
        """A form that can send one photo under this key, and leads back to an address of ours."""
        ...

    def look(self, key: str) -> Upload | None:
        """What was sent under a key, None for nothing."""
        ...

    def keep(self, key: str, mark: str, to: str, media_type: MediaType) -> bool:
        """Keep for good, under the key `to`, what bore this mark; False where it is gone."""
        ...

    def link_to(self, key: str) -> str:
        """An address that opens a photo for the next minute, for whoever has it."""
        ...

    def drop(self, key: str) -> None:
        """Forget what was sent under a key."""
        ...
