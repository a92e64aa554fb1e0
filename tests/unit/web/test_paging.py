import pytest

from threshold.web.paging import page_asked
from threshold.web.problem import Problem, pointer


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ({}, (25, None)),
        ({"size": "1"}, (1, None)),
        ({"size": "100", "after": "6#x"}, (100, "6#x")),
        ({"after": ""}, (25, None)),
    ],
)
def test_a_page_is_as_asked(query, asked):
    assert page_asked(query) == asked


@pytest.mark.parametrize(
    "size", ["0", "101", "-1", "x", "", "1.5", "\u0662", "9" * 5000, "000000100"]
)
def test_a_size_out_of_reason_is_refused(size):
    with pytest.raises(Problem):
        page_asked({"size": size})


def test_a_pointer_escapes_what_rfc_6901_says():
    assert pointer("a/b", "m~n", 0) == "#/a~1b/m~0n/0"


def test_a_place_longer_than_any_place_is_refused():
    with pytest.raises(Problem):
        page_asked({"after": "6#" * 200})
