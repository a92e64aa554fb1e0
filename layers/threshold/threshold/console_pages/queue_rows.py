"""The queue for a seat in words: the place, what it rests on, why no seat fits, and what is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.console.queue import Queue
from threshold.console_pages.clock import clock
from threshold.console_pages.rows import Row, language_words
from threshold.intake.life_cycle import Status
from threshold.intake.record import IntakeRecord
from threshold.intake.submission import PartOfDay, Window
from threshold.scheduling.keeping import MOST_PASSED_OVER
from threshold.scheduling.limits import Limit
from threshold.scheduling.priority import Position
from threshold.scheduling.seeker import Seeker
from threshold.scheduling.waiting import Wait
from threshold.scheduling.words import sentences
from threshold.web.pages.texts import Texts


@dataclass(frozen=True, slots=True)
class Due:
    """Something that somebody sees to, in words; `late` only lets a page mark it."""

    words: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person waits. place: as in "3rd of 41", empty for who is not in the order; why: what
    it rests on. seat: why none fits, or how they stand. dues: what is to be done for them."""

    place: str
    why: tuple[str, ...]
    seat: str
    dues: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A row of the queue."""

    row: Row
    standing: Standing


@dataclass(frozen=True, slots=True)
class Standings:
    """Tells how people wait, for one reader at one moment."""

    queue: Queue
    now: datetime
    zone: ZoneInfo
    t: Texts

    def of(self, record: IntakeRecord, wait: Wait | None) -> Standing:
        """How one person waits."""
        position = self.queue.positions.get(record.intake_id)
        told = sentences(position, self.zone.key)[1:] if position else ()
        return Standing(
            place=self._place(position) if position else "",
            why=told,
            seat=self._seat(record, wait),
            dues=tuple(self._dues(record, wait)),
        )

    def _place(self, position: Position) -> str:
        return self.t("queue.place", nth=ordinal(position.place), among=position.among)

    def _seat(self, record: IntakeRecord, wait: Wait | None) -> str:
        seeker = self.queue.seekers.get(record.intake_id)
        if record.status is Status.OFFERED:
            return self.t("queue.offered")
        if record.status is Status.SCHEDULED:
            return self.t("queue.seated")
        if wait and wait.paused:
            return self.t("queue.paused")
        if seeker is None:
            return self.t("queue.soon")
        limits = self.queue.not_placed.get(record.intake_id)
        if limits is None:
            return self.t("queue.fits")
        told = "; ".join(limit_words(limit, seeker, self.t) for limit in limits)
        return self.t("queue.no_seat", limits=told) if told else self.t("queue.no_seat_now")

    def _dues(self, record: IntakeRecord, wait: Wait | None) -> Iterator[Due]:
        if record.rescreen_due:
            yield Due(self.t("flag.rescreen"))
        if wait is None:
            return
        if wait.interim_by:
            due = clock(wait.interim_by, self.now, self.zone, self.t)
            yield Due(self.t("queue.interim", due=due.words), due.overdue)
        if wait.is_unanswered(self.now):
            yield Due(self.t("queue.unanswered"), late=True)
        if wait.passed_over and self.queue.tells_couples:
            counted = self.t("queue.passed_over", count=wait.passed_over, most=MOST_PASSED_OVER)
            yield Due(counted)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def limit_words(limit: Limit, seeker: Seeker, t: Texts) -> str:
    """What a limit says of groups, for this person."""
    if limit is Limit.LICENCE:
        return t("queue.limit.licence", state=seeker.state) if seeker.state else t("queue.nowhere")
    return t(
        f"queue.limit.{limit}",
        track=seeker.tracks[0].replace("_", " "),
        language=language_words(seeker.language, t),
        times=parts_words(seeker.windows, t),
        zone=seeker.zone,
    )


def parts_words(windows: Sequence[Window], t: Texts) -> str:
    """The parts of the day that somebody offered, as in "morning, evening"."""
    offered = {window.part for window in windows}
    return ", ".join(t(f"queue.part.{part}") for part in PartOfDay if part in offered)
