"""Every read of an intake by staff is written down before it is answered, or not answered."""

import importlib
import json
from dataclasses import replace

import pytest

from tests.builders import submission
from tests.unit.intake.test_invitation import invitation
from threshold.errors import Retryable
from threshold.intake.access import Part
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.submission import ConsentKind, Couple, Language
from threshold.store.photos import MemoryPhotoStore

TPO = ConsentKind.TREATMENT_PAYMENT_OPERATIONS

FRONT = f"kept/front/{'a' * 26}"
IN_AN_INTAKE = {Part.RECORD, Part.SUBMISSION, Part.ASSESSMENT, Part.COVERAGE}


@pytest.fixture
def read(call, intake_id):
    return lambda role, intake=intake_id: call(
        "GET", f"/intakes/{intake}", "/intakes/{id}", role=role
    )


@pytest.fixture
def read_benefits(call, intake_id):
    path = f"/intakes/{intake_id}/benefits"
    return lambda role: call("GET", path, "/intakes/{id}/benefits", role=role)


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        ("clinician", IN_AN_INTAKE),
        ("clinician,safety", IN_AN_INTAKE | {Part.SAFETY}),
        ("admissions,safety", IN_AN_INTAKE),
        ("admissions", IN_AN_INTAKE),
        ("billing", {Part.RECORD, Part.COVERAGE}),
        ("auditor", {Part.RECORD}),
    ],
)
def test_who_read_what_is_written_down(read, accesses, intake_id, role, parts):
    assert read(role)[0] == 200
    (access,) = accesses.of(intake_id, 10)
    only = Role(role.partition(",")[0])
    assert (access.name, access.roles, set(access.parts)) == ("ana", (only,), parts)
    assert not access.by_break_glass


def test_what_was_not_there_was_not_read(read, accesses, practice):
    intake_id = practice.submit(key="another")
    read("clinician", intake_id)
    assert set(accesses.of(intake_id, 10)[0].parts) == {Part.RECORD, Part.SUBMISSION}


def test_reading_benefits_is_reading_the_card_and_the_plans_answer(
    read_benefits, accesses, intake_id
):
    assert read_benefits("billing")[0] == 200
    (access,) = accesses.of(intake_id, 10)
    assert set(access.parts) == {Part.RECORD, Part.SUBMISSION, Part.COVERAGE}


@pytest.fixture
def open_photo(call, practice, monkeypatch):
    monkeypatch.setattr(
        importlib.import_module("threshold.edge.wiring"), "card_photos", MemoryPhotoStore
    )
    card = replace(submission().payment.card, photos=(FRONT,))
    intake_id = practice.submit(payment=replace(submission().payment, card=card), key="photo")

    def opening(role, side="front"):
        path, resource = (
            f"/intakes/{intake_id}/card-photos/{side}",
            "/intakes/{id}/card-photos/{side}",
        )
        return intake_id, *call("GET", path, resource, role=role)

    return opening


def test_a_link_to_a_photo_is_given_after_that_is_written_down(open_photo, accesses):
    intake_id, status, told = open_photo("billing")
    assert (status, told) == (200, {"url": f"https://photos.example.test/{FRONT}"})
    (access,) = accesses.of(intake_id, 10)
    assert (access.name, access.roles, access.parts) == ("ana", (Role.BILLING,), (Part.CARD_PHOTO,))


@pytest.mark.parametrize(
    ("role", "side", "status"), [("auditor", "front", 403), ("billing", "back", 404)]
)
def test_where_no_link_is_given_nothing_was_read(open_photo, accesses, role, side, status):
    intake_id, answered, problem = open_photo(role, side)
    assert answered == status
    assert "url" not in problem
    assert accesses.of(intake_id, 10) == ()


def test_no_link_is_given_where_that_cannot_be_written_down(open_photo, accesses, monkeypatch):
    def fail(*_):
        raise Retryable("no")

    monkeypatch.setattr(accesses, "record", fail)
    _, status, problem = open_photo("clinician")
    assert status == 503
    assert "url" not in problem


