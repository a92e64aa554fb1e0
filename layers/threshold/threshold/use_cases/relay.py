"""Carrying events to their queues: the id of an intake, never what is in it."""

from collections.abc import Collection
from typing import NamedTuple, Protocol

from threshold.intake.life_cycle import TELLS, EventKind, Queue
from threshold.scheduling.seat_news import may_be_news


class Queues(Protocol):
    """The work queues, by name."""

    def send(self, queue: Queue, intake_id: str, seq: int) -> None:
        """Put an intake's id on a queue, with the seq of the event that sends it."""


class Carried(NamedTuple):
    """What of an event says where its intake goes. details: the names of what the event says."""

    intake_id: str
    seq: int
    kind: EventKind
    queue: Queue | None
    details: Collection[str]


def relay(event: Carried, queues: Queues) -> None:
    """Send an event's intake to the queue the event names, if it names one.

    One of which the person wants to hear goes to who tells them, too; one that may be news of a
    seat to who announces it.
    """
    if event.queue:
        queues.send(event.queue, event.intake_id, event.seq)
    if TELLS in event.details:
        queues.send(Queue.NOTIFICATION, event.intake_id, event.seq)
    if may_be_news(event.kind):
        queues.send(Queue.ANNOUNCEMENT, event.intake_id, event.seq)
