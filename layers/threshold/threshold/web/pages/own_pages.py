"""The pages that a person owns once they sent their form: what comes next, what they decide."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from threshold.form.ask_pages import consent_page
from threshold.form.fields import Fault, Posted
from threshold.intake.consents import REVOCABLE
from threshold.intake.record import PATIENT
from threshold.intake.submission import ConsentKind
from threshold.use_cases.agreements import give, revoke
from threshold.use_cases.answering import answer, give_consent
from threshold.use_cases.asked import NoLongerAsked, open_ask
from threshold.use_cases.card_photos import PhotoState
from threshold.use_cases.form_desk import FormDesk, NotThere, load_draft
from threshold.use_cases.naming_partner import TOGETHER, name_partner
from threshold.use_cases.own_page import REACH, come_back, own, renew_contact, stop
from threshold.use_cases.photo_answers import take_photo
from threshold.use_cases.signing_anew import read_consent
from threshold.web.pages.ask_view import ask_view, is_half, page_view, targets
from threshold.web.pages.own_views import VIEWS, Here
from threshold.web.pages.seat_pages import SeatPages
from threshold.web.pages.visit import PageReply, Visit, check, csrf

Render = Callable[..., str]
PLACES = frozenset(VIEWS)
"""The last parts of the pages' addresses."""


