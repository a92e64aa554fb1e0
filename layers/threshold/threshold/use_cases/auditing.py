"""The audit of an intake: who opened, changed and disclosed what; whether its trail is whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from threshold.intake.access import Access, AccessLog
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeEvent, IntakeRecord

MOST_READS = 1000


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One disclosure to a payer: when, to whom, what was asked about, under which consent.

    Source: 42 CFR 2.25 and 2.32, 45 CFR 164.528(b)(2).
    """

    at: datetime
    payer: str
    service_types: tuple[str, ...]
    consent: str
    consent_signed_at: datetime
    control_number: str


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
class Audit:
    """All of it, oldest first but the reads, newest first."""

    record: IntakeRecord
    events: tuple[IntakeEvent, ...]
    chain: Chain
    reads: tuple[Access, ...]
    disclosures: tuple[Disclosure, ...]


def audit_of(intake_id: str, store: IntakeStore, accesses: AccessLog) -> Audit:
    """The audit of an intake; what happens while it is read belongs to the next one.

    Raises:
        Unknown: no intake has this id.
    """
    record = store.load(intake_id)
    events = tuple(one for one in store.events(intake_id) if one.seq <= record.version)
    return Audit(
        record,
        events,
        chain_of(record, events),
        accesses.of(intake_id, MOST_READS),
        tuple(disclosures(events)),
    )


def chain_of(record: IntakeRecord, events: Sequence[IntakeEvent]) -> Chain:
    """The chain of events: each names the hash of the one before, the record that of the last."""
    before = ["", *(one.hash for one in events)]
    for seq, (event, hashed) in enumerate(zip(events, before, strict=False), 1):
        if event.seq != seq or event.previous != hashed or event.intake_id != record.intake_id:
            return Chain(len(events), seq)
    ends = len(events) == record.version and before[-1] == record.event_hash
    return Chain(len(events), None if ends else len(events) + 1)


def disclosures(events: Iterable[IntakeEvent]) -> Iterator[Disclosure]:
    """Every time a payer was asked, which is written down before it happens."""
    for event in events:
        if event.kind is EventKind.VERIFICATION_STARTED:
            told = event.details
            yield Disclosure(
                event.occurred_at,
                told["payer"],
                tuple(told["service_types"].split()),
                told["consent"],
                datetime.fromisoformat(told["consent_signed_at"]),
                told["control_number"],
            )
