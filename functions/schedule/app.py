"""Puts accepted intakes on the scheduling worklist."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.workers import consume
from threshold.use_cases.schedule import schedule


def _work(intake_id: str) -> None:
    schedule(intake_id, wiring.store(), datetime.now(UTC))


def handler(event: dict[str, Any], context: Any) -> Any:
    return consume(event, context, _work)
