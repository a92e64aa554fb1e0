"""What others are told of a seat: that somebody took it, and that it was given back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from threshold.intake.life_cycle import EventKind, Role
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


_ENDS_A_SEAT = frozenset(
    {
        EventKind.NO_SHOW,
        EventKind.RESCHEDULE_ASKED,
        EventKind.CARE_ENDED,
        EventKind.REFERRED,
        EventKind.NOT_SERVED,
        EventKind.WITHDRAWN,
        EventKind.MERGED,
        EventKind.ACCEPTED,
    }
)
"""After which whoever had a seat has it no more; who is accepted anew waits for another."""


def may_be_news(kind: EventKind, by: Role) -> bool:
    """Whether an event may be news of a seat, as far as it tells by itself.

    Whom the system accepts waits for a first seat, with the rarest exceptions: of those the news
    go out with the next.
    """
    if kind is EventKind.ACCEPTED:
        return by is not Role.SYSTEM
    return kind is EventKind.OFFER_ACCEPTED or kind in _ENDS_A_SEAT


def news_in(events: Sequence[IntakeEvent]) -> Iterator[SeatNews]:
    """All news of an intake's seats, oldest first; taken and given back by turns."""
    seated = False
    for event in events:
        takes = event.kind is EventKind.OFFER_ACCEPTED
        if takes or (seated and event.kind in _ENDS_A_SEAT):
            seated = takes
            kind = NewsKind.TAKEN if takes else NewsKind.GIVEN_BACK
            yield SeatNews(event.intake_id, event.seq, kind, event.occurred_at)
