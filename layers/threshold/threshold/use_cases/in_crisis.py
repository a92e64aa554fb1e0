"""Somebody whose form has stopped: where they stand, where they are, and when they go on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from threshold.form.draft import Draft
from threshold.form.fields import Fault, Field, Kind, Posted
from threshold.form.page import Page, Section
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind, Worklist
from threshold.intake.record import PATIENT, IntakeRecord
from threshold.use_cases.filling import read_page, secure
from threshold.use_cases.form_desk import FormDesk, change
from threshold.use_cases.stepping import take
from threshold.use_cases.submitted import last_submission
from threshold.use_cases.urgency import Urgency, urgency

WHEREABOUTS = Page(
    "whereabouts",
    Section.ABOUT_YOU,
    (
        Field("location.address", Kind.LINE, autocomplete="street-address"),
        Field("location.call_back_phone", Kind.PHONE, autocomplete="tel"),
    ),
)
"""What is asked on the page of somebody in danger, and nothing else. A blank changes nothing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands.

    urgency: why their form stops; None: it does not. is_called: staff have them on the crisis
    worklist; they are to call by `due_at`, None where nobody was told yet.
    """

    urgency: Urgency | None
    is_called: bool
    due_at: datetime | None


def standing(draft: Draft, desk: FormDesk) -> Standing:
    """Where the person of a draft stands."""
    record = desk.store.load(draft.intake_id) if draft.intake_id else None
    called = record is not None and record.worklist is Worklist.CRISIS
    return Standing(
        urgency(draft, desk.battery, desk.clinic, desk.now()),
        called,
        record.due_at if record and called else None,
    )


def tell_whereabouts(
    code: str, posted: Posted, desk: FormDesk
) -> tuple[Draft, Mapping[str, Fault]]:
    """Keep where somebody is and their number, in the draft and where staff look at once.

    Where staff do not have the form yet, they are given it.

    Raises:
        NotThere: there is no such form.
    """
    said, faults = read_page(WHEREABOUTS, posted, desk)
    told = {name: value for name, value in said.items() if value is not None}
    at = desk.now()
    draft = secure(code, change(code, desk, lambda latest: latest.saying(told, at)), desk)
    if draft.intake_id:
        _renew_contact(draft.intake_id, draft, desk)
    return draft, faults


def _renew_contact(intake_id: str, draft: Draft, desk: FormDesk) -> None:
    def plan(_: IntakeRecord) -> Step | None:
        before = last_submission(intake_id, desk.store)
        location = replace(
            before.location,
            address=_text(draft, "location.address"),
            call_back_phone=_text(draft, "location.call_back_phone"),
        )
        if location == before.location:
            return None
        finding = Finding(FindingKind.SUBMISSION, replace(before, location=location))
        return Step(EventKind.CONTACT_RENEWED, PATIENT, desk.now(), findings=(finding,))

    take(desk.store, intake_id, plan)


def _text(draft: Draft, name: str) -> str | None:
    value = draft.said.get(name)
    return value if isinstance(value, str) else None


def go_on(code: str, draft: Draft, desk: FormDesk) -> None:
    """Let the form go on, once staff have spoken with the person: what it stopped at is asked anew.

    What they said then stays in the intake. While staff have yet to call nothing happens.

    Raises:
        NotThere: there is no such form.
    """
    now = standing(draft, desk)
    if now.is_called or now.urgency is None or draft.intake_id is None:
        return
    again = dict.fromkeys(now.urgency.questions)
    change(code, desk, lambda latest: latest.saying(again, desk.now()))
