"""The page behind a link: it asks one thing, shows nothing that is kept, and needs no code."""

import hmac
from collections.abc import Callable, Mapping

from threshold.errors import Unknown
from threshold.form.fields import Fault
from threshold.use_cases.answering import answer
from threshold.use_cases.asked import Ask, NoLongerAsked, ask_behind
from threshold.use_cases.card_photos import PhotoState
from threshold.use_cases.form_desk import FormDesk
from threshold.use_cases.photo_answers import take_photo
from threshold.web.pages.ask_view import ask_view, is_half, targets
from threshold.web.pages.texts import texts
from threshold.web.pages.visit import Forged, PageReply, Visit, csrf

Render = Callable[..., str]


class FixPages:
    """The page at /apply/fix/TOKEN. `render` makes HTML as the form's pages are made."""

    def __init__(self, desk: FormDesk, render: Render) -> None:
        self._desk, self._render = desk, render

    def show(self, visit: Visit, token: str) -> PageReply:
        """The question, or that it is asked no more. Looking changes nothing."""
        try:
            question = self._ask(token)
        except NoLongerAsked as over:
            return self._over(visit, over)
        return self._asking(visit, token, question)

    def save(self, visit: Visit, token: str) -> PageReply:
        """Keep the answer; sent twice, or late, it harms nothing.

        Raises:
            Forged: the form is none of ours.
        """
        expected = csrf(token, self._desk.record_key)
        if not hmac.compare_digest(visit.one("csrf").encode(), expected.encode()):
            raise Forged
        posted = visit.posted or {}
        try:
            question = self._ask(token)
            if is_half(posted):
                return self._asking(visit, token, question)
            outcome = answer(question, posted, self._desk)
        except NoLongerAsked as over:
            return self._over(visit, over)
        if outcome.faults:
            return self._asking(visit, token, question, outcome.faults)
        return self._ended(visit, question, "given" if outcome.given else "not_now")

    def _ask(self, token: str) -> Ask:
        try:
            return ask_behind(token, self._desk.store, self._desk.record_key, self._desk.now())
        except Unknown:
            raise NoLongerAsked from None

    def _asking(
        self, visit: Visit, token: str, question: Ask, faults: Mapping[str, Fault] | None = None
    ) -> PageReply:
        """The question; or, where a photo was sent in answer, thanks for it."""
        back_to = f"{visit.site}/apply/fix/{token}"
        try:
            photo = take_photo(question, back_to, self._desk)
        except NoLongerAsked as over:
            return self._over(visit, over)
        if photo and photo.state is PhotoState.HERE:
            return self._ended(visit, question, "photo")
        tongue = texts(question.language)
        html = self._render(
            "fix.html",
            tongue.language,
            visit,
            token=token,
            csrf=csrf(token, self._desk.record_key),
            **ask_view(question, self._desk, tongue, visit.posted, faults, photo),
        )
        return PageReply(html, status=422 if faults else 200, form_targets=targets(photo))

    def _ended(self, visit: Visit, question: Ask, ending: str) -> PageReply:
        return PageReply(self._render("fixed.html", question.language, visit, ending=ending))

    def _over(self, visit: Visit, over: NoLongerAsked) -> PageReply:
        """Given already, it is thanked for; every link that is of no use has the same words."""
        ending = "given" if over.answered else "over"
        html = self._render("fixed.html", visit.language, visit, ending=ending)
        return PageReply(html, status=200 if over.answered else 404)
