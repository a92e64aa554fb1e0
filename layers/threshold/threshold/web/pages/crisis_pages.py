"""The page of somebody in danger: whom to call now, who calls them, where they are.

It is shown whatever fails: what cannot be kept or looked up is reported, and left out of it.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress

from threshold.form.code import shown
from threshold.form.draft import Draft, Value
from threshold.form.fields import Fault, Posted, Unusable, read
from threshold.form.question_pages import question_field
from threshold.use_cases.check_in import not_safe
from threshold.use_cases.filling import save_page, secure, stopped
from threshold.use_cases.form_desk import FormDesk, NotThere, load_draft
from threshold.use_cases.in_crisis import Standing, go_on, standing, tell_whereabouts
from threshold.use_cases.urgency import Urgency, urgency
from threshold.web.pages.crisis_view import (
    Help,
    carried,
    help_for,
    minutes_left,
    number_to_call,
    says_not_safe,
    whereabouts_views,
)
from threshold.web.pages.step_view import fault_views, phone_in_words
from threshold.web.pages.texts import texts
from threshold.web.pages.visit import Forged, PageReply, Visit, check, csrf

Render = Callable[..., str]
_SAID_NOWHERE = Urgency(crisis=True, medical=False, questions=frozenset())


class CrisisPages:
    """The page at /apply/now. `render` makes HTML as the form's other pages are made."""

    def __init__(self, desk: FormDesk, render: Render) -> None:
        self._desk, self._render = desk, render

    def show(self, visit: Visit, *, told: bool = False) -> PageReply:
        """The page. told: where somebody is was just kept."""
        try:
            draft = secure(visit.kept_code, load_draft(visit.kept_code, self._desk), self._desk)
            stands = standing(draft, self._desk)
        except NotThere:
            return PageReply(self._bare(visit, Help.NONE))
        except Exception as error:  # noqa: BLE001 - reported; whom to call must be seen
            self._desk.report(error)
            return PageReply(self._bare(visit, Help.FAILED), status=503)
        if draft.submitted and not stands.is_called:
            return PageReply(location="/apply/yours")
        return PageReply(self._page(visit, draft, stands, told=told))

    def tell(self, visit: Visit) -> PageReply:
        """Keep where somebody is and how to call them; or let their form go on.

        Raises:
            Forged: the form is none of ours.
        """
        try:
            check(visit, self._desk.record_key)
            return self._told(visit)
        except Exception as error:
            if unkept := self.unkept(visit, error):
                return unkept
            if isinstance(error, Forged):
                raise
            return self._unreached(visit, error, _SAID_NOWHERE)

    def _told(self, visit: Visit) -> PageReply:
        if visit.one("go") == "on":
            return self._going_on(visit)
        self._keep_carried(visit)
        draft, faults = tell_whereabouts(visit.kept_code, visit.posted or {}, self._desk)
        if not faults:
            return PageReply(location="/apply/now?told=yes")
        stands = standing(draft, self._desk)
        html = self._page(visit, draft, stands, posted=visit.posted, faults=faults)
        return PageReply(html, status=422)

    def unkept(self, visit: Visit, error: Exception) -> PageReply | None:
        """The page for what was posted and could not be kept; None where that can wait.

        It carries the answers, so that they are kept when where the person is is told.
        """
        now = self._desk.now()
        said = self._answers(visit.posted or {})
        draft = Draft(visit.language, now, now, said=said)
        found = urgency(draft, self._desk.battery, self._desk.clinic, now)
        if found is None and says_not_safe(visit.posted or {}):
            found = _SAID_NOWHERE
        return self._unreached(visit, error, found) if found else None

    def _unreached(self, visit: Visit, error: Exception, found: Urgency) -> PageReply:
        self._desk.report(error)
        if isinstance(error, NotThere | Forged):
            return PageReply(self._bare(visit, Help.FAILED, found), status=404)
        now = self._desk.now()
        draft = Draft(visit.language, now, now)
        stands = Standing(found, is_called=False, due_at=None)
        return PageReply(self._page(visit, draft, stands, posted=visit.posted), status=503)

    def _answers(self, posted: Posted) -> dict[str, Value]:
        """The answers in what was posted, of whichever page."""
        packs, today = self._desk.clinic.packs.values(), self._desk.now().date()
        fields = (question_field(pack, item) for pack in packs for item in pack.items)
        found: dict[str, Value | None] = {}
        for field in fields:
            with suppress(Unusable):
                found[field.name] = read(field, posted, today)
        return {name: said for name, said in found.items() if said is not None}

    def _keep_carried(self, visit: Visit) -> None:
        """Keep the answers that an earlier try could not."""
        draft = load_draft(visit.kept_code, self._desk)
        if draft.intake_id and says_not_safe(visit.posted or {}):
            not_safe(draft.intake_id, self._desk.store, self._desk.now())
        way = self._desk.way(draft)
        place = way.place_of(visit.one("page"))
        page = way.at(place) if place else None
        if page and way.is_open(page, draft) and not stopped(draft, self._desk):
            save_page(visit.kept_code, page, visit.posted or {}, self._desk)

    def _going_on(self, visit: Visit) -> PageReply:
        go_on(visit.kept_code, load_draft(visit.kept_code, self._desk), self._desk)
        draft = load_draft(visit.kept_code, self._desk)
        return PageReply(location=f"/apply/{self._desk.way(draft).first_open(draft)}")

    def _bare(self, visit: Visit, help_: Help, found: Urgency = _SAID_NOWHERE) -> str:
        """The page where nothing is known of the person."""
        return self._render(
            "now.html",
            visit.language,
            visit,
            help=help_,
            urgency=found,
            code="",
            told=False,
            faults=(),
        )

    def _page(
        self,
        visit: Visit,
        draft: Draft,
        stands: Standing,
        *,
        posted: Posted | None = None,
        faults: Mapping[str, Fault] | None = None,
        told: bool = False,
    ) -> str:
        tongue, now, desk = texts(draft.language), self._desk.now(), self._desk
        views = whereabouts_views(draft, tongue, desk.clinic.packs, posted, faults)
        goes_on = stands.urgency is None and not draft.submitted
        return self._render(
            "now.html",
            draft.language,
            visit,
            help=help_for(draft, stands, now),
            urgency=stands.urgency or _SAID_NOWHERE,
            phone=phone_in_words(number_to_call(draft)),
            minutes=minutes_left(stands, now),
            told=told,
            fields=views,
            faults=fault_views(views),
            going_on=desk.way(draft).first_open(draft) if goes_on else 0,
            carried=carried(posted),
            code=shown(visit.kept_code),
            csrf=csrf(visit.kept_code, desk.record_key),
        )
