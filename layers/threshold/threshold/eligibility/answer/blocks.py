"""Which benefits belong to another plan than the patient's medical one.

Some payers list a second plan's (vision, dental, a behavioral administrator's) status with its
own payer name, and then that plan's deductible under service type 30. Order alone tells: a status
opens a block, and what follows belongs to it until the next status.
"""

from collections.abc import Container, Iterable, Sequence

from threshold.eligibility.answer import codes
from threshold.eligibility.answer.entities import Entity, is_same
from threshold.eligibility.answer.loops import BenefitGroup
from threshold.eligibility.answer.model import Benefit, BenefitKind

OTHER_PLAN = "other_plan"
_PAYER = "PR"
_ACTIVE = (BenefitKind.ACTIVE, BenefitKind.ACTIVE_PENDING)


def is_plan_level(benefit: Benefit) -> bool:
    """Whether a benefit speaks of the plan as a whole: service type 30 or none, no procedure."""
    types = benefit.service_types
    return not benefit.procedure and (not types or codes.PLAN_LEVEL in types)


def flagged(benefit: Benefit, flags: Iterable[str]) -> Benefit:
    """The benefit with more flags."""
    # Half the time of _replace; flags is the last field.
    return Benefit(*benefit[:-1], (*benefit.flags, *flags))


def other_plans(
    groups: Sequence[tuple[BenefitGroup, Benefit]], payer: Entity | None
) -> frozenset[int]:
    """Segment numbers of the EBs that belong to another plan's block."""
    main = _main(groups)
    mine = {named.name for named in main.entities if named.code == _PAYER} if main else set()
    plan_name = main.eb.element(5) if main else ""
    foreign: set[int] = set()
    elsewhere = False
    for group, benefit in groups:
        if benefit.kind in codes.STATUSES:
            elsewhere = group is not main and (
                _names_other_payer(group, payer, mine)
                or _names_other_plan(group, benefit, plan_name)
            )
        if elsewhere:
            foreign.add(benefit.segment)
    return frozenset(foreign)


def _main(groups: Sequence[tuple[BenefitGroup, Benefit]]) -> BenefitGroup | None:
    """The first active status of the plan as a whole."""
    for group, benefit in groups:
        if benefit.kind in _ACTIVE and is_plan_level(benefit):
            return group
    return None


def _names_other_payer(
    group: BenefitGroup, payer: Entity | None, mine: Container[str | None]
) -> bool:
    return any(
        named.code == _PAYER and named.name not in mine and not is_same(named, payer)
        for named in group.entities
    )


def _names_other_plan(group: BenefitGroup, benefit: Benefit, plan_name: str) -> bool:
    """Whether a status is about dental, vision and the like alone, under another plan's name."""
    types, name = benefit.service_types, group.eb.element(5)
    return bool(types) and name not in ("", plan_name) and codes.NOT_MEDICAL.issuperset(types)
