"""Asks the payer about an assessed intake's coverage, and decides."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from threshold.edge import wiring
from threshold.edge.environment import setting
from threshold.edge.workers import consume
from threshold.use_cases.verify import Desk, verify


def _work(intake_id: str) -> None:
    desk = Desk(
        store=wiring.store(),
        program=wiring.clinic().program,
        stage=setting("STAGE"),
        transport=wiring.transport,
        board=wiring.payer_board(),
        record_key=wiring.record_key(),
        now=lambda: datetime.now(UTC),
        new_id=uuid4,
    )
    verify(intake_id, desk)


def handler(event: dict[str, Any], context: Any) -> Any:
    return consume(event, context, _work)
