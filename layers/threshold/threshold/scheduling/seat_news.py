"""What others are told of a seat: that somebody took it, and that it was given back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from threshold.intake.life_cycle import EventKind
from threshold.intake.record import IntakeEvent


class NewsKind(StrEnum):
    """What happened, in the words that receivers read."""

    TAKEN = "seat.taken"
    GIVEN_BACK = "seat.given_back"


@dataclass(frozen=True, slots=True)
class SeatNews:
    """One piece of news. seq: of the event behind it, so that the same news has the same `id`."""

    intake_id: str
    seq: int
    kind: NewsKind
    occurred_at: datetime

    @property
    def id(self) -> str:
        """By which a receiver knows news that it had. No full stop: signatures part by it."""
        return f"{self.intake_id}-{self.seq}"


GIVES_BACK = frozenset(
    {
        EventKind.NO_SHOW,
        EventKind.RESCHEDULE_ASKED,
        EventKind.CARE_ENDED,
        EventKind.REFERRED,
        EventKind.NOT_SERVED,
        EventKind.WITHDRAWN,
        EventKind.MERGED,
    }
)
"""After which whoever had a seat has it no more. A review alone takes nobody's seat."""


def may_be_news(kind: EventKind) -> bool:
    """Whether an event may be news of a seat, as far as it tells by itself."""
    return kind is EventKind.OFFER_ACCEPTED or kind in GIVES_BACK


def news_in(events: Sequence[IntakeEvent]) -> Iterator[SeatNews]:
    """All news of an intake's seats, oldest first; taken and given back by turns."""
    seated = False
    for event in events:
        takes = event.kind is EventKind.OFFER_ACCEPTED
        # Whoever is offered another seat has lost the one before, however that came about.
        gives = event.kind in GIVES_BACK or event.kind is EventKind.SEAT_OFFERED
        if takes or (seated and gives):
            seated = takes
            kind = NewsKind.TAKEN if takes else NewsKind.GIVEN_BACK
            yield SeatNews(event.intake_id, event.seq, kind, event.occurred_at)
