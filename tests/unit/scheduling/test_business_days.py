"""Business days by state."""

from datetime import date

import pytest

from threshold.intake.places import STATES
from threshold.scheduling.business_days import add_business_days, is_business_day, is_within


@pytest.mark.parametrize(
    ("day", "state", "open_"),
    [
        (date(2026, 11, 24), "NY", True),
        (date(2026, 11, 28), "NY", False),  # a Saturday
        (date(2026, 11, 26), "NY", False),  # Thanksgiving
        (date(2026, 11, 27), "CA", False),  # the day after it is kept in California
        (date(2026, 11, 27), "NY", True),
        (date(2026, 3, 31), "CA", False),  # Cesar Chavez Day
        (date(2026, 3, 31), None, True),
        (date(2026, 7, 3), None, False),  # Independence Day, a Saturday, is observed on the Friday
        (date(2027, 12, 31), None, False),  # New Year's Day of the next year is observed
        (date(2026, 10, 12), None, False),  # a federal holiday
    ],
)
def test_offices_are_open(day, state, open_):
    assert is_business_day(day, state) is open_


def test_ten_business_days_across_thanksgiving_are_more_in_california():
    day = date(2026, 11, 20)

    assert add_business_days(day, 10, "NY") == date(2026, 12, 7)
    assert add_business_days(day, 10, "CA") == date(2026, 12, 8)


@pytest.mark.parametrize("state", sorted(STATES))
def test_every_state_and_territory_has_its_holidays(state):
    assert not is_business_day(date(2026, 12, 25), state)


@pytest.mark.parametrize(
    ("later", "within"),
    [
        (date(2026, 11, 1), True),
        (date(2026, 11, 25), True),
        (date(2026, 11, 26), True),  # a holiday after the second business day
        (date(2026, 11, 27), False),
    ],
)
def test_within_two_business_days(later, within):
    assert is_within(2, date(2026, 11, 23), later, "NY") is within
