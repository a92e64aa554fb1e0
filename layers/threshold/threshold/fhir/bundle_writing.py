"""A submission as a FHIR R4 Bundle, for an EHR, or to be posted to another Threshold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from threshold.assessment.pack import Pack
from threshold.fhir.codes import ABSENT_REASON, LOINC, Json
from threshold.fhir.consent import COVERS, POLICY, SCOPE, TEXT_SHA_256
from threshold.fhir.coverage import (
    CLASS,
    IDENTIFIER,
    MEMBER_NUMBER,
    PAYER_ID,
    PAYER_IDENTIFIER,
    RELATIONSHIP,
)
from threshold.fhir.intake_response import intake_response
from threshold.fhir.patient_writing import identity_of, patient_of, written
from threshold.fhir.response import questionnaire_response
from threshold.intake.submission import Consent, InsuranceCard, Relationship, Submission

CONSENT_DOCUMENT = "59284-0"
"""LOINC's term for a document by which somebody consents; R4 asks for some category."""


def bundle_of(
    submission: Submission, packs: Mapping[str, Pack], authored: datetime, name: str
) -> Json:
    """All of a submission that R4 has a place for, as a collection that `submission_in` reads back.

    Not in it: photos of a card, answers that are None, and a subscriber beside a card that is the
    patient's own. `name`, the intake's id say, gives the full URLs; `authored`, with a zone, is
    when the answers were given.

    Raises:
        UnusableAnswer: an answer that its instrument does not offer.
        ValueError: `authored` has no zone.
    """
    names = _Names(name)
    patient, card = names.url("patient"), submission.payment.card
    found = {"patient": patient_of(submission)}
    if card:
        found |= _coverage(card, names)
    for kind, answers in submission.answers.items():
        given = {item: answer for item, answer in answers.items() if answer is not None}
        found[kind] = questionnaire_response(packs[kind], given, authored, patient)
    if own := intake_response(submission, authored, patient):
        found["intake"] = own
    found |= {f"consent:{one.kind}": _consent(one, patient) for one in submission.consents}
    entries = [{"fullUrl": names.url(part), "resource": one} for part, one in found.items()]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


@dataclass(frozen=True, slots=True)
class _Names:
    """The full URLs of the resources, the same again for the same name."""

    of: str

    def url(self, part: str) -> str:
        return uuid5(NAMESPACE_URL, f"{self.of}/{part}").urn

    def reference(self, part: str) -> Json:
        return {"reference": self.url(part)}


def _coverage(card: InsuranceCard, names: _Names) -> dict[str, Json]:
    """The Coverage, then the payer and the subscriber where the card names them."""
    is_own = card.relationship is Relationship.SELF
    subscriber = None if is_own else card.subscriber
    payer = written(
        {},
        name=card.payer_name,
        identifier=_typed(PAYER_IDENTIFIER, PAYER_ID, card.payer_id),
    )
    unknown: Json = {"extension": [{"url": ABSENT_REASON, "valueCode": "unknown"}]}
    coverage = written(
        {"resourceType": "Coverage", "status": "active"},
        identifier=_typed(IDENTIFIER, MEMBER_NUMBER, card.member_id),
        subscriber=names.reference("patient" if is_own else "subscriber")
        if is_own or subscriber
        else None,
        beneficiary=names.reference("patient"),
        relationship={"coding": [{"system": RELATIONSHIP, "code": card.relationship.value}]},
        payor=[names.reference("payer") if payer else unknown],
        **{"class": _typed(CLASS, "group", card.group_number)},
    )
    found: dict[str, Json] = {"coverage": coverage}
    if payer:
        found["payer"] = {"resourceType": "Organization", **payer}
    if subscriber:
        related: Json = {"resourceType": "RelatedPerson", "patient": names.reference("patient")}
        found["subscriber"] = related | identity_of(subscriber)
    return found


def _typed(system: str, code: str, value: str | None) -> list[Json]:
    """A value under a type, as identifiers and classes are; none where there is no value."""
    coding = [{"system": system, "code": code}]
    return [{"type": {"coding": coding}, "value": value}] if value else []


def _consent(consent: Consent, patient: str) -> Json:
    covers: list[Json] = [{"url": COVERS, "valueCode": one.value} for one in consent.covers]
    text = consent.text_sha256
    return written(
        {"resourceType": "Consent", "status": "active"},
        extension=[*covers, *([{"url": TEXT_SHA_256, "valueString": text}] if text else [])],
        scope={"coding": [{"system": SCOPE, "code": "patient-privacy"}]},
        category=[{"coding": [{"system": LOINC, "code": CONSENT_DOCUMENT}]}],
        patient={"reference": patient},
        dateTime=consent.signed_at.isoformat(),
        performer=[{"display": consent.signed_name}],
        sourceAttachment={"language": consent.language} if consent.language else None,
        policy=[{"uri": f"{POLICY}{consent.kind}:{quote(consent.version, safe='')}"}],
    )
