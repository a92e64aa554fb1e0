"""Who gets which seat."""

from dataclasses import replace
from datetime import date, time, timedelta

from tests.unit.scheduling.people import (
    MONDAY,
    NOW,
    clinician,
    cohort,
    couple,
    free,
    plenty,
    seeker,
    sessions,
    slot,
)
from threshold.intake.record import Tier
from threshold.intake.submission import PartOfDay, Track, Weekday, Window
from threshold.program.roster import SlotKind
from threshold.scheduling.keeping import KEPT_FOR
from threshold.scheduling.limits import Limit
from threshold.scheduling.placing import place

BOTH_PARTS = tuple(
    Window(weekday=day, part=part)
    for day in Weekday
    for part in (PartOfDay.AFTERNOON, PartOfDay.EVENING)
)


def seats(people, availability, **more):
    return {seat.intake_id: seat for seat in place(people, availability, NOW, **more).offers}


def groups(people, availability, **more):
    return {intake: seat.cohort for intake, seat in seats(people, availability, **more).items()}


def test_whoever_is_next_takes_the_last_seat():
    people = seeker("later"), seeker("sooner", tier=Tier.P3)

    placing = place(people, free(cohort()), NOW)

    assert [seat.intake_id for seat in placing.offers] == ["sooner"]
    assert placing.not_placed["later"] == (Limit.CAPACITY,)


def test_a_seat_that_another_could_use_is_left_to_them():
    spanish = cohort("b", language="es", interpreter=True)
    people = seeker("first", tier=Tier.P5), seeker("second", language="es", interpreter=True)
    bilingual = clinician(languages=frozenset({"en", "es"}))

    found = groups(people, free(cohort("a"), spanish, clinicians=(bilingual,)))

    assert found == {"first": "a", "second": "b"}


def test_an_offer_is_held_for_a_day():
    [seat] = place([seeker()], free(cohort()), NOW).offers

    assert seat.hold_until == NOW + timedelta(hours=24)


def test_whoever_is_due_within_two_days_may_be_seen_sooner_and_has_until_then_to_answer():
    soon = slot("soon", hours=5)
    pressed = seeker(due_at=NOW + timedelta(days=1))

    [seat] = place([pressed], free(cohort(), slots=[soon, *plenty()]), NOW).offers

    assert seat.first.slot == "soon"
    assert seat.hold_until == soon.starts_at


def test_nobody_is_offered_an_appointment_that_leaves_no_two_hours_to_answer():
    pressed = seeker(due_at=NOW)

    assert place([pressed], free(cohort(), slots=[slot("now", hours=1)]), NOW).offers == ()


def test_the_next_offer_to_somebody_is_numbered_on():
    [seat] = place([seeker(offers=2)], free(cohort()), NOW).offers

    assert seat.number == 3


def test_of_a_days_appointments_that_of_who_leads_the_group_is_chosen():
    stranger = clinician("clinician-0")
    slots = [slot("stranger", who="clinician-0"), slot("leader", hours=40)]

    [seat] = place(
        [seeker()], free(cohort(), slots=slots, clinicians=(clinician(), stranger)), NOW
    ).offers

    assert seat.first.slot == "leader"


def test_an_appointment_in_time_comes_before_one_of_who_leads_the_group():
    stranger = clinician("clinician-0")
    slots = [slot("stranger", who="clinician-0"), slot("leader", hours=50)]
    person = seeker(due_at=NOW + timedelta(hours=40))

    [seat] = place(
        [person], free(cohort(), slots=slots, clinicians=(clinician(), stranger)), NOW
    ).offers

    assert seat.first.slot == "stranger"


def test_the_later_start_is_taken_where_no_appointment_comes_before_the_first():
    late = slot("late", hours=24 * 7)
    group = cohort(starts=(MONDAY, MONDAY + timedelta(days=14)))

    [seat] = place([seeker()], free(group, slots=[late]), NOW).offers

    assert seat.starts_on == MONDAY + timedelta(days=14)


