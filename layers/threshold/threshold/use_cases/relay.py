"""Carrying events to their queues: the id of an intake, never what is in it."""

from collections.abc import Collection
from typing import Protocol

from threshold.intake.life_cycle import TELLS, Queue


class Queues(Protocol):
    """The work queues, by name."""

    def send(self, queue: Queue, intake_id: str, seq: int) -> None:
        """Put an intake's id on a queue, with the seq of the event that sends it."""


def relay(
    intake_id: str, seq: int, queue: Queue | None, details: Collection[str], queues: Queues
) -> None:
    """Send an event's intake to the queue the event names, if it names one.

    details: the names of what the event says. One of which the person wants to hear goes to who
    tells them, too.
    """
    if queue:
        queues.send(queue, intake_id, seq)
    if TELLS in details:
        queues.send(Queue.NOTIFICATION, intake_id, seq)
