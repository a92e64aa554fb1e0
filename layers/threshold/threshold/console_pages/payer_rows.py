"""How payers have been, in words. Nothing here is about a patient."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from threshold.console_pages.clock import moment
from threshold.program.model import Program
from threshold.web.pages.texts import Texts

if TYPE_CHECKING:
    from threshold.eligibility.transports.board import PayerBoard
    from threshold.eligibility.transports.health import Summary


@dataclass(frozen=True, slots=True)
class PayerRow:
    """One payer. `answers`: how many of its last asks it answered; empty for one never asked.

    trouble: how the others ended, and what it rejected. resting: staff may have to call it.
    """

    name: str
    id: str
    state: str
    resting: bool
    answers: str
    slowest: str
    last_answered: str
    last_failed: str
    trouble: tuple[str, ...]


def payer_rows(
    program: Program, board: "PayerBoard", now: datetime, zone: ZoneInfo, t: Texts
) -> tuple[PayerRow, ...]:
    """Each payer of the program, in its order.

    Raises:
        HealthOutOfReach: it cannot be read now.
    """

    def at(when: datetime | None) -> str:
        return moment(when, now, zone) if when else t("payers.never")

    def row(payer_id: str, name: str) -> PayerRow:
        found = board.summary(payer_id, now)
        asked = sum(found.results.values())
        answered = sum(times for result, times in found.results.items() if result == "answered")
        return PayerRow(
            name=name,
            id=payer_id,
            state=t(f"payers.state.{found.state}"),
            resting=found.state != "closed",
            answers=t("payers.answers", answered=answered, asked=asked) if asked else "",
            slowest=_seconds(found.p95_ms, t),
            last_answered=at(found.last_answered_at),
            last_failed=at(found.last_failed_at),
            trouble=tuple(_trouble(found, t)),
        )

    return tuple(row(payer.id, payer.name) for payer in program.payers)


def _seconds(milliseconds: int | None, t: Texts) -> str:
    if milliseconds is None:
        return t("payers.not_measured")
    return t("payers.seconds", seconds=f"{milliseconds / 1000:.1f}")


def _trouble(found: "Summary", t: Texts) -> Iterator[str]:
    for result, times in sorted(found.results.items()):
        if result != "answered":
            yield t(f"payers.result.{result}", times=times)
    for code, times in sorted(found.reject_codes.items()):
        yield t("payers.rejected", code=code, times=times)
