"""What filling in the form needs of the outside."""

from typing import Protocol

from threshold.form.draft import Draft


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

    def drop(self, key: str) -> None:
        """Forget a draft."""
        ...
