"""Each limit by itself: with everything else as it should be, it alone refuses."""

from datetime import date, time, timedelta

import pytest

from tests.unit.scheduling.people import (
    MONDAY,
    NOW,
    clinician,
    cohort,
    free,
    plenty,
    seeker,
    sessions,
    slot,
)
from threshold.intake.submission import PartOfDay, Track, Weekday, Window
from threshold.program.roster import AgeBand, Licence, SlotKind
from threshold.scheduling.limits import Limit
from threshold.scheduling.unplaced import refusals

ALL_WEEK = tuple(Window(weekday=day, part=PartOfDay.AFTERNOON) for day in Weekday)
BUT_THURSDAY = tuple(window for window in ALL_WEEK if window.weekday is not Weekday.THURSDAY)
FIRST_ONLY = tuple(one for one in plenty() if one.kind is SlotKind.FIRST)


def told(person, group, **availability):
    return refusals(person, group, free(group, **availability), NOW)


PEOPLE = {
    "another track": (seeker(tracks=(Track.DUAL,)), cohort(), (Limit.TRACK,)),
    "pain, in a group that cannot allow for it": (seeker(pain=True), cohort(), (Limit.PAIN,)),
    "too young": (seeker(age=17), cohort(), (Limit.AGE,)),
    "older, in a group for adults": (
        seeker(age=65),
        cohort(ages=frozenset({AgeBand.ADULT})),
        (Limit.AGE,),
    ),
    "another language": (seeker(language="es", interpreter=True), cohort(), (Limit.LANGUAGE,)),
    "asks for an interpreter of another than a spoken language": (
        seeker(interpreter=True),
        cohort(),
        (Limit.LANGUAGE,),
    ),
    "fewer hours than the group takes": (
        seeker(hours_per_week=9),
        cohort(sessions=sessions(ends=time(17))),
        (Limit.HOURS,),
    ),
    "a group below nine hours": (
        seeker(),
        cohort(sessions=sessions(ends=time(15))),
        (Limit.HOURS,),
    ),
    "a day that they did not offer": (seeker(windows=BUT_THURSDAY), cohort(), (Limit.WINDOWS,)),
    "a part of a day that they did not offer": (
        seeker(windows=ALL_WEEK),
        cohort(sessions=sessions(time(14, 30), time(17, 30))),
        (Limit.WINDOWS,),
    ),
    "a group that takes nobody new": (seeker(), cohort(closed=True), (Limit.CLOSED,)),
    "a group that they declined": (
        seeker(refused=frozenset({"cohort-1"})),
        cohort(),
        (Limit.APART,),
    ),
    "no start ahead": (seeker(), cohort(starts=(date(2026, 10, 19),)), (Limit.START,)),
    "several at once": (seeker(age=17, tracks=()), cohort(), (Limit.TRACK, Limit.AGE)),
}


@pytest.mark.parametrize(("person", "group", "limits"), PEOPLE.values(), ids=PEOPLE)
def test_a_person_whom_a_group_does_not_suit(person, group, limits):
    assert told(person, group) == limits


FITTING = {
    "as it should be": (seeker(), cohort()),
    "pain, in a group for it": (seeker(pain=True), cohort(track=Track.CHRONIC_PAIN)),
    "pain, in a group that allows for it": (seeker(pain=True), cohort(accommodates_pain=True)),
    "another language, with an interpreter": (
        seeker(language="vi", interpreter=True),
        cohort(interpreter=True),
    ),
    "their own language, though they asked for an interpreter": (
        seeker(language="es", interpreter=True),
        cohort(language="es"),
    ),
    "a session that ends as the part of the day does": (
        seeker(windows=ALL_WEEK),
        cohort(sessions=sessions(time(14), time(17))),
    ),
    "no windows said": (seeker(windows=()), cohort(sessions=sessions(time(18), time(21)))),
    "just the hours they can give": (seeker(hours_per_week=9), cohort()),
    "no payer binds": (seeker(payer=None), cohort()),
}


