"""The patient's form as pages: what each address shows, and what posting to it does."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from threshold.form.code import shown
from threshold.form.draft import Draft
from threshold.form.fields import Fault, Posted
from threshold.form.page import Look, Page
from threshold.form.path import Way, progress
from threshold.form.photos import Side
from threshold.use_cases.card_photos import forget_photo, see_photo
from threshold.use_cases.coming_back import TooOften, come_back
from threshold.use_cases.filling import Unfinished, hand_in, save_page, stopped
from threshold.use_cases.form_desk import FormDesk, NotThere, change, load_draft, open_draft
from threshold.web.pages.crisis_pages import CrisisPages
from threshold.web.pages.fix_pages import FixPages
from threshold.web.pages.looks import EXTRAS
from threshold.web.pages.own_pages import PLACES, OwnPages
from threshold.web.pages.render import render
from threshold.web.pages.step_view import fault_views, field_views, phone_in_words
from threshold.web.pages.texts import LANGUAGES, texts
from threshold.web.pages.visit import PageReply, Visit, check, csrf

ELSEWHERE = "https://www.weather.gov/"
"""Where somebody goes who has to leave at once: a page that anyone may be looking at."""


class FormSite:
    """The pages of the form."""

    def __init__(self, desk: FormDesk) -> None:
        self._desk = desk
        self.crisis = CrisisPages(desk, self._render)
        self.own = OwnPages(desk, self._render)
        self.fix = FixPages(desk, self._render)

    def welcome(self, visit: Visit, language: str, said: str = "") -> PageReply:
        """The first page. said: the key of what to say of a code that did not open a form."""
        html = self._render("welcome.html", language, visit, going=self._going(visit), said=said)
        return PageReply(html)

    def begin(self, visit: Visit) -> PageReply:
        """Open a form."""
        language = visit.one("language")
        code = open_draft(language if language in LANGUAGES else "en", self._desk)
        return PageReply(location="/apply/1", keeps=code)

    def problem(self, visit: Visit, language: str, status: int) -> PageReply:
        """A page for what went wrong, by its HTTP status."""
        return PageReply(
            self._render("problem.html", language, visit, status=status), status=status
        )

    def step(self, visit: Visit, asked: str) -> PageReply:
        """A page of the form, by its place. No page is shown before those that it depends on."""
        if asked in PLACES:
            return self.own.show(visit, asked)
        place = _place(asked)
        code, draft = self._draft(visit)
        if elsewhere := self._elsewhere(draft):
            return elsewhere
        way = self._desk.way(draft)
        page = way.at(min(place, way.first_open(draft)))
        if page is None or way.place_of(page.id) != place:
            return PageReply(location=f"/apply/{way.first_open(draft)}")
        if page.look is Look.PHOTO:
            return self._photo(visit, code, draft, way, page)
        return PageReply(self._step(visit, code, draft, way, page))

    def _photo(self, visit: Visit, code: str, draft: Draft, way: Way, page: Page) -> PageReply:
        """A page whose form goes straight to where photos are kept, and from there back to it."""
        back_to = f"{visit.site}/apply/{way.place_of(page.id)}"
        seen = see_photo(code, draft, Side(page.subject), back_to, self._desk)
        html = self._step(visit, code, seen.draft, way, page, more={"photo": seen})
        return PageReply(html, form_targets=(self._desk.photos().address,))

    def save(self, visit: Visit, asked: str) -> PageReply:
        """Keep what was posted of a page, and go where the person wants to go.

        Whoever posts that they are in danger is shown whom to call, whatever else fails.
        """
        try:
            if asked in PLACES:
                return self.own.do(visit, asked)
            check(visit, self._desk.record_key)
            return self._save(visit, _place(asked))
        except Exception as error:
            if told := self.crisis.unkept(visit, error):
                return told
            raise

    def _save(self, visit: Visit, place: int) -> PageReply:
        code, draft = self._draft(visit)
        if elsewhere := self._elsewhere(draft):
            return elsewhere
        way = self._desk.way(draft)
        page = next((one for one in way.pages if one.id == visit.one("page")), None)
        if page is None or not way.is_open(page, draft):
            return PageReply(location=f"/apply/{min(place, way.first_open(draft))}")
        if page.look is Look.REVIEW and visit.one("go") == "on":
            return self._hand_in(code)
        if page.look is Look.PHOTO and visit.one("go") == "remove":
            forget_photo(code, Side(page.subject), self._desk)
            return PageReply(location=f"/apply/{place}")
        saved = save_page(code, page, visit.posted or {}, self._desk)
        if saved.crisis:
            return PageReply(location="/apply/now")
        way = self._desk.way(saved.draft)
        here = way.place_of(page.id) or place
        if visit.one("go") == "back":
            return PageReply(location=f"/apply/{max(here - 1, 1)}")
        if saved.faults:
            html = self._step(visit, code, saved.draft, way, page, visit.posted, saved.faults)
            return PageReply(html, status=422)
        to = len(way.pages) if visit.one("go") == "check" else here + 1
        return PageReply(location=f"/apply/{to}")

    def _hand_in(self, code: str) -> PageReply:
        try:
            receipt = hand_in(code, self._desk)
        except Unfinished:
            draft = load_draft(code, self._desk)
            return PageReply(location=f"/apply/{self._desk.way(draft).first_open(draft)}")
        return PageReply(location="/apply/now" if receipt.crisis else "/apply/yours")

    def speak(self, visit: Visit) -> PageReply:
        """Change the language of the form."""
        check(visit, self._desk.record_key)
        language, place = visit.one("language"), visit.one("place")
        if language in LANGUAGES:
            change(visit.kept_code, self._desk, lambda draft: replace(draft, language=language))
        return PageReply(location=f"/apply/{place if place in _NAMED else _place(place)}")

    def come_back(self, visit: Visit) -> PageReply:
        """Go on with a form by its code."""
        language = visit.one("language")
        try:
            code, draft = come_back(visit.one("code"), visit.caller, self._desk)
        except NotThere:
            return replace(self.welcome(visit, language, said="code.unknown"), status=404)
        except TooOften:
            return replace(self.welcome(visit, language, said="code.too_often"), status=429)
        if elsewhere := self._elsewhere(draft):
            return replace(elsewhere, keeps=code)
        way = self._desk.way(draft)
        place = way.place_of(draft.page) or 1
        return PageReply(location=f"/apply/{min(place, way.first_open(draft))}", keeps=code)

    def pause(self, visit: Visit) -> PageReply:
        """Stop for now: the code once more, and nothing left in the browser."""
        check(visit, self._desk.record_key)
        code, draft = self._draft(visit)
        called = draft.due_at is not None
        html = self._render("paused.html", draft.language, visit, code=shown(code), called=called)
        return PageReply(html, keeps="")

    def leave(self) -> PageReply:
        """Away from here, at once."""
        return PageReply(location=ELSEWHERE, keeps="")

    def _elsewhere(self, draft: Draft) -> PageReply | None:
        """Where somebody belongs whose form asks nothing more."""
        if stopped(draft, self._desk):
            return PageReply(location="/apply/now")
        return PageReply(location="/apply/yours") if draft.submitted else None

    def _draft(self, visit: Visit) -> tuple[str, Draft]:
        return visit.kept_code, load_draft(visit.kept_code, self._desk)

    def _going(self, visit: Visit) -> bool:
        try:
            self._draft(visit)
        except NotThere:
            return False
        return True

    def _step(
        self,
        visit: Visit,
        code: str,
        draft: Draft,
        way: Way,
        page: Page,
        posted: Posted | None = None,
        faults: Mapping[str, Fault] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> str:
        tongue, packs = texts(draft.language), self._desk.clinic.packs
        views = field_views(page, draft, tongue, packs, posted, faults)
        place = way.place_of(page.id) or 1
        extras: Callable[..., Mapping[str, object]] = EXTRAS[page.look]
        return self._render(
            _TEMPLATES[page.look],
            draft.language,
            visit,
            page=page.id,
            place=place,
            back=place > 1,
            from_check=way.is_whole(draft) and page.look is not Look.REVIEW,
            fields=views,
            faults=fault_views(views),
            progress=progress(way, page, draft),
            code=shown(code),
            csrf=csrf(code, self._desk.record_key),
            **extras(page, draft, tongue, self._desk),
            **(more or {}),
        )

    def _render(self, template: str, language: str, visit: Visit, **values: object) -> str:
        program = self._desk.clinic.program
        about = {
            "name": program.name,
            "phone": program.phone,
            "phone_shown": phone_in_words(program.phone),
            "office_hours": program.office_hours[texts(language).language],
        }
        return render(template, texts(language), root=visit.root, program=about, **values)


_NAMED = PLACES | {"now"}
_FIELDS_ALONE = frozenset({Look.FIELDS, Look.QUESTIONS})
_TEMPLATES = {look: "step.html" if look in _FIELDS_ALONE else f"{look}.html" for look in Look}


def _place(text: str) -> int:
    """A place on the way, from 1; the first for what is none."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) <= 3 else 1
