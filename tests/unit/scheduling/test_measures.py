"""What the program's measures count, and whom they never show apart."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOW
from threshold.intake.record import Tier
from threshold.intake.submission import Track
from threshold.scheduling.journey import Journey
from threshold.scheduling.measures import FEWEST, OTHERS, By, OnTime, Reached, measures
from threshold.scheduling.seeker import Seeker

HOUR = timedelta(hours=1)


def journey(name, **changes):
    made = Journey(str(name), 1, NOW, "en", "TX", "99991")
    return replace(made, **changes)


def many(count, first=0, **changes):
    return [journey(first + number, **changes) for number in range(count)]


def measured(journeys, waiting=(), now=NOW):
    return measures(journeys, waiting, now)


def test_fewer_than_five_are_not_measured():
    assert measured(many(4)) is None
    assert measured(many(5)).everybody.count == 5


def test_a_median_and_the_ninetieth_of_a_hundred_are_of_those_who_got_there():
    got_there = [journey(n, seated_at=NOW + n * HOUR) for n in range(1, 11)]
    spell = measured([*got_there, *many(3, 50)]).everybody.spells[Reached.SEAT]
    assert (spell.count, spell.median, spell.ninetieth) == (10, 5.5 * HOUR, 9 * HOUR)


def test_a_time_that_fewer_than_five_took_is_not_told():
    contacts = many(4, contact_at=NOW + HOUR)
    spell = measured([*contacts, *many(9, 50)]).everybody.spells[Reached.CONTACT]
    assert (spell.count, spell.median, spell.ninetieth) == (4, None, None)


def test_every_way_has_ended_at_a_seat_or_elsewhere_or_is_still_open():
    journeys = [*many(6, seated_at=NOW), *many(5, 10, lost="N1"), *many(7, 20)]
    everybody = measured(journeys).everybody
    assert (everybody.seated, everybody.lost, everybody.open) == (6, 5, 7)


def test_what_went_on_as_another_intake_is_counted_there():
    assert measured([*many(5), *many(5, 10, merged=True, lost="merged")]).everybody.count == 5


def test_groups_are_told_apart_by_language_state_and_payer():
    journeys = [*many(8), *many(6, 10, language="es", payer=None)]
    found = measured(journeys)
    assert [(one.name, one.count) for one in found.by[By.LANGUAGE]] == [("en", 8), ("es", 6)]
    assert [one.name for one in found.by[By.STATE]] == ["TX"]
    assert [one.name for one in found.by[By.PAYER]] == ["99991", "unknown"]


def test_small_groups_are_shown_together():
    journeys = [*many(9), *many(3, 10, state="CO"), *many(2, 20, state="CA")]
    found = measured(journeys).by[By.STATE]
    assert [(one.name, one.count) for one in found] == [("TX", 9), (OTHERS, 5)]


def test_one_small_group_takes_the_next_larger_with_it_since_the_whole_is_known():
    journeys = [*many(9), *many(6, 10, state="CO"), *many(2, 20, state="CA")]
    found = measured(journeys).by[By.STATE]
    assert [(one.name, one.count) for one in found] == [("TX", 9), (OTHERS, 8)]


@given(st.lists(st.sampled_from("abcdefg"), min_size=FEWEST, max_size=60))
def test_no_group_that_is_shown_is_small_and_nobody_is_left_out(states):
    journeys = [journey(n, state=state) for n, state in enumerate(states)]
    found = measured(journeys).by[By.STATE]
    assert all(one.count >= FEWEST for one in found)
    assert sum(one.count for one in found) == len(states)


def test_reasons_of_loss_are_counted_rare_ones_together():
    losses = [*many(7, lost="N1"), *many(5, 10, lost="L2"), *many(1, 20, lost="W1")]
    assert measured(losses).losses == (("N1", 7), (OTHERS, 6))


@pytest.mark.parametrize(
    ("contact", "due", "now", "counts"),
    [
        (HOUR, 2 * HOUR, 0 * HOUR, (5, 0, 0, 0)),
        (3 * HOUR, 2 * HOUR, 0 * HOUR, (0, 5, 0, 0)),
        (None, 2 * HOUR, 1 * HOUR, (0, 0, 5, 0)),
        (None, 2 * HOUR, 3 * HOUR, (0, 5, 0, 0)),
        (HOUR, None, 0 * HOUR, (0, 0, 0, 5)),
    ],
)
def test_a_first_contact_is_in_time_or_late_or_still_to_come(contact, due, now, counts):
    due_at = due and NOW + due
    contact_at = contact and NOW + contact
    accepted = many(5, accepted_at=NOW, tier=Tier.P4, due_at=due_at, contact_at=contact_at)
    assert measured(accepted, now=NOW + now).on_time == (OnTime("P4", *counts),)


def test_of_whoever_waits_for_a_seat_the_queue_tells_when_they_were_accepted():
    seekers = [
        Seeker(str(n), 3, Tier.P3, NOW + HOUR, "en", (Track.TRAUMA,), "UTC", 30, NOW)
        for n in range(5)
    ]
    found = measured(many(6), seekers, NOW + 5 * HOUR)
    assert found.everybody.spells[Reached.ACCEPTED].median == HOUR
    assert found.on_time == (OnTime("P3", 0, 5, 0, 0),)
