"""What was said, to be looked over before it is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from threshold.assessment.pack import Pack
from threshold.form.draft import Draft
from threshold.form.fields import Field, Kind
from threshold.form.page import Look, Page
from threshold.form.path import Way
from threshold.form.photos import Side
from threshold.form.signing import agrees_field, is_own_name
from threshold.use_cases.keeping_photos import seen_as
from threshold.web.pages.dates import day_in_words, moment_in_words
from threshold.web.pages.private import ABOUT_A_PARTNER
from threshold.web.pages.step_view import FieldView, field_views
from threshold.web.pages.texts import Texts


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: the question, what was said, and the place of its page.

    note: what to know about it, empty for nothing.
    """

    question: str
    said: str
    place: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of a part of the form."""

    title: str
    rows: tuple[Row, ...]


def review(
    way: Way,
    draft: Draft,
    texts: Texts,
    packs: Mapping[str, Pack],
    private: frozenset[str],
    zone: ZoneInfo,
) -> tuple[Group, ...]:
    """Every answer, by the part of the form it was given in; what was left out is said to be.

    private: the instruments that are not shown, asked or not. Times are told in `zone`.
    """
    found: dict[str, list[Row]] = {}
    for place, page in enumerate(way.pages, 1):
        if page.subject in private:
            continue
        consent = page.look is Look.CONSENT
        rows = (
            [_consent_row(page, place, draft, texts, zone)]
            if consent
            else rows_of(page, place, draft, texts, packs)
        )
        for row in rows:
            found.setdefault(texts(f"section.{page.section}"), []).append(row)
    return tuple(Group(title, tuple(rows)) for title, rows in found.items())


def rows_of(
    page: Page, place: int, draft: Draft, texts: Texts, packs: Mapping[str, Pack]
) -> list[Row]:
    """The answers on a page, its place given."""
    if page.look is Look.PHOTO:
        said = "photo.here" if seen_as(Side(page.subject)) in draft.said else "check.not_said"
        return [Row(texts(f"page.{page.id}.title"), texts(said), place)]
    asked = replace(page, fields=tuple(filter(_is_shown, page.fields)))
    views = field_views(asked, draft, texts, packs)
    return [Row(view.label, _said(view, texts), place) for view in views]


def _is_shown(field: Field) -> bool:
    return not field.helps and field.name not in ABOUT_A_PARTNER


def _consent_row(page: Page, place: int, draft: Draft, texts: Texts, zone: ZoneInfo) -> Row:
    title = texts(f"page.{page.id}.title")
    signed = draft.signed.get(page.subject)
    if signed is None:
        note = texts(f"consent.without.{page.subject}")
        return Row(title, texts("check.not_signed"), place, note)
    uses = [texts(f"field.{agrees_field(page.subject)}.{use}") for use in signed.covers]
    moment = signed_in_words(draft, page.subject, zone, texts)
    said = [*uses, texts("check.signed", name=signed.name, moment=moment)]
    own = is_own_name(signed.name, draft.said)
    return Row(title, "; ".join(said), place, "" if own else texts("check.other_name"))


def signed_in_words(draft: Draft, kind: str, zone: ZoneInfo, texts: Texts) -> str:
    """When a consent was signed; empty where it is not."""
    signed = draft.signed.get(kind)
    return moment_in_words(texts, signed.at.astimezone(zone)) if signed else ""


def _said(view: FieldView, texts: Texts) -> str:
    chosen = [option.label for option in view.options if option.chosen]
    if chosen:
        return ", ".join(chosen)
    if view.kind == Kind.DAY and view.parts[0].value:
        day = {part.part: int(part.value) for part in view.parts}
        return day_in_words(texts, day["year"], day["month"], day["day"])
    return view.value or texts("check.not_said")
