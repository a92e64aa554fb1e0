"""The audit of an intake: who opened, changed and disclosed what; whether its trail is whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from threshold.benefits.facts import Source
from threshold.intake.access import Access, AccessLog
from threshold.intake.change import FindingKind, first_break
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeEvent, IntakeRecord
from threshold.intake.staff_act import StaffAct
from threshold.use_cases.break_glass import Broken, breakings

MOST_READS = 1000


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One disclosure to a payer: when, to whom, what was asked about, under which consent.

    It is written down before it happens; sent: False where it is known that nothing left us. What
    cannot be read any more, since somebody tampered with the trail, is empty or None.

    Source: 42 CFR 2.25 and 2.32, 45 CFR 164.528(b)(2).
    """

    at: datetime
    payer: str
    service_types: tuple[str, ...]
    consent: str
    consent_signed_at: datetime | None
    control_number: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether every event is the one that was written, in its place, up to the record.

    broken_at: the seq of the first event that is not, one past the last where the record's own
    hash is another; None where the chain is whole.
    """

    length: int
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, left out or put in."""
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class Explained:
    """One breaking of the glass, with the reason in the words of who did it; None: it is gone."""

    broken: Broken
    reason: str | None


@dataclass(frozen=True, slots=True)
class Audit:
    """All of it, oldest first but the reads, newest first; `reads_are_all` says whether there are
    no older ones. calls: when staff recorded what a payer told them by phone, and who did.
    """

    record: IntakeRecord
    events: tuple[IntakeEvent, ...]
    chain: Chain
    reads: tuple[Access, ...]
    reads_are_all: bool
    disclosures: tuple[Disclosure, ...]
    calls: tuple[tuple[datetime, Actor], ...]
    breaks: tuple[Explained, ...]


def audit_of(intake_id: str, store: IntakeStore, accesses: AccessLog) -> Audit:
    """The audit of an intake; what happens while it is read belongs to the next one.

    Raises:
        Unknown: no intake has this id.
    """
    record = store.load(intake_id)
    events = tuple(one for one in store.events(intake_id) if one.seq <= record.version)
    reads = accesses.of(intake_id, MOST_READS + 1)
    return Audit(
        record,
        events,
        chain_of(record, events),
        reads[:MOST_READS],
        len(reads) <= MOST_READS,
        tuple(disclosures(events)),
        tuple(_calls(events)),
        tuple(_breaks(events, store)),
    )


def chain_of(record: IntakeRecord, events: Sequence[IntakeEvent]) -> Chain:
    """The chain of events: each names the hash of the one before, the record that of the last."""
    if events and events[0].intake_id != record.intake_id:
        return Chain(len(events), 1)
    last = events[-1].hash if events else ""
    ends = len(events) == record.version and last == record.event_hash
    return Chain(len(events), first_break(events) or (None if ends else len(events) + 1))


def disclosures(events: Sequence[IntakeEvent]) -> Iterator[Disclosure]:
    """Every time a payer was asked, which is written down before it happens."""
    unsent = {
        one.details.get("control_number")
        for one in events
        if one.kind is EventKind.PAYER_UNAVAILABLE and one.details.get("disclosed") == "no"
    }
    for event in events:
        if event.kind is EventKind.VERIFICATION_STARTED:
            told = defaultdict(str, event.details)
            yield Disclosure(
                event.occurred_at,
                told["payer"],
                tuple(told["service_types"].split()),
                told["consent"],
                _moment(told["consent_signed_at"]),
                told["control_number"],
                told["control_number"] not in unsent,
            )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _calls(events: Iterable[IntakeEvent]) -> Iterator[tuple[datetime, Actor]]:
    for event in events:
        sources = event.details.get("sources", "").split()
        if event.kind is EventKind.BENEFITS_RECORDED and Source.PHONE in sources:
            yield event.occurred_at, event.actor


def _breaks(events: Sequence[IntakeEvent], store: IntakeStore) -> Iterator[Explained]:
    if broken := tuple(breakings(events)):
        acts = store.findings(events[0].intake_id, FindingKind.STAFF_ACT, StaffAct)
        reasons = {(one.by, one.at): one.reason for one in acts}
        yield from (Explained(one, reasons.get((one.by, one.at))) for one in broken)
