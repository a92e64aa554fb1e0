"""A member id that may be something else is asked about, by what it looks like."""

import pytest

from threshold.form.doubts import doubt_about
from threshold.form.fields import Fault


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ("987-65-4329", None),
        ("078-05-1120", Fault.LIKE_AN_SSN),
        ("078 05 1120", Fault.LIKE_AN_SSN),
        ("078051120", Fault.LIKE_AN_SSN),
        ("000-12-3456", None),
        ("666-12-3456", None),
        ("123-00-4567", None),
        ("123-45-0000", None),
        ("555-555-0101", Fault.LIKE_A_PHONE),
        ("5555550101", Fault.LIKE_A_PHONE),
        ("1 555 555 0101", Fault.LIKE_A_PHONE),
        ("15555550101", Fault.LIKE_A_PHONE),
        ("055-555-0101", None),
        ("555-155-0101", None),
        ("GOLD PPO", Fault.WITHOUT_DIGIT),
        ("OOO", Fault.WITHOUT_DIGIT),
        ("EXA000111", None),
        ("EXAO00111", None),
        ("EXA 5555550101", None),
        ("22345678901", None),
        ("W123456789", None),
    ],
)
def test_what_looks_like_a_slip_is_doubted_and_nothing_else(typed, doubt):
    assert doubt_about(typed) is doubt
