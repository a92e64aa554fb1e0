"""What operations looks at, in words: queues, dead letters, deeds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from threshold.console_pages.clock import moment, span
from threshold.intake.life_cycle import Queue
from threshold.web.pages.texts import Texts

if TYPE_CHECKING:
    from threshold.staff.failures import Failure
    from threshold.staff.trail import Deed
    from threshold.use_cases.operations import Dead, Depth, Letter

MOST_DEEDS = 15
"""Of one trail on a page."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A work queue. `oldest`: how long its first message waits, in words."""

    name: str
    waiting: int
    taken: int
    oldest: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A dead letter. intake_id: empty where it names none. error, where: empty for not noted."""

    intake_id: str
    sent: str
    error: str
    where: str
    failed: str


@dataclass(frozen=True, slots=True)
class DeadRow:
    """The dead letters of one queue, of which some are shown. redrives: they can be sent again."""

    of: str
    name: str
    count: int
    letters: tuple[LetterRow, ...]
    redrives: bool


@dataclass(frozen=True, slots=True)
class DeedRow:
    """Who did what, and when."""

    at: str
    name: str
    what: str


def queue_rows(depths: Mapping[Queue, "Depth"], t: Texts) -> tuple[QueueRow, ...]:
    """The work queues, in the order an intake takes."""
    return tuple(
        QueueRow(t(f"operations.of.{queue}"), one.waiting, one.taken, _oldest(one, t))
        for queue, one in depths.items()
    )


def _oldest(depth: "Depth", t: Texts) -> str:
    if depth.oldest is not None:
        return span(depth.oldest, t)
    empty = not (depth.waiting or depth.taken)
    return t("operations.nothing" if empty else "operations.not_measured")


def dead_rows(
    dead: Iterable["Dead"], now: datetime, zone: ZoneInfo, t: Texts
) -> tuple[DeadRow, ...]:
    """What was given up."""

    def letter(one: "Letter", failure: "Failure | None") -> LetterRow:
        return LetterRow(
            one.intake_id or "",
            moment(one.sent_at, now, zone),
            failure.error if failure else "",
            failure.where if failure else "",
            moment(failure.at, now, zone) if failure else "",
        )

    return tuple(
        DeadRow(
            each.of,
            t(f"operations.of.{each.of}"),
            each.number,
            tuple(letter(*one) for one in each.letters),
            each.of.queue is not None,
        )
        for each in dead
    )


def deed_rows(
    deeds: Iterable["Deed"], now: datetime, zone: ZoneInfo, t: Texts
) -> tuple[DeedRow, ...]:
    """The trail, newest first."""
    return tuple(
        DeedRow(moment(one.at, now, zone), one.name, t(f"deed.{one.kind}", **_told(one, t)))
        for one in deeds
    )


def _told(deed: "Deed", t: Texts) -> dict[str, str]:
    queue = deed.details.get("queue")
    of = {"queue": t(f"operations.of.{queue}")} if queue else {}
    by = deed.details.get("by")
    return {**deed.details, **of, **({"by": t(f"deed.by.{by}")} if by else {})}
