"""What a household's income comes to, and what staff look into."""

from decimal import Decimal

import pytest

from threshold.benefits.assistance import assistance, percent_of_poverty
from threshold.program.billing import GUIDELINES_2026, Discount, Region

SCALE = (Discount(Decimal(300), Decimal(".25")), Discount(Decimal(200), Decimal(".5")))


def helped(income, household, region=Region.CONTIGUOUS):
    income = None if income is None else Decimal(income)
    return assistance(income, household, region, GUIDELINES_2026, SCALE)


@pytest.mark.parametrize(
    ("income", "household", "region", "percent"),
    [
        (15960, 1, Region.CONTIGUOUS, "100.0"),
        (33000, 4, Region.CONTIGUOUS, "100.0"),
        (0, 1, Region.CONTIGUOUS, "0.0"),
        (31919, 1, Region.CONTIGUOUS, "199.9"),
        (19950, 1, Region.ALASKA, "100.0"),
        (18360, 1, Region.HAWAII, "100.0"),
    ],
)
def test_income_as_a_percentage_of_poverty(income, household, region, percent):
    found = percent_of_poverty(Decimal(income), household, region, GUIDELINES_2026)

    assert found == Decimal(percent)


@pytest.mark.parametrize(
    ("income", "discount", "medicaid", "marketplace"),
    [
        (10000, ".5", True, False),
        (20000, ".5", True, True),
        (31000, ".5", False, True),
        (40000, ".25", False, True),
        (70000, None, False, False),
    ],
)
def test_what_is_looked_into(income, discount, medicaid, marketplace):
    found = helped(income, 1)

    assert found.discount == (None if discount is None else Decimal(discount))
    assert any(step.startswith("Medicaid") for step in found.steps) is medicaid
    assert any(step.startswith("marketplace") for step in found.steps) is marketplace
    assert found.steps[-1] == "payment plan"


@pytest.mark.parametrize(("income", "household"), [(None, 1), (10000, None)])
def test_what_is_not_known_is_asked_and_never_taken_for_zero(income, household):
    found = helped(income, household)

    assert (found.percent, found.discount) == (None, None)
    assert found.steps == ("ask for yearly income and household size",)


def test_a_guideline_that_is_not_verified_is_to_be_checked():
    assert any("not verified" in step for step in helped(20000, 2, Region.ALASKA).steps)
    assert not any("not verified" in step for step in helped(20000, 2).steps)


@pytest.mark.parametrize(("income", "household"), [(-1, 1), (1, 0)])
def test_what_cannot_be_is_refused(income, household):
    with pytest.raises(ValueError, match="must be"):
        helped(income, household)


def test_every_region_has_a_guideline():
    assert GUIDELINES_2026.by_region.keys() == set(Region)
