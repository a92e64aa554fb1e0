"""How the program's payers have been, for staff. Nothing here is about a person."""

from collections.abc import Mapping
from datetime import datetime

from threshold.console.roles import NotForRole, Reading, may_read
from threshold.console.views import Document
from threshold.eligibility.transports.board import PayerBoard
from threshold.eligibility.transports.health import Result, Summary
from threshold.intake.life_cycle import Role
from threshold.program.model import Payer, Program


def payers_view(
    program: Program, board: PayerBoard, roles: frozenset[Role], now: datetime
) -> Document:
    """Each payer of the program, in its order: whether it may be asked now, and its last asks.

    Raises:
        NotForRole: the roles may not read it.
        HealthOutOfReach: it cannot be read now.
    """
    if not may_read(roles, Reading.PAYER_HEALTH):
        raise NotForRole
    return {"payers": [_row(payer, board.summary(payer.id, now)) for payer in program.payers]}


def _row(payer: Payer, found: Summary) -> Document:
    return {
        "payer_id": payer.id,
        "name": payer.name,
        "state": found.state,
        "last_answered_at": _moment(found.last_answered_at),
        "last_failed_at": _moment(found.last_failed_at),
        "results": _counts(found.results),
        "reject_codes": _counts(found.reject_codes),
        "p95_ms": found.p95_ms,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _counts(counted: Mapping[Result, int] | Mapping[str, int]) -> dict[str, int]:
    return {str(what): times for what, times in sorted(counted.items())}
