import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import submission
from tests.unit.fhir.bundles import (
    BCP_47,
    JANE,
    RELATIONSHIP,
    ROLE,
    UNREAD,
    bundle,
    concept,
    consent,
    coverage,
    group,
    husband,
    item,
    name,
    of_the_husband,
    patient,
    phone,
    read,
    response,
)
from tests.unit.fhir.filled import NOW, PACKS
from tests.unit.fhir.test_import_faults import damaged
from threshold.fhir.bundle import UnusableBundle, submission_in
from threshold.fhir.bundle_writing import bundle_of

EMERGENCY = {"relationship": [concept(ROLE, "C")], "name": {"text": "John Tester"}}
EN, ES = ({"language": concept(BCP_47, tag)} for tag in ("en", "es"))
SOMEBODY = {"reference": "Patient/somebody"}
TWO_CODES = {
    "coding": [*concept(RELATIONSHIP, "self")["coding"], *concept(RELATIONSHIP, "spouse")["coding"]]
}
YES = item("contact.may_call", True, kind="valueBoolean")


def faults_of(whole):
    with pytest.raises(UnusableBundle) as caught:
        submission_in(whole, PACKS, NOW)
    return [(fault.place, fault.rule) for fault in caught.value.faults]


def the_fault(*resources):
    (fault,) = faults_of(bundle(*resources))
    return fault


@pytest.mark.parametrize(
    ("whole", "place"),
    [
        ([], ""),
        ("Bundle", ""),
        (patient(), "resourceType"),
        (bundle(patient(), type="message"), "type"),
        (bundle(patient(), type="document"), "type"),
        (bundle(patient(), type=None), "type"),
        (bundle(patient(), implicitRules="urn:example:rules"), "implicitRules"),
        (bundle(entry={}), "entry"),
        (bundle(entry=["x"]), "entry[0]"),
        (bundle(entry=[{}]), "entry[0].resource"),
        (bundle(), "entry"),
        (bundle(coverage()), "entry"),
        (bundle(patient(), patient(id="joan")), "entry"),
        (bundle(patient(), patient()), "entry[1]"),
        (bundle(type="transaction", entry=[{"resource": patient()}]), "entry[0].request"),
        (
            bundle(
                type="transaction",
                entry=[{"resource": patient(), "request": {"method": "DELETE"}}],
            ),
            "entry[0].request",
        ),
    ],
)
def test_what_is_no_bundle_about_one_patient_is_refused(whole, place):
    assert [fault[0] for fault in faults_of(whole)] == [place]


