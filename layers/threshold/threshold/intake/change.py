"""A change of an intake: the new record, the event that made it, and what was found, as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from threshold.intake.life_cycle import (
    EventKind,
    IllegalTransition,
    NotPermitted,
    Role,
    Transition,
    Worklist,
    transition,
)
from threshold.intake.record import Actor, IntakeEvent, IntakeRecord, Reason, Tier


class FindingKind(StrEnum):
    """What is kept beside the record, one item a finding, never rewritten."""

    SUBMISSION = "SUBMISSION"
    CONSENT = "CONSENT"
    CONSENT_REVOKED = "CONSENT_REVOKED"
    ASSESSMENT = "ASSESSMENT"
    PROGRESS = "PROGRESS"
    COVERAGE = "COVERAGE"
    BENEFIT_FACT = "BENEFIT_FACT"
    X12 = "X12"
    STAFF_ACT = "STAFF_ACT"


class Finding(NamedTuple):
    """One document found at an event. `label` tells several of a kind apart (a consent's kind)."""

    kind: FindingKind
    document: object
    label: str = ""


class Change(NamedTuple):
    """One step of an intake, stored whole or not at all. `before` is None where it opens one."""

    before: IntakeRecord | None
    after: IntakeRecord
    event: IntakeEvent
    findings: tuple[Finding, ...]

    @property
    def joins(self) -> str | None:
        """The couple that the intake belongs to from now on, None where nothing changes."""
        was = self.before.couple if self.before else None
        return self.after.couple if self.after.couple != was else None

    @property
    def names(self) -> str | None:
        """The person that the intake names from now on, None where nothing changes."""
        was = self.before.person if self.before else None
        return self.after.person if self.after.person != was else None


@dataclass(frozen=True, slots=True)
class Step:
    """What a use case wants to happen to an intake. What is None stays as it was.

    `screened` says that the person was screened for suicide risk by it; `starts_on` is the day
    care starts, `reverify_on` the next day on which to verify coverage again; `couple` is the
    couple it belongs to from now on, empty for none; `person` is whom it names from now on.
    """

    kind: EventKind
    actor: Actor
    at: datetime
    reasons: tuple[Reason, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    tier: Tier | None = None
    due_at: datetime | None = None
    attempts: int | None = None
    lease_until: datetime | None = None
    give_up_at: datetime | None = None
    screened: bool = False
    starts_on: date | None = None
    reverify_on: date | None = None
    couple: str | None = None
    person: str | None = None


_DECIDES_A_CRISIS = frozenset(
    {
        EventKind.REVIEW_NEEDED,
        EventKind.ACCEPTED,
        EventKind.REFERRED,
        EventKind.NOT_SERVED,
        EventKind.WITHDRAWN,
        EventKind.MERGED,
    }
)
"""What a clinician may do with a person in crisis once somebody has seen to them."""

_ANSWERS_AN_ASK = frozenset({EventKind.DETAILS_GIVEN, EventKind.CARD_PHOTO_GIVEN})

_LEAVES_LEASE = frozenset(
    {
        EventKind.ANSWERS_RENEWED,
        EventKind.CONTACT_RENEWED,
        EventKind.PARTNER_NAMED,
        EventKind.CONSENT_GIVEN,
        EventKind.CONSENT_REVOKED,
        EventKind.MESSAGE_SENT,
        EventKind.MESSAGE_NOT_SENT,
        EventKind.RESCREEN_DUE,
        EventKind.STAFF_ALERTED,
        EventKind.ANSWER_FILED,
        EventKind.STAFF_TOLD,
        EventKind.QUEUED_FOR_SEAT,
        EventKind.SEAT_OFFERED,
        EventKind.OFFER_ACCEPTED,
        EventKind.OFFER_DECLINED,
        EventKind.OFFER_EXPIRED,
        EventKind.NO_SHOW,
        EventKind.RESCHEDULE_ASKED,
        EventKind.PASSED_OVER,
        EventKind.SEAT_KEPT,
        EventKind.SEATING_PAUSED,
        EventKind.SEATING_RESUMED,
        EventKind.CHECK_IN_DUE,
        EventKind.CHECKED_IN,
        EventKind.INTERIM_SERVICES_GIVEN,
        EventKind.CLINICAL_CONTACT_MADE,
        EventKind.REMINDER_DUE,
        EventKind.SEAT_ANNOUNCED,
        EventKind.CARE_ENDED,
        EventKind.BENEFITS_RECORDED,
        EventKind.RULE_OVERRIDDEN,
        EventKind.NOTE_ADDED,
        EventKind.GLASS_BROKEN,
        EventKind.SUPERVISORS_TOLD,
        EventKind.DUPLICATE_FOUND,
    }
)
"""Events beside an ask that is under way, or a payer that rests: neither is over by them."""


def opened(blank: IntakeRecord, step: Step) -> Change:
    """The change that opens an intake from a record of version 0.

    Raises:
        IllegalTransition, NotPermitted: the life cycle has no such opening for this actor.
    """
    row = transition(None, step.kind, step.actor.role)
    return _change(None, blank, row, step)


def moved(record: IntakeRecord, step: Step) -> Change:
    """The change that a step makes to an open intake; its lease ends unless the step renews it.

    Raises:
        IllegalTransition: the life cycle has no such step, or the person gives what nobody waits
            for.
        NotPermitted: it has, but not for this actor, or it would take a person in crisis off
            their worklist without a clinician's decision.
    """
    row = transition(record.status, step.kind, step.actor.role)
    if step.kind in _ANSWERS_AN_ASK and record.worklist is not Worklist.FIX_IT:
        raise IllegalTransition(record.status, step.kind)
    change = _change(record, record, row, step)
    leaves = record.worklist is Worklist.CRISIS and change.after.worklist is not Worklist.CRISIS
    decided = step.actor.role is Role.CLINICIAN and step.kind in _DECIDES_A_CRISIS
    if leaves and not decided:
        raise NotPermitted(step.kind, step.actor.role)
    return change


def _change(before: IntakeRecord | None, base: IntakeRecord, row: Transition, step: Step) -> Change:
    event = IntakeEvent(
        intake_id=base.intake_id,
        seq=base.version + 1,
        kind=step.kind,
        occurred_at=step.at,
        actor=step.actor,
        queue=row.queue,
        reasons=step.reasons,
        details=step.details,
        previous=base.event_hash,
    )
    after = replace(
        base,
        version=event.seq,
        status=row.target,
        event_hash=event.hash,
        updated_at=step.at,
        worklist=base.worklist if row.keeps_worklist else row.worklist,
        tier=base.tier if step.tier is None else step.tier,
        due_at=base.due_at if step.due_at is None else step.due_at,
        reason=step.reasons[0].rule if step.reasons else base.reason,
        attempts=base.attempts if step.attempts is None else step.attempts,
        lease_until=base.lease_until if step.kind in _LEAVES_LEASE else step.lease_until,
        give_up_at=base.give_up_at if step.kind in _LEAVES_LEASE else step.give_up_at,
        alerted=_alerted(base, step.kind),
        screened_at=step.at if step.screened else base.screened_at,
        rescreen_due=step.kind is EventKind.RESCREEN_DUE
        or (base.rescreen_due and not step.screened),
        watch=base.watch.after(step.kind, row.target, step.starts_on, step.reverify_on),
        couple=base.couple if step.couple is None else step.couple or None,
        untold_break=_untold_break(base, event),
        person=base.person if step.person is None else step.person,
    )
    return Change(before, after, event, step.findings)


def _alerted(base: IntakeRecord, kind: EventKind) -> bool:
    """A new crisis is one that staff were not told of yet."""
    return kind is EventKind.STAFF_ALERTED or (base.alerted and kind is not EventKind.CRISIS_FOUND)


def _untold_break(base: IntakeRecord, event: IntakeEvent) -> int | None:
    """Whoever was told was told of the last break there was then."""
    if event.kind is EventKind.GLASS_BROKEN:
        return event.seq
    told = event.details.get("about") if event.kind is EventKind.SUPERVISORS_TOLD else ""
    return None if told == str(base.untold_break) else base.untold_break


def first_break(events: Sequence[IntakeEvent]) -> int | None:
    """The seq at which events, in order, are not the chain they were written as; None for none."""
    previous = ""
    for seq, event in enumerate(events, start=1):
        of_another = event.intake_id != events[0].intake_id
        if of_another or event.seq != seq or event.previous != previous:
            return seq
        previous = event.hash
    return None


def chain_is_whole(events: Sequence[IntakeEvent]) -> bool:
    """Whether there are events, and they are the unbroken chain they were written as."""
    return bool(events) and first_break(events) is None
