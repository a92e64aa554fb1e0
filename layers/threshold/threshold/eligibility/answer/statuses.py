"""The status EBs of the patient's own plan, and what the plan can be told from."""

from collections.abc import Collection, Sequence
from datetime import date

from threshold.eligibility.answer import codes
from threshold.eligibility.answer.blocks import is_plan_level
from threshold.eligibility.answer.dates import coverage_dates, merge
from threshold.eligibility.answer.entities import entities
from threshold.eligibility.answer.loops import BenefitGroup, Level, Loops
from threshold.eligibility.answer.model import Benefit, BenefitKind, CoverageDates
from threshold.eligibility.answer.outcome import Decision, Status
from threshold.eligibility.answer.plan import PlanSources, PlanText
from threshold.eligibility.x12.segments import Segment

_ACTIVE = (BenefitKind.ACTIVE, BenefitKind.ACTIVE_PENDING)
_NAMING_REFERENCES = ("18", "6P")
_PPO_ENTITY = "1I"

Groups = Sequence[tuple[BenefitGroup, Benefit]]


def read_statuses(
    own: Groups, around: CoverageDates, asked_for: Collection[date]
) -> tuple[Status, ...]:
    """Every status with the dates that hold for it: its own, completed by those of its loop."""
    return tuple(
        Status(
            benefit=benefit,
            dates=merge(coverage_dates(group.details, asked_for), around),
            plan_name=group.eb.element(5),
        )
        for group, benefit in own
        if benefit.kind in codes.STATUSES
    )


def plan_sources(decision: Decision, own: Groups, loops: Loops) -> PlanSources:
    """What the plan can be told from: the plan-level active EBs the decision rests on."""
    deciding = set(decision.segments)
    groups = [
        group
        for group, benefit in own
        if benefit.segment in deciding and benefit.kind in _ACTIVE and is_plan_level(benefit)
    ]
    texts = [PlanText("EB05", g.eb.position, g.eb.element(5)) for g in groups if g.eb.element(5)]
    texts += [
        PlanText("MSG", part.position, part.element(1))
        for group in groups
        for part in group.details
        if part.tag == "MSG"
    ]
    people = [*loops.at(Level.SUBSCRIBER), *loops.at(Level.DEPENDENT)]
    references = [part for loop in people for part in loop.own if groups and _names_plan(part)]
    texts += [PlanText("REF" + r.element(1), r.position, r.element(3)) for r in references]
    return PlanSources(
        statuses=[group.eb for group in groups],
        texts=texts,
        ppo_entities=[
            named.segment
            for group, _ in own
            for named in entities(group)
            if groups and named.code == _PPO_ENTITY
        ],
        benefits=[benefit for _, benefit in own] if groups else [],
    )


def _names_plan(segment: Segment) -> bool:
    is_reference = segment.tag == "REF" and segment.element(1) in _NAMING_REFERENCES
    return is_reference and bool(segment.element(3))
