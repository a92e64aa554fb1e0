"""The way of one intake from its form to a seat, as far as the program's measures need it.

Ids, codes and times alone. Read off the events, so it can be made anew at any time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from threshold.intake.life_cycle import LEFT, EventKind
from threshold.intake.opening_details import LANGUAGE, PAID_BY, STATE
from threshold.intake.record import IntakeEvent, IntakeRecord, Tier


@dataclass(frozen=True, slots=True)
class Journey:
    """How far an intake came, as of a version of it.

    language, state: as the form said. payer: the id of a payer of the program, or how else the
    person wished to pay. None: not known. tier, due_at: as they last were.
    accepted_at, contact_at, seated_at: when it was first accepted, when a clinician first spoke
    with the person apart from a group, when they first took a seat; None: not yet. lost: the rule,
    or else the event, that ended it before a seat was taken. merged: it went on as another intake.
    """

    intake_id: str
    version: int
    submitted_at: datetime
    language: str | None = None
    state: str | None = None
    payer: str | None = None
    tier: Tier | None = None
    due_at: datetime | None = None
    accepted_at: datetime | None = None
    contact_at: datetime | None = None
    seated_at: datetime | None = None
    lost: str | None = None
    merged: bool = False


class Journeys(Protocol):
    """Where journeys are kept, by the month of UTC in which the form came."""

    def of(self, month: str) -> tuple[Journey, ...]:
        """Those that began in a month, as in "2026-11", in no order."""

    def keep(self, journey: Journey) -> None:
        """Keep a journey; an older version never replaces a newer one."""


def begun(opening: IntakeEvent) -> Journey:
    """The journey of an intake that was just opened."""
    said = opening.details
    return Journey(
        opening.intake_id,
        opening.seq,
        opening.occurred_at,
        said.get(LANGUAGE),
        said.get(STATE),
        said.get(PAID_BY),
    )


def journey_of(record: IntakeRecord, events: Sequence[IntakeEvent]) -> Journey:
    """How far an intake came. events: all that led to the record, in order."""
    said = events[0].details
    ended = next((one for one in reversed(events) if one.kind in _ENDING), None)
    lost = ended if record.status in LEFT else None
    seated_at = _first(events, EventKind.OFFER_ACCEPTED)
    return Journey(
        intake_id=record.intake_id,
        version=record.version,
        submitted_at=events[0].occurred_at,
        language=said.get(LANGUAGE, record.language),
        state=said.get(STATE, record.state),
        payer=said.get(PAID_BY),
        tier=record.tier,
        due_at=record.due_at,
        accepted_at=_first(events, EventKind.ACCEPTED),
        contact_at=_contact(events),
        seated_at=seated_at,
        lost=_why(lost) if lost and seated_at is None else None,
        merged=lost is not None and lost.kind is EventKind.MERGED,
    )


_ENDING = frozenset(
    {EventKind.REFERRED, EventKind.NOT_SERVED, EventKind.WITHDRAWN, EventKind.MERGED}
)
MILESTONES = _ENDING | {
    EventKind.REVIEW_NEEDED,
    EventKind.COVERAGE_REVIEW_NEEDED,
    EventKind.REOPENED,
    EventKind.SEAT_OFFERED,
    EventKind.OFFER_ACCEPTED,
    EventKind.CLINICAL_CONTACT_MADE,
}
"""After which of its events a journey is kept anew, besides its first. Who was just accepted waits
for a seat, and is found among those who do."""


def _first(events: Iterable[IntakeEvent], kind: EventKind) -> datetime | None:
    return next((one.occurred_at for one in events if one.kind is kind), None)


def _contact(events: Iterable[IntakeEvent]) -> datetime | None:
    """When the first contact was, which is noted after it; by what staff said."""
    made = (one for one in events if one.kind is EventKind.CLINICAL_CONTACT_MADE)
    held = (one.details.get("held_at") or one.occurred_at.isoformat() for one in made)
    return min(map(datetime.fromisoformat, held), default=None)


def _why(event: IntakeEvent) -> str:
    return event.reasons[0].rule if event.reasons else event.kind.value
