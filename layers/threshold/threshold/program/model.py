"""The configuration of a program as the rules read it: frozen, checked before it gets here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from threshold.program.rule_changes import RuleChange, Signature
from threshold.program.thresholds import Thresholds


class PlanAnswer(StrEnum):
    """What the program does with a kind of plan. REVIEW is the answer for whatever is not named."""

    ACCEPT = "accept"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """What is done with plans of one type, line of business and confidence of evidence.

    The three are the values of the contract's `plan`; `confidence` holds those that suffice.
    """

    type: str
    line_of_business: str
    confidence: frozenset[str]
    then: PlanAnswer


@dataclass(frozen=True, slots=True)
class Provider:
    """Who asks: the program's name as payers know it, its NPI, and its id as origin (TRN03)."""

    name: str
    npi: str
    originator_id: str


@dataclass(frozen=True, slots=True)
class Transport:
    """How a payer is reached: CORE vC2.2.0 MIME over TLS.

    `credentials` names the secret with user name and password; `ca_file` a certificate authority
    shipped beside the configuration, None for the public ones.
    """

    url: str
    sender_id: str
    receiver_id: str
    credentials: str
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class Payer:
    """An insurer: its id as a string (leading zeros count), names people use, its transport."""

    id: str
    name: str
    transport: Transport
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A payer that does not cover a virtual program, from one day to another, both included.

    `names` are what people write where they do not know the id; `until` None: to this day.
    """

    payer: str
    begins: date
    source: str
    until: date | None = None
    names: tuple[str, ...] = ()

    def holds(self, today: date) -> bool:
        """Whether it is in force on this day."""
        return self.begins <= today and (self.until is None or today <= self.until)

    def speaks_of(self, payer_id: str | None, name: str | None) -> bool:
        """Whether this is the payer: by id or, without one, by a name it is known by."""
        if payer_id:
            return payer_id == self.payer
        return bool(name) and _folded(name or "") in map(_folded, self.names)


@dataclass(frozen=True, slots=True)
class Verification:
    """How often a payer that is down is asked, in seconds between asks; after the last, a human."""

    retry_after_seconds: tuple[int, ...]

    @property
    def most_attempts(self) -> int:
        """Asks in one round, the first included."""
        return len(self.retry_after_seconds) + 1


@dataclass(frozen=True, slots=True)
class Program:
    """One program's configuration. `version` is its own; `digest` the hash of all of it.

    `instruments` are asked of everybody besides PHQ-9, ASQ and GAD-7. `thresholds`, `rules` and
    `signed` are its changes to the level-of-care rules; `virtual_iop_not_covered` its payers'.
    """

    version: str
    digest: str
    name: str
    phone: str
    time_zone: str
    provider: Provider
    states: frozenset[str]
    hours_per_week: int
    office_hours: str
    thresholds: Thresholds
    plans: tuple[PlanPolicy, ...]
    verification: Verification
    payers: tuple[Payer, ...]
    instruments: tuple[str, ...] = ()
    virtual_iop_not_covered: tuple[NotCovered, ...] = ()
    rules: Mapping[str, RuleChange] = field(default_factory=dict)
    signed: tuple[Signature, ...] = ()

    def payer(self, payer_id: str | None, name: str | None) -> Payer | None:
        """The payer with this id or, without one, the only one known by this name."""
        if payer_id:
            return next((payer for payer in self.payers if payer.id == payer_id), None)
        wanted = _folded(name or "")
        known = [p for p in self.payers if wanted in map(_folded, (p.name, *p.aliases))]
        return known[0] if wanted and len(known) == 1 else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
