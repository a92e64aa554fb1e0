"""The status EBs of the patient's own plan, and what the plan can be told from."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from threshold.eligibility.answer import codes
from threshold.eligibility.answer.blocks import is_plan_level
from threshold.eligibility.answer.dates import coverage_dates, merge
from threshold.eligibility.answer.loops import BenefitGroup, Level, Loops
from threshold.eligibility.answer.model import Benefit, BenefitKind, CoverageDates, Network
from threshold.eligibility.answer.outcome import Decision, Status
from threshold.eligibility.answer.plan import PlanSources, PlanText
from threshold.eligibility.x12.segments import Segment

_ACTIVE = (BenefitKind.ACTIVE, BenefitKind.ACTIVE_PENDING)
_OUT = Network.OUT
_NAMING = ("18", "6P")
_PEOPLE = (Level.SUBSCRIBER, Level.DEPENDENT)
_PPO_ENTITY = "1I"

Groups = Sequence[tuple[BenefitGroup, Benefit]]


def read_statuses(
    own: Groups, around: CoverageDates, asked_for: Collection[date]
) -> Sequence[Status]:
    """Every status with the dates that hold for it: its own, completed by those of its loop."""
    found: list[Status] = []
    for group, benefit in own:
        if benefit.kind in codes.STATUSES:
            dates = around
            if group.details:
                dates = merge(coverage_dates(group.details, asked_for), around)
            found.append(Status(group, benefit, dates))
    return found


def plan_sources(decision: Decision, own: Groups, loops: Loops) -> PlanSources:
    """What the plan can be told from: the plan-level active EBs the decision rests on."""
    groups = [
        status.group
        for status in decision.statuses
        if status.benefit.kind in _ACTIVE and is_plan_level(status.benefit)
    ]
    if not groups:
        return PlanSources()
    messages = [
        detail.element(1) for group in groups for detail in group.details if detail.tag == "MSG"
    ]
    networks: list[int] = []
    outside: list[Benefit] = []
    for group, benefit in own:
        if group.entities:
            networks += [one.segment for one in group.entities if one.code == _PPO_ENTITY]
        if benefit.network is _OUT:
            outside.append(benefit)
    statuses = [group.eb for group in groups]
    return PlanSources(statuses, _names(statuses, loops), messages, networks, outside)


def _names(statuses: Iterable[Segment], loops: Loops) -> list[PlanText]:
    named: list[PlanText] = []
    for eb in statuses:
        if described := eb.element(5):
            named.append(PlanText("EB05", eb.position, described))
    for loop in loops.loops:
        for ref in loop.each("REF"):
            if loop.level in _PEOPLE and ref.element(1) in _NAMING and ref.element(3):
                named.append(PlanText("REF" + ref.element(1), ref.position, ref.element(3)))
    return named
