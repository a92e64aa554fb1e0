"""`threshold audit`: the trail verified, with an exit status that a script can go by."""

import json
from dataclasses import replace

import pytest

from tests.clinic import CLINIC, Practice
from threshold.console.audit_view import audit_view
from threshold.console.reading import AUDIT_TELLS, access
from threshold.console.roles import Reading
from threshold.console.safety import Member
from threshold.intake.life_cycle import Role
from threshold.intake.record import Actor
from threshold.store.accesses import MemoryAccessLog
from threshold.use_cases.auditing import audit_of, chain_of
from threshold.use_cases.break_glass import break_glass
from threshold.use_cases.verify import verify


@pytest.fixture
def api(staff_api, monkeypatch):
    monkeypatch.setenv("THRESHOLD_API_URL", f"{staff_api.url}/test")
    monkeypatch.setenv("THRESHOLD_TOKEN", "header.claims.signature")
    return staff_api


@pytest.fixture
def audit():
    """Of an intake whose payer was asked, whose glass was broken, and which was looked at."""
    practice, reads = Practice(), MemoryAccessLog()
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    who = Actor(Role.CLINICIAN, "carl")
    break_glass(intake_id, "A shelter\u202e calls", "k", who, practice.store, practice.now)
    otto = Member("otto", frozenset({Role.AUDITOR}))
    reads.record(intake_id, access(Reading.AUDIT, AUDIT_TELLS, otto, practice.now), "n")
    return audit_of(intake_id, practice.store, reads)


def broken(audit):
    events = (audit.events[0], *audit.events[2:])
    return replace(audit, events=events, chain=chain_of(audit.record, events))


def test_a_whole_trail_is_told_and_ends_well(run, api, audit):
    api.will_reply(audit_view(audit, CLINIC.program))
    ran = run("audit", "intake-1")
    assert (ran.status, ran.err) == (0, "")
    assert api.asked[0].path == "/test/intakes/intake-1/audit"
    assert f"The trail is whole: {len(audit.events)} events" in ran.out
    assert audit.record.event_hash in ran.out
    assert "! Opened without a right by carl (clinician)" in ran.out
    assert "EXAMPLE HEALTH PLAN: health plan coverage" in ran.out
    assert "otto (auditor): record, audit" in ran.out
    assert "submitted by the patient" in ran.out


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["text", "json"])
def test_a_broken_trail_is_told_whole_and_ends_with_1_and_where(run, api, audit, options):
    api.will_reply(audit_view(broken(audit), CLINIC.program))
    ran = run("audit", "intake-1", *options)
    assert (ran.status, ran.faults) == (1, ["the trail is broken at event 2"])
    assert ran.out
    assert options or "THE TRAIL IS BROKEN at event 2" in ran.out


def test_as_json_it_is_what_the_api_gave(run, api, audit):
    made = json.loads(json.dumps(audit_view(audit, CLINIC.program)))
    api.will_reply(made)
    assert run("audit", "intake-1", "--json").json == made


def test_a_reason_cannot_move_the_cursor_of_a_terminal(run, api, audit):
    api.will_reply(audit_view(audit, CLINIC.program))
    out = run("audit", "intake-1").out
    assert "reason: A shelter? calls" in out
    assert out.replace("\n", "").isprintable()


@pytest.mark.parametrize("whole", [1, "yes", None])
def test_only_a_plain_yes_is_one(run, api, audit, whole):
    view = audit_view(audit, CLINIC.program)
    api.will_reply(view | {"chain": view["chain"] | {"whole": whole}})
    assert run("audit", "intake-1").status == 1


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"chain": 3}', b"null", b'"EXA000111"'])
def test_an_answer_that_is_no_audit_is_one_clear_line(run, api, body):
    api.will_reply(body)
    ran = run("audit", "intake-1")
    assert (ran.status, ran.faults, ran.out) == (1, ["the API's answer is not an audit"], "")


def test_who_may_not_is_told_so(run, api):
    api.will_reply({}, 403)
    ran = run("audit", "intake-1")
    assert (ran.status, ran.faults) == (1, ["your role does not see this audit"])


def test_a_command_line_that_cannot_be_used_ends_with_2(run):
    assert run("audit").status == 2
