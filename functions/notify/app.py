"""Alerts staff to an intake in crisis, and to news of a coverage."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.workers import consume
from threshold.use_cases.notify import notify


def _work(intake_id: str) -> None:
    notify(intake_id, wiring.store(), wiring.alerts(), datetime.now(UTC))


def handler(event: dict[str, Any], context: Any) -> Any:
    return consume(event, context, _work)
