"""What we ask a payer about one person: the least that will find them.

No address, phone, social security number, diagnosis or score has a place here.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from threshold.eligibility.names import member_id
from threshold.eligibility.x12.writer import Party


class Relationship(StrEnum):
    """What the dependent is to the subscriber."""

    SPOUSE = "spouse"
    CHILD = "child"
    OTHER = "other"


class Sex(StrEnum):
    """As on the plan's record (DMG03)."""

    FEMALE = "F"
    MALE = "M"


class Usage(StrEnum):
    """ISA15: whether the payer treats the request as real."""

    TEST = "T"
    PRODUCTION = "P"


class PayerIdQualifier(StrEnum):
    """NM108 of the payer."""

    PAYER = "PI"
    HEALTH_PLAN = "XV"
    NAIC = "NI"
    TAX = "FI"
    ETIN = "46"


@dataclass(frozen=True, slots=True)
class Payer:
    """The payer asked. Its id is text: leading zeros count."""

    name: str
    id: str
    id_qualifier: PayerIdQualifier = PayerIdQualifier.PAYER


@dataclass(frozen=True, slots=True)
class Provider:
    """The organization that asks."""

    name: str
    npi: str


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who holds the plan. Found by member id, or by name and birth date where the payer allows."""

    last_name: str
    first_name: str
    member_id: str | None = None
    birth_date: date | None = None
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class Dependent:
    """A patient covered through the subscriber."""

    last_name: str
    first_name: str
    birth_date: date
    relationship: Relationship
    member_id: str | None = None
    """Only where the card gives them one of their own."""
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class EligibilityRequest:
    """One real-time 270."""

    payer: Payer
    provider: Provider
    subscriber: Subscriber
    trace_id: str
    """TRN02 and BHT03: what ties the answer to the request."""
    originator_id: str
    """TRN03: ten characters that identify us, such as 9 and a name or 1 and the tax number."""
    sender: Party
    receiver: Party
    control_number: int
    usage: Usage
    created_at: datetime
    """Aware; its own time zone is the one dates are told in."""
    dependent: Dependent | None = None
    """The patient where they are not the subscriber."""
    service_types: tuple[str, ...] = ("30",)
    service_date: date | None = None
    """None for today: sent, it fails where the payer's day differs from ours (AAA 62, 63)."""


def placed(request: EligibilityRequest) -> EligibilityRequest:
    """The request with a dependent who has a member id of their own put in the subscriber's place.

    Payers hold such a person as a member, even where the ids differ in a suffix alone.
    """
    patient = request.dependent
    if patient is None or not patient.member_id:
        return request
    if member_id(patient.member_id) == member_id(request.subscriber.member_id or ""):
        return request
    as_subscriber = Subscriber(
        last_name=patient.last_name,
        first_name=patient.first_name,
        member_id=patient.member_id,
        birth_date=patient.birth_date,
        sex=patient.sex,
    )
    return replace(request, subscriber=as_subscriber, dependent=None)
