"""The case on one page: what each part of it tells somebody with these roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from threshold.assessment.brief import Brief, brief
from threshold.assessment.recommendation import Assessment, Fired
from threshold.assessment.submission_facts import facts_of
from threshold.console.left_out import assessment_without
from threshold.console.offers import offered
from threshold.console.queue import NOBODY, queue_now
from threshold.console.roles import Reading, may_read
from threshold.console.safety import may_see_safety
from threshold.console_pages.agreed import Agreed, agreed
from threshold.console_pages.card_view import AnswerCard, cards
from threshold.console_pages.case_head import Head
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.ladder import Ask, ladder
from threshold.console_pages.missing import missing
from threshold.console_pages.next_step import NextStep, next_step
from threshold.console_pages.queue_rows import Standing, Standings
from threshold.console_pages.raw_answers import RawAnswers, raw_answers
from threshold.console_pages.seat_panel import SeatPanel, seat_panel
from threshold.console_pages.shell import TEXTS
from threshold.console_pages.timeline import Entry, timeline
from threshold.console_pages.visit import StaffVisit
from threshold.decision.coverage import Coverage
from threshold.form.photos import Side
from threshold.intake.access import Part
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.intake.staff_act import StaffAct
from threshold.intake.submission import Submission
from threshold.scheduling.waiting import wait_of
from threshold.use_cases.acceptance import in_the_way
from threshold.use_cases.keeping_photos import kept_side
from threshold.use_cases.searching import same_person

T = TypeVar("T")

_MESSAGES = (EventKind.MESSAGE_SENT, EventKind.MESSAGE_NOT_SENT)


@dataclass(frozen=True, slots=True)
class Payment:
    """What is known of how care is paid for. `standing` in words; `cards` with the anchor before
    the segments of each answer, empty where there is nothing to open. `photos`: sides on file."""

    standing: str
    cards: tuple[tuple[AnswerCard, str], ...]
    ladder: tuple[Ask, ...]
    photos: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """Another intake of the same person: a duplicate, or care sought before. `came`: when."""

    record: IntakeRecord
    came: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """What the page of a case shows. None: not for this reader, or not there yet.

    standing: how they wait for a seat. stops: the rules that speak against acceptance. same: other
    intakes of the same person, newest first. parts: what is read by it, to be written down.
    """

    next: NextStep
    stops: tuple[Fired, ...]
    brief: Brief | None
    payment: Payment | None
    standing: Standing | None
    seat: SeatPanel | None
    timeline: tuple[Entry, ...]
    agreed: tuple[Agreed, ...]
    missing: tuple[str, ...]
    same: tuple[Other, ...]
    parts: tuple[Part, ...]

    @property
    def messages(self) -> tuple[Entry, ...]:
        """What was sent to the person, or could not be."""
        return tuple(one for one in self.timeline if one.kind in _MESSAGES)

    @property
    def notes(self) -> tuple[Entry, ...]:
        """The notes that the reader may read."""
        return tuple(one for one in self.timeline if one.kind is EventKind.NOTE_ADDED and one.words)


class Case:
    """One case, for one reader, at one moment."""

    def __init__(self, visit: StaffVisit, head: Head, desk: ConsoleDesk, zone: ZoneInfo) -> None:
        self._head, self._desk, self._zone, self._visit = head, desk, zone, visit
        self._id, self._now = head.record.intake_id, desk.now()

    def view(self) -> CaseView:
        """The whole of it."""
        record, submission = self._head.record, self._head.submission
        # What happens while this is read belongs to the next look.
        events = tuple(e for e in self._desk.store.events(self._id) if e.seq <= record.version)
        whole = self._latest(Reading.ASSESSMENT, FindingKind.ASSESSMENT, Assessment)
        coverage = self._latest(Reading.COVERAGE, FindingKind.COVERAGE, Coverage)
        stops = in_the_way(whole, events) if whole else ()
        # Safety answers have a page of their own: nobody sees them here.
        assessment = assessment_without(whole, submission) if whole and submission else None
        told = (
            (Part.SUBMISSION, submission),
            (Part.ASSESSMENT, assessment),
            (Part.COVERAGE, coverage),
        )
        return CaseView(
            next=next_step(record, offered(record, self._visit.roles), len(stops)),
            stops=stops,
            brief=self._brief(assessment),
            payment=self._payment(coverage, events) if self._may(Reading.COVERAGE) else None,
            standing=self._standing(events) if whole else None,
            seat=self._seat(events),
            timeline=self._timeline(events),
            agreed=self._agreed(),
            missing=tuple(missing(submission, assessment, TEXTS)),
            same=self._same() if self._may(Reading.SUBMISSION) else (),
            parts=(Part.RECORD, *(part for part, there in told if there)),
        )

    def _may(self, reading: Reading) -> bool:
        return may_read(self._visit.roles, reading, self._head.record.worklist)

    def _latest(self, reading: Reading, kind: FindingKind, type_: type[T]) -> T | None:
        return self._desk.store.latest(self._id, kind, type_) if self._may(reading) else None

    def _standing(self, events: Sequence[IntakeEvent]) -> Standing | None:
        record = self._head.record
        wait = wait_of(record, events)
        if wait is None:
            return None
        queue = NOBODY
        if record.status is Status.ACCEPTED:
            queue = queue_now(self._desk.store, self._desk.room(), self._now)
        seen = queue.seen_by(sees_couples=may_see_safety(self._visit))
        return Standings(seen, self._now, self._zone, TEXTS).of(record, wait)

    def _same(self) -> tuple[Other, ...]:
        return tuple(
            Other(one, moment(one.created_at, self._now, self._zone))
            for one in same_person(self._head.record, self._desk.store)
            if may_read(self._visit.roles, Reading.INTAKE, one.worklist)
        )

    def _timeline(self, events: Sequence[IntakeEvent]) -> tuple[Entry, ...]:
        acts = self._desk.store.findings(self._id, FindingKind.STAFF_ACT, StaffAct)
        return timeline(events, acts, self._visit.roles, self._now, self._zone)

    def _seat(self, events: Sequence[IntakeEvent]) -> SeatPanel | None:
        head = self._head
        return seat_panel(
            head.record, head.submission, events, self._visit.roles, self._desk, self._zone
        )

    def _agreed(self) -> tuple[Agreed, ...]:
        if not self._may(Reading.COVERAGE):
            return ()
        return agreed(self._desk.store.agreements(self._id), TEXTS)

    def _brief(self, assessment: Assessment | None) -> Brief | None:
        submission = self._head.submission
        if assessment is None or submission is None:
            return None
        day = self._head.record.updated_at.date()
        return brief(assessment, facts_of(submission, self._desk.clinic().packs, day), submission)

    def _payment(self, coverage: Coverage | None, events: Sequence[IntakeEvent]) -> Payment:
        raw = self._raw()
        found = cards(coverage, TEXTS) if coverage else ()
        return Payment(
            TEXTS(f"standing.{coverage.standing}" if coverage else "standing.none"),
            tuple((one, raw.place_of(one.answer)) for one in found),
            ladder(events, raw.exchanges, self._now, self._zone, TEXTS),
            self._photos(),
        )

    def _raw(self) -> RawAnswers:
        """What the ladder rests on; nobody who may not read it gets a link to it."""
        return raw_answers(self._id, self._desk.store)

    def _photos(self) -> tuple[Side, ...]:
        sent = self._head.submission or self._desk.store.latest(
            self._id, FindingKind.SUBMISSION, Submission
        )
        card = sent.payment.card if sent else None
        keys = card.photos if card else ()
        return tuple(side for side in Side if any(key.startswith(kept_side(side)) for key in keys))
