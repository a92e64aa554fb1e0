"""What the page of somebody in danger shows of them: never a promise that is not so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from threshold.assessment.pack import Pack
from threshold.form.draft import ANSWERS, Draft
from threshold.form.fields import Fault, Posted
from threshold.use_cases.in_crisis import WHEREABOUTS, Standing
from threshold.web.pages.step_view import FieldView, field_views
from threshold.web.pages.texts import Texts

SAFE = "safe"
"""The field of the question that whoever waits is asked every week."""
ADDRESS, CALL_BACK = (field.name for field in WHEREABOUTS.fields)


class Help(StrEnum):
    """What the page says of our own help.

    SOON: somebody calls in so many minutes. LATE: they should have. NOT_TO_CALL: there is no
    number that we may call. FAILED: nobody may know yet. CLEARED: staff have dealt with it, and
    the form can go on. NONE: there is nothing to say.
    """

    SOON = "soon"
    LATE = "late"
    NOT_TO_CALL = "not_to_call"
    FAILED = "failed"
    CLEARED = "cleared"
    NONE = "none"


def help_for(draft: Draft, stands: Standing, now: datetime) -> Help:
    """What may be said to the person of a draft."""
    if not stands.is_called:
        if stands.urgency is None:
            return Help.NONE
        return Help.CLEARED if draft.intake_id else Help.FAILED
    if not number_to_call(draft):
        return Help.NOT_TO_CALL
    return Help.SOON if minutes_left(stands, now) else Help.LATE


def minutes_left(stands: Standing, now: datetime) -> int:
    """Whole minutes until a call is due, begun ones too; 0 once it was."""
    if stands.due_at is None:
        return 0
    return max(0, -((now - stands.due_at) // timedelta(minutes=1)))


def number_to_call(draft: Draft) -> str:
    """The number that staff may call, empty for none."""
    may_call = draft.said.get("contact.may_call") is not False
    names = (CALL_BACK, "contact.phone") if may_call else (CALL_BACK,)
    return next((str(draft.said[name]) for name in names if name in draft.said), "")


def whereabouts_views(
    draft: Draft,
    texts: Texts,
    packs: Mapping[str, Pack],
    posted: Posted | None,
    faults: Mapping[str, Fault] | None,
) -> list[FieldView]:
    """The two questions of the page, with what is known or was typed."""
    typed = posted if posted and {ADDRESS, CALL_BACK} & posted.keys() else None
    filled = draft.saying({CALL_BACK: number_to_call(draft) or None}, draft.saved_at)
    labels = {ADDRESS: texts("now.where.address"), CALL_BACK: texts("now.where.phone")}
    views = field_views(WHEREABOUTS, filled, texts, packs, typed, faults)
    return [replace(one, label=labels[one.name], needed=True) for one in views]


def carried(posted: Posted | None) -> dict[str, str]:
    """The answers of a page that could not be kept, and which page it was."""
    of_page = ("page", SAFE)
    names = [name for name in posted or {} if name in of_page or name.startswith(ANSWERS)]
    return {name: "".join((posted or {})[name][:1]) for name in names}


def says_not_safe(posted: Posted) -> bool:
    """Whether somebody who waits says, when asked how they are, that they are not safe."""
    return "".join(posted.get(SAFE, ())[:1]) == "no"
