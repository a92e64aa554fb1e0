"""Re-assessing: later answers of the same person, beside the old ones, with what changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from threshold.assessment.progress import progress
from threshold.assessment.submission_facts import facts_of
from threshold.decision.decide import decide
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.identification import person_key
from threshold.intake.life_cycle import EventKind, Status, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import PATIENT, Actor, IntakeRecord
from threshold.intake.submission import Answer, Submission
from threshold.record_key import RecordKey
from threshold.use_cases.assess import Clinic, assessed, is_screened
from threshold.use_cases.deciding import step_of
from threshold.use_cases.stepping import take
from threshold.use_cases.submit import consents_of, couple_of
from threshold.use_cases.submitted import last_submission

Answers = Mapping[str, Mapping[str, Answer]]

_CLEARED = frozenset({Status.ASSESSED, Status.VERIFYING, Status.ACCEPTED, Status.OFFERED})


def reassess(
    intake_id: str,
    answers: Answers,
    actor: Actor,
    store: IntakeStore,
    clinic: Clinic,
    now: datetime,
) -> bool:
    """Store later answers and what they come to; whether the person is in crisis now.

    Whoever gives cause for review, or was on the way to a seat and is no candidate any more, goes
    to a clinician; a crisis goes to the crisis worklist from wherever the intake is, ended or not.
    Nobody is cleared by answering again.

    Raises:
        Unknown: no intake has this id.
        IllegalTransition: the intake has ended, and this is no crisis.
    """

    def with_answers(before: Submission) -> Submission:
        return replace(before, answers={**before.answers, **answers})

    return _renew(intake_id, with_answers, answers, actor, store, clinic, now)


def resubmit(
    intake_id: str,
    submission: Submission,
    record_key: RecordKey,
    store: IntakeStore,
    clinic: Clinic,
    now: datetime,
) -> bool:
    """Store all that a person sent anew, as `reassess` does answers; whether they are in crisis.

    Raises:
        Unknown: no intake has this id.
        IllegalTransition: the intake has ended, and this is no crisis.
    """
    return _renew(
        intake_id,
        lambda _: submission,
        submission.answers,
        PATIENT,
        store,
        clinic,
        now,
        *consents_of(submission),
        couple=couple_of(submission, record_key) or "",
        person=person_key(submission.person, record_key),
    )


def _renew(
    intake_id: str,
    amend: Callable[[Submission], Submission],
    answers: Answers,
    actor: Actor,
    store: IntakeStore,
    clinic: Clinic,
    now: datetime,
    *findings: Finding,
    couple: str | None = None,
    person: str | None = None,
) -> bool:
    found: list[EventKind] = []

    def plan(record: IntakeRecord) -> Step:
        before = last_submission(intake_id, store)
        sent = amend(before)
        assessment = assessed(sent, clinic, now)
        decision = decide(assessment, None, clinic.program, now)
        found.append(decision.event)
        step = step_of(
            decision,
            actor,
            now,
            Finding(FindingKind.SUBMISSION, sent),
            Finding(FindingKind.ASSESSMENT, assessment),
            Finding(FindingKind.PROGRESS, _progress(before, sent, clinic, now)),
            *findings,
        )
        step = replace(step, screened=is_screened(answers, assessment))
        return replace(_step(record, step), couple=couple, person=person)

    take(store, intake_id, plan)
    return found[-1] is EventKind.CRISIS_FOUND


def _step(record: IntakeRecord, step: Step) -> Step:
    """What later answers do to an intake where it is, given what they come to by themselves."""
    if step.kind is EventKind.CRISIS_FOUND:
        return step
    doubtful = step.kind is EventKind.REVIEW_NEEDED
    no_candidate = record.status in _CLEARED and step.kind is not EventKind.ASSESSED
    if (doubtful or no_candidate) and record.worklist is not Worklist.CRISIS:
        return replace(step, kind=EventKind.REVIEW_NEEDED)
    return Step(
        EventKind.ANSWERS_RENEWED,
        step.actor,
        step.at,
        findings=step.findings,
        screened=step.screened,
    )


def _progress(before: Submission, sent: Submission, clinic: Clinic, now: datetime) -> object:
    packs, today = clinic.packs, now.date()
    return progress(facts_of(before, packs, today).scored, facts_of(sent, packs, today).scored)
