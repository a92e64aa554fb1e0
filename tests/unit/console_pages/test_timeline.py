"""What happened, in sentences: every kind of event has its words, and each reader their share."""

import string
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from tests.builders import NOW
from threshold.console_pages.shell import TEXTS
from threshold.console_pages.timeline import timeline
from threshold.decision.coverage import DIFFERENCE
from threshold.eligibility.conversation.playbook import Detail
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import PATIENT, SYSTEM, Actor, IntakeEvent, Reason
from threshold.intake.staff_act import Seen, StaffAct

CLARA = Actor(Role.CLINICIAN, "clara")
SAID = StaffAct(CLARA, NOW, Seen(1, "hash"), "Safe at her sister's.", "Clara Tester, LCSW")
CLINICAL = Reason("S7", "Depression in the severe range.", "PHQ-9")
CHANGED = Reason(DIFFERENCE, "plan type: PPO → HMO", "005010X279A1")


def event(kind, actor=SYSTEM, **more):
    made = IntakeEvent("intake-1", 1, kind, NOW, actor, None, (), {}, "")
    return replace(made, **more)


def told(*events, roles=(Role.CLINICIAN,), acts=()):
    return timeline(events, acts, frozenset(roles), NOW, ZoneInfo("America/Chicago"))


@pytest.mark.parametrize("kind", EventKind)
def test_every_event_reads_as_a_sentence(kind):
    (entry,) = told(event(kind))
    assert entry.who == "The system"
    assert entry.what[0] in string.ascii_lowercase
    assert not {"{", "}", "_"} & set(entry.what)


@pytest.mark.parametrize("asks", Detail)
def test_what_a_person_is_asked_for_is_said_in_words(asks):
    (entry,) = told(event(EventKind.PATIENT_INPUT_NEEDED, details={"asks": asks.value}))
    assert entry.more == (f"asked for: {TEXTS(f'code.asks.{asks}')}",)


@pytest.mark.parametrize(
    ("actor", "who"),
    [(CLARA, "clara (clinician)"), (PATIENT, "The person"), (SYSTEM, "The system")],
)
def test_who_did_it_is_named(actor, who):
    assert told(event(EventKind.NOTE_ADDED, actor))[0].who == who


def test_the_newest_comes_first():
    events = [event(EventKind.SUBMITTED), event(EventKind.ASSESSED, seq=2)]
    assert [entry.seq for entry in told(*events)] == [2, 1]


def test_what_is_for_machines_alone_is_left_out():
    noise = {"key": "k1", "saw": "1 hash", "inputs": "abc", "pack phq-9": "1.1.0"}
    (entry,) = told(event(EventKind.ACCEPTED, CLARA, details=noise))
    assert entry.more == ()


def test_an_ask_names_payer_and_what_it_was_about():
    details = {"payer": "99991", "service_types": "MH CF", "control_number": "7"}
    (entry,) = told(event(EventKind.VERIFICATION_STARTED, details=details))
    assert entry.more == (
        "payer 99991",
        "about mental health (MH), mental health, outpatient (CF)",
        "control number 7",
    )


@pytest.mark.parametrize("name", ["into", "duplicate"])
def test_another_intake_it_speaks_of_can_be_opened(name):
    assert told(event(EventKind.MERGED, CLARA, details={name: "b" * 26}))[0].intake_id == "b" * 26


@pytest.mark.parametrize("role", [Role.ADMISSIONS, Role.CLINICIAN, Role.SUPERVISOR])
def test_who_cares_for_the_person_reads_what_staff_wrote_and_why(role):
    overridden = event(
        EventKind.RULE_OVERRIDDEN, CLARA, details={"rule": "S7"}, reasons=(CLINICAL,)
    )
    (entry,) = told(overridden, roles=(role,), acts=(SAID,))
    assert (entry.words, entry.signed) == ("Safe at her sister's.", "Clara Tester, LCSW")
    assert entry.reasons == (CLINICAL,)
    assert entry.more == ("rule S7",)


@pytest.mark.parametrize("role", [Role.BILLING, Role.AUDITOR])
def test_nobody_else_reads_anything_clinical(role):
    overridden = event(
        EventKind.RULE_OVERRIDDEN, CLARA, details={"rule": "S7"}, reasons=(CLINICAL,)
    )
    (entry,) = told(overridden, roles=(role,), acts=(SAID,))
    assert (entry.words, entry.signed, entry.reasons, entry.more) == ("", "", (), ())


@pytest.mark.parametrize(("role", "reads"), [(Role.BILLING, True), (Role.AUDITOR, False)])
def test_what_a_plan_says_otherwise_than_before_is_for_who_reads_coverage(role, reads):
    (entry,) = told(event(EventKind.COVERAGE_CHANGED, reasons=(CHANGED,)), roles=(role,))
    assert entry.reasons == ((CHANGED,) if reads else ())