@pytest.mark.parametrize(
    ("resource", "place"),
    [
        ({"resourceType": "Observation", "status": "final"}, "resourceType"),
        ({"resourceType": "Jane TESTER"}, "resourceType"),
        ({}, "resourceType"),
        (coverage(insurer={}), ""),
        ({"resourceType": "Organization", "active": False}, "active"),
        (coverage(payor=[UNREAD]), None),
        (response("intake", group("contact", YES | UNREAD)), None),
    ],
)
def test_what_is_not_understood_or_changes_the_meaning_is_refused(resource, place):
    where = {None: "entry[1]", "": "entry[1].resource"}
    found, _ = the_fault(patient(), resource)
    assert found == where.get(place, f"entry[1].resource.{place}")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"link": [{"other": SOMEBODY, "type": "replaced-by"}]}, ""),
        ({"deceasedDateTime": "2026-01-01"}, ""),
        ({"deceasedBoolean": True}, "deceasedBoolean"),
        ({"active": False}, "active"),
        ({"gender": "woman"}, "gender"),
        ({"birthDate": 1990}, "birthDate"),
        ({"name": [name("Jane"), name("Joan")]}, "name[1]"),
        ({"name": [name("Jane", use="stage")]}, "name[0].use"),
        ({"name": [{"given": "Jane"}]}, "name[0].given"),
        ({"name": [name("Jane", period={"end": "never"})]}, "name[0].period.end"),
        ({"telecom": [phone("+15555550101", "private")]}, "telecom[0].use"),
        ({"telecom": [phone("+15555550101", rank="1")]}, "telecom[0].rank"),
        ({"communication": [EN, ES]}, "communication"),
        ({"communication": [EN | {"preferred": True}, ES | {"preferred": True}]}, "communication"),
        ({"communication": [{"language": {"text": "Spanish"}}]}, "communication[0].language"),
        ({"contact": [EMERGENCY, EMERGENCY]}, "contact[1]"),
    ],
)
def test_a_patient_who_could_be_read_in_two_ways_is_refused(change, place):
    found, _ = the_fault(patient(**change))
    assert found == ".".join(filter(None, ("entry[0].resource", place)))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"status": "cancelled"}, "status"),
        ({"status": "draft"}, "status"),
        ({"status": "entered-in-error"}, "status"),
        ({"status": None}, "status"),
        ({"period": {"end": "2026-02-28"}}, "period"),
        ({"beneficiary": SOMEBODY}, "beneficiary"),
        ({"payor": []}, "payor"),
        ({"payor": [{"display": "One"}, {"display": "Other"}]}, "payor"),
        ({"payor": [JANE]}, "payor[0]"),
        ({"relationship": None}, "relationship"),
        ({"relationship": concept(RELATIONSHIP, "injured")}, "relationship"),
        ({"relationship": TWO_CODES}, "relationship"),
        ({"subscriber": {"reference": "RelatedPerson/john"}}, "relationship"),
        ({"subscriber": SOMEBODY}, "subscriber"),
        (of_the_husband(subscriber=JANE), "relationship"),
        (
            of_the_husband(
                subscriber={"reference": "#p"},
                contained=[{"resourceType": "Organization", "id": "p"}],
            ),
            "subscriber",
        ),
        (of_the_husband(subscriber={"reference": "#nobody"}), "subscriber"),
    ],
)
def test_a_coverage_that_is_not_in_force_or_says_two_things_is_refused(change, place):
    found, _ = the_fault(patient(), coverage(**change), husband())
    assert found == f"entry[1].resource.{place}"


def test_a_coverage_that_ends_today_somewhere_has_not_ended():
    assert read(patient(), coverage(period={"end": "2026-03-03"})).document["payment"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"provision": {"type": "deny"}}, ".provision"),
        ({"status": "inactive"}, ".status"),
        ({"status": "rejected"}, ".status"),
        ({"patient": SOMEBODY}, ".patient"),
        (
            {"scope": concept("http://terminology.hl7.org/CodeSystem/consentscope", "research")},
            ".scope",
        ),
        ({"performer": [{"display": "Jane Tester"}, {"display": "John Tester"}]}, ""),
        ({"policy": consent()["policy"] * 2}, ""),
        ({"extension": [{"url": "urn:threshold:consent-covers"}]}, ".extension[0]"),
    ],
)
def test_a_consent_that_does_not_stand_as_it_was_signed_is_refused(change, place):
    found, _ = the_fault(patient(), consent(**change))
    assert found == f"entry[1].resource{place}"


@pytest.mark.parametrize(
    ("answered", "place"),
    [
        (response("phq-9", status="in-progress"), "status"),
        (response("intake", status="entered-in-error"), "status"),
        (response("intake", subject=SOMEBODY), "subject"),
        (response("phq-9", subject={"display": "Jane Tester"}), "subject"),
        (response("phq-9", authored="2026-02-16T23:00:00-06:00"), "authored"),
        (response("phq-9", authored="2025"), "authored"),
        (response("phq-9", authored="lately"), "authored"),
        (response("phq-99"), "questionnaire"),
        (response("intake", questionnaire="urn:threshold:questionnaire:intake|9"), "questionnaire"),
        (response("phq-9", item("q44", 1, kind="valueInteger")), "item[0]"),
        (response("phq-9", item("q1", 9, kind="valueInteger")), "item[0].answer[0].valueInteger"),
        (response("intake", YES), "item[0]"),
        (response("intake", group("contact", YES, YES)), "item[0].item[1]"),
        (response("intake", group("contact"), group("contact")), "item[1]"),
        (response("intake", group("contact", group("contact", YES))), "item[0].item[0]"),
        (response("intake", item("contact", True, kind="valueBoolean")), "item[0]"),
        (
            response("intake", group("contact", YES | {"item": [YES]})),
            "item[0].item[0]",
        ),
        (
            response("intake", group("contact", item("contact.may_call", True, False))),
            "item[0].item[0]",
        ),
        (
            response("intake", group("contact", item("contact.may_call", "yes"))),
            "item[0].item[0].answer[0]",
        ),
        (
            response("intake", group("contact", item("contact.may_call", 1, kind="valueBoolean"))),
            "item[0].item[0].answer[0].valueBoolean",
        ),
        (
            response(
                "intake", group("need", item("need.tracks", {"system": "urn:x", "code": "dual"}))
            ),
            "item[0].item[0].answer[0].valueCoding.system",
        ),
        (
            response("intake", group("need", item("need.tracks", {"display": "Dual"}))),
            "item[0].item[0].answer[0]",
        ),
    ],
)
def test_a_response_that_is_not_the_patients_answer_of_now_is_refused(answered, place):
    found, _ = the_fault(patient(), answered)
    assert found == f"entry[1].resource.{place}"


