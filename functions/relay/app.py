"""Carries each event's intake id from the table's stream to the queue the event names."""

from typing import Any

from threshold.edge import wiring
from threshold.edge.workers import consume_events
from threshold.use_cases.relay import Carried, relay


def handler(event: dict[str, Any], context: Any) -> None:
    def carry(carried: Carried) -> None:
        relay(carried, wiring.queues())

    consume_events(event, context, carry, wiring.measure)
