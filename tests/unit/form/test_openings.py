"""What a person is told of places: true days, true waits, and never a day that has passed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from threshold.form.openings import places
from threshold.intake.submission import Track
from threshold.program.openings import Opening, TimeOfWeek

TODAY = date(2026, 11, 23)
SOON = TODAY + timedelta(days=14)
DAY, EVENING = (TimeOfWeek.DAYTIME,), (TimeOfWeek.EVENING,)


def opening(**changes) -> Opening:
    made = Opening(Track.TRAUMA, "en", DAY, SOON, 4)
    return replace(made, **changes)


def told(*openings: Opening, language: str = "en", times: tuple[str, ...] = ()):
    (place,) = places(openings, language, times, TODAY)
    return place


def test_the_next_day_is_told():
    place = told(opening())
    assert (place.track, place.starts, place.weeks) == (Track.TRAUMA, SOON, None)


@pytest.mark.parametrize("passed", [TODAY, TODAY - timedelta(days=1), None])
def test_a_day_that_is_not_ahead_becomes_the_waiting_list(passed):
    place = told(opening(next_start=passed))
    assert (place.starts, place.weeks) == (None, 4)


def test_neither_day_nor_wait_is_made_up():
    place = told(opening(next_start=None, waiting_weeks=None))
    assert (place.starts, place.weeks) == (None, None)


def test_the_soonest_of_two_alike_is_told():
    later = opening(next_start=SOON + timedelta(days=7))
    assert told(later, opening()).starts == SOON
    assert told(opening(next_start=None), later).starts == later.next_start


def test_the_persons_own_language_comes_before_an_earlier_day():
    spanish = opening(language="es", next_start=None)
    place = told(opening(), spanish, language="es")
    assert (place.language, place.own_language, place.weeks) == ("es", True, 4)


def test_another_language_is_told_as_such():
    assert not told(opening(), language="es").own_language
    assert not told(opening(), language="other").own_language


def test_the_persons_own_times_come_before_an_earlier_day():
    evening = opening(times=EVENING, next_start=SOON + timedelta(days=30))
    place = told(opening(), evening, times=("evening", "weekend"))
    assert (place.times, place.own_times) == (EVENING, True)


def test_other_times_are_told_as_such_and_no_times_said_means_any():
    assert not told(opening(), times=("evening",)).own_times
    assert told(opening()).own_times


def test_each_track_is_told_once_in_the_order_of_tracks():
    couples, mood = opening(track=Track.COUPLES), opening(track=Track.MENTAL_HEALTH)
    found = places([couples, opening(), mood, opening()], "en", (), TODAY)
    assert [one.track for one in found] == [Track.MENTAL_HEALTH, Track.TRAUMA, Track.COUPLES]
