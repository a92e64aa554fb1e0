"""An insurance card as a FHIR R4 Coverage, with its payer and subscriber."""

from collections.abc import Callable

from threshold.fhir.codes import ABSENT_REASON, Json
from threshold.fhir.coverage import (
    CLASS,
    IDENTIFIER,
    MEMBER_NUMBER,
    PAYER_ID,
    PAYER_IDENTIFIER,
    RELATIONSHIP,
)
from threshold.fhir.patient_writing import identity_of, written
from threshold.intake.submission import InsuranceCard, Relationship

_UNKNOWN: Json = {"extension": [{"url": ABSENT_REASON, "valueCode": "unknown"}]}


def coverage_of(card: InsuranceCard, url: Callable[[str], str]) -> dict[str, Json]:
    """The Coverage, then the payer and the subscriber where the card names them, each by its part.

    `url`: the full URL of a part of the Bundle.
    """
    is_own = card.relationship is Relationship.SELF
    subscriber = None if is_own else card.subscriber
    patient: Json = {"reference": url("patient")}
    found: dict[str, Json] = {"coverage": _coverage(card, patient)}
    if card.payer_id or card.payer_name:
        found["coverage"]["payor"] = [{"reference": url("payer")}]
        found["payer"] = written(
            {"resourceType": "Organization"},
            name=card.payer_name,
            identifier=_typed(PAYER_IDENTIFIER, PAYER_ID, card.payer_id),
        )
    if is_own:
        found["coverage"]["subscriber"] = patient
    if subscriber:
        found["coverage"]["subscriber"] = {"reference": url("subscriber")}
        related: Json = {"resourceType": "RelatedPerson", "patient": patient}
        found["subscriber"] = related | identity_of(subscriber)
    return found


def _coverage(card: InsuranceCard, patient: Json) -> Json:
    return written(
        {"resourceType": "Coverage", "status": "active", "payor": [_UNKNOWN]},
        identifier=_typed(IDENTIFIER, MEMBER_NUMBER, card.member_id),
        beneficiary=patient,
        relationship={"coding": [{"system": RELATIONSHIP, "code": card.relationship.value}]},
        **{"class": _typed(CLASS, "group", card.group_number)},
    )


def _typed(system: str, code: str, value: str | None) -> list[Json]:
    """A value under a type, as identifiers and classes are; none where there is no value."""
    return (
        [{"type": {"coding": [{"system": system, "code": code}]}, "value": value}] if value else []
    )
