"""Sends stuck intakes to their queue again, and marks who must be screened again."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.telemetry import logger, metrics
from threshold.use_cases.rescreen import mark_for_rescreen
from threshold.use_cases.sweep import sweep


@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> None:  # noqa: ARG001 - Lambda's signature
    now = datetime.now(UTC)
    sent = sweep(wiring.store(), wiring.queues(), now)
    marked = mark_for_rescreen(wiring.store(), now)
    metrics.add_metric(name="SentAgain", unit="Count", value=sent)
    logger.info("swept", extra={"sent_again": sent, "marked_for_rescreen": marked})
