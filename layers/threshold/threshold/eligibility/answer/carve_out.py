"""Who else pays: a behavioral administrator (carve-out), other payers (coordination of benefits).

`EB*1**MH` with another organization beside it does not mean benefits here, so the carve-out is
looked for before coverage is.
"""

from collections.abc import Sequence

from threshold.eligibility.answer import codes, text
from threshold.eligibility.answer.blocks import is_plan_level
from threshold.eligibility.answer.entities import Entity, is_same
from threshold.eligibility.answer.loops import BenefitGroup
from threshold.eligibility.answer.model import Benefit, BenefitKind, CarveOut, OtherPayer

# Payer, other payers by order, vendor, managed care, utilization management, third party.
_ADMINISTRATORS = {"PR", "PRP", "SEP", "TTP", "VN", "Y2", "X3", "GP", "2B"}
# Whom a statement that sends elsewhere may name besides: contracted provider, practice association.
_SENT_TO = _ADMINISTRATORS | {"13", "I3"}
_ORDERS = {"PRP": "primary", "SEP": "secondary", "TTP": "tertiary"}
_SENDS_ELSEWHERE = (
    BenefitKind.CONTACT_ENTITY,
    BenefitKind.MANAGED_CARE_COORDINATOR,
    BenefitKind.OTHER_PAYER,
)

Groups = Sequence[tuple[BenefitGroup, Benefit]]


def find_carve_out(groups: Groups, payer: Entity | None) -> tuple[CarveOut | None, list[str]]:
    """The organization to ask for behavioral benefits, one with a payer id first.

    A statement that sends elsewhere without a name yields a carve-out without a name.
    """
    found: list[CarveOut] = []
    for group, benefit in groups:
        if not (group.entities or benefit.messages or benefit.kind in _SENDS_ELSEWHERE):
            continue
        if is_plan_level(benefit):
            found += _announced(benefit)
        elif not codes.OUTPATIENT_BEHAVIORAL.isdisjoint(benefit.service_types):
            found += _carve_outs(group, benefit, payer)
    if not found:
        return None, []
    found.sort(key=lambda one: (one.payer_id is None, one.name is None))
    names = {(one.payer_id, one.name) for one in found if one.name or one.payer_id}
    several = ["more than one organization is named for behavioral benefits"]
    return found[0], (several if len(names) > 1 else [])


def _announced(benefit: Benefit) -> list[CarveOut]:
    """A carve-out told in words beside the plan as a whole."""
    if not benefit.messages:
        return []
    said = text.upper(benefit.messages)
    announced = text.is_behavioral(said) and text.points_elsewhere(said)
    return [CarveOut(None, None, None, benefit.segment)] if announced else []


def _carve_outs(group: BenefitGroup, benefit: Benefit, payer: Entity | None) -> list[CarveOut]:
    sent = benefit.kind in _SENDS_ELSEWHERE
    meant = _SENT_TO if sent else _ADMINISTRATORS
    named = [
        CarveOut(entity.name, entity.payer_id, entity.phone, benefit.segment)
        for entity in group.entities
        if entity.code in meant and not entity.is_person and not is_same(entity, payer)
    ]
    if named:
        return named
    if sent or text.points_elsewhere(text.upper(benefit.messages)):
        return [CarveOut(None, None, None, benefit.segment)]
    return []


def find_other_payers(groups: Groups) -> tuple[OtherPayer, ...]:
    """Payers the patient has besides this one; one without a name where only that is said."""
    found: list[OtherPayer] = []
    for group, benefit in groups:
        is_other = benefit.kind is BenefitKind.OTHER_PAYER
        if not (group.entities or is_other):
            continue
        named = [
            OtherPayer(entity.name, entity.payer_id, _ORDERS.get(entity.code), entity.segment)
            for entity in group.entities
            if not entity.is_person
            and (entity.code in _ORDERS or (is_other and entity.code == "PR"))
        ]
        if is_other and not named:
            named = [OtherPayer(None, None, None, benefit.segment)]
        found += named
    if not found:
        return ()
    unique = {(one.name, one.payer_id, one.order): one for one in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda one: one.segment))
