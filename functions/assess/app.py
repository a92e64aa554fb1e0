"""Scores an intake's instruments and takes the step they call for."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.workers import consume
from threshold.use_cases.assess import assess


def _work(intake_id: str) -> None:
    assess(intake_id, wiring.store(), wiring.clinic(), datetime.now(UTC))


def handler(event: dict[str, Any], context: Any) -> Any:
    return consume(event, context, _work)
