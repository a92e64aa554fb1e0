"""The store in memory: the twin that use-case tests run on, held to the same contract suite."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from threshold.codec import decode, encode
from threshold.errors import Conflict, Unknown
from threshold.intake.change import Change, FindingKind
from threshold.intake.consents import Agreements, Revocation
from threshold.intake.life_cycle import EventKind, Worklist
from threshold.intake.ports import WorklistPage
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.intake.submission import Consent
from threshold.store.keys import control_number, event_at, finding_key, worklist_position

T = TypeVar("T")


@dataclass
class _Shelf:
    record: IntakeRecord
    events: list[IntakeEvent] = field(default_factory=list)
    findings: dict[str, object] = field(default_factory=dict)


class MemoryStore:
    """An `IntakeStore` that forgets when the process ends."""

    def __init__(self) -> None:
        self._shelves: dict[str, _Shelf] = {}
        self._counters: dict[str, int] = {}
        self._couples: dict[str, set[str]] = {}
        self._people: dict[str, set[str]] = {}
        self._memories: dict[str, tuple[str | None, datetime]] = {}
        self._one_at_a_time = threading.Lock()

    def create(self, change: Change) -> IntakeRecord | None:
        """See `IntakeStore.create`."""
        with self._one_at_a_time:
            shelf = self._shelves.get(change.after.intake_id)
            if shelf:
                return shelf.record
            self._shelves[change.after.intake_id] = shelf = _Shelf(change.after)
            self._keep(shelf, change)
            return None

    def apply(self, change: Change) -> None:
        """See `IntakeStore.apply`."""
        self.apply_all((change,), lambda: None)

    def apply_all(self, changes: Sequence[Change], beside: Callable[[], None]) -> None:
        """Store changes, and do what belongs to them, all or nothing; `beside` may raise.

        Raises:
            Conflict: one of the intakes is no longer as it was before.
        """
        with self._one_at_a_time:
            shelves = [self._unmoved(change) for change in changes]
            beside()
            for shelf, change in zip(shelves, changes, strict=True):
                self._keep(shelf, change)

    def _unmoved(self, change: Change) -> _Shelf:
        shelf = self._shelves.get(change.after.intake_id)
        if shelf is None or change.before is None or shelf.record != change.before:
            raise Conflict("the intake has moved")
        return shelf

    def _keep(self, shelf: _Shelf, change: Change) -> None:
        if change.joins:
            self._couples.setdefault(change.joins, set()).add(change.after.intake_id)
        if change.names:
            self._people.setdefault(change.names, set()).add(change.after.intake_id)
        shelf.record = change.after
        shelf.events.append(change.event)
        for finding in change.findings:
            shelf.findings[finding_key(finding, change.event.seq)] = encode(finding.document)

    def _shelf(self, intake_id: str) -> _Shelf:
        try:
            return self._shelves[intake_id]
        except KeyError:
            raise Unknown("no intake has this id") from None

    def load(self, intake_id: str) -> IntakeRecord:
        """See `IntakeStore.load`."""
        return self._shelf(intake_id).record

    def latest(self, intake_id: str, kind: FindingKind, type_: type[T]) -> T | None:
        """See `IntakeStore.latest`."""
        found = self.findings(intake_id, kind, type_)
        return found[-1] if found else None

    def findings(self, intake_id: str, kind: FindingKind, type_: type[T]) -> tuple[T, ...]:
        """See `IntakeStore.findings`."""
        return tuple(self._found(intake_id, kind, type_, lambda key: key))

    def _found(
        self, intake_id: str, kind: FindingKind, type_: type[T], order: Callable[[str], str]
    ) -> Iterator[T]:
        findings = self._shelf(intake_id).findings
        for key in sorted(findings, key=order):
            document = findings[key]
            if key.startswith(f"{kind}#"):
                several = document if isinstance(document, list) else [document]
                yield from (decode(type_, one) for one in several)

    def agreements(self, intake_id: str) -> Agreements:
        """See `IntakeStore.agreements`."""
        return Agreements(
            tuple(self._found(intake_id, FindingKind.CONSENT, Consent, event_at)),
            tuple(self._found(intake_id, FindingKind.CONSENT_REVOKED, Revocation, event_at)),
        )

    def events(self, intake_id: str) -> tuple[IntakeEvent, ...]:
        """See `IntakeStore.events`."""
        return tuple(self._shelf(intake_id).events)

    def worklist(self, worklist: Worklist, size: int, after: str | None = None) -> WorklistPage:
        """See `IntakeStore.worklist`."""
        waiting = [s.record for s in self._shelves.values() if s.record.worklist is worklist]
        ordered = sorted(waiting, key=worklist_position)
        rest = [record for record in ordered if after is None or worklist_position(record) > after]
        page = rest[:size]
        return WorklistPage(tuple(page), worklist_position(page[-1]) if len(rest) > size else None)

    def waiting(self, worklist: Worklist, most: int) -> int:
        """See `IntakeStore.waiting`."""
        return len(self.worklist(worklist, most).records)

    def records(self, intake_ids: Sequence[str]) -> tuple[IntakeRecord, ...]:
        """See `IntakeStore.records`."""
        return tuple(self._shelves[one].record for one in intake_ids if one in self._shelves)

    def members(self, couple: str) -> tuple[str, ...]:
        """See `IntakeStore.members`."""
        return tuple(sorted(self._couples.get(couple, ())))

    def of_person(self, person: str, most: int) -> tuple[str, ...]:
        """See `IntakeStore.of_person`."""
        return tuple(sorted(self._people.get(person, ()))[:most])

    def overrides(self, month: str) -> tuple[IntakeEvent, ...]:
        """See `IntakeStore.overrides`."""
        kept = (one for shelf in self._shelves.values() for one in shelf.events)
        found = [
            one
            for one in kept
            if one.kind is EventKind.RULE_OVERRIDDEN
            and one.occurred_at.astimezone(UTC).strftime("%Y-%m") == month
        ]
        return tuple(sorted(found, key=lambda one: (one.occurred_at, one.intake_id, one.seq)))

    def next_control_number(self, partner: str) -> int:
        """See `IntakeStore.next_control_number`."""
        with self._one_at_a_time:
            self._counters[partner] = self._counters.get(partner, 0) + 1
            return control_number(self._counters[partner])

    def remembered(self, key: str, now: datetime) -> str | None:
        """See `IntakeStore.remembered`."""
        value, until = self._memories.get(key, (None, now))
        return value if now < until else None

    def remember(self, key: str, value: str | None, until: datetime) -> None:
        """See `IntakeStore.remember`."""
        self._memories[key] = (value, until.replace(microsecond=0))