def test_a_prescriber_is_seen_too_where_one_is_needed():
    [seat] = place([seeker(prescriber=True)], free(cohort()), NOW).offers

    assert seat.prescriber is not None
    assert seat.prescriber.slot.startswith("prescriber")


def test_a_plan_for_pain_is_made_in_a_group_that_is_not_for_it():
    in_pain = seeker(pain=True)

    [allowed_for] = place([in_pain], free(cohort(accommodates_pain=True)), NOW).offers
    [for_pain] = place([in_pain], free(cohort(track=Track.CHRONIC_PAIN)), NOW).offers

    assert allowed_for.accommodation
    assert not for_pain.accommodation


def test_whoever_offered_evenings_too_is_wished_into_one():
    evening = cohort("b", sessions=sessions(time(18), time(21)))

    assert groups([seeker(windows=BOTH_PARTS)], free(cohort("a"), evening)) == {"intake-1": "b"}


def test_the_earlier_start_is_wished_for():
    later = cohort("a", starts=(MONDAY + timedelta(days=7),))

    assert groups([seeker()], free(later, cohort("b"))) == {"intake-1": "b"}


def test_the_emptier_group_is_wished_for():
    availability = free(cohort("a"), cohort("b"))
    emptier = replace(availability, seats_free={"a": 2, "b": 7})

    assert groups([seeker()], emptier) == {"intake-1": "b"}


def test_the_group_nearer_to_their_clock_is_wished_for():
    western = cohort("a", zone="America/Los_Angeles", sessions=sessions(time(10), time(13)))

    assert groups([seeker()], free(western, cohort("b"))) == {"intake-1": "b"}


def test_a_state_that_nobody_knows_is_for_a_human():
    placing = place([seeker(state=None)], free(cohort()), NOW)

    assert Limit.LICENCE in placing.not_placed["intake-1"]


def test_what_alone_keeps_somebody_from_most_groups_is_told_first():
    elsewhere = [cohort(f"dual-{n}", track=Track.DUAL, closed=True) for n in range(3)]

    placing = place([seeker()], free(cohort(), *elsewhere, seats=0), NOW)

    assert placing.not_placed["intake-1"][0] is Limit.CAPACITY


def test_an_empty_roster_places_nobody_and_says_so():
    placing = place([seeker()], free(), NOW)

    assert placing.not_placed == {"intake-1": (Limit.START,)}


def test_a_couple_is_offered_two_groups_of_one_week_and_a_therapist():
    one, other = couple("a", "b")

    found = seats([one, other], free(cohort("x"), cohort("y")))

    assert {seat.cohort for seat in found.values()} == {"x", "y"}
    assert found["a"].couple == found["b"].couple
    assert (found["a"].partner, found["b"].partner) == ("b", "a")
    assert found["a"].first != found["b"].first


def test_a_couple_is_held_at_once_and_anybody_else_alone():
    people = [*couple("a", "b"), seeker("c")]

    placing = place(people, free(cohort("x"), cohort("y"), seats=2), NOW)

    assert [[seat.intake_id for seat in unit] for unit in placing.at_once] == [["a", "b"], ["c"]]


def test_a_couple_is_placed_at_the_turn_of_the_one_who_is_next():
    one, other = couple("a", "b")
    people = [replace(other, tier=Tier.P3), seeker("c", tier=Tier.P5), one]

    assert set(groups(people, free(cohort("x"), cohort("y")))) == {"a", "b"}


def test_two_groups_of_different_weeks_are_none_for_a_couple():
    later = cohort("y", starts=(MONDAY + timedelta(days=7),))

    placing = place(couple("a", "b"), free(cohort("x"), later), NOW)

    assert placing.offers == ()
    assert placing.not_placed["a"][0] is Limit.NEVER_TOGETHER


def test_without_a_couples_appointment_neither_is_offered_a_seat():
    slots = [one for one in plenty() if one.kind is not SlotKind.COUPLES]

    placing = place(couple("a", "b"), free(cohort("x"), cohort("y"), slots=slots), NOW)

    assert placing.offers == ()
    assert placing.not_placed["a"][:2] == (Limit.TOGETHER, Limit.COUPLES_APPOINTMENT)


