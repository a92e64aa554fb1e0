"""What an import changes: told by part, and nothing where it was imported before."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.rosters import EVENING, FIRST, MEDICATION, MORNING, RIVERA, ROSTER
from threshold.program.roster import Roster
from threshold.program.roster_changes import Changes, Tally, changes
from threshold.program.roster_parts import Part

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def changed(new: Roster, known: Roster = ROSTER, *, close: bool = False) -> Changes:
    return changes(new, known, NOW, close_missing=close)


def test_all_of_a_first_import_is_new():
    plan = changed(ROSTER, Roster())
    assert plan.put == ROSTER
    assert plan.tallies[Part.COHORTS] == Tally(new=("evening-1", "morning-1"))


def test_importing_twice_changes_nothing():
    plan = changed(ROSTER, close=True)
    assert not plan
    assert plan.put == Roster()
    assert plan.tallies[Part.SLOTS] == Tally(unchanged=2)


def test_what_changes_is_told_by_its_fields_and_put_alone():
    plan = changed(replace(ROSTER, cohorts=(replace(EVENING, capacity=8, name="Late"), MORNING)))
    assert plan.tallies[Part.COHORTS].changed == {"evening-1": ("name", "capacity")}
    assert plan.put == Roster(cohorts=(replace(EVENING, capacity=8, name="Late"),))


def test_a_compact_changes_in_its_states():
    plan = changed(Roster(compacts={"PSYPACT": frozenset({"CO"})}))
    assert plan.tallies[Part.COMPACTS].changed == {"PSYPACT": ("states",)}


def test_a_group_that_the_files_do_not_name_stays_open():
    assert not changed(Roster(cohorts=(EVENING,)))


def test_a_group_that_the_files_do_not_name_is_closed_where_that_is_asked_for():
    plan = changed(Roster(cohorts=(EVENING,)), close=True)
    assert plan.tallies[Part.COHORTS] == Tally(closed=("morning-1",), unchanged=1)
    assert plan.put.cohorts == (replace(MORNING, closed=True),)


def test_a_group_that_is_closed_already_is_not_closed_again():
    known = replace(ROSTER, cohorts=(EVENING, replace(MORNING, closed=True)))
    assert not changed(Roster(cohorts=(EVENING,)), known, close=True)


def test_clinicians_and_appointments_that_are_not_named_stay():
    assert not changed(Roster(cohorts=ROSTER.cohorts, clinicians=(RIVERA,)), close=True)


def test_an_appointment_that_has_begun_is_left_out():
    past = replace(MEDICATION, id="past", starts_at=NOW)
    plan = changed(Roster(slots=(FIRST, past)), Roster())
    assert plan.tallies[Part.SLOTS] == Tally(new=("first-1",), past=1)
    assert plan.put.slots == (FIRST,)


def test_the_same_changes_have_the_same_digest_and_others_another():
    once, again = (changed(Roster(cohorts=(replace(EVENING, capacity=8),))) for _ in range(2))
    other = changed(Roster(cohorts=(replace(EVENING, capacity=9),)))
    assert once.digest == again.digest != other.digest