def test_of_somebodys_roles_those_are_written_down_that_let_them_read(read, accesses, intake_id):
    read("clinician,nobody,supervisor")
    assert accesses.of(intake_id, 10)[0].roles == (Role.CLINICIAN, Role.SUPERVISOR)


@pytest.mark.parametrize("role", ["nobody", "system"])
def test_who_is_refused_has_read_nothing(read, read_benefits, accesses, intake_id, role):
    assert {read(role)[0], read_benefits(role)[0]} == {403}
    assert accesses.of(intake_id, 10) == ()


def test_what_is_not_there_is_read_by_nobody(read, accesses):
    assert read("clinician", "a" * 26)[0] == 404
    assert accesses.of("a" * 26, 10) == ()


@pytest.mark.parametrize("reading", ["read", "read_benefits"])
def test_a_read_that_cannot_be_written_down_is_not_answered(
    request, accesses, monkeypatch, reading
):
    def fail(*_):
        raise Retryable("no")

    monkeypatch.setattr(accesses, "record", fail)
    status, problem = request.getfixturevalue(reading)("clinician")
    assert status == 503
    assert problem.keys() == {"type", "title", "status"}


def test_a_clinician_who_looks_at_a_couple_has_read_of_both(call, practice, accesses, intake_id):
    said = Couple(invitation=invitation(1))
    both = [practice.assessed(couple=said, language=Language(spoken)) for spoken in ("en", "es")]
    status, seen = call(
        "GET", f"/intakes/{both[0]}/couple", "/intakes/{id}/couple", role="clinician,safety"
    )
    assert (status, {one["intake_id"] for one in seen["members"]}) == (200, {*both})
    reads = [accesses.of(member, 10) for member in both]
    assert [[set(read.parts) for read in of] for of in reads] == [
        [{Part.RECORD, Part.SUBMISSION, Part.ASSESSMENT, Part.SAFETY}]
    ] * 2


@pytest.mark.parametrize(
    "role",
    ["admissions,safety", "supervisor", "billing", "auditor", "nobody", "clinician", "safety"],
)
def test_what_is_between_two_is_for_clinicians_with_the_permission_alone(
    call, accesses, intake_id, role
):
    assert call("GET", f"/intakes/{intake_id}/couple", "/intakes/{id}/couple", role=role)[0] == 403
    assert accesses.of(intake_id, 10) == ()


@pytest.fixture
def act(call, intake_id):
    def acting(document, role="admissions"):
        path = f"/intakes/{intake_id}/actions"
        return call("POST", path, "/intakes/{id}/actions", json.dumps(document), role)

    return acting


def test_staff_take_a_consent_back_for_somebody_who_calls(act, practice, intake_id):
    told = act({"action": "revoke_consent", "kind": TPO})
    again = act({"action": "revoke_consent", "kind": TPO})
    assert [told[1]["stored"], again[1]["stored"]] == [True, False]
    event = practice.store.events(intake_id)[-1]
    assert (event.kind, event.actor.role, event.actor.name) == (
        EventKind.CONSENT_REVOKED,
        Role.ADMISSIONS,
        "ana",
    )


@pytest.mark.parametrize(("role", "status"), [("billing", 403), ("auditor", 403), ("nobody", 403)])
def test_who_does_not_care_for_the_person_takes_nothing_back(act, role, status):
    assert act({"action": "revoke_consent", "kind": TPO}, role)[0] == status


@pytest.mark.parametrize(
    "document", [{}, {"kind": "privacy_notice"}, {"kind": 7}, {"kind": TPO, "at": "now"}]
)
def test_only_a_consent_can_be_taken_back(act, document):
    status, problem = act({"action": "revoke_consent", **document})
    assert (status, problem["errors"][0]["pointer"]) == (400, "#/kind")
