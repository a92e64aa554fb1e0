"""What happened to an intake, in sentences: who did what, when, and what they said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.console.left_out import event_without
from threshold.console.roles import Reading, may_read
from threshold.console_pages.clock import moment
from threshold.console_pages.shell import TEXTS
from threshold.decision.coverage import DIFFERENCE
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import Actor, IntakeEvent, Reason
from threshold.intake.staff_act import StaffAct

_CLINICAL = frozenset({"rule", "outcome", "services"})
"""Details by which one could tell what somebody answered."""
_ANOTHER_INTAKE = ("into", "duplicate")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `who` in words; `more`: its details in words; `words`: what staff wrote of it.

    by_person: false for what the system did. `intake_id`: of another intake it speaks of, empty
    for none. signed: the name typed under it, empty for none.
    """

    seq: int
    kind: EventKind
    at: str
    who: str
    by_person: bool
    what: str
    more: tuple[str, ...]
    reasons: tuple[Reason, ...]
    words: str
    signed: str
    intake_id: str


def timeline(
    events: Sequence[IntakeEvent],
    acts: Sequence[StaffAct],
    roles: frozenset[Role],
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Entry, ...]:
    """The events of an intake for somebody with these roles, the newest first.

    What safety answers came to is left out for everybody: they have a page of their own.
    """
    clinical = may_read(roles, Reading.ASSESSMENT)
    written = _written(events, acts) if clinical else {}
    return tuple(
        _entry(
            event_without(event),
            written.get(event.seq),
            roles,
            moment(event.occurred_at, now, zone),
        )
        for event in reversed(events)
    )


def _entry(event: IntakeEvent, act: StaffAct | None, roles: frozenset[Role], at: str) -> Entry:
    others = (event.details[name] for name in _ANOTHER_INTAKE if name in event.details)
    return Entry(
        seq=event.seq,
        kind=event.kind,
        at=at,
        who=who(event.actor),
        by_person=event.actor.role is not Role.SYSTEM,
        what=TEXTS(f"event.{event.kind}"),
        more=tuple(_details(event.details, may_read(roles, Reading.ASSESSMENT))),
        reasons=_reasons(event, roles),
        words=act.reason if act else "",
        signed=(act.signed_name or "") if act else "",
        intake_id=next(others, ""),
    )


def _written(events: Sequence[IntakeEvent], acts: Sequence[StaffAct]) -> Mapping[int, StaffAct]:
    """What staff wrote, by the seq of the event beside which it was kept."""
    left: dict[tuple[datetime, Actor], list[StaffAct]] = {}
    for act in acts:
        left.setdefault((act.at, act.by), []).append(act)
    found = {}
    for event in events:
        if kept := left.get((event.occurred_at, event.actor)):
            found[event.seq] = kept.pop(0)
    return found


def who(actor: Actor) -> str:
    """Whoever did something: a member of staff by sign-in name and role, else by role."""
    role = TEXTS(f"actor.{actor.role}")
    return TEXTS("actor.named", name=actor.name, role=role) if actor.name else role


def _details(details: Mapping[str, str], clinical: bool) -> list[str]:
    """What an event says of itself, as far as there are words for it: the rest is for machines."""
    return [
        TEXTS(f"detail.{name}", value=_value(name, value))
        for name, value in details.items()
        if TEXTS.has(f"detail.{name}") and (clinical or name not in _CLINICAL)
    ]


def _value(name: str, value: str) -> str:
    """A code in words where it has some; a code for several, each."""
    if TEXTS.has(f"code.{name}.{value}"):
        return TEXTS(f"code.{name}.{value}")
    each = [f"code.{name}.{one}" for one in value.split()]
    if all(map(TEXTS.has, each)):
        return ", ".join(map(TEXTS, each))
    return value.replace("_", " ")


def _reasons(event: IntakeEvent, roles: frozenset[Role]) -> tuple[Reason, ...]:
    """Why: all of it for who reads assessments; what a plan says differs for who reads coverage."""
    if may_read(roles, Reading.ASSESSMENT):
        return event.reasons
    told = event.reasons if may_read(roles, Reading.COVERAGE) else ()
    return tuple(one for one in told if one.rule == DIFFERENCE)
