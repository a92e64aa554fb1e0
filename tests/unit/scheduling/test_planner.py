"""What opening one more group would clear."""

from dataclasses import replace

from tests.unit.scheduling.people import NOW, clinician, cohort, free, seeker
from threshold.intake.submission import PartOfDay, Track, Weekday, Window
from threshold.scheduling.planner import best_openings, what_if

EVENINGS = tuple(
    Window(weekday=day, part=PartOfDay.EVENING)
    for day in (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)
)


def bilingual():
    return clinician(languages=frozenset({"en", "es"}))


def in_pain(number):
    return seeker(f"pain-{number}", language="es", pain=True, windows=EVENINGS)


def test_a_group_that_suits_those_who_wait_clears_them():
    people = [seeker("a"), seeker("b")]

    cleared = what_if(people, free(cohort("full"), seats=0), cohort("new"), NOW)

    assert (cleared.count, cleared.whom) == (2, ("a", "b"))


def test_no_more_are_cleared_than_it_has_seats():
    people = [seeker(f"p{number}") for number in range(5)]

    cleared = what_if(people, free(), cohort("new", capacity=3), NOW)

    assert cleared.count == 3


def test_a_group_that_suits_nobody_clears_nobody():
    cleared = what_if([seeker()], free(), cohort("new", track=Track.DUAL), NOW)

    assert (cleared.count, cleared.whom) == (0, ())


def test_the_group_to_open_is_made_of_what_they_want_who_wait():
    people = [*(in_pain(number) for number in range(7)), seeker("placed")]

    [best] = best_openings(people, free(cohort(), clinicians=(bilingual(),)), NOW)

    assert best.count == 7
    assert (best.cohort.track, best.cohort.language) == (Track.CHRONIC_PAIN, "es")
    assert [one.weekday for one in best.cohort.sessions] == [one.weekday for one in EVENINGS]
    assert {one.starts.hour for one in best.cohort.sessions} == {18}


def test_the_group_that_clears_most_is_named_first():
    people = [in_pain(0), *(seeker(f"p{number}", windows=EVENINGS) for number in range(3))]

    found = best_openings(people, free(clinicians=(bilingual(),)), NOW)

    assert [one.count for one in found] == [3, 1]


def test_nothing_is_proposed_where_nobody_may_lead_it():
    unlicensed = replace(clinician(), licences=())

    assert best_openings([seeker()], free(clinicians=(unlicensed,)), NOW) == ()


def test_nothing_is_proposed_where_everybody_is_placed():
    assert best_openings([seeker()], free(cohort()), NOW) == ()
