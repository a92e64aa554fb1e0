"""The status EBs of the patient's own plan, and what the plan can be told from."""

from collections.abc import Collection, Sequence
from datetime import date

from threshold.eligibility.answer import codes
from threshold.eligibility.answer.blocks import is_plan_level
from threshold.eligibility.answer.dates import coverage_dates, merge
from threshold.eligibility.answer.loops import BenefitGroup, Level, Loops
from threshold.eligibility.answer.model import Benefit, BenefitKind, CoverageDates
from threshold.eligibility.answer.outcome import Decision, Status
from threshold.eligibility.answer.plan import PlanSources, PlanText

_ACTIVE = (BenefitKind.ACTIVE, BenefitKind.ACTIVE_PENDING)
_NAMING = ("18", "6P")
_PEOPLE = (Level.SUBSCRIBER, Level.DEPENDENT)
_PPO_ENTITY = "1I"

Groups = Sequence[tuple[BenefitGroup, Benefit]]


def read_statuses(
    own: Groups, around: CoverageDates, asked_for: Collection[date]
) -> tuple[Status, ...]:
    """Every status with the dates that hold for it: its own, completed by those of its loop."""
    return tuple(
        [
            Status(benefit, _dates(group, around, asked_for), group.eb.element(5))
            for group, benefit in own
            if benefit.kind in codes.STATUSES
        ]
    )


def _dates(
    group: BenefitGroup, around: CoverageDates, asked_for: Collection[date]
) -> CoverageDates:
    if not group.details:
        return around
    return merge(coverage_dates(group.details, asked_for), around)


def plan_sources(decision: Decision, own: Groups, loops: Loops) -> PlanSources:
    """What the plan can be told from: the plan-level active EBs the decision rests on."""
    deciding = decision.segments
    groups = [
        group
        for group, benefit in own
        if benefit.segment in deciding and benefit.kind in _ACTIVE and is_plan_level(benefit)
    ]
    if not groups:
        return PlanSources((), (), (), ())
    texts: list[PlanText] = []
    for group in groups:
        if described := group.eb.element(5):
            texts.append(PlanText("EB05", group.eb.position, described))
        texts += [
            PlanText("MSG", part.position, part.element(1))
            for part in group.details
            if part.tag == "MSG"
        ]
    for loop in loops.loops:
        if loop.level in _PEOPLE:
            texts += [
                PlanText("REF" + part.element(1), part.position, part.element(3))
                for part in loop.own
                if part.tag == "REF" and part.element(1) in _NAMING and part.element(3)
            ]
    networks = [
        named.segment for group, _ in own for named in group.entities if named.code == _PPO_ENTITY
    ]
    benefits = [benefit for _, benefit in own]
    return PlanSources([group.eb for group in groups], texts, networks, benefits)
