"""What the pages need beside their questions, by how they are laid out."""

from collections.abc import Callable, Mapping

from threshold.form.draft import Draft
from threshold.form.page import Look, Page
from threshold.intake.submission import PartOfDay, Weekday
from threshold.use_cases.form_desk import FormDesk
from threshold.web.pages.review import review
from threshold.web.pages.texts import Texts

Extras = Mapping[str, object]


def _plain(page: Page, _draft: Draft, texts: Texts, _desk: FormDesk) -> Extras:
    return _words(f"page.{page.id}", texts)


def _words(key: str, texts: Texts) -> dict[str, object]:
    """Title, and where there is one, what leads in and why it is asked."""
    optional = {
        name: texts(f"{key}.{name}") if texts.has(f"{key}.{name}") else ""
        for name in ("lead", "why")
    }
    return {"title": texts(f"{key}.title"), "source": "", **optional}


def _questions(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    pack = desk.clinic.packs[page.subject]
    text = pack.text_in(draft.language)
    source = pack.sources[0].citation if pack.sources else ""
    return {
        "title": texts("page.questions.title"),
        "lead": text.instruction if text and text.instruction else "",
        "why": texts(f"why.{pack.id}"),
        "source": f"{pack.name}. {source}",
    }


def _times(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    days = [(day.value, texts(f"date.weekday.{number}")) for number, day in enumerate(Weekday, 1)]
    parts = [(part.value, texts(f"times.{part}")) for part in PartOfDay]
    chosen = draft.said.get("form.windows", ())
    windows = chosen if isinstance(chosen, tuple) else ()
    return {
        **_plain(page, draft, texts, desk),
        "days": days,
        "day_parts": parts,
        "windows": windows,
    }


def _review(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    rows = review(desk.way(draft), draft, texts, desk.clinic.packs)
    return {**_plain(page, draft, texts, desk), "rows": rows}


EXTRAS: Mapping[Look, Callable[[Page, Draft, Texts, FormDesk], Extras]] = {
    Look.FIELDS: _plain,
    Look.OPENINGS: _plain,
    Look.CODE: _plain,
    Look.QUESTIONS: _questions,
    Look.TIMES: _times,
    Look.PAYER: _plain,
    Look.CARD: _plain,
    Look.CONSENT: _plain,
    Look.REVIEW: _review,
}
