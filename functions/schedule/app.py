"""Has the accepted wait for a seat, gives seats back, and offers what is free to who waits."""

from typing import Any

from threshold.edge import wiring
from threshold.edge.workers import consume
from threshold.use_cases.seating.waiting import look_again


def _work(intake_id: str) -> None:
    look_again(intake_id, wiring.seating_desk())


def _round() -> None:
    # Imported here: whoever was accepted is on the list before anybody is placed.
    from threshold.use_cases.seating.round import run_round

    run_round(wiring.seating_desk())


def handler(event: dict[str, Any], context: Any) -> Any:
    return consume(event, context, _work, then=_round)