@pytest.mark.parametrize(("person", "group"), FITTING.values(), ids=FITTING)
def test_a_person_whom_a_group_suits(person, group):
    assert told(person, group) == ()


ENDS_BEFORE = Licence(state="NY", until=MONDAY - timedelta(days=1))
LICENCES = {
    "in the state": ("NY", Licence(state="NY"), ()),
    "in another": ("CA", Licence(state="NY"), (Limit.LICENCE,)),
    "in a state of the compact": ("AZ", Licence(compact="psypact"), ()),
    "in a state that is not of it": ("CA", Licence(compact="psypact"), (Limit.LICENCE,)),
    "to the first day": ("NY", Licence(state="NY", until=MONDAY), ()),
    "to the day before": ("NY", ENDS_BEFORE, (Limit.LICENCE,)),
    "of a state unknown": (None, Licence(state="NY"), (Limit.LICENCE,)),
}


@pytest.mark.parametrize(("state", "licence", "limits"), LICENCES.values(), ids=LICENCES)
def test_whoever_leads_a_group_is_licensed_where_the_person_is(state, licence, limits):
    leader = clinician(licences=(licence,))

    found = told(
        seeker(state=state),
        cohort(),
        clinicians=(leader,),
        compacts={"psypact": frozenset({"NY", "AZ"})},
    )

    assert found == limits


def test_every_session_counts_not_the_first_alone():
    elsewhere = clinician("clinician-2", licences=(Licence(state="CA"),))
    group = cohort(
        sessions=(*sessions()[:2], *sessions(leader="clinician-2")[2:]),
    )

    assert told(seeker(), group, clinicians=(clinician(), elsewhere)) == (Limit.LICENCE,)


def test_whoever_leads_a_group_is_in_the_network_of_the_payer():
    leader = clinician(payers=frozenset({"99991"}))

    assert told(seeker(payer="99992"), cohort(), clinicians=(leader,)) == (Limit.NETWORK,)
    assert told(seeker(payer="99991"), cohort(), clinicians=(leader,)) == ()


def test_no_seat_is_free():
    assert told(seeker(), cohort(), seats=0) == (Limit.CAPACITY,)


LATE = slot("late", hours=24 * 7)
APPOINTMENTS = {
    "none": (seeker(), (), (Limit.FIRST_APPOINTMENT,)),
    "after the group begins": (seeker(), (LATE,), (Limit.FIRST_APPOINTMENT,)),
    "sooner than a day of answering ends": (
        seeker(),
        (slot("soon", hours=23),),
        (Limit.FIRST_APPOINTMENT,),
    ),
    "with somebody who does not speak the language": (
        seeker(language="es"),
        FIRST_ONLY,
        (Limit.FIRST_APPOINTMENT,),
    ),
    "no prescriber's": (seeker(prescriber=True), FIRST_ONLY, (Limit.PRESCRIBER,)),
    "a prescriber's at the same time": (
        seeker(prescriber=True),
        (slot("first"), slot("medication", SlotKind.PRESCRIBER)),
        (Limit.PRESCRIBER,),
    ),
}


@pytest.mark.parametrize(("person", "slots", "limits"), APPOINTMENTS.values(), ids=APPOINTMENTS)
def test_the_appointments_before_a_group_begins(person, slots, limits):
    assert told(person, cohort(interpreter=True), slots=slots) == limits


def test_the_group_in_which_the_other_of_a_couple_sits():
    person, group = seeker(couple="couple-1"), cohort()

    found = refusals(person, group, free(group), NOW, {"couple-1": frozenset({"cohort-1"})})

    assert found == (Limit.APART,)


def test_of_two_starts_that_which_breaks_fewest_limits_is_told():
    leader = clinician(licences=(ENDS_BEFORE,))
    group = cohort(starts=(MONDAY, MONDAY - timedelta(days=3)))

    assert told(seeker(), group, clinicians=(leader,), slots=FIRST_ONLY) == ()
