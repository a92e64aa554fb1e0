"""What the pages about payment need beside their questions."""

from threshold.form.draft import Draft
from threshold.form.page import Page
from threshold.form.payers import by_name
from threshold.form.payment_pages import PAYER_ID, PAYER_NAME, PAYERS_FOUND
from threshold.use_cases.form_desk import FormDesk
from threshold.web.pages.texts import Texts
from threshold.web.pages.words import Extras, words

_POINTS = 6


def pay(page: Page, _draft: Draft, texts: Texts, _desk: FormDesk) -> Extras:
    """What each way to pay means."""
    return {**words(f"page.{page.id}", texts), "points": _points("page.pay", texts)}


def points(page: Page, _draft: Draft, texts: Texts, _desk: FormDesk) -> Extras:
    """A page that only tells something, point by point, and by which law."""
    key = f"page.{page.id}"
    law = {"law": texts(f"{key}.law"), "law_source": texts(f"{key}.source")}
    return {**words(key, texts), "points": _points(key, texts), **law}


def payer(page: Page, _draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    """The names that a browser may offer while somebody types."""
    names = [one.called for one in by_name(desk.clinic.program.payers)]
    return {**words(f"page.{page.id}", texts), "names": names}


def payer_found(_page: Page, draft: Draft, texts: Texts, _desk: FormDesk) -> Extras:
    """Asked otherwise of one payer than of several."""
    found = draft.said.get(PAYERS_FOUND, ())
    one = isinstance(found, tuple) and len(found) == 1
    said = draft.said.get(PAYER_NAME, "")
    key = "page.payer-found.one" if one else "page.payer-found.several"
    return {**words(key, texts), "lead": texts(f"{key}.lead", said=said)}


def card(page: Page, draft: Draft, texts: Texts, desk: FormDesk) -> Extras:
    """Whether the payer is one of those the program asks by itself."""
    called = {one.id: one.called for one in desk.clinic.program.payers}
    return {
        **words(f"page.{page.id}", texts),
        "payer": called.get(str(draft.said.get(PAYER_ID)), ""),
        "payer_name": draft.said.get(PAYER_NAME, ""),
    }


def _points(key: str, texts: Texts) -> list[str]:
    keys = [f"{key}.point_{number}" for number in range(1, _POINTS + 1)]
    return [texts(one) for one in keys if texts.has(one)]
