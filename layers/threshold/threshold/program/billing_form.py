"""The edge of the configuration's `billing`: what may stand there, checked before it is used."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from threshold.intake.places import STATES
from threshold.program.rule_changes import Fault


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _state(value: str) -> str:
    if value not in STATES:
        raise ValueError("must be the two letters of a state or territory")
    return value


def _above_nothing(value: str) -> str:
    if not Decimal(value):
        raise ValueError("must be above 0")
    return value


Money = Annotated[
    str,
    Field(pattern=r"^(0|[1-9][0-9]{0,6})(\.[0-9]{2})?$"),
    AfterValidator(_above_nothing),
]
"""US dollars in quotes, such as "450.00": YAML would make a rounded number of 450.00."""
Fraction = Annotated[str, Field(pattern=r"^(0\.[0-9]{1,4}|1)$"), AfterValidator(_above_nothing)]


class _Rate(_Strict):
    charge: Money
    hours: Annotated[int, Field(ge=1, le=12)] = 3
    self_pay: Money | None = None
    contracted: dict[str, Money] = {}


class _Rates(_Strict):
    mental_health: _Rate | None = None
    substance_use: _Rate | None = None


class _Discount(_Strict):
    up_to_percent: Annotated[int, Field(ge=1, le=1000)]
    fraction_off: Fraction


class _Guideline(_Strict):
    one_person: Money
    each_more: Money


class _ByRegion(_Strict):
    contiguous: _Guideline
    AK: _Guideline
    HI: _Guideline


class _Guidelines(_Strict):
    year: Annotated[int, Field(ge=2026, le=2100)]
    source: Annotated[str, Field(min_length=1, max_length=200)]
    by_region: _ByRegion


class BillingForm(_Strict):
    """`billing` as it may be written; every part may be left out, and is then not known."""

    tax_number: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{7}$")] | None = None
    state: Annotated[str, AfterValidator(_state)] | None = None
    weeks: Annotated[int, Field(ge=1, le=52)] | None = None
    rates: _Rates = _Rates()
    discounts: list[_Discount] = []
    guidelines: _Guidelines | None = None


def faults(form: BillingForm, hours_per_week: int, payers: frozenset[str]) -> Iterator[Fault]:
    """What no field alone can break: each amount against the charge, hours against the week."""
    for care, rate in form.rates:
        if rate is None:
            continue
        at = ("billing", "rates", care)
        charge = Decimal(rate.charge)
        if not 1 <= hours_per_week // rate.hours <= 7:
            yield (*at, "hours"), "hours_per_week must make 1 to 7 billed days of so many hours"
        if rate.self_pay and Decimal(rate.self_pay) > charge:
            yield (*at, "self_pay"), "must not be more than the charge"
        for payer, allowed in rate.contracted.items():
            if payer not in payers:
                yield (*at, "contracted", payer), "must be the id of one of the payers"
            elif Decimal(allowed) > charge:
                yield (*at, "contracted", payer), "must not be more than the charge"
