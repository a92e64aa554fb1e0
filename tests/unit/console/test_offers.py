"""What is offered to whom, from where an intake stands: never more than the life cycle allows."""

from dataclasses import replace

import pytest

from tests.builders import NOW, blank
from threshold.console.offers import DEEDS, acting_as, offered
from threshold.console.why import why
from threshold.intake.life_cycle import TRANSITIONS, EventKind, Role, Status, Worklist
from threshold.intake.record import IntakeRecord, Tier

STAFF = sorted(set(Role) - {Role.PATIENT, Role.SYSTEM})
ALWAYS = {"add_note", "merge", "revoke_consent", "record_benefits"}
OPEN = ALWAYS | {"send_to_review", "withdraw"}
WAITING = {"checked_in", "clinical_contact"}
SEATED = (ALWAYS - {"merge"}) | {
    "reopen", "send_to_review", "clinical_contact", "reschedule", "no_show", "care_ended",
}  # fmt: skip


def standing(status: Status, worklist: Worklist | None = None, **more) -> IntakeRecord:
    return replace(blank(), version=1, status=status, worklist=worklist, updated_at=NOW, **more)


def allowed(status: Status, role: Role) -> set[str]:
    """What the table of the life cycle lets a role do, read from the table itself."""
    events = {step.event for step in TRANSITIONS if step.source is status and role in step.may}
    return {deed for deed, event in DEEDS.items() if event in events}


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("status", Status)
def test_what_is_offered_is_what_the_life_cycle_allows(status, role):
    on_no_list = allowed(status, role) - {"referral_made", "interim_services"}
    assert set(offered(standing(status), frozenset({role}))) == on_no_list


CLINICIANS = {"accept", "refer", "decline"}
IN_REVIEW = ALWAYS | {"ask_patient", "verify_again", "withdraw"}


@pytest.mark.parametrize(
    ("status", "worklist", "role", "deeds"),
    [
        ("submitted", "in_progress", "admissions", OPEN),
        ("assessed", "in_progress", "clinician", OPEN | {"override_rule"}),
        ("in_review", "review", "admissions", IN_REVIEW),
        ("in_review", "review", "clinician", IN_REVIEW | CLINICIANS | {"override_rule"}),
        ("in_review", "review", "supervisor", IN_REVIEW),
        ("in_review", "review", "billing", set()),
        ("in_review", "verify_by_phone", "billing", {"record_benefits"}),
        ("in_review", "fix_it", "admissions", IN_REVIEW | {"send_to_review"}),
        ("in_review", "crisis", "admissions", ALWAYS - {"merge"}),
        (
            "in_review",
            "crisis",
            "clinician",
            ALWAYS | CLINICIANS | {"send_to_review", "override_rule", "withdraw"},
        ),
        ("accepted", "scheduling", "supervisor", OPEN | WAITING | {"resume_offers"}),
        ("offered", "scheduling", "admissions", OPEN | WAITING | {"take_offer", "decline_offer"}),
        ("scheduled", "seated", "admissions", SEATED),
        ("scheduled", "seated", "billing", {"record_benefits"}),
        ("referred", "referral", "admissions", ALWAYS | {"referral_made", "reopen"}),
        ("referred", None, "clinician", ALWAYS | {"reopen"}),
        ("withdrawn", None, "admissions", (ALWAYS | {"reopen"}) - {"merge"}),
        ("withdrawn", None, "auditor", set()),
    ],
)
def test_what_staff_find_to_do_on_each_list(status, worklist, role, deeds):
    record = standing(Status(status), Worklist(worklist) if worklist else None)
    assert set(offered(record, frozenset({Role(role)}))) == deeds


def test_somebody_in_two_roles_acts_in_the_one_that_may():
    in_danger = standing(Status.IN_REVIEW, Worklist.CRISIS)
    both = frozenset({Role.ADMISSIONS, Role.CLINICIAN})
    assert acting_as(in_danger, EventKind.WITHDRAWN, both) is Role.CLINICIAN
    assert acting_as(in_danger, EventKind.WITHDRAWN, frozenset({Role.ADMISSIONS})) is None


@pytest.mark.parametrize("tier", Tier)
def test_interim_services_are_recorded_for_who_is_owed_them(tier):
    record = standing(Status.ACCEPTED, Worklist.SCHEDULING, tier=tier)
    is_offered = "interim_services" in offered(record, frozenset({Role.ADMISSIONS}))
    assert is_offered is (tier in (Tier.P1, Tier.P2, Tier.P3))


def test_who_said_that_they_are_not_safe_is_on_the_crisis_list_for_that():
    assert why("K1") == "Said, when asked while waiting, that they are not safe."
