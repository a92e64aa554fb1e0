"""What was said, to be looked over before it is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from threshold.assessment.pack import Pack
from threshold.form.draft import Draft
from threshold.form.fields import Kind
from threshold.form.page import Look, Page
from threshold.form.path import Way
from threshold.form.photos import Side
from threshold.use_cases.keeping_photos import seen_as
from threshold.web.pages.dates import day_in_words
from threshold.web.pages.step_view import FieldView, field_views
from threshold.web.pages.texts import Texts


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: the question, what was said, and the place of its page."""

    question: str
    said: str
    place: int


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of a part of the form."""

    title: str
    rows: tuple[Row, ...]


def review(way: Way, draft: Draft, texts: Texts, packs: Mapping[str, Pack]) -> tuple[Group, ...]:
    """Every answer, by the part of the form it was given in; what was left out is said to be."""
    found: dict[str, list[Row]] = {}
    for place, page in enumerate(way.pages, 1):
        for row in _rows(page, place, draft, texts, packs):
            found.setdefault(texts(f"section.{page.section}"), []).append(row)
    return tuple(Group(title, tuple(rows)) for title, rows in found.items())


def _rows(
    page: Page, place: int, draft: Draft, texts: Texts, packs: Mapping[str, Pack]
) -> list[Row]:
    if page.look is Look.PHOTO:
        said = "photo.here" if seen_as(Side(page.subject)) in draft.said else "check.not_said"
        return [Row(texts(f"page.{page.id}.title"), texts(said), place)]
    asked = replace(page, fields=tuple(one for one in page.fields if not one.helps))
    views = field_views(asked, draft, texts, packs)
    return [Row(view.label, _said(view, texts), place) for view in views]


def _said(view: FieldView, texts: Texts) -> str:
    chosen = [option.label for option in view.options if option.chosen]
    if chosen:
        return ", ".join(chosen)
    if view.kind == Kind.DAY and view.parts[0].value:
        month, day, year = (int(part.value) for part in view.parts)
        return day_in_words(texts, year, month, day)
    return view.value or texts("check.not_said")
