"""What a payer answered, each value with the segment it rests on.

Segments are numbered from 1 at ST within their transaction. What the payer did not say is None,
empty or `not_said`, never zero and never "no".
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Segments = tuple[int, ...]


class Code(StrEnum):
    """A closed set. Hashed as text in C: Enum's own hash is the dearest part of reading a 271."""

    __hash__ = str.__hash__


class Kind(Code):
    """What was received."""

    ELIGIBILITY = "271"
    ACKNOWLEDGEMENT = "999"
    INTERCHANGE_ACKNOWLEDGEMENT = "TA1"
    UNREADABLE = "unreadable"


class Outcome(Code):
    """What the answer comes to."""

    ACTIVE = "active"
    ACTIVE_PENDING = "active_pending"
    NOT_YET_ACTIVE = "not_yet_active"
    INACTIVE = "inactive"
    REJECTED = "rejected"
    """The payer did not find or accept the person as asked."""
    RETRY = "retry"
    """The payer cannot answer now; ask again later."""
    CONFIG_ERROR = "config_error"
    """Ours to mend: enrollment, ids, the 270 itself. Never the patient's fault."""
    TRANSPORT_ERROR = "transport_error"
    """No whole answer arrived; ask again."""
    UNKNOWN = "unknown"
    """A whole answer that does not settle it; a person reads it."""


class Patient(Code):
    """Where in the answer the patient stands."""

    SUBSCRIBER = "subscriber"
    DEPENDENT = "dependent"


class PlanType(Code):
    """The plan's network design or program."""

    PPO = "PPO"
    EPO = "EPO"
    HMO = "HMO"
    POS = "POS"
    INDEMNITY = "indemnity"
    MEDICAID = "medicaid"
    MEDICARE = "medicare"
    UNKNOWN = "unknown"


class Confidence(Code):
    """How good the evidence for the plan type is."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    NONE = "none"


class LineOfBusiness(Code):
    """Who stands behind the plan."""

    COMMERCIAL = "commercial"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    MEDICARE = "medicare"
    MEDICAID = "medicaid"
    UNKNOWN = "unknown"


class BenefitKind(Code):
    """What one EB segment states (EB01)."""

    ACTIVE = "active"
    ACTIVE_PENDING = "active_pending"
    INACTIVE = "inactive"
    INACTIVE_PENDING = "inactive_pending"
    COINSURANCE = "coinsurance"
    COPAY = "copay"
    DEDUCTIBLE = "deductible"
    COVERAGE_BASIS = "coverage_basis"
    DESCRIPTION = "benefit_description"
    EXCLUSION = "exclusion"
    LIMITATION = "limitation"
    OUT_OF_POCKET = "out_of_pocket"
    UNLIMITED = "unlimited"
    NON_COVERED = "non_covered"
    COST_CONTAINMENT = "cost_containment"
    RESERVE = "reserve"
    PRIMARY_CARE_PROVIDER = "primary_care_provider"
    PRE_EXISTING = "pre_existing_condition"
    MANAGED_CARE_COORDINATOR = "managed_care_coordinator"
    RESTRICTED_TO_PROVIDER = "restricted_to_provider"
    NOT_MEDICALLY_NECESSARY = "not_medically_necessary"
    DISCLAIMER = "disclaimer"
    SECOND_OPINION = "second_opinion"
    OTHER_PAYER = "other_payer"
    PRIOR_YEAR = "prior_year"
    CARD_LOST_OR_STOLEN = "card_lost_or_stolen"
    CONTACT_ENTITY = "contact_entity"
    CANNOT_PROCESS = "cannot_process"
    OTHER_SOURCE = "other_source"
    FACILITY = "health_care_facility"
    SPEND_DOWN = "spend_down"
    NOT_UNDERSTOOD = "not_understood"


class Network(Code):
    """Whether the benefit holds in or out of network (EB12)."""

    IN = "in"
    OUT = "out"
    BOTH = "both"
    NOT_SAID = "not_said"
    UNKNOWN = "unknown"


class Level(Code):
    """Whom the benefit covers (EB02)."""

    INDIVIDUAL = "individual"
    FAMILY = "family"
    EMPLOYEE = "employee"
    EMPLOYEE_AND_SPOUSE = "employee_and_spouse"
    EMPLOYEE_AND_CHILDREN = "employee_and_children"
    SPOUSE_AND_CHILDREN = "spouse_and_children"
    SPOUSE = "spouse"
    CHILDREN = "children"
    DEPENDENTS = "dependents"


class Period(Code):
    """The time a benefit counts over, or what of it is meant (EB06, HSD05)."""

    HOUR = "hour"
    DAY = "day"
    TWENTY_FOUR_HOURS = "24_hours"
    YEARS = "years"
    SERVICE_YEAR = "service_year"
    CALENDAR_YEAR = "calendar_year"
    YEAR_TO_DATE = "year_to_date"
    CONTRACT = "contract"
    EPISODE = "episode"
    VISIT = "visit"
    OUTLIER = "outlier"
    REMAINING = "remaining"
    EXCEEDED = "exceeded"
    NOT_EXCEEDED = "not_exceeded"
    LIFETIME = "lifetime"
    LIFETIME_REMAINING = "lifetime_remaining"
    MONTH = "month"
    WEEK = "week"
    ADMISSION = "admission"


class Authorization(Code):
    """Whether prior authorization is needed; `unknown` where it may be."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_SAID = "not_said"


