import json

import jsonschema
import pytest

from tests.clinic import ROOT
from threshold.web.openapi import openapi

DOCUMENT = openapi("https://api.example.test/test", "0.1.0")
STORIES = [
    json.loads(path.read_text()) for path in sorted((ROOT / "events/stories").glob("*.json"))
]


def test_every_reference_leads_somewhere():
    names = {part.split('"')[0] for part in json.dumps(DOCUMENT).split("#/components/schemas/")[1:]}
    assert names <= DOCUMENT["components"]["schemas"].keys()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"][:40])
def test_the_published_schema_agrees_with_the_edge_on_every_story(story):
    schema = DOCUMENT["components"] | {"$ref": "#/schemas/Submission"}
    text = json.dumps(schema).replace("#/components/schemas/", "#/schemas/")
    validator = jsonschema.Draft202012Validator(json.loads(text))
    fits = validator.is_valid(story["submission"])
    assert fits is (story["then"].get("http", 202) == 202)


def test_an_intake_is_taken_as_json_and_as_fhir():
    taken = DOCUMENT["paths"]["/intakes"]["post"]["requestBody"]["content"]
    assert taken.keys() == {"application/json", "application/fhir+json"}


def test_staff_calls_ask_for_a_token_and_patients_do_not():
    asks = {
        path: "security" in next(iter(item.values())) for path, item in DOCUMENT["paths"].items()
    }
    assert asks == {
        "/intakes": False,
        "/status/{token}": False,
        "/status/{token}/answers": False,
        "/worklists/{name}": True,
        "/intakes/{id}": True,
        "/search": True,
        "/roster": True,
        "/payers/health": True,
        "/measures": True,
        "/intakes/{id}/benefits": True,
        "/intakes/{id}/card-photos/{side}": True,
        "/intakes/{id}/couple": True,
        "/intakes/{id}/audit": True,
        "/intakes/{id}/fhir": True,
        "/intakes/{id}/actions": True,
        "/openapi.json": False,
    }
