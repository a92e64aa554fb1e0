"""Filing what verifying again came to, and setting the day of the next time."""

from dataclasses import replace

from threshold.assessment.deadline import BusinessDays, due
from threshold.assessment.recommendation import Assessment
from threshold.benefits.reverification import next_reverification
from threshold.decision.coverage import Coverage, Standing
from threshold.decision.decide import decide
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.use_cases.asking import Exchanged
from threshold.use_cases.comparing import compared
from threshold.use_cases.desk import Desk

_KNOWN_BY = frozenset(
    {
        EventKind.COVERAGE_CONFIRMED,
        EventKind.COVERAGE_CHANGED,
        EventKind.COVERAGE_REVIEW_NEEDED,
    }
)
"""Events by which a coverage becomes the one that is known; of any other, only the 271 is kept."""


def reverified(
    record: IntakeRecord,
    assessment: Assessment,
    coverage: Coverage,
    desk: Desk,
    last: Exchanged | None,
) -> Step:
    """The step that verifying again comes to, for an intake under way.

    last: the exchange that ended it, None where no payer was asked or heard.
    """
    now = desk.now()
    before = desk.store.latest(record.intake_id, FindingKind.COVERAGE, Coverage)
    verdict = compared(before, coverage, assessment, desk.program)
    is_known = verdict.kind in _KNOWN_BY
    kept = [Finding(FindingKind.COVERAGE, coverage)] if is_known else []
    kept += [Finding(FindingKind.X12, last)] if last else []
    step = Step(
        verdict.kind,
        SYSTEM,
        now,
        reasons=verdict.reasons,
        details={
            "standing": coverage.standing.value,
            **decide(assessment, coverage, desk.program, now).versions,
        },
        findings=tuple(kept),
    )
    if verdict.kind is EventKind.COVERAGE_REVIEW_NEEDED:
        return replace(step, due_at=due(BusinessDays(1), now))
    if verdict.kind is EventKind.COVERAGE_NOT_HEARD and _was_asked(coverage):
        return step
    known = coverage if is_known else before
    answer = known.answer if known else None
    day = next_reverification(desk.today, record.watch.starts_on, answer)
    return replace(step, reverify_on=day)


def _was_asked(coverage: Coverage) -> bool:
    return coverage.standing in (Standing.ANSWERED, Standing.UNREACHABLE)
