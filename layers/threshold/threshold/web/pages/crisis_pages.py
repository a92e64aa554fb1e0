"""The page of somebody in danger: whom to call now, who calls them, where they are.

It is shown whatever fails: what cannot be kept or looked up is reported, and left out of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from threshold.assessment.pack import Pack
from threshold.form.code import shown
from threshold.form.draft import ANSWERS, Draft, Value
from threshold.form.fields import Fault, Field, Posted, Unusable, read
from threshold.form.question_pages import question_field
from threshold.use_cases.filling import save_page, secure
from threshold.use_cases.form_desk import FormDesk, NotThere, load_draft
from threshold.use_cases.in_crisis import (
    WHEREABOUTS,
    Standing,
    go_on,
    standing,
    tell_whereabouts,
)
from threshold.use_cases.urgency import Urgency, urgency
from threshold.web.pages.step_view import FieldView, fault_views, field_views, phone_in_words
from threshold.web.pages.texts import Texts, texts
from threshold.web.pages.visit import Forged, PageReply, Visit, check, csrf

Render = Callable[..., str]
_ADDRESS, _CALL_BACK = (field.name for field in WHEREABOUTS.fields)
_SAID_NOWHERE = Urgency(crisis=True, medical=False, questions=frozenset())


class Help(StrEnum):
    """What the page may promise: never more than is so."""

    SOON = "soon"
    LATE = "late"
    NOT_TO_CALL = "not_to_call"
    FAILED = "failed"
    CLEARED = "cleared"
    NONE = "none"


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
        check(visit, self._desk.record_key)
        try:
            if visit.one("go") == "on":
                return self._going_on(visit)
            self._keep_carried(visit)
            draft, faults = tell_whereabouts(visit.kept_code, visit.posted or {}, self._desk)
            if not faults:
                return PageReply(location="/apply/now?told=yes")
            stands = standing(draft, self._desk)
        except NotThere:
            return PageReply(location="/apply/now")
        except Exception as error:  # noqa: BLE001 - reported; whom to call must be seen
            return self.unkept(visit, error) or self._unreached(visit, error, _SAID_NOWHERE)
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
        today = self._desk.now().date()
        found: dict[str, Value] = {}
        for pack in self._desk.clinic.packs.values():
            for field in _asked(pack, posted):
                try:
                    said = read(field, posted, today)
                except Unusable:
                    continue
                if said is not None:
                    found[field.name] = said
        return found

    def _keep_carried(self, visit: Visit) -> None:
        """Keep the answers that an earlier try could not."""
        draft = load_draft(visit.kept_code, self._desk)
        way = self._desk.way(draft)
        place = way.place_of(visit.one("page"))
        page = way.at(place) if place else None
        if page and way.is_open(page, draft):
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
        tongue = texts(draft.language)
        views = self._views(draft, tongue, posted, faults)
        minutes = self._minutes_left(stands)
        return self._render(
            "now.html",
            draft.language,
            visit,
            help=_help(draft, stands, minutes),
            urgency=stands.urgency or _SAID_NOWHERE,
            phone=phone_in_words(_number(draft)),
            minutes=minutes,
            told=told,
            fields=views,
            faults=fault_views(views),
            goes_on=stands.urgency is None and not draft.submitted,
            carried=_carried(posted or {}),
            code=shown(visit.kept_code),
            csrf=csrf(visit.kept_code, self._desk.record_key),
        )

    def _views(
        self,
        draft: Draft,
        tongue: Texts,
        posted: Posted | None,
        faults: Mapping[str, Fault] | None,
    ) -> list[FieldView]:
        if posted is not None and not {_ADDRESS, _CALL_BACK} & posted.keys():
            posted = None
        filled = draft.saying({_CALL_BACK: _number(draft) or None}, draft.saved_at)
        views = field_views(WHEREABOUTS, filled, tongue, self._desk.clinic.packs, posted, faults)
        labels = {_ADDRESS: tongue("now.where.address"), _CALL_BACK: tongue("now.where.phone")}
        return [replace(one, label=labels[one.name], needed=True) for one in views]

    def _minutes_left(self, stands: Standing) -> int:
        """Whole minutes until a call is due, 0 once it was."""
        if stands.due_at is None:
            return 0
        return max(0, -((self._desk.now() - stands.due_at) // timedelta(minutes=1)))


def _asked(pack: Pack, posted: Posted) -> list[Field]:
    fields = (question_field(pack, item) for item in pack.items)
    return [field for field in fields if field.name in posted]


def _number(draft: Draft) -> str:
    """The number that staff may call, empty for none."""
    names = [_CALL_BACK]
    if draft.said.get("contact.may_call") is not False:
        names.append("contact.phone")
    return next((str(draft.said[name]) for name in names if name in draft.said), "")


def _help(draft: Draft, stands: Standing, minutes: int) -> Help:
    if not stands.is_called:
        if stands.urgency is None:
            return Help.NONE
        return Help.CLEARED if draft.intake_id else Help.FAILED
    if not _number(draft):
        return Help.NOT_TO_CALL
    return Help.SOON if minutes else Help.LATE


def _carried(posted: Posted) -> dict[str, str]:
    names = [name for name in posted if name.startswith(ANSWERS)]
    return {name: "".join(posted[name][:1]) for name in (*names, "page") if name in posted}
