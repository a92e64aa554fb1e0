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


class TransportKind(StrEnum):
    """The connectivity rule a payer follows; each is one adapter in `eligibility.transports`."""

    CORE_MIME = "core_mime"
    CORE_SOAP = "core_soap"
    CLEARINGHOUSE_JSON = "clearinghouse_json"
    X12_HTTPS = "x12_https"


@dataclass(frozen=True, slots=True)
class Rests:
    """When a payer is left alone: after so many asks in a row that failed, for how long.

    Each rest is twice as long as the one before, until the longest.
    """

    after_failures: int = 5
    first_seconds: int = 30
    longest_seconds: int = 900


@dataclass(frozen=True, slots=True)
class Transport:
    """How a payer is reached, always over verified TLS.

    `credentials` names the secret to sign in with, None where a certificate alone does;
    `client_certificate` the secret with our certificate and its key, None where none is asked
    for; `ca_file` a certificate authority shipped beside the configuration, None for the public
    ones. `at_once` is the most asks at the same time, None where the payer sets no limit; `rests`
    when it is left alone.
    `production` says that what is sent there is real: only the production stage may ask such a
    partner, and it asks no other.
    """

    url: str
    sender_id: str
    receiver_id: str
    kind: TransportKind = TransportKind.CORE_MIME
    credentials: str | None = None
    client_certificate: str | None = None
    ca_file: str | None = None
    at_once: int | None = None
    rests: Rests = Rests()
    production: bool = False


@dataclass(frozen=True, slots=True)
class ServiceTypes:
    """The service types (X12 1365) a payer is asked beyond 30; empty where it answers none."""

    mental_health: tuple[str, ...] = ("MH", "CF")
    substance_use: tuple[str, ...] = ("AI", "CJ")


@dataclass(frozen=True, slots=True)
class Payer:
    """An insurer: its id as a string (leading zeros count), names people use, its transport.

    `other_ids` are further ids of the very same payer, tried where it does not find a person;
    `phone` is its line for providers, `address` where it takes letters, None where the program has
    not set one. The first of `aliases` is what patients are shown.
    """

    id: str
    name: str
    transport: Transport
    aliases: tuple[str, ...] = ()
    other_ids: tuple[str, ...] = ()
    service_types: ServiceTypes = ServiceTypes()
    phone: str | None = None
    address: str | None = None

    @property
    def called(self) -> str:
        """What people call it."""
        return self.aliases[0] if self.aliases else self.name


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
    """How payers are asked.

    `retry_after_seconds` lie between the asks of a payer that is down; after the last, a human.
    `substance_use_consents` are the versions of the consent text that covers records of substance
    use (42 CFR Part 2): under no other is a payer asked about it.
    """

    retry_after_seconds: tuple[int, ...]
    substance_use_consents: frozenset[str] = frozenset()

    @property
    def most_attempts(self) -> int:
        """Asks of one question, the first included."""
        return len(self.retry_after_seconds) + 1


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """What the texts that people sign say of the program.

    `privacy_email` is that of whoever answers for privacy; `notice_in_effect` the day from which
    the privacy notice holds (45 CFR 164.520(b)(1)(viii)); `video_platform` what sessions are held
    with. `drug_testing`: whether people who seek help with substance use are asked to be tested.
    """

    privacy_email: str
    notice_in_effect: date
    video_platform: str
    drug_testing: bool = False


@dataclass(frozen=True, slots=True)
class LicensedText:
    """A file beside the configuration with an instrument's wording, and its SHA-256 in hex."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class InstrumentLicence:
    """The institution's right to an instrument, its evidence, and the texts it adds by language."""

    pack: str
    evidence: str
    texts: Mapping[str, LicensedText]


@dataclass(frozen=True, slots=True)
class Program:
    """One program's configuration. `version` is its own; `digest` the hash of all of it.

    `office_hours`: when somebody answers the phone, in words, by language.
    `instruments` are asked of everybody besides PHQ-9, ASQ and GAD-7. `thresholds`, `rules` and
    `signed` are its changes to the level-of-care rules; `virtual_iop_not_covered` its payers';
    `closing_hour` is when office hours end, 0 to 23 in its time zone: what is due by the end of a
    day is promised until then. `openings`, what patients are told of places, are read by
    `openings.openings_of`, `billing` by `billing.billing_of`, `referrals` by
    `referrals.referrals_of`: no worker has to load their types.
    """

    version: str
    digest: str
    name: str
    phone: str
    time_zone: str
    provider: Provider
    states: frozenset[str]
    hours_per_week: int
    office_hours: Mapping[str, str]
    thresholds: Thresholds
    plans: tuple[PlanPolicy, ...]
    verification: Verification
    payers: tuple[Payer, ...]
    consents: ConsentFacts
    licences: tuple[InstrumentLicence, ...] = ()
    instruments: tuple[str, ...] = ()
    virtual_iop_not_covered: tuple[NotCovered, ...] = ()
    rules: Mapping[str, RuleChange] = field(default_factory=dict)
    signed: tuple[Signature, ...] = ()
    closing_hour: int = 17
    openings: tuple[Mapping[str, object], ...] = ()
    billing: Mapping[str, object] = field(default_factory=dict)
    referrals: tuple[Mapping[str, object], ...] = ()

    def payer(self, payer_id: str | None, name: str | None) -> Payer | None:
        """The payer with this id or, without one, the only one known by this name."""
        if payer_id:
            ids = ((payer, (payer.id, *payer.other_ids)) for payer in self.payers)
            return next((payer for payer, own in ids if payer_id in own), None)
        wanted = _folded(name or "")
        known = [p for p in self.payers if wanted in map(_folded, (p.name, *p.aliases))]
        return known[0] if wanted and len(known) == 1 else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
