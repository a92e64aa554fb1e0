"""Names and member ids as a 270 carries them (CAQH CORE 258)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threshold.eligibility.names import first_name, last_name, member_id


@pytest.mark.parametrize(
    ("given_name", "sent"),
    [
        ("Tester", "TESTER"),
        ("  tester  ", "TESTER"),
        ("Tester Jr", "TESTER"),
        ("Tester, Jr.", "TESTER"),
        ("Tester/III", "TESTER"),
        ("Tester Sr MD", "TESTER"),
        ("Dr. Tester", "TESTER"),
        ("Tester V", "TESTER"),
        ("Vtester", "VTESTER"),
        ("Burn", "BURN"),
        ("O'Tester-Example", "O'TESTER-EXAMPLE"),
        ("O\u2019Tester\u2013Example", "O'TESTER-EXAMPLE"),
        ("St. Tester", "ST TESTER"),
        ("De la Tester", "DE LA TESTER"),
        ("Téster", "TESTER"),
        ("Ñandú", "NANDU"),
        ("Straße", "STRASSE"),
        ("Ørsted", "ORSTED"),
        ("Łęcka", "LECKA"),
        ("Tester (Example)", "TESTER EXAMPLE"),
        ("MD", "MD"),
        ("V", "V"),
    ],
)
def test_last_names(given_name, sent):
    assert last_name(given_name) == sent


@pytest.mark.parametrize(
    ("given_name", "sent"), [("Jane", "JANE"), ("Mary-Ann", "MARY-ANN"), ("J. R.", "J R")]
)
def test_first_names(given_name, sent):
    assert first_name(given_name) == sent


def test_member_ids_lose_the_spaces_a_card_prints():
    assert member_id(" exa 000 111-01 ") == "EXA000111-01"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30))
def test_normalizing_twice_changes_nothing_more(text):
    assert last_name(last_name(text)) == last_name(text)
    assert first_name(first_name(text)) == first_name(text)
