import json
from datetime import UTC, datetime

import pytest

from tests.clinic import CLINIC, ROOT
from tests.unit.edge.events import Context, rest
from tests.unit.fhir.bundles import bundle, consent, coverage, group, item, patient, response
from threshold.fhir.bundle_writing import bundle_of
from threshold.intake.change import FindingKind
from threshold.intake.submission import Submission
from threshold.web.submission_form import read_submission

FHIR = {"Content-Type": "application/fhir+json"}
STORIES = ROOT / "events/stories"


def story(name):
    return json.loads((STORIES / f"{name}.json").read_text())["submission"]


def as_bundle(document):
    form = read_submission(json.dumps(document), CLINIC.packs)
    return bundle_of(form, CLINIC.packs, datetime.now(UTC), "intake-1")


@pytest.fixture
def send(function):
    module = function("apply")

    def sending(body, headers=FHIR):
        text = body if isinstance(body, str) else json.dumps(body)
        answer = module.handler(rest("POST", "/intakes", "/intakes", text, headers), Context())
        return answer["statusCode"], json.loads(answer["body"])

    return sending


def faults_of(answer):
    status, problem = answer
    assert status == 400
    return [(fault["pointer"], fault["detail"]) for fault in problem["errors"]]


@pytest.mark.parametrize("parameter", ["", "; fhirVersion=4.0", ";charset=utf-8"])
def test_a_bundle_is_taken_as_the_submission_that_it_tells_of(send, practice, parameter):
    document = story("01-clear-ppo")
    status, receipt = send(
        as_bundle(document), {"Content-Type": f"application/fhir+json{parameter}"}
    )
    assert (status, receipt.keys()) == (202, {"intake_id", "status_url", "next_step"})
    kept = practice.store.latest(receipt["intake_id"], FindingKind.SUBMISSION, Submission)
    assert kept == read_submission(json.dumps(document), CLINIC.packs)


def test_the_same_form_as_json_and_as_fhir_is_one_intake(send):
    document = story("01-clear-ppo")
    by_json = send(document, {"Content-Type": "application/json"})
    assert send(as_bundle(document)) == by_json


def test_a_person_in_crisis_is_told_at_once_whom_to_call(send):
    status, receipt = send(as_bundle(story("07-acute-suicide-risk")))
    assert status == 202
    assert receipt["next_step"].index("988") < 60


def test_a_key_that_came_with_another_bundle_is_a_conflict(send):
    key = FHIR | {"Idempotency-Key": "k"}
    assert send(as_bundle(story("01-clear-ppo")), key)[0] == 202
    assert send(as_bundle(story("02-hmo")), key)[0] == 409


@pytest.mark.parametrize(
    ("resources", "pointer", "detail"),
    [
        (
            (patient(birthDate="1990"),),
            "/entry/0/resource/birthDate",
            "Input should be a valid date",
        ),
        (
            (patient(telecom=[{"system": "phone", "value": "0101"}]),),
            "/entry/0/resource/telecom/0/value",
            "String should match pattern",
        ),
        ((patient(birthDate=None),), "/entry/0/resource", "person.birth_date is required"),
        (
            (patient(name=[{"text": "Jane Tester"}]),),
            "/entry/0/resource/name/0",
            "person.name is required",
        ),
        ((patient(telecom=[]),), "/entry/0/resource", "contact needs a phone number"),
        (
            (patient(), coverage(subscriberId="EXA*000")),
            "/entry/1/resource/subscriberId",
            "String should match pattern",
        ),
        (
            (patient(), consent(dateTime=None)),
            "/entry/1/resource/dateTime",
            "consents.0.signed_at is required",
        ),
        ((patient(), consent(), consent()), "", "consents has two consents of one kind"),
        (
            (
                patient(),
                response(
                    "intake", group("location", item("location.state", "ZZ", kind="valueString"))
                ),
            ),
            "/entry/1/resource/item/0/item/0/answer/0/valueString",
            "must be the two letters of a state",
        ),
    ],
)
def test_what_a_submission_may_not_be_is_pointed_at_in_the_bundle(send, resources, pointer, detail):
    found = faults_of(send(bundle(*resources)))
    assert any(at == f"#{pointer}" and said.startswith(detail) for at, said in found), found


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ("{", "#"),
        ('{"resourceType": "Bundle", "resourceType": "Bundle"}', "#"),
        ([], "#"),
        (bundle(), "#/entry"),
        (bundle(patient(gender="woman")), "#/entry/0/resource/gender"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(send, body, pointer):
    assert [at for at, _ in faults_of(send(body))] == [pointer]


def test_a_problem_never_carries_what_was_sent(send):
    sent = bundle(patient(birthDate="CANARY", gender="CANARY"), coverage(subscriberId="CAN*ARY"))
    assert "CAN" not in json.dumps(send(sent))


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (bundle(patient(), text="x" * 270_000), FHIR, 413),
        (bundle(patient()), {"Content-Type": "application/fhir+xml"}, 415),
        (bundle(patient()), {"Content-Type": "application/json"}, 400),
    ],
)
def test_what_cannot_be_taken_says_why(send, body, headers, status):
    answered, problem = send(body, headers)
    assert (answered, problem["status"]) == (status, status)
