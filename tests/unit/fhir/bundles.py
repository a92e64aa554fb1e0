"""Bundles as a program's website or an EHR sends them: usable as they are, one word changes."""

from tests.unit.fhir.filled import NOW, PACKS
from threshold.fhir.bundle import submission_in
from threshold.fhir.statements import Told

BCP_47 = "urn:ietf:bcp:47"
CLASS = "http://terminology.hl7.org/CodeSystem/coverage-class"
PAYER = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType"
RELATIONSHIP = "http://terminology.hl7.org/CodeSystem/subscriber-relationship"
ROLE = "http://terminology.hl7.org/CodeSystem/v2-0131"
SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
JANE = {"reference": "Patient/jane"}
UNREAD = {"modifierExtension": [{"url": "urn:example:not"}]}


def concept(system, code, **others):
    return {"coding": [{"system": system, "code": code, **others}]}


def name(first, last="Tester", use="official", **others):
    return {"use": use, "given": [first], "family": last, **others}


def phone(value, use=None, **others):
    return {"system": "phone", "value": value, **({"use": use} if use else {}), **others}


def patient(**changes):
    own = {
        "resourceType": "Patient",
        "id": "jane",
        "name": [name("Jane")],
        "birthDate": "1990-01-01",
        "telecom": [phone("+15555550101")],
    }
    return own | changes


def coverage(**changes):
    own = {
        "resourceType": "Coverage",
        "status": "active",
        "subscriberId": "EXA000111",
        "beneficiary": JANE,
        "relationship": concept(RELATIONSHIP, "self"),
        "payor": [{"display": "Example Health Plan"}],
    }
    return own | changes


def husband(**changes):
    own = {
        "resourceType": "RelatedPerson",
        "id": "john",
        "patient": JANE,
        "name": [name("John")],
        "birthDate": "1988-01-01",
        "gender": "male",
    }
    return own | changes


def of_the_husband(**changes):
    """Jane's Coverage under John's plan."""
    own = {
        "subscriber": {"reference": "RelatedPerson/john"},
        "relationship": concept(RELATIONSHIP, "spouse"),
    }
    return coverage(**own | changes)


def consent(**changes):
    own = {
        "resourceType": "Consent",
        "status": "active",
        "scope": concept(SCOPE, "patient-privacy"),
        "category": [concept("http://loinc.org", "59284-0")],
        "patient": JANE,
        "dateTime": "2026-03-04T14:30:00-06:00",
        "performer": [{"display": "Jane Tester"}],
        "policy": [{"uri": "urn:threshold:consent:telehealth:2026-02"}],
    }
    return own | changes


def response(form, *items, **changes):
    own = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": f"urn:threshold:questionnaire:{form}",
        "item": list(items),
    }
    return own | changes


def item(link, *values, kind="valueCoding"):
    return {"linkId": link, "answer": [{kind: value} for value in values]}


def group(link, *items):
    return {"linkId": link, "item": list(items)}


def bundle(*resources, **changes):
    own = {"resourceType": "Bundle", "type": "collection"}
    return own | {"entry": [{"resource": one} for one in resources]} | changes


def read(*resources, now=NOW) -> Told:
    """What a Bundle of these resources tells."""
    return submission_in(bundle(*resources), PACKS, now)


def document(*resources):
    return read(*resources).document
