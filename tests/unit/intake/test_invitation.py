from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threshold.form.code import new_code
from threshold.intake.invitation import LENGTH, in_groups, is_invitation, new_invitation

BODIES = st.integers(0, 10 ** (LENGTH - 2) - 1)


def invitation(body: int) -> str:
    return new_invitation(lambda _below: body)


@given(BODIES)
def test_each_that_is_made_is_one(body):
    assert is_invitation(invitation(body))


@given(BODIES, st.integers(0, LENGTH - 1), st.integers(1, 9))
def test_one_wrong_digit_shows(body, at, by):
    made = invitation(body)
    wrong = f"{made[:at]}{(int(made[at]) + by) % 10}{made[at + 1 :]}"
    assert not is_invitation(wrong)


@given(BODIES, st.integers(0, LENGTH - 2))
def test_two_neighbours_the_wrong_way_round_show(body, at):
    made = invitation(body)
    turned = f"{made[:at]}{made[at + 1]}{made[at]}{made[at + 2 :]}"
    assert turned == made or not is_invitation(turned)


@pytest.mark.parametrize(
    "text", ["", "1", "0" * LENGTH, "\u0661" * LENGTH, "1" * (LENGTH + 1), "abc"]
)
def test_what_was_never_made_is_none(text):
    assert not is_invitation(text)


@given(st.integers())
def test_the_code_that_opens_a_form_is_none(seed):
    assert not is_invitation(new_code(Random(seed).randrange))  # noqa: S311 - codes of a test


def test_people_read_it_in_groups_of_five():
    assert in_groups("123456789012345") == "12345 67890 12345"
