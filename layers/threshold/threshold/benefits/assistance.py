"""Ways to pay for who cannot: what a household's income comes to against the poverty guidelines.

Paths are things for staff to offer and to look into, never a decision on eligibility.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from threshold.program.billing import Discount, Guidelines, Region


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
    guideline = guidelines.by_region[region]
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
    if not guidelines.by_region[region].verified and household > 1:
        steps.append("check the poverty guideline: it is not verified for this region")
    steps.append("payment plan")
    return Assistance(percent, discount, tuple(steps))
