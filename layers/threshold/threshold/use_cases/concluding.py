"""Ending a conversation with a payer: what it came to, and what becomes of the intake by it."""

from dataclasses import replace
from datetime import datetime

from threshold.assessment.recommendation import Assessment
from threshold.decision.coverage import Coverage, Standing
from threshold.decision.coverage_rules import asked_of_patient
from threshold.decision.decide import decide
from threshold.eligibility.answer.model import Answer
from threshold.eligibility.conversation.model import Silence
from threshold.eligibility.conversation.understanding import remembered_next, understood
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.use_cases.asking import Exchanged
from threshold.use_cases.deciding import step_of
from threshold.use_cases.desk import Desk, is_open
from threshold.use_cases.resuming import Talk
from threshold.use_cases.stepping import take

_UNHEARD = {
    Silence.NOT_HEARD: Standing.UNREACHABLE,
    Silence.REFUSED: Standing.REQUEST_REFUSED,
}


def end(intake_id: str, desk: Desk, talk: Talk, last: Exchanged | None) -> None:
    """Decide by all that was said, and remember who administers the group's benefits.

    last: the exchange that ended it, None where stored answers did.
    """
    conclude(intake_id, desk, _coverage(talk, desk.now()), last)
    payer, group = talk.clearance.payer.id, talk.clearance.card.group_number
    administrator = remembered_next(talk.said, talk.scope)
    if group and administrator != talk.scope.remembered:
        desk.store.remember_administrator(payer, group, administrator)


def _coverage(talk: Talk, at: datetime) -> Coverage:
    found = understood(talk.said)
    question, reply = found.base.question, found.base.reply
    payer = question.administrator or talk.clearance.payer.id
    if isinstance(reply, Answer):
        return Coverage(Standing.ANSWERED, at, payer, reply, found.further, question.wording)
    return Coverage(_UNHEARD[reply], at, payer, further=found.further)


def conclude(intake_id: str, desk: Desk, coverage: Coverage, last: Exchanged | None = None) -> None:
    """Decide by what was found; file it where the intake has meanwhile gone another way.

    The assessment is read at each try: the person may have answered again meanwhile.
    """
    findings = [Finding(FindingKind.COVERAGE, coverage)]
    findings += [Finding(FindingKind.X12, last)] if last else []
    at = desk.now()
    filed = Step(EventKind.ANSWER_FILED, SYSTEM, at, findings=tuple(findings))

    def plan(latest: IntakeRecord) -> Step:
        if not is_open(latest):
            return filed
        assessment = desk.store.latest(intake_id, FindingKind.ASSESSMENT, Assessment)
        if assessment is None:
            raise LookupError("an assessed intake without its assessment")
        decision = decide(assessment, coverage, desk.program, at)
        step = step_of(decision, SYSTEM, at, *findings)
        return replace(step, details={**step.details, **_told(coverage, desk, step, last)})

    take(desk.store, intake_id, plan)


def _told(coverage: Coverage, desk: Desk, step: Step, last: Exchanged | None) -> dict[str, str]:
    """What the event says beside its reasons."""
    told = {}
    wanted = asked_of_patient(coverage, desk.program)
    if wanted and step.kind is EventKind.PATIENT_INPUT_NEEDED:
        told["asks"] = wanted.value
    if coverage.standing is Standing.ANSWERED and last is None:
        told["answered_from"] = "stored answers"
    return told


def move_or_file(intake_id: str, desk: Desk, step: Step) -> None:
    """Take a step, or only file what it found where it comes too late to move the intake."""
    filed = Step(EventKind.ANSWER_FILED, SYSTEM, step.at, findings=step.findings)
    take(desk.store, intake_id, lambda latest: step if is_open(latest) else filed)
