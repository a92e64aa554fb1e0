"""What pages are made of more than once: fields of a kind, and of whom a page is asked."""

from collections.abc import Callable

from threshold.form.draft import Draft
from threshold.form.fields import Field, Kind
from threshold.intake.submission import Track


def yes_no(name: str, *, required: bool = False) -> Field:
    """A question answered with yes or no."""
    return Field(name, Kind.YES_NO, required, options=("yes", "no"))


def name_fields(prefix: str, *, own: bool) -> tuple[Field, ...]:
    """First and last name; a browser offers what it knows of whoever fills the form in."""
    first, last = ("given-name", "family-name") if own else ("off", "off")
    return (
        Field(f"{prefix}.first", Kind.LINE, required=True, autocomplete=first),
        Field(f"{prefix}.last", Kind.LINE, required=True, autocomplete=last),
    )


def where_said(name: str, *values: object) -> Callable[[Draft], bool]:
    """For whom one of these was said to a field."""
    return lambda draft: draft.said.get(name) in values


def seeks(*tracks: Track) -> Callable[[Draft], bool]:
    """For whoever seeks help with one of these."""

    def seek(draft: Draft) -> bool:
        said = draft.said.get("need.tracks", ())
        return isinstance(said, tuple) and not set(tracks).isdisjoint(said)

    return seek
