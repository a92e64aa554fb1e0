"""What somebody may do to an intake as it stands: the life cycle is asked, and not said again."""

from collections.abc import Collection, Mapping

from threshold.console.roles import Reading, may_read
from threshold.intake.change import Step, moved
from threshold.intake.life_cycle import (
    EventKind,
    IllegalTransition,
    NotPermitted,
    Role,
    Worklist,
)
from threshold.intake.record import Actor, IntakeRecord, Tier
from threshold.use_cases.staff_acts import EVENTS

MERGE, REVOKE_CONSENT, RECORD_BENEFITS = "merge", "revoke_consent", "record_benefits"
DEEDS: Mapping[str, EventKind] = {
    **{act.value: event for act, event in EVENTS.items()},
    MERGE: EventKind.MERGED,
    REVOKE_CONSENT: EventKind.CONSENT_REVOKED,
    RECORD_BENEFITS: EventKind.BENEFITS_RECORDED,
}
"""Everything that staff can do to an intake, by the name it has in the API, in the order in which
it is offered; and the event that it is."""


_OWED_INTERIM_SERVICES = frozenset({Tier.P1, Tier.P2, Tier.P3})
"""The pregnant and who injects drugs. Source: 45 CFR 96.126, 96.131."""


def acting_as(record: IntakeRecord, event: EventKind, roles: Collection[Role]) -> Role | None:
    """The role in which somebody may cause an event from where an intake stands; None for none."""
    return next((role for role in sorted(roles) if _may_cause(record, event, role)), None)


def offered(record: IntakeRecord, roles: frozenset[Role]) -> tuple[str, ...]:
    """What is offered to somebody: what they may do now, and what would change something."""
    return tuple(
        deed
        for deed, event in DEEDS.items()
        if acting_as(record, event, roles) and _makes_sense(deed, record, roles)
    )


def _may_cause(record: IntakeRecord, event: EventKind, role: Role) -> bool:
    try:
        moved(record, Step(event, Actor(role), record.updated_at))
    except (IllegalTransition, NotPermitted):
        return False
    return True


def _makes_sense(deed: str, record: IntakeRecord, roles: frozenset[Role]) -> bool:
    match deed:
        case "referral_made":
            return record.worklist is Worklist.REFERRAL
        case "send_to_review":
            return record.worklist is not Worklist.REVIEW
        case "interim_services":
            return record.tier in _OWED_INTERIM_SERVICES
        case "record_benefits":
            return may_read(roles, Reading.BENEFITS, record.worklist)
        case _:
            return True
