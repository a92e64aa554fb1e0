"""Pointers into what was sent: made of a path, and a path again."""

import pytest

from threshold.web.problem import path_of, pointer


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("answers", "phq-9", 3),
        ("a/b", "c~d", 0),
        ("answers", "9" * 5000),
        ("answers", "\u0663"),
    ],
    ids=["all of it", "a list", "marks that are escaped", "a name of digits", "digits of others"],
)
def test_the_path_of_a_pointer_is_what_it_was_made_of(path):
    assert path_of(pointer(*path)) == path
