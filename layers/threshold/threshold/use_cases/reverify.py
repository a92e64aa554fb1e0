"""Filing what verifying again came to, and setting the day of the next time."""

from dataclasses import replace
from datetime import date

from threshold.assessment.deadline import BusinessDays, due
from threshold.assessment.recommendation import Assessment
from threshold.benefits.plan_year import plan_year_of
from threshold.benefits.reverification import next_reverification
from threshold.decision.coverage import Coverage, Standing
from threshold.decision.decide import decide
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.use_cases.asking import Exchanged
from threshold.use_cases.comparing import compared
from threshold.use_cases.desk import Desk
from threshold.use_cases.watch import day_of

_KNOWN_BY = frozenset(
    {
        EventKind.COVERAGE_CONFIRMED,
        EventKind.COVERAGE_CHANGED,
        EventKind.COVERAGE_REVIEW_NEEDED,
    }
)
"""Events by which a coverage becomes the one that is known; of any other, only the 271 is kept."""


def first_reverification(coverage: Coverage | None, desk: Desk) -> date:
    """The day on which to verify the coverage of somebody just accepted again."""
    return _next_day(coverage, None, desk)


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
    day = _next_day(coverage if is_known else before, record.watch.starts_on, desk)
    return replace(step, reverify_on=day)


def _was_asked(coverage: Coverage) -> bool:
    return coverage.standing in (Standing.ANSWERED, Standing.UNREACHABLE)


def _next_day(coverage: Coverage | None, starts_on: date | None, desk: Desk) -> date:
    answer = coverage.answer if coverage else None
    plan_year = plan_year_of(answer) if answer else None
    return next_reverification(day_of(desk.now(), desk.program.time_zone), starts_on, plan_year)
