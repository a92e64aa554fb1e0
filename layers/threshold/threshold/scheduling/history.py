"""What became of an intake's offers so far, read off its events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from threshold.intake.life_cycle import EventKind
from threshold.intake.record import IntakeEvent
from threshold.scheduling.seat import MOST_DECLINES
from threshold.scheduling.seat_news import GIVES_BACK

COHORT = "cohort"
"""The detail of an offer that names the cohort."""

_TOOK = frozenset({EventKind.OFFER_ACCEPTED, EventKind.SEAT_KEPT})
_GAVE_UP = GIVES_BACK | {EventKind.OFFER_DECLINED, EventKind.OFFER_EXPIRED}
_REFUSED = frozenset({EventKind.OFFER_DECLINED, EventKind.RESCHEDULE_ASKED})


@dataclass(frozen=True, slots=True)
class History:
    """What became of an intake's offers.

    accepted_at: when it was accepted first; its place is counted from there, whatever happened
    since. offers: how many there were; cohort: that of the last. has_seat: they took the last one
    and did not give it up, though a review may stand between. refused: the cohorts that they
    declined, or wanted to change from; declined: how often; unanswered: how many offers lapsed;
    each since the offers were last resumed. passed_over: how often; passed_over_at: when last.
    paused: no offers are made.
    """

    accepted_at: datetime | None = None
    offers: int = 0
    cohort: str = ""
    has_seat: bool = False
    refused: frozenset[str] = frozenset()
    declined: int = 0
    unanswered: int = 0
    passed_over: int = 0
    passed_over_at: datetime | None = None
    paused: bool = False

    @property
    def is_to_pause(self) -> bool:
        """Whether so many offers came to nothing that somebody speaks with the person first."""
        return self.paused or self.declined + self.unanswered >= MOST_DECLINES

    def after(self, event: IntakeEvent) -> "History":
        """The history after one more event."""
        kind = event.kind
        if kind is EventKind.ACCEPTED:
            return replace(self, accepted_at=self.accepted_at or event.occurred_at)
        if kind is EventKind.SEAT_OFFERED:
            cohort = event.details.get(COHORT, "")
            return replace(self, offers=self.offers + 1, cohort=cohort, has_seat=False)
        if kind in _TOOK or kind in _GAVE_UP:
            return self._answered(kind)
        if kind is EventKind.PASSED_OVER:
            often = self.passed_over + 1
            return replace(self, passed_over=often, passed_over_at=event.occurred_at)
        if kind is EventKind.SEATING_PAUSED:
            return replace(self, paused=True)
        if kind is EventKind.SEATING_RESUMED:
            return replace(self, paused=False, declined=0, unanswered=0, refused=frozenset())
        return self

    def _answered(self, kind: EventKind) -> "History":
        return replace(
            self,
            has_seat=kind in _TOOK,
            refused=self.refused | {self.cohort} if kind in _REFUSED else self.refused,
            declined=self.declined + (kind is EventKind.OFFER_DECLINED),
            unanswered=self.unanswered + (kind is EventKind.OFFER_EXPIRED),
        )


def history(events: Sequence[IntakeEvent]) -> History:
    """The history of an intake, of all its events in order."""
    found = History()
    for event in events:
        found = found.after(event)
    return found
