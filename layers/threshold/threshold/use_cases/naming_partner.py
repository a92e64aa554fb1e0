"""Saying after the form was sent who one comes with: an invitation made, or typed."""

from collections.abc import Mapping
from dataclasses import replace

from threshold.form.fields import Fault, Posted
from threshold.form.inviting import invitation_of, with_invitation
from threshold.form.pages import BEFORE
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.record import PATIENT, IntakeRecord
from threshold.intake.submission import Couple, Submission
from threshold.use_cases.filling import read_page
from threshold.use_cases.form_desk import FormDesk, change
from threshold.use_cases.stepping import take
from threshold.use_cases.submit import couple_of

TOGETHER = next(page for page in BEFORE if page.id == "together")
"""Asked as in the form."""


def name_partner(code: str, intake_id: str, posted: Posted, desk: FormDesk) -> Mapping[str, Fault]:
    """Keep who somebody comes with, on their form and their intake; the faults, if any.

    Raises:
        NotThere: there is no such form.
    """
    said, faults = read_page(TOGETHER, posted, desk)
    if faults:
        return faults
    draft = change(
        code, desk, lambda now: with_invitation(now.saying(said, desk.now()), desk.below)
    )
    invitation = invitation_of(draft)

    def plan(record: IntakeRecord) -> Step | None:
        before = desk.store.latest(intake_id, FindingKind.SUBMISSION, Submission)
        if before is None or record.status is Status.WITHDRAWN:
            return None
        after = replace(before, couple=replace(before.couple or Couple(), invitation=invitation))
        couple = couple_of(after, desk.record_key)
        if couple == record.couple:
            return None
        found = Finding(FindingKind.SUBMISSION, after)
        return Step(
            EventKind.PARTNER_NAMED, PATIENT, desk.now(), findings=(found,), couple=couple or ""
        )

    take(desk.store, intake_id, plan)
    return faults
