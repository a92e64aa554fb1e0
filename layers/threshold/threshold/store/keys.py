"""Keys of the one table. Ids only: no name, birth date or member id ever stands in a key."""

from zlib import crc32

from threshold.intake.change import Finding
from threshold.intake.life_cycle import Worklist
from threshold.intake.record import IntakeRecord, Tier

INDEX = "worklist"
"""The sparse index: it holds the keys of whatever waits for somebody."""

SHARDS = 4
"""Partitions a worklist is spread over. More would make a page dearer, fewer a hot one likelier."""

MEMBER = "MEMBER#"
"""What the sort keys of a couple's links begin with; the id of an intake follows."""

INTAKE = "INTAKE#"
"""What the sort keys of a person's intakes begin with; the id of one follows."""

LARGEST_CONTROL_NUMBER = 999_999_999
"""ISA13 has nine digits; after the last comes 1 again."""


def intake_key(intake_id: str) -> str:
    """The partition of all that belongs to an intake."""
    return f"INTAKE#{intake_id}"


def couple_key(couple: str) -> str:
    """The partition of the links of a couple, and of nothing else."""
    return f"COUPLE#{couple}"


def person_partition(person: str) -> str:
    """The partition of the intakes that named a person, and of nothing else."""
    return f"FIND#{person}"


def ledger_key(month: str) -> str:
    """The partition of the overrides of a month, as in "2026-11"."""
    return f"LEDGER#{month}"


def event_key(seq: int) -> str:
    """The sort key of an event; padded, so that keys order as numbers do."""
    return f"EVENT#{seq:06}"


def finding_key(finding: Finding, seq: int) -> str:
    """The sort key of a finding, by kind, label and the event that found it."""
    return "#".join(part for part in (finding.kind, finding.label, f"{seq:06}") if part)


def event_at(key: str) -> str:
    """The end of a finding's sort key, which orders findings as their events happened."""
    return key.rpartition("#")[2]


def shard_of(intake_id: str) -> int:
    """The shard of an intake, read off its id, so that a reader never guesses."""
    return crc32(intake_id.encode()) % SHARDS


def worklist_partition(worklist: Worklist, shard: int) -> str:
    """One shard of a worklist."""
    return f"{worklist}#{shard}"


def worklist_position(record: IntakeRecord) -> str:
    """Where a record stands in its worklist: by tier, deadline, then id.

    What is in progress waits for nobody, so it stands where it began: moving it costs writes.
    """
    if record.worklist is Worklist.IN_PROGRESS:
        return f"{int(Tier.P6)}#{record.created_at.isoformat()}#{record.intake_id}"
    due = record.due_at.isoformat() if record.due_at else "9999"
    return f"{int(record.tier)}#{due}#{record.intake_id}"


def memory_key(key: str) -> str:
    """The partition of what is remembered for a while under a keyed hash."""
    return f"MEMORY#{key}"


def control_number(count: int) -> int:
    """The control number for the count-th request, wrapping after nine digits."""
    return (count - 1) % LARGEST_CONTROL_NUMBER + 1