class YesNo(Code):
    """What the payer said, if anything."""

    YES = "yes"
    NO = "no"
    NOT_SAID = "not_said"


class Owner(Code):
    """Who can put a rejection right."""

    PATIENT = "patient"
    STAFF = "staff"
    OPERATIONS = "operations"
    PAYER = "payer"


class Evidence(NamedTuple):
    """One segment that speaks for or against a plan type, in words."""

    segment: int
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as far as the payer told it."""

    type: PlanType = PlanType.UNKNOWN
    confidence: Confidence = Confidence.NONE
    line_of_business: LineOfBusiness = LineOfBusiness.UNKNOWN
    name: str | None = None
    evidence: tuple[Evidence, ...] = ()
    name_segment: int | None = None


class CoverageDates(NamedTuple):
    """First and last day of coverage; None where not said or without end."""

    begin: date | None = None
    end: date | None = None
    segments: Segments = ()


UNDATED = CoverageDates()


class Benefit(NamedTuple):
    """One statement of the payer. Amounts in US dollars, percent as a fraction of 1.

    A tuple, since an answer holds hundreds: a frozen dataclass costs seven times as much to build.
    """

    kind: BenefitKind
    segment: int
    service_types: tuple[str, ...] = ()
    """X12 service type codes; empty where the payer named none."""
    network: Network = Network.NOT_SAID
    level: Level | None = None
    amount: Decimal | None = None
    percent: Decimal | None = None
    quantity: Decimal | None = None
    quantity_unit: str | None = None
    """What is counted: visits, days, hours and so on (EB09, HSD01)."""
    period: Period | None = None
    prior_authorization: Authorization = Authorization.NOT_SAID
    procedure: str | None = None
    """The one procedure it holds for (EB13), such as HC:H0015; None for all."""
    place_of_service: tuple[str, ...] = ()
    """CMS place of service codes; 02 and 10 are telehealth."""
    messages: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    """What to mind when using it; `benefits`, `text`, `blocks` and `comparisons` say which."""


@dataclass(frozen=True, slots=True)
class BehavioralHealth:
    """What the answer says on outpatient behavioral care."""

    covered: YesNo = YesNo.NOT_SAID
    answered_by: str | None = None
    """The rung that answered: CJ substance use, MH mental health, 30 the plan as a whole."""
    telehealth: YesNo = YesNo.NOT_SAID
    prior_authorization: Authorization = Authorization.NOT_SAID
    covered_segments: Segments = ()
    telehealth_segments: Segments = ()
    prior_authorization_segments: Segments = ()


@dataclass(frozen=True, slots=True)
class CarveOut:
    """Another organization that administers the behavioral benefits; ask there."""

    name: str | None
    payer_id: str | None
    phone: str | None
    segment: int


@dataclass(frozen=True, slots=True)
class Group:
    """The group that the payer itself counts the patient to: REF01, REF02."""

    qualifier: str
    number: str
    segment: int


@dataclass(frozen=True, slots=True)
class OtherPayer:
    """Another payer the patient has; order is primary, secondary, tertiary or None."""

    name: str | None
    payer_id: str | None
    order: str | None
    segment: int


@dataclass(frozen=True, slots=True)
class Rejection:
    """One reason why the request, or a part of it, was not answered."""

    loop: str
    """Where the payer put it, such as 2100C."""
    code: str
    """AAA03; for a TA1 its TA105, for a 999 its error code."""
    follow_up: str | None
    """AAA04."""
    owner: Owner
    next_step: str
    segment: int
    request_valid: str = ""
    """AAA01, which payers set inconsistently: kept, not used."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One transaction a payer sent back."""

    kind: Kind
    outcome: Outcome
    patient: Patient | None = None
    plan: Plan = Plan()
    coverage_dates: CoverageDates = UNDATED
    benefits: tuple[Benefit, ...] = ()
    behavioral_health: BehavioralHealth = BehavioralHealth()
    carve_out: CarveOut | None = None
    other_payers: tuple[OtherPayer, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    warnings: tuple[str, ...] = ()
    outcome_segments: Segments = ()
    answers_to: str | None = None
    """The request it answers: TRN02 (271), group control number (999), ISA13 (TA1)."""
    group: Group | None = None
