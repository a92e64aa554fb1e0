"""The record: an intake's present state, small enough for a list, and the events behind it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from threshold.codec import canonical
from threshold.intake.life_cycle import EventKind, Queue, Role, Status, Worklist
from threshold.intake.watch import NOT_WATCHED, CoverageWatch


class Tier(IntEnum):
    """Priority, most urgent first: P0 is a person-to-person matter, P6 is routine.

    Source: 45 CFR 96.126 and 96.131 (P1 to P3), HEDIS follow-up measures (P4), state rules (P5).
    """

    P0 = 0
    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4
    P5 = 5
    P6 = 6


@dataclass(frozen=True, slots=True)
class Actor:
    """Who caused an event: a role, and the sign-in name where staff acted."""

    role: Role
    name: str | None = None


SYSTEM = Actor(Role.SYSTEM)
PATIENT = Actor(Role.PATIENT)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for an event, fit for staff to read: the rule that gave it, and its source."""

    rule: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class IntakeEvent:
    """One thing that happened. `seq` counts from 1 within the intake.

    `details` holds ids, versions and codes, never an answer, a name or a member id. `previous`
    is the hash of the event before, empty for the first.
    """

    intake_id: str
    seq: int
    kind: EventKind
    occurred_at: datetime
    actor: Actor
    queue: Queue | None
    reasons: tuple[Reason, ...]
    details: Mapping[str, str]
    previous: str

    @property
    def hash(self) -> str:
        """SHA-256 over the whole event, the hash of the one before included."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class IntakeRecord:
    """What a list needs to know of an intake, not what the person answered.

    `version` is the seq of the last event and `event_hash` its hash, so the head of the audit
    chain is the record itself. `reason` is the rule behind the present status. `attempts` counts
    how often the payer was asked the present question; nobody asks before `lease_until`. While the
    payer is left alone, `give_up_at` is when the question is given up unasked. `alerted`
    says that staff were told of the present crisis; `screened_at` is when the person was last
    screened for suicide risk, `rescreen_due` that it is too long ago; `watch` is
    the watch over coverage. `content_hash` is a keyed hash of what was submitted, `couple` that of
    the invitation that it names: another intake that has it too is the partner's. `untold_break`
    is the seq of the last breaking of the glass while supervisors were not told of it. `person` is
    the keyed hash of the name and birth date that it has now: another intake with it is of the
    same person.
    """

    intake_id: str
    version: int
    status: Status
    event_hash: str
    content_hash: str
    created_at: datetime
    updated_at: datetime
    language: str
    initials: str
    state: str | None = None
    worklist: Worklist | None = None
    tier: Tier = Tier.P6
    due_at: datetime | None = None
    reason: str | None = None
    attempts: int = 0
    lease_until: datetime | None = None
    give_up_at: datetime | None = None
    alerted: bool = False
    screened_at: datetime | None = None
    rescreen_due: bool = False
    watch: CoverageWatch = NOT_WATCHED
    couple: str | None = None
    untold_break: int | None = None
    person: str | None = None