class OwnPages:
    """The pages. `render` makes HTML as the form's other pages are made."""

    def __init__(self, desk: FormDesk, render: Render) -> None:
        self._desk, self._render = desk, render
        self._seats = SeatPages(desk, self._page)
        self._doing = {
            "yours": self._answer,
            "agreements": self._agree,
            "reach": self._reach,
            "together": self._together,
            "stop": self._stop,
            "offer": self._seats.offer,
            "another-time": self._seats.another_time,
            "check-in": self._seats.check_in,
        }

    def show(self, visit: Visit, place: str) -> PageReply:
        """One of the pages."""
        here = self._here(visit)
        if not isinstance(here, Here):
            return here
        return self._yours(visit, here) if place == "yours" else self._page(visit, here, place)

    def do(self, visit: Visit, place: str) -> PageReply:
        """What is posted to one of them, and where it leads.

        Raises:
            Forged: the form is none of ours.
        """
        check(visit, self._desk.record_key)
        here = self._here(visit)
        if not isinstance(here, Here):
            return here
        doing = self._doing.get(place)
        return doing(visit, here) if doing else self._page(visit, here, place)

    def calendar(self, visit: Visit) -> PageReply:
        """The calendar file of the seat that somebody took; their page where there is none."""
        here = self._here(visit)
        return self._seats.calendar(here) if isinstance(here, Here) else here

    def _here(self, visit: Visit) -> Here | PageReply:
        """Whose page it is, or where to go without one."""
        try:
            draft = load_draft(visit.kept_code, self._desk)
        except NotThere:
            return PageReply(location="/apply?code=needed")
        if not draft.submitted:
            return PageReply(location="/apply/1")
        return Here(visit.kept_code, draft, own(draft, self._desk))

    def _page(
        self, visit: Visit, here: Here, place: str, status: int = 200, **more: object
    ) -> PageReply:
        values = {"faults": (), **VIEWS[place](here, self._desk), **more}
        return self._made(visit, here, f"{place}.html", place, status, values)

    def _made(
        self,
        visit: Visit,
        here: Here,
        template: str,
        place: str,
        status: int,
        values: Mapping[str, object],
    ) -> PageReply:
        about = {"place": place, "csrf": csrf(here.code, self._desk.record_key)}
        html = self._render(template, here.draft.language, visit, **about, **values)
        return PageReply(html, status=status)

    def _yours(
        self, visit: Visit, here: Here, faults: Mapping[str, Fault] | None = None
    ) -> PageReply:
        """What comes next, and before it what is asked; a photo sent in answer is taken."""
        question = open_ask(here.own.record, self._desk.store)
        if question is None:
            return self._page(visit, here, "yours")
        try:
            photo = take_photo(question, f"{visit.site}/apply/yours", self._desk)
        except NoLongerAsked:
            return PageReply(location="/apply/yours")
        if photo and photo.state is PhotoState.HERE:
            return PageReply(location="/apply/yours")
        asked = ask_view(question, self._desk, here.texts, visit.posted, faults, photo)
        status = 422 if faults else 200
        reply = self._page(visit, here, "yours", status, seq=question.seq, **asked)
        return replace(reply, form_targets=targets(photo))

    def _answer(self, visit: Visit, here: Here) -> PageReply:
        """Take the answer to what is asked; one that comes late or twice leads back to the page."""
        back = PageReply(location="/apply/yours")
        question, posted = open_ask(here.own.record, self._desk.store), visit.posted or {}
        if question is None or visit.one("seq") != str(question.seq):
            return back
        faults: Mapping[str, Fault] = {}
        if not is_half(posted):
            try:
                faults = answer(question, posted, self._desk).faults
            except NoLongerAsked:
                return back
            if not faults:
                return back
        return self._yours(visit, here, faults)

    def _agree(self, visit: Visit, here: Here) -> PageReply:
        """Take a consent back, show it to be signed, or sign it; else the page once more."""
        name, go = visit.one("kind"), visit.one("go")
        if name not in REVOCABLE or go not in ("revoke", "give", "sign"):
            return self._page(visit, here, "agreements")
        kind = ConsentKind(name)
        if go == "give":
            return self._signing(visit, here, kind)
        if go == "sign":
            return self._sign(visit, here, kind)
        revoke(here.own.record.intake_id, kind, PATIENT, self._desk.store, self._desk.now())
        return PageReply(location="/apply/agreements")

    def _signing(
        self,
        visit: Visit,
        here: Here,
        kind: ConsentKind,
        posted: Posted | None = None,
        faults: Mapping[str, Fault] | None = None,
    ) -> PageReply:
        """The page of a consent, empty: what was signed and taken back is signed anew."""
        page, name = consent_page(kind), here.own.submission.person.name
        values = {
            **page_view(page, self._desk, here.texts, posted, faults),
            "kind": kind,
            "page": page.id,
            "patient": f"{name.first} {name.last}",
        }
        status = 422 if faults else 200
        return self._made(visit, here, "sign.html", "agreements", status, values)

    def _sign(self, visit: Visit, here: Here, kind: ConsentKind) -> PageReply:
        posted = visit.posted or {}
        consent, faults = read_consent(consent_page(kind), posted, self._desk)
        if faults:
            return self._signing(visit, here, kind, posted, faults)
        store = self._desk.store
        question = open_ask(here.own.record, store)
        if consent and not (question and give_consent(question, consent, self._desk)):
            give(here.own.record.intake_id, consent, PATIENT, store, self._desk.now())
        return PageReply(location="/apply/agreements")

    def _reach(self, visit: Visit, here: Here) -> PageReply:
        posted = visit.posted or {}
        faults = renew_contact(here.own.record.intake_id, posted, self._desk)
        if not faults:
            return PageReply(location="/apply/yours")
        views = page_view(REACH, self._desk, here.texts, posted, faults)
        return self._page(visit, here, "reach", 422, **views)

    def _together(self, visit: Visit, here: Here) -> PageReply:
        posted = visit.posted or {}
        faults = name_partner(here.code, here.own.record.intake_id, posted, self._desk)
        if not faults:
            return PageReply(location="/apply/together")
        views = page_view(TOGETHER, self._desk, here.texts, posted, faults)
        return self._page(visit, here, "together", 422, **views)

    def _stop(self, visit: Visit, here: Here) -> PageReply:
        intake_id, store, now = here.own.record.intake_id, self._desk.store, self._desk.now()
        if visit.one("go") == "stop":
            stop(intake_id, store, now)
        elif visit.one("go") == "return":
            come_back(intake_id, store, self._desk.clinic.program, now)
        return PageReply(location="/apply/yours")
