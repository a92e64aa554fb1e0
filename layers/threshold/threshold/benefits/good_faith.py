"""The good-faith estimate for a person who pays without insurance: a draft, and when it is due.

Source: 45 CFR 149.610 (contents in (c)(1), times in (b)(1)(vi)); disputes from $400 over the
estimate in 45 CFR 149.620. Recurring services may share one estimate for up to 12 months.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from threshold.benefits.business_days import add_business_days, business_days_between
from threshold.benefits.course import Episode
from threshold.npi import is_npi

MOST_MONTHS = 12
DISPUTE_FROM = Decimal(400)
DISCLAIMERS = (
    "There may be additional items or services that we recommend as part of your care and that "
    "must be scheduled or requested separately; they are not in this estimate.",
    "This is only an estimate of the items and services reasonably expected when it was made. "
    "Actual items, services or charges may differ.",
    "You may start the patient-provider dispute resolution process if the billed charges exceed "
    f"the expected charges in this estimate by ${DISPUTE_FROM} or more. You have 120 calendar days "
    "from the first bill. Information is at www.cms.gov/nosurprises or 1-800-985-3059. Starting a "
    "dispute will not affect the quality of your care.",
    "This estimate is not a contract and does not oblige you to get these items or services from "
    "us or from anyone.",
)


@dataclass(frozen=True, slots=True)
class Patient:
    """Whom the estimate is for."""

    name: str
    birth_date: date


@dataclass(frozen=True, slots=True)
class ProviderDetails:
    """Who gives care. The state is that of the office or facility."""

    name: str
    npi: str
    tax_number: str
    state: str


@dataclass(frozen=True, slots=True)
class Service:
    """What is given: in clear words, by its billing code, at what charge a day."""

    description: str
    code: str
    charge: Decimal
    diagnosis_code: str | None = None
    """Where there is one; an estimate may be made before a diagnosis."""


@dataclass(frozen=True, slots=True)
class GoodFaithEstimate:
    """A draft with its legal contents. `missing` names what must still be filled in.

    `frequency` says how often the service recurs; `total` is the charge of all of it, in US
    dollars. A draft that lacks something is not to be handed out.
    """

    patient: Patient
    provider: ProviderDetails
    service: Service
    first_day: date
    last_day: date
    frequency: str
    days: int
    total: Decimal
    missing: tuple[str, ...]
    disclaimers: tuple[str, ...] = DISCLAIMERS


def draft(
    patient: Patient, provider: ProviderDetails, service: Service, episode: Episode
) -> GoodFaithEstimate:
    """The draft for an episode.

    Raises:
        ValueError: the episode lasts more than 12 months, which one estimate cannot cover.
    """
    if episode.last_day >= _months_later(episode.start, MOST_MONTHS):
        raise ValueError(f"episode must end within {MOST_MONTHS} months")
    days = episode.weeks * episode.days_a_week
    return GoodFaithEstimate(
        patient,
        provider,
        service,
        episode.start,
        episode.last_day,
        f"{episode.days_a_week} days a week for {episode.weeks} weeks",
        days,
        service.charge * days,
        _missing(patient, provider, service),
    )


def due_for_schedule(scheduled_on: date, first_day: date) -> date | None:
    """The last day to give it after care was scheduled; None where care is too near for a rule.

    Care 10 business days away or more: within 3 of them; 3 or more: within 1.
    """
    ahead = business_days_between(scheduled_on, first_day)
    if ahead >= 10:
        return add_business_days(scheduled_on, 3)
    return add_business_days(scheduled_on, 1) if ahead >= 3 else None


def due_for_request(requested_on: date) -> date:
    """The last day to give it after a person asked for it or for the costs: 3 business days."""
    return add_business_days(requested_on, 3)


def _missing(patient: Patient, provider: ProviderDetails, service: Service) -> tuple[str, ...]:
    checks = (
        ("patient name", bool(patient.name.strip())),
        ("provider name", bool(provider.name.strip())),
        ("provider NPI", is_npi(provider.npi)),
        ("provider tax number", bool(provider.tax_number.strip())),
        ("provider state", bool(provider.state.strip())),
        ("service description", bool(service.description.strip())),
        ("service code", bool(service.code.strip())),
        ("service charge", service.charge > 0),
    )
    return tuple(name for name, is_there in checks if not is_there)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    return first + timedelta(days=day.day - 1)
