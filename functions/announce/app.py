"""Tells other systems that a seat was taken or given back."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.workers import consume
from threshold.use_cases.announce import NotTaken, announce


def _work(intake_id: str) -> None:
    try:
        announce(intake_id, wiring.store(), wiring.listeners(), lambda: datetime.now(UTC))
    except NotTaken as error:
        # So that the dead letter that it may become says why.
        wiring.note_failure(intake_id, error)
        raise


def handler(event: dict[str, Any], context: Any) -> Any:
    return consume(event, context, _work)
