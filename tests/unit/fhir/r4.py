"""What makes a resource FHIR R4: the published schema, fhir.resources, and R4's own invariants."""

import json
from datetime import datetime
from pathlib import Path

from fhir.resources.R4B.appointment import Appointment
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.consent import Consent
from fhir.resources.R4B.coverage import Coverage
from fhir.resources.R4B.group import Group
from fhir.resources.R4B.healthcareservice import HealthcareService
from fhir.resources.R4B.observation import Observation
from fhir.resources.R4B.organization import Organization
from fhir.resources.R4B.patient import Patient
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from fhir.resources.R4B.relatedperson import RelatedPerson
from fhir.resources.R4B.schedule import Schedule
from fhir.resources.R4B.servicerequest import ServiceRequest
from fhir.resources.R4B.slot import Slot
from jsonschema import Draft6Validator
from pydantic import ValidationError

SCHEMA = json.loads(Path(__file__).with_name("r4_schema.json").read_text())
MODELS = {
    model.__name__: model
    for model in (
        *(Bundle, Consent, Coverage, Observation, Organization, Patient, Questionnaire),
        *(QuestionnaireResponse, RelatedPerson),
        *(Appointment, Group, HealthcareService, Schedule, ServiceRequest, Slot),
    )
}


def faults(resource):
    """Everything in the resource that R4 does not allow, as text."""
    kind = resource["resourceType"]
    validator = Draft6Validator(
        {"definitions": SCHEMA["definitions"], "allOf": [{"$ref": f"#/definitions/{kind}"}]}
    )
    by_schema = [
        f"{list(error.path)}: {error.message}" for error in validator.iter_errors(resource)
    ]
    return [*by_model(resource), *by_schema, *empty_parts(resource), *INVARIANTS[kind](resource)]


def by_model(resource):
    """What fhir.resources refuses."""
    try:
        MODELS[resource["resourceType"]].model_validate(resource)
    except ValidationError as error:
        yield from (f"{fault['loc']}: {fault['msg']}" for fault in error.errors())


def empty_parts(value, path=""):
    """FHIR JSON has no empty objects, arrays or strings, and no nulls."""
    if value in (None, "", {}, []) and value is not False:
        yield f"{path}: is empty"
    parts = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else ())
    )
    for name, part in parts:
        yield from empty_parts(part, f"{path}.{name}")


def of_a_bundle(resource):
    urls = [entry["fullUrl"] for entry in resource["entry"]]
    if len(set(urls)) < len(urls):
        yield "bdl-7: a full URL stands twice"
    referred = {url for url in references(resource) if url.startswith("urn:uuid:")}
    if referred - set(urls):
        yield "a reference leads nowhere"
    for entry in resource["entry"]:
        yield from faults(entry["resource"])


def references(value):
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value["reference"]] if isinstance(value, dict) and "reference" in value else []
    return [*own, *(url for part in parts for url in references(part) if isinstance(url, str))]


def of_a_patient(resource):
    for contact in resource.get("contact", []):
        if not contact.keys() & {"name", "telecom", "address", "organization"}:
            yield "pat-1: a contact without details"


def of_a_consent(resource):
    if not resource.keys() & {"policy", "policyRule"}:
        yield "ppc-1: neither a policy nor a policy rule"


def of_an_organization(resource):
    if not resource.keys() & {"identifier", "name"}:
        yield "org-1: neither identifier nor name"


def of_an_appointment(resource):
    if any(not one.keys() & {"type", "actor"} for one in resource["participant"]):
        yield "app-1: a participant who is nobody"
    if len(resource.keys() & {"start", "end"}) == 1:
        yield "app-2: a start without an end, or an end without a start"
    if "start" not in resource and resource["status"] not in ("proposed", "cancelled", "waitlist"):
        yield "app-3: no time, and a status that needs one"
    yield from of_times(resource)


def of_a_group(resource):
    if "member" in resource and not resource["actual"]:
        yield "grp-1: members of a group that is no actual one"


def of_a_request(resource):
    """The codes that R4 binds, which its schema leaves open."""
    bound = {
        "status": "draft active on-hold revoked completed entered-in-error unknown",
        "intent": "proposal plan directive order original-order reflex-order filler-order "
        "instance-order option",
        "priority": "routine urgent asap stat",
    }
    for name, codes in bound.items():
        if name in resource and resource[name] not in codes.split():
            yield f"{name}: a code that R4 does not have"
    yield from of_times(resource)


def of_times(resource):
    """What the types Period and instant ask of every resource that has them."""
    for value in (resource, *resource.values()):
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and {"start", "end"} <= one.keys():
                ends = [datetime.fromisoformat(one[name]) for name in ("start", "end")]
                if ends[0] > ends[1]:
                    yield "per-1: ends before it starts"


def of_others(resource):
    return ()


def all_items(resource):
    """Every item, groups before what is in them."""
    for item in resource.get("item", []):
        yield item
        yield from all_items(item)


def of_a_questionnaire(resource):
    items = list(all_items(resource))
    links = [item["linkId"] for item in items]
    if len(set(links)) < len(links):
        yield "que-2: a link id stands twice"
    for item in items:
        if item["type"] == "group" and not item.get("item"):
            yield "que-1: a group without items"
        if item["type"] == "display" and ("code" in item or "enableWhen" in item):
            yield "que-3: a display item has a code"
        if len(item.get("enableWhen", [])) > 1 and "enableBehavior" not in item:
            yield "que-12: more than one enableWhen, and no enableBehavior"
        for when in item.get("enableWhen", []):
            if when["question"] not in links[: links.index(item["linkId"])]:
                yield "enableWhen: names no earlier question"


def of_a_response(resource):
    for item in resource.get("item", []):
        if "answer" in item and "item" in item:
            yield "qrs-1: items beside answers"


def of_an_observation(resource):
    """R4's, and those of US Core's screening assessment profile."""
    valued = [name for name in resource if name.startswith("value")]
    if valued and "dataAbsentReason" in resource:
        yield "obs-6: a value and a reason for its absence"
    if not valued and not resource.keys() & {"dataAbsentReason", "hasMember", "component"}:
        yield "us-core-2: neither value, reason nor members"
    if resource.get("valueQuantity", {}).get("system", UCUM) != UCUM:
        yield "us-core-3: a quantity not in UCUM"
    if [each["coding"][0]["code"] for each in resource["category"]].count("survey") != 1:
        yield "category: survey, once"
    if "subject" not in resource:
        yield "subject: is missing"


UCUM = "http://unitsofmeasure.org"
INVARIANTS = {
    "Bundle": of_a_bundle,
    "Consent": of_a_consent,
    "Coverage": of_others,
    "Organization": of_an_organization,
    "Patient": of_a_patient,
    "RelatedPerson": of_others,
    "Appointment": of_an_appointment,
    "Group": of_a_group,
    "HealthcareService": of_others,
    "Schedule": of_times,
    "ServiceRequest": of_a_request,
    "Slot": of_times,
    "Observation": of_an_observation,
    "Questionnaire": of_a_questionnaire,
    "QuestionnaireResponse": of_a_response,
}
