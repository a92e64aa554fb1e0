"""Codes, identifiers and references that the resources of a seat share."""

from uuid import NAMESPACE_URL, uuid5

from threshold.fhir.codes import OURS, Json


def url_of(intake_id: str, part: str) -> str:
    """The full URL of a part of an intake's Bundle; the same each time."""
    return uuid5(NAMESPACE_URL, f"{intake_id}/seat/{part}").urn


def coded(system: str, code: str) -> Json:
    """A concept of ours."""
    return {"coding": [{"system": f"{OURS}{system}", "code": code}]}


def identifier(kind: str, value: str) -> list[Json]:
    """Our id of something, by which a receiver finds it again."""
    return [{"system": f"{OURS}{kind}", "value": value}]


def patient(intake_id: str) -> Json:
    """A reference to the patient by the intake's id, and nothing else of them."""
    return {"reference": f"Patient/{intake_id}"}


def practitioner(clinician: str) -> Json:
    """A logical reference: whoever reads it knows the clinician by our id, or maps it to theirs."""
    (known_by,) = identifier("clinicians", clinician)
    return {"type": "Practitioner", "identifier": known_by}