@pytest.mark.parametrize("authored", ["2026-02-18", "2026-03", "2026", "2026-03-04T15:00:00Z"])
def test_answers_of_the_last_two_weeks_are_taken(authored):
    asq = response("asq", item("q1", False, kind="valueBoolean"), authored=authored)
    assert read(patient(), asq).document["answers"] == {"asq": {"q1": "no"}}


def test_answers_of_two_sittings_are_not_put_together():
    one, other = (response("gad-7", item(q, 1, kind="valueInteger")) for q in ("q1", "q2"))
    assert the_fault(patient(), one, other) == (
        "entry[2].resource",
        "answers what another response answers",
    )


@pytest.mark.parametrize("twice", [coverage(), response("intake")])
def test_what_there_can_be_one_of_is_refused_twice(twice):
    place, _ = the_fault(patient(), twice, twice)
    assert place == "entry[2].resource"


def test_two_resources_that_disagree_contradict_each_other():
    number = {"type": concept("http://terminology.hl7.org/CodeSystem/v2-0203", "MB")}
    both = [number | {"value": "EXA000111"}, number | {"value": "EXA000222"}]
    place, rule = the_fault(patient(), coverage(identifier=both))
    assert (place, rule) == (
        "entry[1].resource.identifier[1].value",
        "contradicts another part of the Bundle",
    )


def test_every_fault_is_told_at_once():
    whole = bundle(
        patient(gender="woman", name=[name("Jane"), name("Joan")]),
        coverage(status="draft"),
        {"resourceType": "Observation"},
    )
    assert [place for place, _ in faults_of(whole)] == [
        "entry[2].resource.resourceType",
        "entry[0].resource.name[1]",
        "entry[1].resource.status",
    ]


def test_a_modifier_is_found_however_deep_it_stands():
    inside = UNREAD
    for _ in range(900):
        inside = {"Jane TESTER": [inside]}
    assert the_fault(patient(extension=[inside])) == (
        "entry[0]",
        "has a modifier that is not understood",
    )


def test_a_fault_never_carries_what_was_sent():
    sent = {"Jane TESTER": "EXA000111", "gender": "EXA000111", "birthDate": 1990}
    said = item("Jane TESTER", {"system": "EXA000111", "code": "Jane TESTER"})
    for whole in (
        bundle(patient(**sent)),
        bundle(patient(), response("intake", said)),
        bundle(patient(), response("phq-9", said)),
        bundle(patient(), coverage(status="EXA000111", beneficiary={"reference": "EXA000111"})),
    ):
        assert not any(word in str(faults_of(whole)) for word in ("TESTER", "EXA000111", "1990"))


@given(st.data())
def test_a_bundle_damaged_anywhere_is_read_or_refused(data):
    written = bundle_of(submission(), PACKS, NOW, "intake-1")
    with suppress(UnusableBundle):
        told = submission_in(json.loads(json.dumps(damaged(data, written))), PACKS, NOW)
        assert json.dumps(told.document)
