"""Handing a form over to staff, as far as it got: at once, when it is due, or when it is sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from threshold.form.draft import Draft
from threshold.form.submission_of import document_of
from threshold.form.usable_part import usable_part
from threshold.intake.life_cycle import IllegalTransition
from threshold.intake.submission import Submission
from threshold.use_cases.form_desk import FormDesk, change_kept, kept_draft
from threshold.use_cases.reassess import resubmit
from threshold.use_cases.submit import KeyReused, Receipt, submit
from threshold.use_cases.urgency import has_signal, urgency

DROPPED_OUT_AFTER = timedelta(minutes=10)
"""Since the last page. Source: rule S2; NIMH ASQ, fail safe."""


def due_at(draft: Draft, before: Draft, desk: FormDesk) -> datetime | None:
    """When staff have to hear of a draft that was just saved, unless it is sent before.

    At once, where it is urgent: so it is handed over even if the process dies now. Of what staff
    have already, only of other answers than `before`.
    """
    if draft.intake_id and draft.answers == before.answers:
        return before.due_at
    if urgency(draft, desk.battery, desk.clinic, draft.saved_at):
        return draft.saved_at
    signals = has_signal(draft, desk.battery, desk.clinic)
    return draft.saved_at + DROPPED_OUT_AFTER if signals else None


def hand_over(key: str, draft: Draft, desk: FormDesk, *, sent: bool = False) -> Receipt:
    """Make an intake of a form as it is, or bring the one it became up to date.

    sent: the person wants it, and is done. What was saved meanwhile is yet to be handed over.
    """
    receipt = submitted(key, draft, desk)

    def handed(latest: Draft) -> Draft:
        since = latest.saved_at if sent else latest.due_at
        return replace(
            latest,
            intake_id=receipt.intake_id,
            submitted=latest.submitted or sent,
            due_at=None if latest.version == draft.version else since,
        )

    change_kept(key, desk, handed)
    return receipt


def hand_over_due(keys: Sequence[str], desk: FormDesk) -> int:
    """Hand over every draft of these that is due; returns how many could not be.

    One that fails is reported, stays due, and does not keep the others waiting.
    """
    failed = 0
    for key in keys:
        try:
            draft = kept_draft(key, desk)
            if draft.due_at and draft.due_at <= desk.now():
                hand_over(key, draft, desk)
        except Exception as error:  # noqa: BLE001 - reported, and tried again at the next sweep
            desk.report(error)
            failed += 1
    return failed


def submitted(key: str, draft: Draft, desk: FormDesk) -> Receipt:
    """The intake of a draft: opened, or brought up to date; for one that has ended another."""
    submission, now = submission_of(draft, desk), desk.now()
    name, intake_id = f"draft {key}", draft.intake_id
    while True:
        if intake_id is None:
            try:
                return submit(submission, name, desk.store, desk.clinic, desk.record_key, now)
            except KeyReused as opened:
                intake_id = opened.intake_id
        try:
            kept = desk.record_key, desk.store, desk.clinic, now
            crisis = resubmit(intake_id, submission, *kept)
        except IllegalTransition:
            name, intake_id = f"{name} after {intake_id}", None
        else:
            return Receipt(intake_id, crisis)


def submission_of(draft: Draft, desk: FormDesk) -> Submission:
    """What a draft comes to as a submission: all of it or, which is reported, what can be used.

    Whatever `FormDesk.checked` raises of name, birth date and contact passes through.
    """
    document = document_of(draft)

    def accepts(part: Mapping[str, object]) -> bool:
        try:
            desk.checked(json.dumps(part))
        except Exception:  # noqa: BLE001 - the whole one's was reported
            return False
        return True

    try:
        return desk.checked(json.dumps(document))
    except Exception as error:  # noqa: BLE001 - whatever it is, the person is handed over
        desk.report(error)
        return desk.checked(json.dumps(usable_part(document, accepts)))
