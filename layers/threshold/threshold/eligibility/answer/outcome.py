"""What a whole 271 comes to.

The patient's plan-level statuses decide first: a rejection beside them is reported, not obeyed.
Without a status the rejections decide; without either the outcome is unknown, never inactive.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from threshold.eligibility.aaa import NOT_LISTED, REJECT_REASONS
from threshold.eligibility.answer import codes
from threshold.eligibility.answer.blocks import is_plan_level
from threshold.eligibility.answer.loops import BenefitGroup
from threshold.eligibility.answer.model import (
    Benefit,
    BenefitKind,
    CoverageDates,
    Outcome,
    Rejection,
    Segments,
)

_ACTIVE = (BenefitKind.ACTIVE, BenefitKind.ACTIVE_PENDING)
# A request that is wrong in itself stays wrong when repeated, so it outweighs "ask again later".
_PRECEDENCE = (Outcome.CONFIG_ERROR, Outcome.RETRY, Outcome.REJECTED)


class Status(NamedTuple):
    """One status of the patient's own plan, with the dates that hold for it."""

    group: BenefitGroup
    benefit: Benefit
    dates: CoverageDates

    @property
    def plan_name(self) -> str:
        """EB05, by which payers tell several plans apart; often empty."""
        return self.group.eb.element(5)


class Decision(NamedTuple):
    """The outcome, the statuses it rests on, and what to tell a person."""

    outcome: Outcome
    statuses: tuple[Status, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def segments(self) -> Segments:
        """Segments of the statuses."""
        return tuple([status.benefit.segment for status in self.statuses])


def decide(
    statuses: Sequence[Status], rejections: Sequence[Rejection], as_of: date | None
) -> Decision:
    """The outcome from the patient's statuses (all service types) and the rejections."""
    plan = [status for status in statuses if is_plan_level(status.benefit)]
    if plan:
        decision = _from_plan(plan, as_of)
        if decision.outcome is Outcome.INACTIVE:
            decision = _unless_active_for_behavioral(decision, statuses, as_of)
        if not rejections:
            return decision
        both = "the payer both answered and rejected: read both"
        return decision._replace(warnings=(*decision.warnings, both))
    if rejections:
        return Decision(rejected(rejections))
    return _from_services(statuses)


def rejected(rejections: Sequence[Rejection]) -> Outcome:
    """The outcome of rejections alone."""
    outcomes = {REJECT_REASONS.get(one.code, NOT_LISTED).outcome for one in rejections}
    return next(outcome for outcome in _PRECEDENCE if outcome in outcomes)


def _from_plan(plan: Sequence[Status], as_of: date | None) -> Decision:
    active = [status for status in plan if status.benefit.kind in _ACTIVE]
    if not active:
        pending = any(s.benefit.kind is BenefitKind.INACTIVE_PENDING for s in plan)
        warnings = ("inactive pending an update or investigation",) if pending else ()
        return Decision(Outcome.INACTIVE, tuple(plan), warnings)
    current = tuple([status for status in active if _is_current(status, as_of)])
    if not current:
        return _not_current(active, as_of)
    if len(active) < len(plan) and _is_contradicted(current, plan):
        return Decision(
            Outcome.UNKNOWN, tuple(plan), ("the plan is stated both active and inactive",)
        )
    if BenefitKind.ACTIVE_PENDING in [status.benefit.kind for status in current]:
        return Decision(Outcome.ACTIVE_PENDING, current)
    return Decision(Outcome.ACTIVE, current)


def _unless_active_for_behavioral(
    decision: Decision, statuses: Sequence[Status], as_of: date | None
) -> Decision:
    """A behavioral administrator may call the medical plan inactive and its own benefits active."""
    behavioral = [one for one in _behavioral(statuses) if _lasts(one, as_of)]
    if not behavioral:
        return decision
    warning = "the plan is stated inactive, yet a behavioral service active"
    return Decision(Outcome.UNKNOWN, (*decision.statuses, *behavioral), (warning,))


def _lasts(status: Status, as_of: date | None) -> bool:
    return _is_current(status, as_of) or _is_future(status, as_of)


def _behavioral(statuses: Sequence[Status]) -> tuple[Status, ...]:
    return tuple(
        status
        for status in statuses
        if status.benefit.kind is BenefitKind.ACTIVE
        and not codes.OUTPATIENT_BEHAVIORAL.isdisjoint(status.benefit.service_types)
    )


def _not_current(active: Sequence[Status], as_of: date | None) -> Decision:
    future = tuple(status for status in active if _is_future(status, as_of))
    if future:
        return Decision(Outcome.NOT_YET_ACTIVE, future)
    return Decision(
        Outcome.UNKNOWN, tuple(active), ("stated active, yet its coverage dates have passed",)
    )


def _is_future(status: Status, as_of: date | None) -> bool:
    return bool(as_of and status.dates.begin and status.dates.begin > as_of)


def _is_current(status: Status, as_of: date | None) -> bool:
    dates = status.dates
    if not as_of or (not dates.begin and not dates.end):
        return True
    return not (_is_future(status, as_of) or (dates.end and dates.end < as_of))


def _is_contradicted(current: Sequence[Status], plan: Sequence[Status]) -> bool:
    """Whether nothing tells an active and an inactive apart: no date, the same plan name."""
    active = {status.plan_name for status in current if not status.dates.begin}
    return any(
        status.plan_name in active and not status.dates.end
        for status in plan
        if status.benefit.kind not in _ACTIVE
    )


def _from_services(statuses: Sequence[Status]) -> Decision:
    """Without a plan-level status: active if a behavioral service is, else not settled."""
    behavioral = _behavioral(statuses)
    inactive = any(status.benefit.kind not in _ACTIVE for status in statuses)
    if behavioral and not inactive:
        warning = "only single services are stated active, not the plan as a whole"
        return Decision(Outcome.ACTIVE, behavioral, (warning,))
    if statuses:
        return Decision(
            Outcome.UNKNOWN, tuple(statuses), ("no status is stated for the plan as a whole",)
        )
    return Decision(Outcome.UNKNOWN, (), ("the answer states no coverage and rejects nothing",))
