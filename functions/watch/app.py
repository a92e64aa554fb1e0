"""Has coverage verified again of everybody whose day has come."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.telemetry import begin, logger
from threshold.use_cases.watch import watch


def handler(event: dict[str, Any], context: Any) -> None:  # noqa: ARG001 - Lambda's signature
    begin()
    due = watch(wiring.store(), wiring.clinic().program.time_zone, datetime.now(UTC))
    logger.info("watched", extra={"due": due})
