"""What a person sends: who they are, how to reach them safely, where they are, what they answered.

Types and rules in one place: the edge (`web.submission_form`) has pydantic enforce them, and
the OpenAPI document is made from them. Whatever a person did not say is None or empty, never a
default that could be mistaken for an answer. The fields follow what virtual programs promise.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threshold.intake.field_rules import AnswerRule, Known, Moment, PastDay, Text, Whole, wire
from threshold.intake.invitation import is_invitation
from threshold.intake.places import STATES


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


Line = Annotated[str, Text(120)]
OwnWords = Annotated[str, Text(2000)]
Phone = Annotated[str, Text(16, r"^\+[1-9][0-9]{7,14}$")]
Email = Annotated[str, Text(254, r"^[^@\s<>]{1,64}@[^@\s<>]{1,180}\.[^@\s<>.]{2,}$")]
State = Annotated[str, Known(STATES.__contains__, "must be the two letters of a state")]
Zone = Annotated[str, Known(_is_zone, "must be an IANA time zone")]
LanguageTag = Annotated[str, Text(35, r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
MemberId = Annotated[str, Text(80, r"^[A-Za-z0-9]([A-Za-z0-9 -]*[A-Za-z0-9])?$")]
CardCode = Annotated[str, Text(50, r"^[A-Za-z0-9][A-Za-z0-9 ./-]*$")]
Day = Annotated[date, PastDay(date(1900, 1, 1))]
Sha256 = Annotated[str, Text(64, r"^[0-9a-f]{64}$")]
AnswerName = Annotated[str, Text(40, r"^[a-z0-9_-]+$")]

Invitation = Annotated[str, Known(is_invitation, "must be the 15 digits of an invitation")]
PhotoKey = Annotated[str, Text(80, r"^kept/(front|back)/[a-z2-7]{26}$")]
Dollars = Annotated[int, Whole(0, 9_999_999)]
MOST_PEOPLE = 30

Answer = Annotated[int | str | None, AnswerRule(10_000, ("yes", "no", "declined"))]
"""One answer: the option's score, yes or no as the person said it, or None for unanswered."""


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


class MessageUse(StrEnum):
    """A way of writing to a person, and what for; each is agreed to by itself.

    Source: 47 CFR 64.1200(a)(1) and (f)(9). Nobody is asked about advertising: none is sent.
    """

    TEXT_CARE = "text_care"
    EMAIL_CARE = "email_care"
    TEXT_BILLING = "text_billing"
    EMAIL_BILLING = "email_billing"


class Track(StrEnum):
    """What a person seeks help with; what they need is for a clinician to say."""

    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"
    DUAL = "dual"
    TRAUMA = "trauma"
    CHRONIC_PAIN = "chronic_pain"
    COUPLES = "couples"


class CareSetting(StrEnum):
    """What somebody was discharged from, or steps down from."""

    PSYCHIATRIC_HOSPITAL = "psychiatric_hospital"
    EMERGENCY_DEPARTMENT = "emergency_department"
    MEDICAL_HOSPITAL = "medical_hospital"
    RESIDENTIAL = "residential"
    PARTIAL_HOSPITAL = "partial_hospital"
    OTHER = "other"


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


@wire
class Name:
    """A name as it stands on the insurance card or identity paper."""

    first: Line
    last: Line
    middle: Line | None = None


@wire
class Person:
    """Who the intake is for. `called` is what they like to be called."""

    name: Name
    birth_date: Day
    sex: Sex | None = None
    called: Line | None = None
    pronouns: Line | None = None


@wire
class Contact:
    """How to reach the person without harm. What was not said counts as "no, you may not"."""

    phone: Phone | None = None
    email: Email | None = None
    may_call: bool | None = None
    may_leave_message: bool | None = None
    may_text: bool | None = None
    neutral_sender: bool | None = None
    best_time: Line | None = None


@wire
class Location:
    """Where the person is now, not where they live: it decides licence and emergency response."""

    state: State | None = None
    address: Line | None = None
    call_back_phone: Phone | None = None


@wire
class EmergencyContact:
    """Whom to call, and whether they may learn that the person seeks care at a program."""

    name: Line
    phone: Phone
    relationship: Line | None = None
    may_know_of_program: bool | None = None


@wire
class Referral:
    """Who sent the person, and from which level of care they step down, if from one.

    `stepping_down_from` is in their own words, `discharged_from` the kind of setting.
    """

    source: Line | None = None
    stepping_down_from: Line | None = None
    discharged_from: CareSetting | None = None
    discharged_on: Day | None = None


