"""The places a program refers people to, and how a slip is named."""

import pytest

from tests.clinic import CLINIC
from tests.unit.program.test_schema import read, with_change
from threshold.program.referrals import Direction, Referral, referrals_of
from threshold.program.schema import Misconfigured

__all__ = ["read"]

PLACE = {
    "id": "example-place",
    "name": "Example Place",
    "phone": "+15555550133",
    "directions": ["up", "elsewhere"],
    "states": ["TX"],
    "languages": ["es"],
}


def test_a_place_is_read_whole(read):
    (found,) = referrals_of(read(with_change("referrals", value=[PLACE])))
    assert found == Referral(
        "example-place",
        "Example Place",
        "+15555550133",
        (Direction.UP, Direction.ELSEWHERE),
        states=frozenset({"TX"}),
        languages=frozenset({"es"}),
    )


def test_the_shipped_program_has_a_place_for_every_direction():
    found = {direction for one in referrals_of(CLINIC.program) for direction in one.directions}
    assert found == set(Direction)


@pytest.mark.parametrize(
    ("state", "language", "serves"),
    [
        ("TX", "es", True),
        ("TX", "es-MX", True),
        (None, "es", True),
        ("CA", "es", False),
        ("TX", "en", False),
    ],
)
def test_whom_a_place_serves(read, state, language, serves):
    (found,) = referrals_of(read(with_change("referrals", value=[PLACE])))
    assert found.serves(state, language) is serves


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"id": "An Id"}, r"referrals\[0\]\.id"),
        ({"phone": "call us"}, r"referrals\[0\]\.phone"),
        ({"url": "http://plain.example.test"}, r"referrals\[0\]\.url"),
        ({"directions": []}, r"referrals\[0\]\.directions"),
        ({"directions": ["sideways"]}, r"referrals\[0\]\.directions\[0\]"),
        ({"states": ["ZZ"]}, r"referrals\[0\]\.states\[0\]"),
        ({"fee": 4}, r"referrals\[0\]\.fee"),
    ],
)
def test_a_slip_is_named_by_its_path(read, changed, path):
    with pytest.raises(Misconfigured, match=path):
        read(with_change("referrals", value=[PLACE | changed]))


def test_a_place_that_stands_twice_is_a_slip(read):
    with pytest.raises(Misconfigured, match=r"referrals\[1\]\.id: stands twice"):
        read(with_change("referrals", value=[PLACE, PLACE]))
