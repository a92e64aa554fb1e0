"""Ending a conversation with a payer: what it came to, and what becomes of the intake by it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from threshold.assessment.recommendation import Assessment
from threshold.benefits.reverification import next_reverification
from threshold.decision.coverage import UNHEARD, Coverage, Standing
from threshold.decision.coverage_rules import asked_of_patient
from threshold.decision.decide import decide
from threshold.eligibility.conversation.model import Silence
from threshold.eligibility.conversation.understanding import understood
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.use_cases.asking import Exchanged
from threshold.use_cases.deciding import step_of
from threshold.use_cases.desk import Desk, is_open
from threshold.use_cases.resuming import Talk
from threshold.use_cases.stepping import take

_ENDS_ALONE = frozenset({EventKind.REFERRED, EventKind.NOT_SERVED})
"""What only a first assessment, or a human, may end an intake by."""
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})
FROM_STORED_ANSWERS: Mapping[str, str] = MappingProxyType({"answered_from": "stored answers"})
"""What the event says where no payer was asked for it."""


def end(
    intake_id: str,
    desk: Desk,
    talk: Talk,
    last: Exchanged | None = None,
    told: Mapping[str, str] = NOTHING_MORE,
) -> None:
    """Decide by all that was said.

    last: the exchange that ended it, None where none did; told: what the event says beside, and
    beside the other intakes whose answers were used.
    """
    others = {"answered_in": " ".join(talk.answered_in)} if talk.answered_in else {}
    conclude(intake_id, desk, _coverage(talk, desk.now()), last, {**told, **others})


def _coverage(talk: Talk, at: datetime) -> Coverage:
    found = understood(talk.said)
    question, reply = found.base.question, found.base.reply
    payer = question.administrator or talk.clearance.payer.id
    if isinstance(reply, Silence):
        return Coverage(UNHEARD[reply], at, payer, further=found.further, silence=reply)
    silences = (heard.reply for heard in talk.said if isinstance(heard.reply, Silence))
    silence = next(silences, None)
    wording = question.wording
    return Coverage(Standing.ANSWERED, at, payer, reply, found.further, wording, silence)


def is_candidate(intake_id: str, desk: Desk) -> bool:
    """Whether the person is still one whose coverage matters: nobody else is asked about."""
    decision = decide(_assessment(intake_id, desk), None, desk.program, desk.now())
    return decision.event is EventKind.ASSESSED


def _assessment(intake_id: str, desk: Desk) -> Assessment:
    found = desk.store.latest(intake_id, FindingKind.ASSESSMENT, Assessment)
    if found is None:
        raise LookupError("an assessed intake without its assessment")
    return found


def conclude(
    intake_id: str,
    desk: Desk,
    coverage: Coverage | None,
    last: Exchanged | None = None,
    told: Mapping[str, str] = NOTHING_MORE,
) -> None:
    """Decide by what was found; file it where the intake has meanwhile gone another way.

    The assessment is read at each try: the person may have answered again meanwhile. Whoever is no
    candidate any more is looked at by a human.
    """
    findings = [Finding(FindingKind.COVERAGE, coverage)] if coverage else []
    findings += [Finding(FindingKind.X12, last)] if last else []
    at = desk.now()
    filed = Step(EventKind.ANSWER_FILED, SYSTEM, at, findings=tuple(findings))

    def plan(latest: IntakeRecord) -> Step:
        if not is_open(latest):
            return filed
        assessment = _assessment(intake_id, desk)
        if coverage and latest.watch.under_way:
            # Of all who are verified few are so again: the rest do not pay for loading this.
            from threshold.use_cases.reverify import reverified

            step = reverified(latest, assessment, coverage, desk, last)
        else:
            step = _decided(assessment, coverage, desk, at, findings)
        return replace(step, details={**step.details, **told})

    take(desk.store, intake_id, plan)


def _decided(
    assessment: Assessment,
    coverage: Coverage | None,
    desk: Desk,
    at: datetime,
    findings: list[Finding],
) -> Step:
    """The step a first verification comes to; the accepted are verified again some day."""
    step = step_of(decide(assessment, coverage, desk.program, at), SYSTEM, at, *findings)
    if step.kind in _ENDS_ALONE:
        return replace(step, kind=EventKind.REVIEW_NEEDED)
    if step.kind is EventKind.ACCEPTED:
        answer = coverage.answer if coverage else None
        return replace(step, reverify_on=next_reverification(desk.today, None, answer))
    asks = _asks(coverage, desk, step) if coverage else {}
    return replace(step, details={**step.details, **asks})


def _asks(coverage: Coverage, desk: Desk, step: Step) -> dict[str, str]:
    """What the patient is asked for, where anything is."""
    wanted = asked_of_patient(coverage, desk.program)
    if wanted and step.kind is EventKind.PATIENT_INPUT_NEEDED:
        return {"asks": wanted.value}
    return {}


def move_or_file(intake_id: str, desk: Desk, step: Step) -> None:
    """Take a step, or only file what it found where it comes too late to move the intake."""
    filed = Step(EventKind.ANSWER_FILED, SYSTEM, step.at, findings=step.findings)
    take(desk.store, intake_id, lambda latest: step if is_open(latest) else filed)
