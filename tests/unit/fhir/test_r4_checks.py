"""The check of these tests has teeth: it finds what R4 does not allow."""

import pytest

from tests.unit.fhir.bundles import consent, coverage, husband, patient
from tests.unit.fhir.filled import NOW, PACKS, PATIENT, RESPONSE
from tests.unit.fhir.r4 import faults
from threshold.assessment.scoring import score
from threshold.fhir.observations import observations
from threshold.fhir.questionnaire import questionnaire
from threshold.fhir.response import questionnaire_response

PHQ_9 = PACKS["phq-9"]
ANSWERS = {"q1": 1, "q9": "declined"}


def written():
    scored = score(PHQ_9, ANSWERS)
    form = questionnaire(PHQ_9, "en")
    response = questionnaire_response(PHQ_9, ANSWERS, NOW, PATIENT)
    return {
        "Questionnaire": form,
        "QuestionnaireResponse": response,
        "Observation": observations(scored, PHQ_9, NOW, PATIENT, RESPONSE)[1],
    }


@pytest.mark.parametrize("kind", ["Questionnaire", "QuestionnaireResponse", "Observation"])
@pytest.mark.parametrize("change", [{"status": "finished"}, {"item": [], "category": []}])
def test_a_status_or_an_empty_list_that_r4_does_not_have_is_found(kind, change):
    resource = written()[kind]
    assert faults(resource) == []
    assert faults(resource | {name: change[name] for name in change if name in resource})


@pytest.mark.parametrize("kind", ["Questionnaire", "QuestionnaireResponse", "Observation"])
def test_a_field_that_r4_does_not_have_is_found(kind):
    assert any("invented" in fault for fault in faults(written()[kind] | {"invented": "yes"}))


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("Questionnaire", {"item": [{"linkId": "q1", "type": "multiple-choice"}]}),
        ("Questionnaire", {"item": [{"linkId": "q1", "type": "string"}] * 2}),
        ("QuestionnaireResponse", {"authored": "2026-03-04T15:00:00"}),
        ("Observation", {"dataAbsentReason": {"text": "and a value"}}),
        ("Observation", {"category": [{"coding": [{"code": "laboratory"}]}]}),
    ],
)
def test_what_an_invariant_forbids_is_found(kind, change):
    assert faults(written()[kind] | change)


@pytest.mark.parametrize(
    ("resource", "change"),
    [
        (patient(), {"gender": "woman"}),
        (patient(), {"contact": [{"relationship": [{"text": "brother"}]}]}),
        (coverage(), {"payor": None}),
        (coverage(), {"insurer": {"display": "Example Health Plan"}}),
        (consent(), {"policy": None}),
        (husband(), {"birthDate": "1988-1-1"}),
        ({"resourceType": "Organization", "name": "Example Health Plan"}, {"name": None}),
    ],
)
def test_what_r4_does_not_allow_is_found_within_a_bundle(resource, change):
    kept = {name: value for name, value in (resource | change).items() if value is not None}
    right, wrong = (
        {"resourceType": "Bundle", "type": "collection", "entry": [entry]}
        for entry in ({"fullUrl": "urn:example:1", "resource": one} for one in (resource, kept))
    )
    assert (faults(right), faults(wrong) != []) == ([], True)


def test_a_reference_that_leads_nowhere_is_found():
    nowhere = {"reference": "urn:uuid:00000000-0000-4000-8000-000000000009"}
    entry = {"fullUrl": "urn:example:1", "resource": coverage(beneficiary=nowhere)}
    assert faults({"resourceType": "Bundle", "type": "collection", "entry": [entry]})
