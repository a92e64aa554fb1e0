"""Who of the staff may read what: one table that the server and the tests read."""

from enum import StrEnum

from threshold.intake.life_cycle import TRANSITIONS, EventKind, Role, Worklist


class NotForRole(Exception):
    """The caller's roles may not read or do this."""


class Reading(StrEnum):
    """What can be read over the API by staff."""

    WORKLIST = "worklist"
    INTAKE = "intake"
    SUBMISSION = "submission"
    ASSESSMENT = "assessment"
    COVERAGE = "coverage"
    PAYER_HEALTH = "payer_health"
    BENEFITS = "benefits"
    CARD_PHOTO = "card_photo"
    COUPLE = "couple"
    SEAT = "seat"
    SAFETY = "safety"
    AUDIT = "audit"
    X12 = "x12"
    """What was sent to a payer and came back, segment by segment."""


_CARE = frozenset({Role.ADMISSIONS, Role.CLINICIAN, Role.SUPERVISOR})

MAY_READ: dict[Reading, frozenset[Role]] = {
    Reading.WORKLIST: _CARE | {Role.BILLING, Role.AUDITOR},
    Reading.INTAKE: _CARE | {Role.BILLING, Role.AUDITOR},
    Reading.SUBMISSION: _CARE,
    Reading.ASSESSMENT: _CARE,
    Reading.COVERAGE: _CARE | {Role.BILLING},
    Reading.PAYER_HEALTH: _CARE | {Role.BILLING, Role.AUDITOR},
    Reading.BENEFITS: _CARE | {Role.BILLING},
    Reading.CARD_PHOTO: _CARE | {Role.BILLING},
    Reading.SEAT: _CARE,
    Reading.COUPLE: frozenset({Role.CLINICIAN}),
    # By right a clinician with the permission; others of these by breaking the glass (`safety`).
    Reading.SAFETY: _CARE,
    Reading.AUDIT: frozenset({Role.SUPERVISOR, Role.AUDITOR}),
    Reading.X12: frozenset({Role.BILLING, Role.CLINICIAN, Role.SUPERVISOR}),
}

CLINICAL_WORKLISTS = frozenset({Worklist.CRISIS, Worklist.REVIEW})
"""Worklists whose mere membership says something clinical; not for billing."""


def roles_of(groups: frozenset[str]) -> frozenset[Role]:
    """The roles that sign-in groups stand for; groups we do not know stand for none."""
    staff = {role.value for role in Role} - {Role.PATIENT, Role.SYSTEM}
    return frozenset(Role(group) for group in groups & staff)


def may_read(roles: frozenset[Role], reading: Reading, worklist: Worklist | None = None) -> bool:
    """Whether any of the roles may read this, from this worklist where one is named."""
    able = roles & MAY_READ[reading]
    if worklist in CLINICAL_WORKLISTS:
        able -= {Role.BILLING}
    return bool(able)


def acting_role(roles: frozenset[Role], event: EventKind) -> Role | None:
    """The role in which somebody with these roles causes an event; None where none may."""
    able = {role for step in TRANSITIONS if step.event is event for role in step.may}
    return min(roles & able, default=None)
