"""What a program may say of its openings, and how a slip is named."""

from datetime import date

import pytest

from tests.unit.program.test_schema import read, with_change
from threshold.intake.submission import Track
from threshold.program.model import Program
from threshold.program.openings import Opening, TimeOfWeek, openings_of
from threshold.program.schema import Misconfigured

__all__ = ["read"]

DAY = date(2026, 12, 7)
OPENING = {"track": "trauma", "language": "en", "times": ["evening"], "next_start": DAY}


def test_an_opening_is_read_whole(read):
    program: Program = read(with_change("openings", value=[OPENING | {"waiting_weeks": 3}]))
    assert openings_of(program) == (Opening(Track.TRAUMA, "en", (TimeOfWeek.EVENING,), DAY, 3),)


def test_a_program_need_not_say_anything_of_openings(read):
    assert read(with_change("openings", value=[])).openings == ()


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"track": "yoga"}, r"openings\[0\]\.track"),
        ({"language": "English"}, r"openings\[0\]\.language"),
        ({"times": []}, r"openings\[0\]\.times"),
        ({"times": ["noon"]}, r"openings\[0\]\.times\[0\]"),
        ({"next_start": "soon"}, r"openings\[0\]\.next_start"),
        ({"waiting_weeks": 0}, r"openings\[0\]\.waiting_weeks"),
        ({"seats": 4}, r"openings\[0\]\.seats"),
    ],
)
def test_a_slip_is_named_by_its_path(read, changed, path):
    with pytest.raises(Misconfigured, match=path):
        read(with_change("openings", value=[OPENING | changed]))
