"""What the pages need beside their questions, by how they are laid out."""

from collections.abc import Callable, Mapping

from threshold.form.draft import Draft
from threshold.form.page import Look, Page
from threshold.intake.submission import PartOfDay, Weekday
from threshold.use_cases.filling import FormDesk
from threshold.web.pages import payment_views
from threshold.web.pages.openings_view import openings_view
from threshold.web.pages.review import review
from threshold.web.pages.texts import Texts
from threshold.web.pages.words import Extras, words


def _plain(page: Page, _draft: Draft, texts: Texts, _desk: FormDesk) -> Extras:
    return words(f"page.{page.id}", texts)


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


def _openings(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    return {**_plain(page, draft, texts, desk), "openings": openings_view(draft, texts, desk)}


def _review(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    rows = review(desk.way(draft), draft, texts, desk.clinic.packs)
    return {**_plain(page, draft, texts, desk), "rows": rows}


EXTRAS: Mapping[Look, Callable[[Page, Draft, Texts, FormDesk], Extras]] = {
    Look.FIELDS: _plain,
    Look.OPENINGS: _openings,
    Look.CODE: _plain,
    Look.QUESTIONS: _questions,
    Look.TIMES: _times,
    Look.PAY: payment_views.pay,
    Look.POINTS: payment_views.points,
    Look.PAYER: payment_views.payer,
    Look.PAYER_FOUND: payment_views.payer_found,
    Look.CARD: payment_views.card,
    Look.PHOTO: _plain,
    Look.CONSENT: _plain,
    Look.REVIEW: _review,
}
