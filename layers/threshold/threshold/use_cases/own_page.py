"""What a person does with their own request after it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.form.amending import amended
from threshold.form.draft import Draft
from threshold.form.fields import Fault, Posted
from threshold.form.page import Page
from threshold.form.pages import BEFORE
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import (
    EventKind,
    IllegalTransition,
    NotPermitted,
    Role,
    Status,
    Worklist,
    transition,
)
from threshold.intake.ports import IntakeStore
from threshold.intake.record import PATIENT, IntakeRecord
from threshold.intake.submission import Submission
from threshold.program.model import Program
from threshold.use_cases.filling import read_page
from threshold.use_cases.form_desk import FormDesk
from threshold.use_cases.stepping import take
from threshold.use_cases.submitted import last_submission
from threshold.use_cases.what_next import next_business_day

REACH: Page = next(page for page in BEFORE if page.id == "reach")
"""How to reach the person: asked as in the form."""


@dataclass(frozen=True, slots=True)
class Own:
    """A request as it stands. `zone` is where the person is, as far as they said."""

    record: IntakeRecord
    submission: Submission
    zone: ZoneInfo


def own(draft: Draft, desk: FormDesk) -> Own:
    """The request that a form became.

    Raises:
        LookupError: it became none.
    """
    if draft.intake_id is None:
        raise LookupError("a form that was sent without its intake")
    submission = last_submission(draft.intake_id, desk.store)
    zone = submission.availability.time_zone or desk.clinic.program.time_zone
    return Own(desk.store.load(draft.intake_id), submission, ZoneInfo(zone))


def may_stop(record: IntakeRecord) -> bool:
    """Whether the person can stop their request by themselves; in danger, they are called first."""
    if record.worklist is Worklist.CRISIS:
        return False
    try:
        transition(record.status, EventKind.WITHDRAWN, Role.PATIENT)
    except (IllegalTransition, NotPermitted):
        return False
    return True


def stop(intake_id: str, store: IntakeStore, now: datetime) -> None:
    """Stop a request; nothing where it has stopped, or is not the person's to stop."""
    step = Step(EventKind.WITHDRAWN, PATIENT, now)
    take(store, intake_id, lambda record: step if may_stop(record) else None)


def come_back(intake_id: str, store: IntakeStore, program: Program, now: datetime) -> None:
    """Take a request up that the person had stopped: somebody looks at it. Else nothing."""
    step = Step(EventKind.REOPENED, PATIENT, now, due_at=next_business_day(now, program))
    take(store, intake_id, lambda record: step if record.status is Status.WITHDRAWN else None)


def renew_contact(intake_id: str, posted: Posted, desk: FormDesk) -> Mapping[str, Fault]:
    """Keep another way to reach the person; nothing where it is the same. The faults, if any."""
    said, faults = read_page(REACH, posted, desk)
    if faults:
        return faults

    def plan(_: IntakeRecord) -> Step | None:
        before = last_submission(intake_id, desk.store)
        after = amended(before, said)
        if after == before:
            return None
        found = Finding(FindingKind.SUBMISSION, after)
        return Step(EventKind.CONTACT_RENEWED, PATIENT, desk.now(), findings=(found,))

    take(desk.store, intake_id, plan)
    return faults
