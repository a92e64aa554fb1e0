"""Hands over who dropped out in danger, sends stuck intakes on, ends offers that nobody answered,
has people reminded of their first appointment, and looks after whoever waits for a seat."""

from datetime import UTC, datetime
from typing import Any

from threshold.edge import wiring
from threshold.edge.telemetry import logger, metrics
from threshold.edge.workers import Failed
from threshold.use_cases.reminding import remind
from threshold.use_cases.sweep import MOST_DRAFTS, sweep


@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> None:  # noqa: ARG001 - Lambda's signature
    now = datetime.now(UTC)
    due = wiring.drafts().due(now, MOST_DRAFTS)
    failed = wiring.hand_over(due) if due else 0
    swept = sweep(wiring.store(), wiring.queues(), now)
    # Imported here: who dropped out in danger does not wait for what placing takes.
    from threshold.use_cases.seating.round import run_round
    from threshold.use_cases.seating.waiting import forget_who_left
    from threshold.use_cases.seating.while_waiting import watch_capacity, watch_over

    left = forget_who_left(wiring.seating_desk())
    rounds = run_round(wiring.seating_desk())
    reminded = remind(wiring.store(), wiring.seats(), now)
    watched = watch_over(wiring.store(), wiring.waits(), now)
    notice = watch_capacity(wiring.seats(), wiring.notices(), now)
    metrics.add_metric(name="Stuck", unit="Count", value=swept.stuck)
    metrics.add_metric(name="CrisisUnheard", unit="Count", value=swept.unheard)
    metrics.add_metric(name="DroppedOut", unit="Count", value=len(due))
    metrics.add_metric(name="InterimLate", unit="Count", value=watched.interim_late)
    metrics.add_metric(name="NoticeLate", unit="Count", value=bool(notice and notice.is_late(now)))
    told = {
        **swept._asdict(),
        **rounds._asdict(),
        **watched._asdict(),
        "reminded": reminded,
        "left": left,
    }
    logger.info("swept", extra=told)
    if failed:
        raise Failed("HandOver")
