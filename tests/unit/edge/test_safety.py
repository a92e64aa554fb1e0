"""Safety answers over the API: who sees them, breaking the glass, and that every look is kept."""

import json

import jsonschema
import pytest

from tests.builders import submission
from tests.unit.intake.test_invitation import invitation
from threshold.errors import Retryable
from threshold.intake.access import Part
from threshold.intake.life_cycle import EventKind
from threshold.intake.submission import Couple, Language, Need, Track
from threshold.web.openapi_acts import BREAK_GLASS

WHY = "A shelter calls and asks what is known."
BREAK = {"action": "break_glass", "key": "k1", "reason": WHY}
HARM = {"q1": "no", "q2": "yes", "q3": "no", "q4": "no"}
SIGNED = {"key": "k", "reason": "Seen.", "signed_name": "Clara Tester, LCSW"}


@pytest.fixture
def couple(practice):
    """Two intakes of one couple, the first with a yes about the other."""

    def sent(hark, spoken):
        return practice.assessed(
            answers=submission().answers | {"hark": hark},
            couple=Couple(True, None, invitation(1)),
            need=Need(tracks=(Track.COUPLES,)),
            language=Language(spoken),
        )

    return sent(HARM, "en"), sent({}, "es")


@pytest.fixture
def intake_id(couple):
    return couple[0]


@pytest.fixture
def read(call):
    def reading(intake_id, role="clinician", path="", **more):
        return call(
            "GET", f"/intakes/{intake_id}{path}", f"/intakes/{{id}}{path}", role=role, **more
        )

    return reading


@pytest.fixture
def act(call):
    def acting(intake_id, document, role="clinician", **more):
        path, body = f"/intakes/{intake_id}/actions", json.dumps(document)
        return call("POST", path, "/intakes/{id}/actions", body, role, **more)

    return acting


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("clinician,safety", True),
        ("clinician", False),
        ("safety", None),
        ("admissions,safety", False),
        ("supervisor,safety", False),
        ("billing,safety", None),
        ("auditor,safety", False),
    ],
)
def test_a_clinician_with_the_permission_sees_them_and_nobody_else(read, intake_id, role, sees):
    status, view = read(intake_id, role)
    if sees is None:
        assert status in (403, 404)
    else:
        assert (status, view["left_out"]) == (200, [] if sees else ["safety"])
        assert ("hark" in json.dumps(view)) is sees


def test_a_reason_opens_them_to_whoever_gave_it_and_the_looks_say_so(
    read, act, accesses, intake_id
):
    assert act(intake_id, BREAK)[1]["stored"]
    view = read(intake_id)[1]
    assert view["safety"]["hark"] == HARM
    assert read(intake_id, name="bea")[1]["left_out"] == ["safety"]
    found = {
        one.name: (Part.SAFETY in one.parts, one.by_break_glass)
        for one in accesses.of(intake_id, 9)
    }
    assert found == {"ana": (True, True), "bea": (False, False)}


def test_with_the_permission_a_look_rests_on_it_even_behind_broken_glass(
    read, act, accesses, intake_id
):
    act(intake_id, BREAK)
    read(intake_id, "clinician,safety")
    assert not accesses.of(intake_id, 1)[0].by_break_glass


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 200),
        ("admissions", 200),
        ("supervisor", 200),
        ("billing", 403),
        ("auditor", 403),
        ("safety", 403),
    ],
)
def test_who_may_break_the_glass(act, intake_id, role, status):
    assert act(intake_id, BREAK, role)[0] == status


@pytest.mark.parametrize(
    ("document", "pointers"),
    [
        ({"reason": WHY}, ["#/key"]),
        ({"key": "k"}, ["#/reason"]),
        ({"key": "k", "reason": "urgent"}, ["#/reason"]),
        ({"key": "", "reason": " " * 20}, ["#/key", "#/reason"]),
        ({"key": "k", "reason": WHY, "version": 1}, ["#"]),
    ],
)
def test_without_a_reason_nothing_opens(act, practice, intake_id, document, pointers):
    status, problem = act(intake_id, {"action": "break_glass", **document})
    assert (status, [one["pointer"] for one in problem["errors"]]) == (400, pointers)
    assert "urgent" not in json.dumps(problem)
    kinds = [one.kind for one in practice.store.events(intake_id)]
    assert EventKind.GLASS_BROKEN not in kinds


