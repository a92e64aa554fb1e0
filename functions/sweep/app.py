"""Sends intakes that have not moved for an hour to their queue again."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.telemetry import logger, metrics
from threshold.use_cases.sweep import sweep


@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> None:  # noqa: ARG001 - Lambda's signature
    sent = sweep(wiring.store(), wiring.queues(), datetime.now(UTC))
    metrics.add_metric(name="SentAgain", unit="Count", value=sent)
    logger.info("swept", extra={"sent_again": sent})
