"""What staff do over the API: by role, once, and told what is wrong by field."""

import json
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest

from tests.seating import give, offered, seat
from tests.unit.edge.events import Context, rest, staff_claims
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import Actor
from threshold.use_cases.staff_acts import Act
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify
from threshold.web.openapi import openapi

JSON = {"Content-Type": "application/json"}
SAID = {"key": "k1", "reason": "Because."}
MORE = {
    "accept": {"signed_name": "Clara Tester, LCSW"},
    "override_rule": {"signed_name": "Clara Tester, LCSW", "rule": "S7"},
    "refer": {"referrals": ["example-hospital"]},
    "decline": {"elsewhere": "Example Hospital in Austin"},
    "ask_patient": {"asks": "member_id"},
}
CLINICIANS, STAFF = {"clinician"}, {"admissions", "clinician", "supervisor"}
WHO = {
    **dict.fromkeys(("accept", "override_rule", "refer", "decline"), CLINICIANS),
    **dict.fromkeys(("ask_patient", "verify_again", "withdraw", "add_note", "merge"), STAFF),
}


@pytest.fixture
def intake_id(practice):
    severe = {"phq-9": {f"q{n}": 3 for n in range(1, 9)} | {"q9": 0, "difficulty": 3}}
    return practice.assessed(answers=severe)


@pytest.fixture
def act(function, intake_id):
    module = function("console")

    def acting(name, role="clinician", who="ana", intake=intake_id, **more):
        claims = staff_claims(role, who)
        document = {"action": name, **SAID, **MORE.get(name, {}), **more}
        body = json.dumps({name: value for name, value in document.items() if value is not None})
        path = f"/intakes/{intake}/actions"
        event = rest("POST", path, "/intakes/{id}/actions", body, JSON, claims=claims)
        answer = module.handler(event, Context())
        return answer["statusCode"], json.loads(answer["body"])

    return acting


@pytest.fixture
def version(practice, intake_id):
    return practice.store.load(intake_id).version


@pytest.mark.parametrize("role", ["admissions", "clinician", "supervisor", "billing", "auditor"])
@pytest.mark.parametrize("name", WHO)
def test_who_may_do_what(act, practice, version, name, role):
    merging = {"into": practice.assessed(key="again"), "key": None} if name == "merge" else {}
    status, said = act(name, role, version=version, **merging)
    assert status == (200 if role in WHO[name] else 403), said


def test_who_has_two_roles_acts_in_the_one_that_may_do_it_from_where_the_intake_stands(
    act, practice
):
    in_crisis = practice.submit(answers={"asq": {"q5": "yes"}}, key="another")
    version = practice.store.load(in_crisis).version
    status, said = act("send_to_review", "admissions,clinician", intake=in_crisis, version=version)
    assert status == 200, said
    assert practice.store.events(in_crisis)[-1].actor.role is Role.CLINICIAN


@pytest.mark.parametrize(
    ("role", "told"),
    [("clinician", True), ("admissions", True), ("billing", False), ("auditor", False)],
)
def test_a_worklist_tells_the_tier_to_who_may_read_assessments(function, practice, role, told):
    practice.submit()
    claims = staff_claims(role, "ana")
    event = rest("GET", "/worklists/in_progress", "/worklists/{name}", claims=claims)
    row = json.loads(function("console").handler(event, Context())["body"])["rows"][0]
    assert (row["tier"] is not None) is told