def test_the_action_is_what_the_openapi_document_says(act, intake_id):
    jsonschema.validate(BREAK, BREAK_GLASS)
    assert [act(intake_id, BREAK)[1]["stored"] for _ in range(2)] == [True, False]


def test_nothing_of_it_is_logged(act, read, intake_id, logged):
    act(intake_id, BREAK)
    read(intake_id)
    assert WHY not in logged()


def test_what_is_between_two_takes_the_permission_or_the_glass_of_both(read, act, couple):
    first, second = couple
    assert read(first, path="/couple")[0] == 403
    act(first, BREAK)
    assert read(first, path="/couple")[0] == 403
    act(second, BREAK)
    status, view = read(first, path="/couple")
    assert (status, {one["intake_id"] for one in view["members"]}) == (200, {first, second})
    assert read(first, "clinician,safety", "/couple", name="cleo")[0] == 200


def test_a_look_at_a_couple_behind_broken_glass_says_so_on_both(read, act, accesses, couple):
    for member in couple:
        act(member, BREAK)
    read(couple[0], path="/couple")
    assert [accesses.of(one, 1)[0].by_break_glass for one in couple] == [True, True]


@pytest.mark.parametrize("rule", ["S12", "C1", "C3"])
def test_whoever_does_not_see_them_learns_nothing_by_setting_a_rule_aside(
    act, practice, couple, rule
):
    answers = []
    for member in couple:
        aside = {"action": "override_rule", "rule": rule, **SIGNED}
        version = practice.store.load(member).version
        answers.append(act(member, aside | {"version": version}))
    assert answers[0] == answers[1]
    assert answers[0][1]["errors"][0]["pointer"] == "#/rule"


def test_whoever_sees_them_sets_such_a_rule_aside(act, practice, intake_id):
    version = practice.store.load(intake_id).version
    aside = {"action": "override_rule", "rule": "C1", "version": version, **SIGNED}
    assert act(intake_id, aside, "clinician,safety")[1]["stored"]


# The audit.


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("auditor", 200),
        ("supervisor", 200),
        ("clinician,safety", 403),
        ("admissions", 403),
        ("billing", 403),
        ("nobody", 403),
    ],
)
def test_who_reads_an_audit(read, accesses, intake_id, role, status):
    assert read(intake_id, role, "/audit")[0] == status
    looks = [one.parts for one in accesses.of(intake_id, 9)]
    assert looks == ([(Part.RECORD, Part.AUDIT)] if status == 200 else [])


def test_an_audit_tells_what_happened_and_nothing_that_was_answered(read, act, intake_id):
    act(intake_id, BREAK)
    read(intake_id, "clinician")
    view = read(intake_id, "auditor", "/audit", name="otto")[1]
    assert view["chain"]["whole"]
    assert view["chain"]["head"] == view["events"][-1]["hash"]
    ((broken,), (look,)) = view["break_glass"], view["reads"]
    assert (broken["by"], broken["reason"]) == ({"role": "clinician", "name": "ana"}, WHY)
    assert (look["name"], look["by_break_glass"]) == ("ana", True)
    told = json.dumps(view)
    assert not [word for word in ("hark", "C1", "Tester", "EXA000111") if word in told]


def test_an_audit_that_cannot_be_written_down_is_not_shown(read, accesses, intake_id, monkeypatch):
    def busy(*_):
        raise Retryable("no")

    monkeypatch.setattr(accesses, "record", busy)
    status, problem = read(intake_id, "auditor", "/audit")
    assert (status, "events" in problem) == (503, False)


@pytest.mark.parametrize("intake", ["a" * 26, "nobody"])
def test_of_an_intake_that_is_none_there_is_no_audit(read, intake):
    assert read(intake, "auditor", "/audit")[0] == 404


# The token.


@pytest.mark.parametrize(
    "claims",
    [{"aud": "client-2"}, {"aud": ""}, {"token_use": "access"}, {"aud": None}, {"token_use": None}],
    ids=str,
)
def test_a_token_of_our_pool_for_another_client_or_purpose_opens_nothing(
    read, accesses, intake_id, claims
):
    status, problem = read(intake_id, "clinician,safety", **claims)
    assert (status, problem["status"]) == (401, 401)
    assert accesses.of(intake_id, 9) == ()
