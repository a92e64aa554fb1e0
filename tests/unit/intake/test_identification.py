"""Whether two write of the same person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clinic import RECORD_KEY
from threshold.intake.identification import person_key, plain_name, who
from threshold.intake.submission import Name, Person
from threshold.record_key import RecordKey

BORN = date(1990, 1, 1)


def person(first="Jane", last="Tester", born=BORN, middle=None):
    return Person(Name(first, last, middle), born)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Jane", "jane"),
        ("  JANE ", "jane"),
        ("Mary-Jane", "maryjane"),
        ("Mary Jane", "maryjane"),
        ("O\u2019Tester", "otester"),
        ("O'Tester, Jr.", "otesterjr"),
        ("Jos\u00e9", "jose"),
        ("Jose\u0301", "jose"),
        ("\u00d8rsted", "orsted"),
        ("Stra\u00dfe", "strasse"),
        ("\u0141ucja", "lucja"),
        ("\u0130pek", "ipek"),
        ("Nguy\u1ec5n", "nguyen"),
        ("\u0418\u0432\u0430\u043d", "\u0438\u0432\u0430\u043d"),
        ("\u738b", "\u738b"),
    ],
)
def test_a_name_is_the_same_however_it_is_typed(typed, plain):
    assert plain_name(typed) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u304b", "\u304c"),  # a kana, and the one that its mark makes of it
        ("\u0915\u093f", "\u0915\u093e"),  # a letter with one vowel sign, and with another
        ("Ann", "Anne"),
    ],
)
def test_what_is_another_name_stays_another(one, other):
    assert plain_name(one) != plain_name(other)


@given(st.text())
def test_a_plain_name_is_plain(text):
    assert plain_name(plain_name(text)) == plain_name(text)


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_case_and_spaces_are_nothing_to_a_name(text):
    assert plain_name(f" {text.upper()} ") == plain_name(text.lower())


@pytest.mark.parametrize(
    "other",
    [
        person("Joan"),
        person(last="Testing"),
        person(born=date(1990, 1, 2)),
        person("Tester", "Jane"),
        person("Janet", "ester"),
    ],
)
def test_another_name_or_birth_date_is_another_person(other):
    assert who(other) != who(person())


def test_a_middle_name_makes_nobody_another():
    assert who(person(middle="Q")) == who(person())


def test_a_hash_is_the_same_for_the_same_person_and_only_under_the_same_key():
    key = person_key(person("JANE", "tester"), RECORD_KEY)
    assert key == person_key(person(), RECORD_KEY)
    assert key != person_key(person(), RecordKey("another"))
    assert "jane" not in key