def test_a_couple_that_is_not_to_be_placed_together_has_a_seat_each_in_different_groups():
    people = [replace(one, together=False) for one in couple("a", "b")]

    found = seats(people, free(cohort("x"), cohort("y"), seats=2))

    assert {seat.cohort for seat in found.values()} == {"x", "y"}
    assert {seat.partner for seat in found.values()} == {None}


def test_one_of_a_couple_who_waits_alone_is_placed_alone():
    one, _ = couple("a", "b")

    [seat] = place([one], free(cohort()), NOW).offers

    assert seat.couple is None


ONE_SEAT = replace(free(cohort("x"), cohort("y")), seats_free={"x": 1, "y": 0})
"""For a couple there is one seat now, and a second could become free."""


def behind(count):
    return [seeker(f"behind-{number}", accepted_at=NOW) for number in range(count)]


def passed_over(times, at=NOW):
    return [replace(one, passed_over=times, passed_over_at=at) for one in couple("a", "b")]


def test_a_couple_is_passed_over_by_who_takes_a_seat_that_one_of_them_could_have_used():
    placing = place([*passed_over(1), *behind(1)], ONE_SEAT, NOW)

    assert [seat.intake_id for seat in placing.offers] == ["behind-0"]
    assert [(one.intake_id, one.cohort) for one in placing.passed_over] == [("a", "x"), ("b", "x")]


def test_a_seat_that_neither_could_have_used_passes_nobody_over():
    dual = cohort("z", track=Track.DUAL)
    somebody = seeker("behind", tracks=(Track.DUAL,))
    availability = replace(
        free(cohort("x"), cohort("y"), dual), seats_free={"x": 1, "y": 0, "z": 1}
    )

    placing = place([*couple("a", "b"), somebody], availability, NOW)

    assert [seat.intake_id for seat in placing.offers] == ["behind"]
    assert placing.passed_over == ()


def test_after_three_times_the_seat_is_kept_for_them():
    placing = place([*passed_over(3), *behind(1)], ONE_SEAT, NOW)

    assert placing.offers == ()
    assert placing.passed_over == ()
    assert placing.not_placed["behind-0"] == (Limit.CAPACITY,)


def test_the_third_time_in_a_round_keeps_what_is_then_left():
    many = free(cohort("x"), cohort("y"), slots=plenty(20))
    availability = replace(many, seats_free={"x": 9, "y": 0})

    placing = place([*passed_over(0), *behind(9)], availability, NOW)

    assert len(placing.passed_over) == 3 * 2
    assert len(placing.offers) == 8


def test_no_more_than_one_seat_for_each_is_kept():
    availability = replace(ONE_SEAT, seats_free={"x": 5, "y": 0})

    placing = place([*passed_over(3), *behind(9)], availability, NOW)

    assert len(placing.offers) == 4


def test_seats_are_kept_for_two_weeks_and_then_a_person_has_to_look():
    placing = place([*passed_over(3, at=NOW - KEPT_FOR), *behind(1)], ONE_SEAT, NOW)

    assert [seat.intake_id for seat in placing.offers] == ["behind-0"]
    assert placing.passed_over == ()
    assert placing.not_placed["a"][0] is Limit.NEVER_TOGETHER


def test_a_couple_that_the_roster_can_never_place_keeps_nothing_from_anybody():
    placing = place([*passed_over(3), *behind(1)], free(cohort("x")), NOW)

    assert [seat.intake_id for seat in placing.offers] == ["behind-0"]
    assert placing.not_placed["a"][0] is Limit.NEVER_TOGETHER


def test_the_couple_for_whom_a_seat_was_kept_is_placed_when_the_second_is_free():
    both = replace(ONE_SEAT, seats_free={"x": 1, "y": 1})

    found = groups([*passed_over(3), *behind(2)], both)

    assert set(found) == {"a", "b"}


def test_a_group_that_has_begun_takes_nobody():
    begun = cohort(starts=(date(2026, 10, 19),))

    assert place([seeker()], free(begun), NOW).offers == ()
