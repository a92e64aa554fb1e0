"""Finding a person's intakes, however the name was typed, and one by its id."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import submission
from tests.clinic import CLINIC, RECORD_KEY, Practice
from threshold.intake.submission import Name, Person
from threshold.use_cases.reassess import resubmit
from threshold.use_cases.searching import MOST_FOUND, Found, same_person, search

JANE = Person(Name("Jane", "Tester"), date(1990, 1, 1))
JOAN = replace(JANE, name=Name("Joan", "Tester"))


@pytest.fixture
def practice():
    return Practice()


def ids(found):
    return [one.record.intake_id for one in found]


def looked_for(practice, wanted):
    return search(wanted, practice.store, RECORD_KEY)


def resubmitted(practice, intake_id, person):
    sent = submission(person=person)
    resubmit(intake_id, sent, RECORD_KEY, practice.store, CLINIC, practice.now)


def test_all_intakes_of_a_person_are_found_the_newest_first(practice):
    first = practice.submit(key="1")
    practice.later(days=1)
    second = practice.submit(key="2", person=Person(Name("JANE", "Test-er"), date(1990, 1, 1)))
    practice.submit(key="3", person=JOAN)
    assert ids(looked_for(practice, JANE)) == [second, first]


@pytest.mark.parametrize("last", ["Test", "Tester Tester", "%"])
def test_a_part_of_a_name_finds_nobody(practice, last):
    practice.submit()
    assert looked_for(practice, replace(JANE, name=Name("Jane", last))) == ()


def test_an_intake_is_found_by_its_id_and_nothing_by_another(practice):
    intake_id = practice.submit()
    assert ids(looked_for(practice, intake_id)) == [intake_id]
    assert looked_for(practice, "a" * 26) == ()


def test_whoever_sends_another_name_is_found_by_both_and_the_old_one_says_so(practice):
    intake_id = practice.submit()
    resubmitted(practice, intake_id, JOAN)
    record = practice.store.load(intake_id)
    assert looked_for(practice, JOAN) == (Found(record),)
    assert looked_for(practice, JANE) == (Found(record, earlier=True),)


def test_whoever_sends_the_first_name_again_is_found_by_it_as_before(practice):
    intake_id = practice.submit()
    resubmitted(practice, intake_id, JOAN)
    resubmitted(practice, intake_id, JANE)
    assert looked_for(practice, JANE) == (Found(practice.store.load(intake_id)),)


def test_no_more_are_found_than_can_be_looked_at(practice):
    for place in range(MOST_FOUND + 1):
        practice.submit(key=str(place))
    assert len(looked_for(practice, JANE)) == MOST_FOUND


def others(practice, intake_id):
    found = same_person(practice.store.load(intake_id), practice.store)
    return [one.intake_id for one in found]


def test_duplicates_are_the_other_intakes_that_name_the_same_person_now(practice):
    here = practice.submit(key="1")
    practice.later(minutes=1)
    twin, renamed = practice.submit(key="2"), practice.submit(key="3")
    resubmitted(practice, renamed, JOAN)
    assert others(practice, here) == [twin]
    assert others(practice, renamed) == []