@wire
class Need:
    """Why now, and what the person wants, in their own words.

    `last_attempt_on`: the "when" that the ASQ asks of whoever ever tried to end their life.
    """

    why_now: OwnWords | None = None
    goals: OwnWords | None = None
    tracks: tuple[Track, ...] = ()
    referral: Referral | None = None
    peer_support: bool | None = None
    family_involvement: bool | None = None
    last_attempt_on: Day | None = None


@wire
class Medication:
    """What is taken now, and what prescribing the person needs."""

    current: OwnWords | None = None
    allergies: OwnWords | None = None
    pharmacy: OwnWords | None = None
    prescriber: OwnWords | None = None
    wants_management: bool | None = None


@wire
class BodyNeeds:
    """Pain and mobility: what sessions have to allow for."""

    mobility_limits: OwnWords | None = None
    activity_limits: OwnWords | None = None
    opioids_for_pain: bool | None = None


@wire
class Window:
    """A part of a weekday on which the person can attend."""

    weekday: Weekday
    part: PartOfDay


@wire
class Availability:
    """When the person can attend, in their own zone, and for how many hours a week."""

    time_zone: Zone | None = None
    hours_per_week: Annotated[int, Whole(0, 80)] | None = None
    windows: tuple[Window, ...] = ()


@wire
class Language:
    """BCP 47 tags for speaking and reading; whether an interpreter is wanted."""

    spoken: LanguageTag = "en"
    read: LanguageTag | None = None
    interpreter: bool | None = None
    culture: Line | None = None


@wire
class Readiness:
    """Whether a video session can happen where the person is. A "no" is solved, never refused."""

    private_space: bool | None = None
    has_device: bool | None = None
    device: Line | None = None
    camera: bool | None = None
    internet: bool | None = None


@wire
class Couple:
    """What somebody who comes with a partner says. The partner has an intake of their own.

    `screened_alone`: nobody else saw or heard the questions about the partner.
    `no_contact_order`: a court forbids contact between the two.
    `invitation`: the digits that both send, by which staff see who comes with whom.
    """

    screened_alone: bool | None = None
    no_contact_order: bool | None = None
    invitation: Invitation | None = None


@wire
class ClinicianFindings:
    """What a clinician found, as whoever sends the submission reports it.

    `ciwa_ar`: the CIWA-Ar total, 0 to 67. `level_of_care`: a level from a framework that the
    clinician is licensed for, as they wrote it; no rule reads it.
    """

    ciwa_ar: Annotated[int, Whole(0, 67)] | None = None
    level_of_care: Line | None = None


@wire
class Subscriber:
    """Whose plan it is, where it is not the patient's own."""

    name: Name
    birth_date: Day
    sex: Sex | None = None


@wire
class InsuranceCard:
    """What stands on the card. `payer_id` or, where the person did not find it, `payer_name`.

    `photos`: where photos of it are kept, by side of the card.
    """

    member_id: MemberId | None = None
    payer_id: CardCode | None = None
    payer_name: Line | None = None
    group_number: CardCode | None = None
    relationship: Relationship = Relationship.SELF
    subscriber: Subscriber | None = None
    photos: tuple[PhotoKey, ...] = ()


@wire
class Payment:
    """How care is to be paid for. `path` None: not said, which a human asks.

    `household_size` counts the person; `yearly_income` is the household's, in whole dollars before
    taxes. Each None where it was not said, which is not zero.
    """

    path: PaymentPath | None = None
    card: InsuranceCard | None = None
    wants_assistance: bool | None = None
    household_size: Annotated[int, Whole(1, MOST_PEOPLE)] | None = None
    yearly_income: Dollars | None = None


@wire
class Consent:
    """One signed consent: of what kind, which version of the text, by whom and when.

    `language` and `text_sha256` say which words the person had before them: the language of the
    text, and the SHA-256 of the text in UTF-8, in hex. `covers`: what a consent to messages allows.
    """

    kind: ConsentKind
    version: CardCode
    signed_name: Line
    signed_at: Annotated[datetime, Moment()]
    language: LanguageTag | None = None
    text_sha256: Sha256 | None = None
    covers: tuple[MessageUse, ...] = ()


@wire
class Submission:
    """All that a person submitted. `answers` is by instrument, then by item."""

    person: Person
    contact: Contact = Contact()
    location: Location = Location()
    emergency_contact: EmergencyContact | None = None
    need: Need = Need()
    answers: Mapping[AnswerName, Mapping[AnswerName, Answer]] = field(default_factory=dict)
    medication: Medication | None = None
    body: BodyNeeds | None = None
    payment: Payment = Payment()
    consents: tuple[Consent, ...] = ()
    availability: Availability = Availability()
    language: Language = Language()
    readiness: Readiness = Readiness()
    couple: Couple | None = None
    clinician: ClinicianFindings | None = None
