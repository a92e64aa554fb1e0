"""What the use cases need of a record store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from threshold.intake.change import Change, FindingKind
from threshold.intake.life_cycle import Worklist
from threshold.intake.record import IntakeEvent, IntakeRecord

if TYPE_CHECKING:
    from threshold.intake.consents import Agreements

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """Some records of a worklist, most urgent first; `after` continues it, None at its end."""

    records: tuple[IntakeRecord, ...]
    after: str | None


class IntakeStore(Protocol):
    """The record store. Reads are strongly consistent but for the order of a worklist."""

    def create(self, change: Change) -> IntakeRecord | None:
        """Store an opening change; None when stored, else the record that already has this id.

        Raises:
            Conflict: somebody is opening it at this moment; ask again.
        """

    def apply(self, change: Change) -> None:
        """Store a change whole.

        Raises:
            Conflict: the intake is no longer as it was before the change.
        """

    def load(self, intake_id: str) -> IntakeRecord:
        """The record.

        Raises:
            Unknown: there is none.
        """

    def latest(self, intake_id: str, kind: FindingKind, type_: type[T]) -> T | None:
        """The newest finding of a kind, None where there is none."""

    def findings(self, intake_id: str, kind: FindingKind, type_: type[T]) -> tuple[T, ...]:
        """Every finding of a kind, ordered by label, then oldest first; of a list, each."""

    def agreements(self, intake_id: str) -> "Agreements":
        """What was agreed to and taken back. Whatever needs a consent asks here, nowhere else.

        Consents that were given together are one finding, those given alone one each.
        """

    def events(self, intake_id: str) -> tuple[IntakeEvent, ...]:
        """The whole audit trail, oldest first."""

    def worklist(self, worklist: Worklist, size: int, after: str | None = None) -> WorklistPage:
        """A page of a worklist at a cost that does not grow with it. `size` is at least 1."""

    def waiting(self, worklist: Worklist, most: int) -> int:
        """How many are on a worklist, counted no further than to `most`. It may lag a second."""

    def records(self, intake_ids: Sequence[str]) -> tuple[IntakeRecord, ...]:
        """The records of some intakes, in no order; what is not there is left out."""

    def members(self, couple: str) -> tuple[str, ...]:
        """The ids of all intakes that ever belonged to a couple, in no order that tells anything.

        For staff: nothing that a patient sees may depend on it.
        """

    def of_person(self, person: str, most: int) -> tuple[str, ...]:
        """The ids of intakes that ever named a person, by the hash that `person_key` makes."""

    def overrides(self, month: str) -> tuple[IntakeEvent, ...]:
        """The ledger of a month, as in "2026-11" of UTC: every rule that a clinician set aside."""

    def next_control_number(self, partner: str) -> int:
        """The next X12 interchange control number for a trading partner, 1 to 999 999 999."""

    def remembered(self, key: str, now: datetime) -> str | None:
        """What is remembered under a keyed hash; None where nothing is, or not any more.

        It may lag behind `remember` for a second.
        """

    def remember(self, key: str, value: str | None, until: datetime) -> None:
        """Remember an id or a code under a keyed hash until then; None forgets it."""
