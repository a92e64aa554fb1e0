"""What holds of every round, whatever the program and whoever waits."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.scheduling.checker import cohort_fits, faults, sessions_in_utc, slot_fits
from tests.unit.scheduling.programs import NOW, availabilities, queues
from threshold.program.roster import Slot, SlotKind
from threshold.scheduling.keeping import MOST_PASSED_OVER
from threshold.scheduling.placing import place
from threshold.scheduling.priority import in_order

quick = settings(max_examples=60, deadline=None)


def by_id(waiting):
    return {one.intake_id: one for one in waiting}


@quick
@given(queues(), availabilities())
def test_no_offer_breaks_a_limit(waiting, availability):
    placing = place(waiting, availability, NOW)

    assert [
        fault
        for seat in placing.offers
        for fault in faults(seat, by_id(waiting)[seat.intake_id], availability, NOW)
    ] == []


@quick
@given(queues(), availabilities())
def test_nothing_is_given_twice(waiting, availability):
    offers = place(waiting, availability, NOW).offers

    seats = Counter(seat.cohort for seat in offers)
    own = [one.slot for seat in offers for one in (seat.first, seat.prescriber) if one]
    couples = Counter(seat.couple.slot for seat in offers if seat.couple)
    assert all(taken <= availability.seats_free[cohort] for cohort, taken in seats.items())
    assert len(own) == len(set(own))
    assert set(couples.values()) <= {2}


@quick
@given(queues(), availabilities())
def test_everybody_is_offered_one_seat_or_told_why_not(waiting, availability):
    placing = place(waiting, availability, NOW)

    offered = [seat.intake_id for seat in placing.offers]
    assert sorted([*offered, *placing.not_placed]) == sorted(by_id(waiting))
    assert all(placing.not_placed.values())


@quick
@given(queues(), availabilities())
def test_a_couple_has_two_seats_in_two_groups_of_one_week_or_none(waiting, availability):
    offers = {seat.intake_id: seat for seat in place(waiting, availability, NOW).offers}

    together = [offers.get(one.intake_id) for one in waiting if one.together]
    if any(together):
        one, other = together
        assert one.partner == other.intake_id
        assert other.partner == one.intake_id
        assert one.couple == other.couple
        assert one.starts_on.isocalendar()[:2] == other.starts_on.isocalendar()[:2]


@quick
@given(queues(), availabilities(), st.sampled_from((None, "cohort-0", "cohort-1")))
def test_two_of_a_couple_never_share_a_group(waiting, availability, sits_in):
    apart = {"couple-1": frozenset({sits_in})} if sits_in else {}

    offers = place(waiting, availability, NOW, apart).offers

    of_couple = {one.intake_id for one in waiting if one.couple}
    groups = [seat.cohort for seat in offers if seat.intake_id in of_couple]
    assert sits_in not in groups
    assert len(groups) == len(set(groups))


@quick
@given(queues(), availabilities(most_slots=30))
def test_nobody_behind_has_a_seat_that_somebody_before_could_have_used(waiting, availability):
    placing = place(waiting, availability, NOW)

    order = [one.seeker for one in in_order(waiting, NOW)]
    turns = {one.intake_id: turn for turn, one in enumerate(order)}
    for one in order:
        if one.intake_id in placing.not_placed and not one.couple and not one.prescriber:
            behind = [
                seat
                for seat in placing.offers
                # A couple is placed at the turn of the one who is next.
                if min(turns[seat.intake_id], turns[seat.partner or seat.intake_id])
                > turns[one.intake_id]
            ]
            assert not any(would_do(one, seat, availability) for seat in behind)


def would_do(seeker, seat, availability):
    """Whether a seat with its first appointment would have been one for somebody."""
    cohort = next(one for one in availability.roster.cohorts if one.id == seat.cohort)
    first = next(one for one in availability.slots_free if one.id == seat.first.slot)
    begins = min(when for when, _ in sessions_in_utc(cohort, seat.starts_on))
    urgent = in_order([seeker], NOW)[0].due_at <= NOW + timedelta(days=2)
    return (
        cohort_fits(seeker, cohort, seat.starts_on, availability.roster)
        and slot_fits(seeker, first, SlotKind.FIRST, availability.roster, NOW, begins)
        and (urgent or first.starts_at >= NOW + timedelta(hours=24))
    )


@quick
@given(queues(), availabilities(), st.randoms())
def test_the_same_people_and_roster_in_any_order_give_the_same(waiting, availability, random):
    roster = availability.roster
    shuffled = [list(each) for each in (waiting, roster.cohorts, roster.clinicians)]
    slots = list(availability.slots_free)
    for each in (*shuffled, slots):
        random.shuffle(each)
    people, cohorts, clinicians = shuffled
    other = replace(
        availability,
        roster=replace(roster, cohorts=tuple(cohorts), clinicians=tuple(clinicians)),
        slots_free=tuple(slots),
    )

    assert place(people, other, NOW) == place(waiting, availability, NOW)


@quick
@given(queues(), availabilities())
def test_a_couple_is_passed_over_at_most_three_times(waiting, availability):
    placing = place(waiting, availability, NOW)

    counted = Counter(one.intake_id for one in placing.passed_over)
    before = by_id(waiting)
    assert all(
        before[intake].together and before[intake].passed_over + times <= MOST_PASSED_OVER
        for intake, times in counted.items()
    )


@quick
@given(queues(), st.data())
def test_neither_payer_nor_language_changes_the_order(waiting, data):
    changed = [
        replace(
            one,
            payer=data.draw(st.sampled_from((None, "99991", "99992"))),
            language=data.draw(st.sampled_from(("en", "es", "vi"))),
            interpreter=data.draw(st.booleans()),
        )
        for one in waiting
    ]

    assert [one.key for one in in_order(changed, NOW)] == [
        one.key for one in in_order(waiting, NOW)
    ]


@quick
@given(queues(), availabilities(), st.integers(0, 3))
def test_a_seat_more_never_places_fewer(waiting, availability, number):
    """Where appointments are plenty and nobody needs two seats at once."""
    alone = [replace(one, couple=None, together=False, prescriber=False) for one in waiting]
    plenty = with_plenty_of_appointments(availability)
    cohort = plenty.roster.cohorts[number % len(plenty.roster.cohorts)].id
    more = replace(plenty, seats_free=plenty.seats_free | {cohort: plenty.seats_free[cohort] + 1})

    assert len(place(alone, more, NOW).offers) >= len(place(alone, plenty, NOW).offers)


def with_plenty_of_appointments(availability):
    slots = tuple(
        replace(
            slot, id=f"{clinician.id}-{kind}-{hour}-{number}", clinician=clinician.id, kind=kind
        )
        for number in range(7)
        for clinician in availability.roster.clinicians
        for kind in SlotKind
        for hour in (3, 30, 60)
        for slot in [slot_at(hour)]
    )
    return replace(availability, slots_free=slots)


def slot_at(hour):
    return Slot("", "", SlotKind.FIRST, NOW + timedelta(hours=hour), 50)
