"""Alerts staff to a crisis and to news of a coverage, and tells people that something waits."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.telemetry import count
from threshold.edge.workers import consume
from threshold.use_cases.notify import notify


def _work(intake_id: str) -> None:
    notify(intake_id, wiring.store(), wiring.alerts(), datetime.now(UTC))
    # Imported here: an alert does not wait for what telling a person takes.
    from threshold.use_cases.telling import tell

    told = tell(intake_id, wiring.store(), wiring.post_office())
    if told is not None:
        count("MessageSent" if told else "MessageNotSent")


def handler(event: dict[str, Any], context: Any) -> Any:
    return consume(event, context, _work)
