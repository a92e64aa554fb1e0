"""What every store of seats must do. Each test module runs it on one more store."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.builders import NOW
from tests.seating import (
    CLINICIAN,
    FIRST_AT,
    accepted,
    answered,
    appointment,
    cohort,
    give,
    offered,
    seat,
    seeker,
    slot,
)
from threshold.errors import Conflict
from threshold.intake.change import Step, moved
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.record import PATIENT, SYSTEM
from threshold.scheduling.ports import Gone
from threshold.scheduling.seat import OFFER_HOLDS

LATER = NOW + OFFER_HOLDS


class SeatContract:
    """Subclass it with `store` and `seats` fixtures over one new table."""

    def waits(self, store, seats, intake_id=None):
        record = accepted(store, intake_id or uuid4().hex)
        seats.wait(seeker(record.intake_id, version=record.version))
        return record

    def holds(self, store, seats, slot_id="s1", cohort_id="c1"):
        record = self.waits(store, seats)
        change, held = offered(record), seat(record.intake_id, slot_id, cohort_id)
        seats.hold([change], [held])
        return change.after, held

    def free(self, seats):
        found = seats.availability()
        return found.seats_free, [one.id for one in found.slots_free]

    def test_what_there_is_to_give_comes_back_as_it_was_put(self, seats):
        seats.put_cohort(cohort())
        seats.put_clinician(CLINICIAN)
        later = slot("s0", starts_at=slot().starts_at + timedelta(hours=1))
        seats.put_slots([later, slot("s2"), slot("s1")])
        seats.put_compacts({"psypact": frozenset({"TX", "AZ"})})
        found = seats.availability()
        assert found.roster.cohorts == (cohort(),)
        assert found.roster.clinicians == (CLINICIAN,)
        assert found.roster.slots == found.slots_free == (slot("s1"), slot("s2"), later)
        assert found.roster.compacts == {"psypact": {"TX", "AZ"}}
        assert found.seats_free == {"c1": 8}

    def test_where_nothing_was_put_there_is_nothing_to_give(self, seats):
        assert self.free(seats) == ({}, [])
        assert seats.waiting() == ()

    def test_an_offer_takes_a_seat_and_its_appointments_and_whoever_has_it_waits_no_longer(
        self, store, seats
    ):
        give(seats, slots=3)
        record = self.waits(store, seats)
        held = seat(record.intake_id, prescriber=appointment("s2"))
        seats.hold([offered(record)], [held])
        assert self.free(seats) == ({"c1": 7}, ["s3"])
        assert seats.seat_of(record.intake_id) == held
        assert seats.seats_in("c1") == (held,)
        assert seats.waiting() == ()
        assert store.load(record.intake_id).status is Status.OFFERED

    def test_a_seat_that_is_not_free_is_not_offered_and_nothing_is_stored(self, store, seats):
        give(seats, places=1, slots=2)
        self.holds(store, seats)
        record = self.waits(store, seats)
        with pytest.raises(Gone):
            seats.hold([offered(record)], [seat(record.intake_id, "s2")])
        assert self.free(seats) == ({"c1": 0}, ["s2"])
        assert store.load(record.intake_id) == record
        assert len(seats.waiting()) == 1

    @pytest.mark.parametrize("slot_id", ["s1", "never-put"], ids=["taken", "never put"])
    def test_an_appointment_that_is_not_free_is_not_offered(self, store, seats, slot_id):
        give(seats)
        self.holds(store, seats)
        record = self.waits(store, seats)
        with pytest.raises(Gone):
            seats.hold([offered(record)], [seat(record.intake_id, slot_id)])
        assert self.free(seats) == ({"c1": 7}, [])

    def test_a_cohort_that_was_never_put_has_no_seats(self, store, seats):
        give(seats)
        record = self.waits(store, seats)
        with pytest.raises(Gone):
            seats.hold([offered(record)], [seat(record.intake_id, cohort_id="other")])

    def test_nothing_is_offered_to_who_has_moved_on(self, store, seats):
        give(seats)
        record = self.waits(store, seats)
        store.apply(moved(record, Step(EventKind.WITHDRAWN, PATIENT, NOW)))
        with pytest.raises(Conflict):
            seats.hold([offered(record)], [seat(record.intake_id)])
        assert self.free(seats) == ({"c1": 8}, ["s1"])

    def test_nobody_has_two_seats(self, store, seats):
        give(seats, slots=2)
        record, _ = self.holds(store, seats)
        expired = moved(record, Step(EventKind.OFFER_EXPIRED, SYSTEM, NOW))
        store.apply(expired)
        with pytest.raises(Gone):
            seats.hold([offered(expired.after)], [seat(record.intake_id, "s2", number=2)])

    def couple(self, store, seats):
        both = [self.waits(store, seats) for _ in range(2)]
        together = appointment("s3")
        held = [
            seat(one.intake_id, f"s{place}", f"c{place}", couple=together)
            for place, one in enumerate(both, start=1)
        ]
        return both, held

    def test_two_share_the_couples_appointment_and_it_is_free_when_both_gave_it_back(
        self, store, seats
    ):
        give(seats, slots=3)
        give(seats, cohort_id="c2")
        both, held = self.couple(store, seats)
        seats.hold([offered(one) for one in both], held)
        assert self.free(seats) == ({"c1": 7, "c2": 7}, [])
        seats.release(held[0])
        assert self.free(seats) == ({"c1": 8, "c2": 7}, ["s1"])
        seats.release(held[1])
        assert self.free(seats) == ({"c1": 8, "c2": 8}, ["s1", "s2", "s3"])

    def test_where_one_of_two_seats_is_gone_neither_is_offered(self, store, seats):
        give(seats, slots=3)
        both, held = self.couple(store, seats)
        with pytest.raises(Gone):
            seats.hold([offered(one) for one in both], held)
        assert self.free(seats) == ({"c1": 8}, ["s1", "s2", "s3"])
        assert {store.load(one.intake_id).status for one in both} == {Status.ACCEPTED}
        assert len(seats.waiting()) == 2

    def test_who_takes_a_seat_has_it_and_it_lapses_no_more(self, store, seats):
        give(seats)
        record, held = self.holds(store, seats)
        mine = replace(held, hold_until=None)
        seats.settle(answered(record, EventKind.OFFER_ACCEPTED), mine)
        assert seats.seat_of(record.intake_id) == mine
        assert seats.lapsed(LATER, 10) == ()
        assert self.free(seats) == ({"c1": 7}, [])

    def test_a_seat_that_was_given_back_is_not_taken(self, store, seats):
        give(seats)
        record, held = self.holds(store, seats)
        seats.release(held)
        with pytest.raises(Conflict):
            seats.settle(answered(record, EventKind.OFFER_ACCEPTED), replace(held, hold_until=None))
        assert store.load(record.intake_id) == record

    def test_a_seat_is_taken_once(self, store, seats):
        give(seats)
        record, held = self.holds(store, seats)
        change, mine = answered(record, EventKind.OFFER_ACCEPTED), replace(held, hold_until=None)
        seats.settle(change, mine)
        with pytest.raises(Conflict):
            seats.settle(change, mine)
        assert seats.seat_of(record.intake_id) == mine

    def test_a_seat_is_given_back_with_the_change_that_does_it(self, store, seats):
        give(seats)
        record, held = self.holds(store, seats)
        change = moved(record, Step(EventKind.OFFER_EXPIRED, SYSTEM, LATER))
        seats.release(held, change)
        assert store.load(record.intake_id) == change.after
        assert seats.seat_of(record.intake_id) is None
        assert seats.seats_in("c1") == ()
        assert seats.lapsed(LATER, 10) == ()
        assert self.free(seats) == ({"c1": 8}, ["s1"])

    def test_a_seat_is_given_back_once_however_often(self, store, seats):
        give(seats, slots=2)
        _, held = self.holds(store, seats)
        _, of_another = self.holds(store, seats, "s2")
        for _ in range(2):
            seats.release(held)
        assert self.free(seats) == ({"c1": 7}, ["s1"])
        assert seats.seats_in("c1") == (of_another,)

    def test_a_change_is_stored_though_the_seat_was_given_back_before(self, store, seats):
        give(seats)
        record, held = self.holds(store, seats)
        seats.release(held)
        change = moved(record, Step(EventKind.OFFER_EXPIRED, SYSTEM, LATER))
        seats.release(held, change)
        assert store.load(record.intake_id) == change.after
        assert self.free(seats) == ({"c1": 8}, ["s1"])

    def test_a_seat_stays_with_who_has_moved_on(self, store, seats):
        give(seats)
        record, held = self.holds(store, seats)
        late = moved(record, Step(EventKind.OFFER_EXPIRED, SYSTEM, LATER))
        seats.settle(answered(record, EventKind.OFFER_ACCEPTED), replace(held, hold_until=None))
        with pytest.raises(Conflict):
            seats.release(held, late)
        assert self.free(seats) == ({"c1": 7}, [])

    def test_a_seat_that_was_taken_is_not_given_back_as_one_that_was_held(self, store, seats):
        give(seats)
        record, held = self.holds(store, seats)
        mine = replace(held, hold_until=None)
        seats.settle(answered(record, EventKind.OFFER_ACCEPTED), mine)
        seats.release(held)
        assert seats.seat_of(record.intake_id) == mine
        seats.release(mine)
        assert seats.seat_of(record.intake_id) is None
        assert self.free(seats) == ({"c1": 8}, ["s1"])

    def test_a_late_giving_back_of_one_offer_leaves_the_next_alone(self, store, seats):
        give(seats, slots=2)
        record, held = self.holds(store, seats)
        expired = moved(record, Step(EventKind.OFFER_EXPIRED, SYSTEM, NOW))
        seats.release(held, expired)
        again = seat(record.intake_id, "s2", number=2)
        seats.hold([offered(expired.after)], [again])
        seats.release(held)
        assert seats.seat_of(record.intake_id) == again
        assert self.free(seats) == ({"c1": 7}, ["s1"])

    def test_holds_lapse_at_their_end_and_not_before_the_longest_ended_first(self, store, seats):
        give(seats, slots=3)
        for number, hours in enumerate([2, 1, 3], start=1):
            record = self.waits(store, seats, f"i{hours}-{uuid4().hex}")
            until = NOW + timedelta(hours=hours)
            held = seat(record.intake_id, f"s{number}", hold_until=until)
            seats.hold([offered(record)], [held])
        at_two = NOW + timedelta(hours=2)
        assert [one[:2] for one in seats.lapsed(at_two, 10)] == ["i1", "i2"]
        assert [one[:2] for one in seats.lapsed(at_two, 1)] == ["i1"]
        assert seats.lapsed(NOW + timedelta(minutes=59, seconds=59), 10) == ()

    def test_who_has_a_seat_is_found_by_when_they_begin_until_it_is_given_back(self, store, seats):
        give(seats, slots=3)
        before = timedelta(minutes=1)
        for number, slot_id in enumerate(("s3", "s1", "s2")):
            record = self.waits(store, seats, f"i{number}")
            at = FIRST_AT + timedelta(hours=number)
            first = replace(appointment(slot_id), starts_at=at)
            held = seat(record.intake_id, first=first)
            change = offered(record)
            seats.hold([change], [held])
            assert seats.beginning(at - before, at) == ()
            mine = replace(held, hold_until=None)
            seats.settle(answered(change.after, EventKind.OFFER_ACCEPTED), mine)
        last = FIRST_AT + timedelta(hours=2)
        assert seats.beginning(FIRST_AT - before, last) == ("i0", "i1", "i2")
        assert seats.beginning(FIRST_AT, last - before) == ("i1",)
        assert seats.lapsed(last, 10) == ()
        seats.release(mine)
        assert seats.beginning(FIRST_AT, last) == ("i1",)

    def test_a_cohort_and_some_clinicians_are_found_by_id(self, seats):
        give(seats)
        assert seats.cohort("c1") == cohort()
        assert seats.cohort("c2") is None
        assert seats.clinicians({CLINICIAN.id, "nobody"}) == (CLINICIAN,)
        assert seats.clinicians(()) == ()

    def test_a_cohort_that_changes_keeps_the_seats_taken_in_it(self, store, seats):
        give(seats, places=8, slots=2)
        self.holds(store, seats)
        seats.put_cohort(cohort(capacity=3, closed=True))
        assert self.free(seats)[0] == {"c1": 2}
        assert seats.availability().roster.cohorts == (cohort(capacity=3, closed=True),)
        seats.put_cohort(cohort(capacity=1))
        assert self.free(seats)[0] == {"c1": 0}

    def test_a_cohort_has_no_fewer_places_than_are_taken(self, store, seats):
        give(seats, slots=2)
        self.holds(store, seats)
        self.holds(store, seats, "s2")
        with pytest.raises(Conflict):
            seats.put_cohort(cohort(capacity=1))
        assert self.free(seats)[0] == {"c1": 6}

    def test_a_cohort_and_clinicians_are_found_by_their_ids(self, seats):
        give(seats)
        assert seats.cohort("c1") == cohort()
        assert seats.cohort("other") is None
        assert seats.clinicians(["clara", "nobody", "clara"]) == (CLINICIAN,)
        assert seats.clinicians([]) == ()

    def test_what_another_changed_since_it_was_seen_is_not_written_over(self, seats):
        give(seats)
        seats.put_cohort(cohort(closed=True), seen=cohort())
        with pytest.raises(Conflict):
            seats.put_cohort(cohort(capacity=9), seen=cohort())
        assert seats.cohort("c1") == cohort(closed=True)
        renamed = replace(CLINICIAN, name="Clara Example")
        seats.put_clinician(renamed, seen=CLINICIAN)
        with pytest.raises(Conflict):
            seats.put_clinician(CLINICIAN, seen=CLINICIAN)
        assert seats.clinicians(["clara"]) == (renamed,)

    def test_what_was_never_there_was_not_seen(self, seats):
        with pytest.raises(Conflict):
            seats.put_cohort(cohort(), seen=cohort())
        with pytest.raises(Conflict):
            seats.put_clinician(CLINICIAN, seen=CLINICIAN)

    def test_what_is_added_is_there_with_all_its_seats_and_only_once(self, seats):
        seats.add(cohort(capacity=5))
        seats.add(CLINICIAN)
        for entry in (cohort(capacity=9), replace(CLINICIAN, name="Another Tester")):
            with pytest.raises(Conflict):
                seats.add(entry)
        found = seats.availability()
        assert found.roster.cohorts == (cohort(capacity=5),)
        assert found.roster.clinicians == (CLINICIAN,)
        assert found.seats_free == {"c1": 5}

    def test_an_appointment_that_is_put_again_stays_as_it_is(self, store, seats):
        give(seats)
        self.holds(store, seats)
        seats.put_slots([slot("s1", minutes=30)])
        assert self.free(seats)[1] == []
        assert seats.availability().roster.slots == (slot("s1"),)

    def test_an_appointment_that_nobody_holds_goes(self, store, seats):
        give(seats, slots=2)
        self.holds(store, seats)
        seats.remove_slot("s2")
        seats.remove_slot("never-put")
        assert [one.id for one in seats.availability().roster.slots] == ["s1"]
        with pytest.raises(Gone):
            seats.remove_slot("s1")

    def test_who_waits_is_known_as_they_were_last(self, seats):
        old, new = seeker("i1", version=4), seeker("i1", version=5, declined=1)
        seats.wait(old)
        seats.wait(new)
        seats.wait(old)
        assert seats.waiting() == (new,)

    def test_who_waits_no_more_is_forgotten_unless_they_came_back_since(self, seats):
        again = seeker("i2", version=6)
        for one in (seeker("i1", version=4), again):
            seats.wait(one)
            seats.stop_waiting(one.intake_id, 5)
        seats.stop_waiting("never-waited", 5)
        assert seats.waiting() == (again,)


class RoundsContract:
    """Subclass it with a `rounds` fixture over one new table."""

    until = NOW + timedelta(minutes=1)

    def test_one_round_runs_at_a_time(self, rounds):
        assert rounds.begin(NOW, self.until)
        assert not rounds.begin(NOW, self.until)

    def test_a_round_that_nobody_asked_for_meanwhile_is_the_last(self, rounds):
        rounds.begin(NOW, self.until)
        assert rounds.end(self.until)
        assert rounds.begin(NOW, self.until)

    def test_a_round_is_run_once_more_however_many_asked_for_it(self, rounds):
        rounds.begin(NOW, self.until)
        for _ in range(3):
            rounds.begin(NOW, self.until)
        assert not rounds.end(self.until)
        assert not rounds.begin(NOW, self.until)
        assert not rounds.end(self.until)
        assert rounds.end(self.until)

    def test_a_round_that_broke_off_stands_in_nobodys_way_after_its_time(self, rounds):
        rounds.begin(NOW, self.until)
        another = self.until + timedelta(minutes=1)
        assert rounds.begin(self.until, another)
        assert rounds.end(self.until)
        assert not rounds.begin(self.until, another)
