"""Ways to pay for who cannot: what a household's income comes to against the poverty guidelines.

Paths are things for staff to offer and to look into, never a decision on eligibility.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum


class Region(StrEnum):
    """Where a guideline holds."""

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
    verified: bool


@dataclass(frozen=True, slots=True)
class Guidelines:
    """The poverty guidelines of one year and where they were published."""

    year: int
    source: str
    by_region: tuple[tuple[Region, Guideline], ...]


GUIDELINES_2026 = Guidelines(
    2026,
    "HHS, Annual Update of the HHS Poverty Guidelines, 91 FR 1797 (January 15, 2026)",
    (
        (Region.CONTIGUOUS, Guideline(Decimal(15960), Decimal(5680), verified=True)),
        # What each further person adds there was not seen in the published table.
        (Region.ALASKA, Guideline(Decimal(19950), Decimal(7100), verified=False)),
        (Region.HAWAII, Guideline(Decimal(18360), Decimal(6530), verified=False)),
    ),
)


@dataclass(frozen=True, slots=True)
class Discount:
    """One step of a program's own scale: up to this percentage of poverty, this discount."""

    up_to_percent: Decimal
    fraction_off: Decimal


@dataclass(frozen=True, slots=True)
class Assistance:
    """A household's income as a percentage of poverty, and what to look into, best first.

    `percent` is None where income or household is not known; `discount` the program's own, as a
    fraction of the charge.
    """

    percent: Decimal | None
    discount: Decimal | None
    steps: tuple[str, ...]


_MEDICAID = Decimal(138)
_MARKETPLACE = (Decimal(100), Decimal(400))
_TENTH = Decimal("0.1")


def percent_of_poverty(
    income: Decimal, household: int, region: Region, guidelines: Guidelines
) -> Decimal:
    """A household's yearly income as a percentage of its guideline, to a tenth, rounded down.

    Raises:
        ValueError: the income is below 0 or the household has nobody.
    """
    if income < 0 or household < 1:
        raise ValueError("income must be 0 or more, household 1 or more")
    guideline = dict(guidelines.by_region)[region]
    poverty = guideline.one_person + guideline.each_more * (household - 1)
    return (income * 100 / poverty).quantize(_TENTH, ROUND_DOWN)


def assistance(
    income: Decimal | None,
    household: int | None,
    region: Region,
    guidelines: Guidelines,
    scale: Sequence[Discount],
) -> Assistance:
    """What to look into for a household. Income is a year's, before taxes.

    Medicaid: adults up to 138 % of poverty in states that expanded it, the 5 % disregard included
    (42 CFR 435.119, 435.603(d)). Marketplace tax credits: 100 to 400 % (26 U.S.C. 36B(c)(1)(A)).
    """
    if income is None or household is None:
        return Assistance(None, None, ("ask for yearly income and household size",))
    percent = percent_of_poverty(income, household, region, guidelines)
    steps = []
    if percent <= _MEDICAID:
        steps.append("Medicaid: may qualify where the state expanded it; help to apply")
    if _MARKETPLACE[0] <= percent <= _MARKETPLACE[1]:
        steps.append("marketplace plan: may qualify for a premium tax credit")
    ranked = sorted(scale, key=lambda step: step.up_to_percent)
    discount = next((one.fraction_off for one in ranked if percent <= one.up_to_percent), None)
    if discount is not None:
        steps.append("the program's own discount")
    if not dict(guidelines.by_region)[region].verified and household > 1:
        steps.append("check the poverty guideline: it is not verified for this region")
    steps.append("payment plan")
    return Assistance(percent, discount, tuple(steps))
