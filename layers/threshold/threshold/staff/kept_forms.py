"""What was posted by somebody whose session had ended, until they have signed in again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

Posted = Mapping[str, Sequence[str]]

KEPT_FOR = timedelta(hours=12)
"""A shift: long enough to come back to it, not to be found by the next one."""


class KeptForms(Protocol):
    """Where such forms are kept, each under a keyed hash of sign-in name and address."""

    def keep(self, key: str, posted: Posted, until: datetime) -> None:
        """Keep a form until then, in place of the one before."""

    def load(self, key: str, now: datetime) -> Posted | None:
        """The form, None where none is kept, or not any more."""

    def forget(self, key: str, now: datetime) -> None:
        """Keep it no longer."""
