"""What makes a resource FHIR R4: the published schema, fhir.resources, and R4's own invariants."""

import json
from pathlib import Path

from fhir.resources.R4B.observation import Observation
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from jsonschema import Draft6Validator
from pydantic import ValidationError

SCHEMA = json.loads(Path(__file__).with_name("r4_schema.json").read_text())
MODELS = {
    "Observation": Observation,
    "Questionnaire": Questionnaire,
    "QuestionnaireResponse": QuestionnaireResponse,
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


def of_a_questionnaire(resource):
    links = [item["linkId"] for item in resource["item"]]
    if len(set(links)) < len(links):
        yield "que-2: a link id stands twice"
    for item in resource["item"]:
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
    "Observation": of_an_observation,
    "Questionnaire": of_a_questionnaire,
    "QuestionnaireResponse": of_a_response,
}
