"""Organizations named beside a benefit (loop 2120)."""

from collections.abc import Iterable
from typing import NamedTuple

from threshold.eligibility.x12.segments import Segment

_PAYER_ID_QUALIFIERS = ("PI", "XV", "NI")
_PHONE_QUALIFIERS = ("TE", "WP")
_PERSON = "1"


class Entity(NamedTuple):
    """An NM1 with the phone of the PER after it."""

    code: str
    """NM101: PR payer, Y2 managed care organization, VN vendor, and so on."""
    name: str | None
    payer_id: str | None
    segment: int
    phone: str | None = None
    is_person: bool = False


def entities(segments: Iterable[Segment]) -> tuple[Entity, ...]:
    """The entities these segments name, in order."""
    found: list[Entity] = []
    for segment in segments:
        if segment.tag == "NM1":
            found.append(entity(segment))
        elif segment.tag == "PER" and found and not found[-1].phone:
            found[-1] = found[-1]._replace(phone=_phone(segment))
    return tuple(found)


def entity(nm1: Segment) -> Entity:
    """One NM1. An id of another kind (NPI, tax number) is no payer id."""
    code, kind, name, _, _, _, _, qualifier, number = nm1.padded(9)
    payer_id = (number or None) if qualifier in _PAYER_ID_QUALIFIERS else None
    return Entity(code, name or None, payer_id, nm1.position, is_person=kind == _PERSON)


def _phone(per: Segment) -> str | None:
    numbers = (per.element(at + 1) for at in (3, 5, 7) if per.element(at) in _PHONE_QUALIFIERS)
    return next((number for number in numbers if number), None)


def is_same(one: Entity, other: Entity | None) -> bool:
    """Whether two entities are one organization: by id where both have one, else by name."""
    if other is None:
        return False
    if one.payer_id and other.payer_id:
        return one.payer_id == other.payer_id
    return bool(one.name) and one.name == other.name
