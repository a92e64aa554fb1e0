"""Signing: which words somebody had before them, what they agreed to, and when."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from threshold.intake.submission import ConsentKind

Said = Mapping[str, object]
"""What was said, by field."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a consent as a page shows them: `sha256` is of the text in UTF-8, in hex."""

    version: str
    language: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A consent as it was signed. covers: the kinds of messages allowed, empty for the others."""

    shown: Shown
    name: str
    at: datetime
    covers: tuple[str, ...] = ()


def agrees_field(kind: str) -> str:
    """The field that says whether somebody agrees to a consent of this kind."""
    return "form.messages" if kind == ConsentKind.MESSAGES else f"form.consent.{kind}.agrees"


def signature_field(kind: str) -> str:
    """The field that holds the name somebody typed to sign it."""
    return f"form.consent.{kind}.signature"


def agrees(kind: str, said: Said) -> bool:
    """Whether somebody agrees to a consent; nothing is agreed to that was not said."""
    found = said.get(agrees_field(kind))
    return bool(found) if kind == ConsentKind.MESSAGES else found == "yes"


def signed(
    kind: str, said: Said, shown: Shown, before: Signed | None, at: datetime
) -> Signed | None:
    """The consent that stands after a page of it was kept, None for none.

    The same name under the same words for the same purposes was signed when it was first signed.
    """
    name = said.get(signature_field(kind))
    if not agrees(kind, said) or not isinstance(name, str):
        return None
    found = said.get("form.messages") if kind == ConsentKind.MESSAGES else ()
    covers = found if isinstance(found, tuple) else ()
    if before and (before.shown, before.name, before.covers) == (shown, name, covers):
        return before
    return Signed(shown, name, at, covers)


def is_own_name(signature: str, said: Said) -> bool:
    """Whether a signature has the names that the person gave; any other is for a person to ask
    about, and never for us to refuse.
    """
    first, last, called = (
        _words(said.get(f"person.{name}")) for name in ("name.first", "name.last", "called")
    )
    written = _words(signature)
    return last <= written and (first <= written or (bool(called) and called <= written))


def _words(name: object) -> set[str]:
    """The words of a name without case or accents."""
    plain = unicodedata.normalize("NFKD", name if isinstance(name, str) else "")
    bare = (char for char in plain if not unicodedata.combining(char))
    letters = "".join(char if char.isalnum() else " " for char in bare)
    return set(letters.casefold().split())
