"""The one thing that is asked of a person, as their own page and the page behind a link show it."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from threshold.eligibility.conversation.playbook import Detail
from threshold.form.ask_pages import RELATIONSHIP, SUBSCRIBER, ask_page
from threshold.form.draft import Draft
from threshold.form.fields import Fault, Posted
from threshold.form.page import Look, Page
from threshold.use_cases.asked import Ask
from threshold.use_cases.form_desk import FormDesk
from threshold.use_cases.photo_answers import AskedPhoto
from threshold.web.pages.consents import current_text
from threshold.web.pages.dates import day_in_words
from threshold.web.pages.step_view import fault_views, field_views
from threshold.web.pages.texts import Texts

_OF_SOMEBODY = frozenset({Detail.NAME, Detail.BIRTH_DATE})
Values = Mapping[str, object]


def ask_view(
    question: Ask,
    desk: FormDesk,
    texts: Texts,
    posted: Posted | None = None,
    faults: Mapping[str, Fault] | None = None,
    photo: AskedPhoto | None = None,
) -> Values:
    """What a template needs to ask it: fields empty, or as typed. Nothing that is kept is in it."""
    if question.wants is None:
        nothing = {"whose": False, "fields": (), "faults": (), "text": None, "photo": None}
        return {"asks": "by_phone", **nothing}
    page = ask_page(question.wants, of_subscriber=question.of_subscriber, posted=posted or {})
    theirs = question.of_subscriber and question.wants in _OF_SOMEBODY
    return {
        "asks": f"{question.wants}.theirs" if theirs else question.wants,
        "whose": any(one.name.startswith(SUBSCRIBER) for one in page.fields),
        "photo": photo,
        **page_view(page, desk, texts, posted, faults),
    }


def targets(photo: AskedPhoto | None) -> tuple[str, ...]:
    """Where the forms of a page that asks it may go besides to us."""
    return (photo.form.url,) if photo and photo.form else ()


def page_view(
    page: Page,
    desk: FormDesk,
    texts: Texts,
    posted: Posted | None = None,
    faults: Mapping[str, Fault] | None = None,
    draft: Draft | None = None,
) -> Values:
    """The fields of a page, empty where no draft fills them in; and the text it has signed."""
    now = desk.now()
    filled = draft or Draft(texts.language, now, now)
    views = field_views(page, filled, texts, desk.clinic.packs, posted, faults)
    values: dict[str, object] = {"fields": views, "faults": fault_views(views), "text": None}
    if page.look is Look.CONSENT:
        text = current_text(page.subject, texts.language, desk.clinic.program)
        values |= {"text": text, "shown": text.shown.sha256, "today": _today(desk, texts)}
    return values


def is_half(posted: Posted) -> bool:
    """Whether a plan was said to be another's, and whose it is was not asked yet."""
    said = "".join(posted.get(RELATIONSHIP, ())[:1])
    return said not in ("", "self") and "whose" not in posted


def _today(desk: FormDesk, texts: Texts) -> str:
    today = desk.now().astimezone(ZoneInfo(desk.clinic.program.time_zone))
    return day_in_words(texts, today.year, today.month, today.day)
