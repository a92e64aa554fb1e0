from datetime import datetime

import pytest

from threshold.intake.places import STATES
from threshold.web.pages.dates import day_in_words, moment_in_words
from threshold.web.pages.texts import texts

ENGLISH, SPANISH = texts("en"), texts("es")


@pytest.mark.parametrize(
    ("tongue", "words"), [(ENGLISH, "January 2, 1990"), (SPANISH, "2 de enero de 1990")]
)
def test_a_day_is_written_as_the_language_writes_it(tongue, words):
    assert day_in_words(tongue, 1990, 1, 2) == words


@pytest.mark.parametrize(
    ("at", "english", "spanish"),
    [
        (
            "2026-11-23T16:00:00-06:00",
            "Monday, November 23, at 4:00 p.m.",
            "lunes 23 de noviembre, 4:00 p.\u00a0m.",
        ),
        (
            "2026-09-06T00:05:00-05:00",
            "Sunday, September 6, at 12:05 a.m.",
            "domingo 6 de septiembre, 12:05 a.\u00a0m.",
        ),
        (
            "2027-01-02T12:00:00+00:00",
            "Saturday, January 2, at 12:00 p.m.",
            "sábado 2 de enero, 12:00 p.\u00a0m.",
        ),
    ],
)
def test_a_moment_is_written_as_the_language_writes_it(at, english, spanish):
    moment = datetime.fromisoformat(at)
    assert moment_in_words(ENGLISH, moment) == english
    assert moment_in_words(SPANISH, moment) == spanish


def test_every_state_and_territory_has_a_name_in_both_languages():
    for state in STATES:
        assert ENGLISH(f"field.location.state.{state}")
        assert SPANISH(f"field.location.state.{state}")


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("NY", "Nueva York"),
        ("NC", "Carolina del Norte"),
        ("WV", "Virginia Occidental"),
        ("DC", "Distrito de Columbia"),
        ("TX", "Texas"),
    ],
)
def test_states_have_their_spanish_names(state, name):
    assert SPANISH(f"field.location.state.{state}") == name
