"""For who pays without insurance: the good-faith estimate, and ways to be helped with the cost."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from threshold.benefits.assistance import Assistance, assistance
from threshold.benefits.estimate import episode_of
from threshold.benefits.fields import Care
from threshold.benefits.good_faith import (
    GoodFaithEstimate,
    Patient,
    ProviderDetails,
    Service,
    draft,
    due_for_request,
    due_for_schedule,
)
from threshold.benefits.relevance import BILLING_CODES
from threshold.benefits.terms import Rates
from threshold.benefits.told import Household
from threshold.intake.submission import Person
from threshold.program.billing import Region, billing_of
from threshold.program.model import Program
from threshold.use_cases.estimating import NO_RATE, NO_WEEKS, Start

_SERVICES = {
    Care.MENTAL_HEALTH: "Intensive outpatient program for mental health, one day by video",
    Care.SUBSTANCE_USE: "Intensive outpatient program for substance use, one day by video",
}
_WITHOUT_GUIDELINE = frozenset("AS GU MP PR VI".split())


@dataclass(frozen=True, slots=True)
class SelfPay:
    """The draft for one kind of care, None with the reasons where none can be made.

    `due_on` is the last day to give it, counted from the form as from a request;
    `due_if_scheduled_today` the last day if care were scheduled today, None where it is too near
    for a rule, or no first day is planned.
    """

    care: Care
    draft: GoodFaithEstimate | None
    reasons: tuple[str, ...]
    due_on: date
    due_if_scheduled_today: date | None


def self_pay(
    care: Care, person: Person, program: Program, start: Start, asked_on: date, today: date
) -> SelfPay:
    """The good-faith estimate for a person, at the program's price for who pays themselves."""
    scheduled = due_for_schedule(today, start.day) if start.planned else None
    billing = billing_of(program)
    rate, weeks = billing.rates.get(care), billing.weeks
    due_on = due_for_request(asked_on)
    if rate is None or weeks is None:
        missing = ((NO_RATE, rate is None), (NO_WEEKS, weeks is None))
        reasons = tuple(why for why, lacks in missing if lacks)
        return SelfPay(care, None, reasons, due_on, scheduled)
    price = rate.charge if rate.self_pay is None else rate.self_pay
    rates = Rates(price, None, Decimal(rate.hours))
    made = draft(
        Patient(f"{person.name.first} {person.name.last}", person.birth_date),
        _provider(program),
        Service(_SERVICES[care], BILLING_CODES[care], price),
        episode_of(start.day, Decimal(program.hours_per_week), weeks, rates),
    )
    if not start.planned:
        made = replace(made, missing=(*made.missing, "first day of care"))
    return SelfPay(care, made, (), due_on, scheduled)


def _provider(program: Program) -> ProviderDetails:
    billing = billing_of(program)
    number, state = billing.tax_number or "", billing.state or ""
    return ProviderDetails(program.name, program.provider.npi, number, state)


def help_with_cost(
    household: Household | None, state: str | None, program: Program, today: date
) -> Assistance:
    """What to look into for a household where the person is; unknown is asked, never 0."""
    if state is None or state in _WITHOUT_GUIDELINE:
        why = "ask in which state the person lives" if state is None else _NO_GUIDELINE
        return Assistance(None, None, (why,))
    region = Region(state) if state in set(Region) else Region.CONTIGUOUS
    billing = billing_of(program)
    income, people = (household.yearly_income, household.people) if household else (None, None)
    found = assistance(income, people, region, billing.guidelines, billing.discounts)
    if found.percent is None or today.year <= billing.guidelines.year:
        return found
    return replace(found, steps=(*found.steps, _OTHER_YEAR))


_OTHER_YEAR = "check the poverty guidelines: this year's are not configured"
_NO_GUIDELINE = "the poverty guidelines have no figure for this territory: check what holds there"
