"""What a person sends: who they are, how to reach them safely, where they are, what they answered.

The wire form has the same names; the edge (`web.submission_form`) checks it before any of these
is made. Whatever a person did not say is None or empty, never a default that could be mistaken
for an answer. The field list follows what virtual programs promise their patients.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Answer = int | str | None
"""One answer: the option's score, "yes" or "no", "declined", or None for unanswered."""


class Sex(StrEnum):
    """As the payer's file has it; asked because payers match on it. Absent: not said."""

    FEMALE = "female"
    MALE = "male"


class Relationship(StrEnum):
    """The patient's relationship to the subscriber of the plan."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    OTHER = "other"


class PaymentPath(StrEnum):
    """How the person wishes to pay. SELF_PAY is also a bar on telling the plan anything.

    Source: 45 CFR 164.522(a)(1)(vi).
    """

    INSURANCE = "insurance"
    SELF_PAY = "self_pay"
    UNINSURED = "uninsured"


class ConsentKind(StrEnum):
    """What a person can agree to. Source: 42 CFR 2.31, 45 CFR 164.520, 47 CFR 64.1200."""

    PRIVACY_NOTICE = "privacy_notice"
    TREATMENT_PAYMENT_OPERATIONS = "treatment_payment_operations"
    TELEHEALTH = "telehealth"
    MESSAGES = "messages"
    DRUG_TESTING = "drug_testing"


class Track(StrEnum):
    """What a person seeks help with; what they need is for a clinician to say."""

    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"
    DUAL = "dual"
    TRAUMA = "trauma"
    CHRONIC_PAIN = "chronic_pain"
    COUPLES = "couples"


class Weekday(StrEnum):
    """Days of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class PartOfDay(StrEnum):
    """Parts of a day in the person's own zone."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands on the insurance card or identity paper."""

    first: str
    last: str
    middle: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who the intake is for. `called` is what they like to be called."""

    name: Name
    birth_date: date
    sex: Sex | None = None
    called: str | None = None
    pronouns: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the person without harm. What was not said counts as "no, you may not"."""

    phone: str | None = None
    email: str | None = None
    may_call: bool | None = None
    may_leave_message: bool | None = None
    may_text: bool | None = None
    neutral_sender: bool | None = None
    best_time: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where the person is now, not where they live: it decides licence and emergency response."""

    state: str | None = None
    address: str | None = None
    call_back_phone: str | None = None


@dataclass(frozen=True, slots=True)
class EmergencyContact:
    """Whom to call, and whether they may learn that the person seeks care at a program."""

    name: str
    phone: str
    relationship: str | None = None
    may_know_of_program: bool | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """Who sent the person, and from which level of care they step down, if from one."""

    source: str | None = None
    stepping_down_from: str | None = None
    discharged_on: date | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Why now, and what the person wants, in their own words."""

    why_now: str | None = None
    goals: str | None = None
    tracks: tuple[Track, ...] = ()
    referral: Referral | None = None
    peer_support: bool | None = None
    family_involvement: bool | None = None


@dataclass(frozen=True, slots=True)
class Medication:
    """What is taken now, and what prescribing the person needs."""

    current: str | None = None
    allergies: str | None = None
    pharmacy: str | None = None
    prescriber: str | None = None
    wants_management: bool | None = None


@dataclass(frozen=True, slots=True)
class BodyNeeds:
    """Pain and mobility: what sessions have to allow for."""

    mobility_limits: str | None = None
    activity_limits: str | None = None
    opioids_for_pain: bool | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a weekday on which the person can attend."""

    weekday: Weekday
    part: PartOfDay


@dataclass(frozen=True, slots=True)
class Availability:
    """When the person can attend, in their own zone, and for how many hours a week."""

    time_zone: str | None = None
    hours_per_week: int | None = None
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """BCP 47 tags for speaking and reading; whether an interpreter is wanted."""

    spoken: str = "en"
    read: str | None = None
    interpreter: bool | None = None
    culture: str | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a video session can happen where the person is. A "no" is solved, never refused."""

    private_space: bool | None = None
    device: str | None = None
    camera: bool | None = None
    internet: bool | None = None


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Whose plan it is, where it is not the patient's own."""

    name: Name
    birth_date: date
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class InsuranceCard:
    """What stands on the card. `payer_id` or, where the person did not find it, `payer_name`."""

    member_id: str | None = None
    payer_id: str | None = None
    payer_name: str | None = None
    group_number: str | None = None
    relationship: Relationship = Relationship.SELF
    subscriber: Subscriber | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """How care is to be paid for. `path` None: not said, which a human asks."""

    path: PaymentPath | None = None
    card: InsuranceCard | None = None
    wants_assistance: bool | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """One signed consent: of what kind, which version of the text, by whom and when."""

    kind: ConsentKind
    version: str
    signed_name: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """All that a person submitted. `answers` is by instrument, then by item."""

    person: Person
    contact: Contact = Contact()
    location: Location = Location()
    emergency_contact: EmergencyContact | None = None
    need: Need = Need()
    answers: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    medication: Medication | None = None
    body: BodyNeeds | None = None
    payment: Payment = Payment()
    consents: tuple[Consent, ...] = ()
    availability: Availability = Availability()
    language: Language = Language()
    readiness: Readiness = Readiness()
