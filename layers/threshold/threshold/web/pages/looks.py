"""What the pages need beside their questions, by how they are laid out."""

from collections.abc import Callable, Mapping

from threshold.form.draft import Draft
from threshold.form.inviting import invitation_of
from threshold.form.page import Look, Page
from threshold.intake.invitation import in_groups
from threshold.intake.submission import PartOfDay, Weekday
from threshold.use_cases.form_desk import FormDesk
from threshold.web.pages import payment_views
from threshold.web.pages.consents import current_text
from threshold.web.pages.dates import day_in_words
from threshold.web.pages.openings_view import openings_view
from threshold.web.pages.private import asked_alone
from threshold.web.pages.review import review, signed_in_words
from threshold.web.pages.texts import Texts
from threshold.web.pages.words import Extras, words


def _plain(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    return {**words(f"page.{page.id}", texts), "note": _note(page, draft, texts, desk)}


def _note(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> str:
    """That a person asks the rest, on the pages that have words for it and where there is a rest.

    Rights or language keep some questions out of the form: nobody is left to think it was all.
    """
    key = f"page.{page.id}.by_a_person"
    return texts(key) if texts.has(key) and desk.left_to_a_person(draft) else ""


def _questions(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    pack = desk.clinic.packs[page.subject]
    text = pack.text_in(draft.language)
    source = pack.sources[0].citation if pack.sources else ""
    return {
        "title": texts("page.questions.title"),
        "lead": text.instruction if text and text.instruction else "",
        "why": texts(f"why.{pack.id}"),
        "source": f"{pack.name}. {source}",
        "note": "",
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


def _consent(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    text = current_text(page.subject, texts.language, desk.clinic.program)
    today = desk.now().astimezone(desk.zone(draft))
    names = (draft.said.get(f"person.name.{part}") for part in ("first", "last"))
    return {
        **_plain(page, draft, texts, desk),
        "text": text,
        "shown": text.shown.sha256,
        "patient": " ".join(name for name in names if isinstance(name, str)),
        "today": day_in_words(texts, today.year, today.month, today.day),
        "signed": signed_in_words(draft, page.subject, desk.zone(draft), texts),
    }


def _openings(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    return {**_plain(page, draft, texts, desk), "openings": openings_view(draft, texts, desk)}


def _invitation(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    invitation = invitation_of(draft) or ""
    return {**_plain(page, draft, texts, desk), "invitation": in_groups(invitation)}


def _review(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    private, packs = asked_alone(desk.battery), desk.clinic.packs
    rows = review(desk.way(draft), draft, texts, packs, private, desk.zone(draft))
    return {**_plain(page, draft, texts, desk), "rows": rows}


EXTRAS: Mapping[Look, Callable[[Page, Draft, Texts, FormDesk], Extras]] = {
    Look.FIELDS: _plain,
    Look.OPENINGS: _openings,
    Look.CODE: _plain,
    Look.INVITATION: _invitation,
    Look.QUESTIONS: _questions,
    Look.TIMES: _times,
    Look.PAY: payment_views.pay,
    Look.POINTS: payment_views.points,
    Look.PAYER: payment_views.payer,
    Look.PAYER_FOUND: payment_views.payer_found,
    Look.CARD: payment_views.card,
    Look.PHOTO: _plain,
    Look.CONSENT: _consent,
    Look.REVIEW: _review,
}
