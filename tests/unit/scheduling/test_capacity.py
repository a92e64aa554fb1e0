"""How full the program is, and the notice that it owes to its State."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW
from threshold.intake.submission import Track
from threshold.program.roster import Cohort, Roster
from threshold.scheduling.capacity import Load, Notice, after, load_of
from threshold.scheduling.ports import Availability

FULL, HALF = Load(18, 20), Load(10, 20)
DAY = timedelta(days=1)


def cohort(id_, capacity=10, *, closed=False):
    return Cohort(id_, id_, Track.TRAUMA, "UTC", (), capacity, (), closed=closed)


def test_what_is_not_free_is_taken_or_held():
    found = Availability(Roster((cohort("a"), cohort("b"))), {"a": 3, "b": 0}, ())
    assert load_of(found) == Load(17, 20)


def test_the_empty_seats_of_a_closed_group_are_no_capacity():
    roster = Roster((cohort("a"), cohort("b", closed=True)))
    assert load_of(Availability(roster, {"a": 3, "b": 4}, ())) == Load(13, 16)


@pytest.mark.parametrize(
    ("load", "full"),
    [
        (Load(17, 19), False),
        (Load(18, 20), True),
        (Load(89, 99), False),
        (Load(90, 99), True),
        (Load(0, 0), False),
    ],
)
def test_nearly_full_is_ninety_percent(load, full):
    assert load.is_nearly_full is full


def test_a_program_that_is_less_full_owes_no_notice():
    assert after(None, HALF, NOW) is None


def test_the_state_is_told_within_seven_days_of_the_crossing():
    notice = after(None, FULL, NOW)
    assert notice == Notice(NOW, 18, 20, NOW + 7 * DAY)
    assert not notice.is_late(NOW + 7 * DAY)
    assert notice.is_late(NOW + 7 * DAY + timedelta(seconds=1))


def test_one_crossing_has_one_notice():
    notice = after(None, FULL, NOW)
    assert after(notice, FULL, NOW + 30 * DAY) == notice
    given = notice.given("sam", NOW + DAY)
    assert after(given, FULL, NOW + 30 * DAY) == given


def test_it_is_owed_even_where_the_program_is_less_full_again():
    notice = after(None, FULL, NOW)
    emptier = after(notice, HALF, NOW + DAY)
    assert emptier.is_late(NOW + 8 * DAY)
    assert after(emptier, FULL, NOW + 30 * DAY) == notice


def test_a_later_crossing_has_a_notice_of_its_own():
    given = after(None, FULL, NOW).given("sam", NOW + DAY)
    emptier = after(given, HALF, NOW + 2 * DAY)
    assert after(emptier, FULL, NOW + 9 * DAY) == Notice(NOW + 9 * DAY, 18, 20, NOW + 16 * DAY)


def test_a_crossing_within_a_week_of_another_is_told_of_with_it():
    given = after(None, FULL, NOW).given("sam", NOW + DAY)
    again = after(replace(given, ended=True), FULL, NOW + 6 * DAY)
    assert again == given
    assert after(again, FULL, NOW + 30 * DAY) == given