@pytest.mark.parametrize(
    ("name", "changed", "pointers"),
    [
        ("accept", {"version": None}, ["#/version"]),
        ("accept", {"version": 99}, ["#/version"]),
        ("accept", {"signed_name": " "}, ["#/signed_name"]),
        ("accept", {"reason": None, "key": 7}, ["#/key", "#/reason"]),
        ("withdraw", {"signed_name": "Ana"}, ["#"]),
        ("refer", {"referrals": ["nowhere"]}, ["#/referrals/0"]),
        ("refer", {"referrals": None}, ["#/referrals"]),
        ("ask_patient", {"asks": "salary"}, ["#/asks"]),
        ("override_rule", {"rule": "S1"}, ["#/rule"]),
        ("verify_again", {"member_id": "<b>"}, ["#/member_id"]),
        ("merge", {"into": "x", "key": None}, ["#/into"]),
        ("merge", {"differ": "yes", "into": "a" * 26, "key": None}, ["#/differ"]),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(
    act, practice, intake_id, version, name, changed, pointers
):
    status, problem = act(name, **{"version": version} | changed)
    assert status == 400
    assert [one["pointer"] for one in problem["errors"]] == pointers
    assert practice.store.load(intake_id).version == version


def test_an_intake_is_no_duplicate_of_itself(act, intake_id, version):
    status, problem = act("merge", version=version, into=intake_id, key=None)
    assert (status, problem["errors"][0]["pointer"]) == (400, "#/into")


def test_the_second_of_two_is_told_who_was_first(act, version):
    assert act("withdraw", "admissions", "ana", version=version)[0] == 200
    status, problem = act("verify_again", "admissions", "ben", version=version)
    assert (status, problem["title"]) == (409, "Something happened since: withdrawn by ana.")


def test_sent_twice_it_is_done_once(act, version):
    replies = [act("withdraw", version=version) for _ in range(2)]
    assert [(status, said["stored"]) for status, said in replies] == [(200, True), (200, False)]


def test_acceptance_against_rules_names_them(act, practice):
    from threshold.intake.submission import Location

    elsewhere = practice.assessed(location=Location(state="AK"))
    step = Step(EventKind.REOPENED, Actor(Role.CLINICIAN, "clara"), practice.now)
    version = take(practice.store, elsewhere, lambda _record: step).version
    status, problem = act("accept", intake=elsewhere, version=version)
    assert (status, problem["title"]) == (
        409,
        "Rules speak against it: F1 (cannot be set aside).",
    )


def test_what_cannot_be_done_where_it_stands_is_said(act, version):
    status, problem = act("reopen", version=version)
    assert (status, problem["title"]) == (
        409,
        "That cannot be done to an intake that is in_review.",
    )


def test_every_act_is_described():
    schemas = openapi("https://x.test", "1")["components"]["schemas"]
    described = {}
    for name in ("StaffAct", "Merge"):
        actions = schemas[name]["properties"]["action"]
        described |= dict.fromkeys(actions.get("enum", [actions.get("const")]), schemas[name])
    assert described.keys() == {*map(str, Act), "merge"}
    for name in WHO:
        document = {"action": name, "version": 3, **SAID, **MORE.get(name, {})}
        if name == "merge":
            document = {"action": name, "version": 3, "reason": "x", "into": "a" * 26}
        jsonschema.validate(document, described[name])


# On the way to a seat.


@pytest.fixture
def offered_seat(practice, seats):
    """Somebody to whom a seat is offered."""
    intake_id = practice.assessed(key="offered")
    verify(intake_id, practice.desk)
    give(seats)
    until = datetime.now(UTC) + timedelta(hours=1)
    held = seat(intake_id, hold_until=until)
    seats.hold([offered(practice.store.load(intake_id))], [held])
    return intake_id


BY_PHONE = {
    "take_offer": {},
    "decline_offer": {"why": "other_time"},
    "checked_in": {},
    "clinical_contact": {"held_at": "2026-01-05T10:00:00+00:00"},
    "interim_services": {"services": ["prenatal_referral"]},
}


@pytest.mark.parametrize("role", ["admissions", "clinician", "supervisor", "billing", "auditor"])
@pytest.mark.parametrize("name", BY_PHONE)
def test_who_may_answer_for_somebody_on_the_way_to_a_seat(act, practice, offered_seat, name, role):
    version = practice.store.load(offered_seat).version
    status, said = act(name, role, intake=offered_seat, version=version, **BY_PHONE[name])
    assert status == (200 if role in STAFF else 403), said


@pytest.mark.parametrize(
    ("name", "changed", "pointers"),
    [
        ("decline_offer", {"why": None}, ["#/why"]),
        ("decline_offer", {"why": "rich"}, ["#/why"]),
        ("take_offer", {"why": "other_time"}, ["#"]),
        ("clinical_contact", {"held_at": None}, ["#/held_at"]),
        ("clinical_contact", {"held_at": "2026-01-06"}, ["#/held_at"]),
        ("clinical_contact", {"held_at": 7}, ["#/held_at"]),
        ("clinical_contact", {"held_at": "2999-01-05T10:00:00+00:00"}, ["#/held_at"]),
        ("interim_services", {"services": []}, ["#/services"]),
        ("interim_services", {"services": ["a car"]}, ["#/services"]),
        ("interim_services", {"services": "prenatal_referral"}, ["#/services", "#/services"]),
    ],
)
def test_what_is_wrong_with_it_is_named(act, practice, offered_seat, name, changed, pointers):
    version = practice.store.load(offered_seat).version
    more = BY_PHONE[name] | changed
    status, problem = act(name, intake=offered_seat, version=version, **more)
    assert status == 400
    assert [one["pointer"] for one in problem["errors"]] == pointers
    assert practice.store.load(offered_seat).version == version


def test_an_offer_that_is_over_is_told(act, practice, seats, offered_seat):
    seats.release(seats.seat_of(offered_seat))
    version = practice.store.load(offered_seat).version
    status, problem = act("take_offer", intake=offered_seat, version=version)
    assert (status, problem["title"]) == (409, "No offer is open any more.")
