"""What a program charges, and what it does for who cannot pay; whatever is not set is not known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from threshold.codec import decode
from threshold.program.model import Program


class Region(StrEnum):
    """Where a poverty guideline holds."""

    CONTIGUOUS = "contiguous"
    """The 48 contiguous states and the District of Columbia."""
    ALASKA = "AK"
    HAWAII = "HI"


@dataclass(frozen=True, slots=True)
class Guideline:
    """A year's income for one person, and what each further person of the household adds.

    `verified` says whether both were checked against the published table.
    """

    one_person: Decimal
    each_more: Decimal
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Guidelines:
    """The poverty guidelines of one year and where they were published."""

    year: int
    source: str
    by_region: Mapping[Region, Guideline]


GUIDELINES_2026 = Guidelines(
    2026,
    "HHS, Annual Update of the HHS Poverty Guidelines, 91 FR 1797 (January 15, 2026)",
    {
        Region.CONTIGUOUS: Guideline(Decimal(15960), Decimal(5680)),
        # What each further person adds there was not seen in the published table.
        Region.ALASKA: Guideline(Decimal(19950), Decimal(7100), verified=False),
        Region.HAWAII: Guideline(Decimal(18360), Decimal(6530), verified=False),
    },
)


@dataclass(frozen=True, slots=True)
class Discount:
    """One step of a program's own scale: up to this percentage of poverty, this discount."""

    up_to_percent: Decimal
    fraction_off: Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of a day of one kind of care, in US dollars; a day is billed from `hours` on.

    `self_pay` is the price for who pays without insurance, None where it is the charge;
    `contracted` what is allowed for a day by contract, by payer id.
    """

    charge: Decimal
    hours: int = 3
    self_pay: Decimal | None = None
    contracted: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Billing:
    """What estimates rest on. `state` is that of the office, `weeks` the length of an episode.

    `rates` are by kind of care: `mental_health`, `substance_use`.
    """

    tax_number: str | None = None
    state: str | None = None
    weeks: int | None = None
    rates: Mapping[str, Rate] = field(default_factory=dict)
    discounts: tuple[Discount, ...] = ()
    guidelines: Guidelines = GUIDELINES_2026


def billing_of(program: Program) -> Billing:
    """What a program's configuration says of billing.

    Raises:
        Undecodable: it was not checked before it got here.
    """
    return decode(Billing, program.billing)
