"""Organizations named beside a benefit (loop 2120)."""

from dataclasses import dataclass

from threshold.eligibility.answer.loops import BenefitGroup, Loop
from threshold.eligibility.x12.segments import Segment

_PAYER_ID_QUALIFIERS = {"PI", "XV", "NI"}
_PHONE_QUALIFIERS = {"TE", "WP"}
_PERSON = "1"


@dataclass(frozen=True, slots=True)
class Entity:
    """An NM1 with the phone of the PER after it."""

    code: str
    """NM101: PR payer, Y2 managed care organization, VN vendor, and so on."""
    name: str | None
    payer_id: str | None
    segment: int
    phone: str | None = None
    is_person: bool = False


def entities(group: BenefitGroup) -> tuple[Entity, ...]:
    """The entities of a benefit, in order."""
    found: list[Entity] = []
    for segment in group.details:
        if segment.tag == "NM1":
            found.append(entity(segment))
        elif segment.tag == "PER" and found and not found[-1].phone:
            found[-1] = _with_phone(found[-1], segment)
    return tuple(found)


def entity(nm1: Segment) -> Entity:
    """One NM1 without its phone. An id of another kind (NPI, tax number) is no payer id."""
    is_payer_id = nm1.element(8) in _PAYER_ID_QUALIFIERS
    return Entity(
        code=nm1.element(1),
        name=nm1.element(3) or None,
        payer_id=(nm1.element(9) or None) if is_payer_id else None,
        segment=nm1.position,
        is_person=nm1.element(2) == _PERSON,
    )


def _with_phone(known: Entity, per: Segment) -> Entity:
    numbers = (per.element(at + 1) for at in (3, 5, 7) if per.element(at) in _PHONE_QUALIFIERS)
    phone = next((number for number in numbers if number), None)
    return Entity(known.code, known.name, known.payer_id, known.segment, phone, known.is_person)


def named_in(loop: Loop | None) -> Entity | None:
    """Whom a loop is about: its first NM1."""
    own = loop.own if loop else []
    return next((entity(segment) for segment in own if segment.tag == "NM1"), None)


def is_same(one: Entity, other: Entity | None) -> bool:
    """Whether two entities are one organization: by id where both have one, else by name."""
    if other is None:
        return False
    if one.payer_id and other.payer_id:
        return one.payer_id == other.payer_id
    return bool(one.name) and one.name == other.name
