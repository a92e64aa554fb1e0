"""A submission as a FHIR R4 Bundle, for an EHR, or to be posted to another Threshold."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from threshold.assessment.pack import Pack
from threshold.fhir.codes import LOINC, Json
from threshold.fhir.consent import COVERS, POLICY, SCOPE, TEXT_SHA_256
from threshold.fhir.coverage_writing import coverage_of
from threshold.fhir.intake_response import intake_response
from threshold.fhir.patient_writing import patient_of, written
from threshold.fhir.response import questionnaire_response
from threshold.intake.submission import Consent, Submission

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

    def url(part: str) -> str:
        return uuid5(NAMESPACE_URL, f"{name}/{part}").urn

    patient, card = url("patient"), submission.payment.card
    found = {"patient": patient_of(submission)}
    if card:
        found |= coverage_of(card, url)
    for kind, answers in submission.answers.items():
        given = {item: answer for item, answer in answers.items() if answer is not None}
        found[kind] = questionnaire_response(packs[kind], given, authored, patient)
    if own := intake_response(submission, authored, patient):
        found["intake"] = own
    found |= {f"consent:{one.kind}": _consent(one, patient) for one in submission.consents}
    entries = [{"fullUrl": url(part), "resource": one} for part, one in found.items()]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


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
