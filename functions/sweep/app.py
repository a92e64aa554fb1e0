"""Hands over who dropped out in danger, sends stuck intakes on, marks whom to screen again, ends
offers that nobody answered."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.telemetry import logger, metrics
from threshold.edge.workers import Failed
from threshold.use_cases.rescreen import mark_for_rescreen
from threshold.use_cases.seating.round import run_round
from threshold.use_cases.sweep import MOST_DRAFTS, sweep


@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> None:  # noqa: ARG001 - Lambda's signature
    now = datetime.now(UTC)
    due = wiring.drafts().due(now, MOST_DRAFTS)
    failed = wiring.hand_over(due) if due else 0
    swept = sweep(wiring.store(), wiring.queues(), now)
    marked = mark_for_rescreen(wiring.store(), now)
    rounds = run_round(wiring.seating_desk())
    metrics.add_metric(name="Stuck", unit="Count", value=swept.stuck)
    metrics.add_metric(name="CrisisUnheard", unit="Count", value=swept.unheard)
    metrics.add_metric(name="DroppedOut", unit="Count", value=len(due))
    told = {**swept._asdict(), **rounds._asdict(), "marked_for_rescreen": marked}
    logger.info("swept", extra=told)
    if failed:
        raise Failed("HandOver")
