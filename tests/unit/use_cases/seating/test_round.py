"""A round of placing, as far as it is not for `place` to say: what is offered, kept and noted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import submission
from tests.seating import CLINICIAN, FIRST_AT, cohort, slot
from tests.unit.use_cases.seating.places import ANA, CLARA, Clinic
from tests.unit.use_cases.test_couples import send
from threshold.errors import Conflict
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind, Queue, Status, Worklist
from threshold.intake.record import PATIENT, SYSTEM, Tier
from threshold.intake.submission import Location
from threshold.program.roster import SlotKind, Specialty
from threshold.scheduling.ports import Gone
from threshold.scheduling.seat import OFFER_HOLDS
from threshold.use_cases.seating.round import LASTS_AT_MOST, MOST_ROUNDS, run_round
from threshold.use_cases.stepping import take


def run(clinic):
    return tuple(run_round(clinic.seating))


def only_place(clinic):
    clinic.seats.put_cohort(cohort(capacity=1))


def status(clinic, intake_id):
    return clinic.store.load(intake_id).status


def test_who_waits_is_offered_a_seat_and_told_of_it(clinic):
    intake_id = clinic.waiting()
    assert run(clinic) == (1, 0)
    record, held = clinic.store.load(intake_id), clinic.seats.seat_of(intake_id)
    assert (record.status, record.worklist) == (Status.OFFERED, Worklist.SCHEDULING)
    assert (held.cohort, held.number, held.hold_until) == ("c1", 1, clinic.now + OFFER_HOLDS)
    event = clinic.events(intake_id)[-1]
    assert event.queue is Queue.NOTIFICATION
    assert event.details == {
        "cohort": "c1",
        "offer": "1",
        "starts_on": held.starts_on.isoformat(),
        "hold_until": held.hold_until.isoformat(),
    }


def test_where_nobody_waits_nothing_happens(clinic):
    assert run(clinic) == (0, 0)


def test_a_round_that_is_run_again_offers_nothing_more(clinic):
    intake_id = clinic.waiting()
    assert (run(clinic), run(clinic)) == ((1, 0), (0, 0))
    assert clinic.kinds(intake_id).count(EventKind.SEAT_OFFERED) == 1


def test_whoever_comes_first_in_order_has_the_only_place(clinic):
    only_place(clinic)
    behind, ahead = clinic.waiting(), clinic.accepted()
    sooner = Step(EventKind.NOTE_ADDED, CLARA, clinic.now, tier=Tier.P4)
    take(clinic.store, ahead, lambda _: sooner)
    clinic.look_again(ahead)
    run(clinic)
    assert (status(clinic, ahead), status(clinic, behind)) == (Status.OFFERED, Status.ACCEPTED)


def test_an_offer_that_nobody_answered_goes_to_the_next_person(clinic):
    only_place(clinic)
    first = clinic.waiting()
    run(clinic)
    clinic.later(hours=1)
    second = clinic.waiting()
    clinic.now += OFFER_HOLDS
    assert run(clinic) == (1, 1)
    assert clinic.kinds(first)[-1] is EventKind.OFFER_EXPIRED
    assert status(clinic, second) is Status.OFFERED
    clinic.look_again(first)
    assert run(clinic) == (0, 0)
    assert clinic.waits() == {first}


def test_who_did_not_answer_is_offered_another_when_their_turn_comes(clinic):
    intake_id = clinic.waiting()
    run(clinic)
    clinic.now += OFFER_HOLDS
    run(clinic)
    clinic.look_again(intake_id)
    run(clinic)
    assert clinic.seats.seat_of(intake_id).number == 2


def test_a_hold_that_ended_while_its_holder_is_in_danger_leaves_them_where_they_are(clinic):
    intake_id, _ = clinic.offered()
    clinic.happens(intake_id, EventKind.CRISIS_FOUND, SYSTEM)
    clinic.now += OFFER_HOLDS
    assert run(clinic) == (0, 1)
    assert clinic.store.load(intake_id).worklist is Worklist.CRISIS
    assert clinic.free == (8, 8)


def test_a_seat_that_the_index_still_calls_held_is_left_alone(clinic, monkeypatch):
    intake_id, mine = clinic.seated()
    clinic.later(days=2)
    monkeypatch.setattr(clinic.seats, "lapsed", lambda now, most: (intake_id, "nobody"))
    assert run(clinic) == (0, 0)
    assert clinic.seats.seat_of(intake_id) == mine


def test_a_hold_that_is_answered_as_it_ends_is_left_to_the_next_round(clinic, monkeypatch):
    def lost(seat, change=None):
        raise Conflict

    clinic.offered()
    clinic.now += OFFER_HOLDS
    monkeypatch.setattr(clinic.seats, "release", lost)
    assert run(clinic) == (0, 0)


@pytest.mark.parametrize("kind", [EventKind.WITHDRAWN, EventKind.CRISIS_FOUND])
def test_who_has_left_meanwhile_is_forgotten_and_the_next_person_has_the_seat(clinic, kind):
    only_place(clinic)
    left = clinic.waiting()
    clinic.later(minutes=1)
    stays = clinic.waiting()
    clinic.happens(left, kind, PATIENT)
    assert run(clinic) == (1, 0)
    assert status(clinic, stays) is Status.OFFERED
    assert clinic.waits() == set()


def test_who_is_somewhere_else_by_now_is_placed_by_where_they_are(clinic):
    intake_id = clinic.waiting()
    moved_to = Finding(FindingKind.SUBMISSION, submission(location=Location(state="NY")))
    there = Step(EventKind.CONTACT_RENEWED, PATIENT, clinic.now, findings=(moved_to,))
    take(clinic.store, intake_id, lambda _: there)
    assert run(clinic) == (0, 0)
    (seeker,) = clinic.seats.waiting()
    assert seeker.state == "NY"


def test_what_happened_that_placing_does_not_go_by_keeps_nobody_from_a_seat(clinic):
    intake_id = clinic.waiting()
    clinic.happens(intake_id, EventKind.NOTE_ADDED, ANA)
    assert run(clinic) == (1, 0)
    assert status(clinic, intake_id) is Status.OFFERED


@pytest.mark.parametrize("lost", [Gone, Conflict])
def test_a_seat_lost_to_another_is_looked_for_again(clinic, monkeypatch, lost):
    hold = clinic.seats.hold

    def first_lost(changes, seats):
        monkeypatch.setattr(clinic.seats, "hold", hold)
        raise lost

    intake_id = clinic.waiting()
    monkeypatch.setattr(clinic.seats, "hold", first_lost)
    assert run(clinic) == (1, 0)
    assert status(clinic, intake_id) is Status.OFFERED


def test_what_keeps_being_lost_is_left_to_the_next_round(clinic, monkeypatch):
    def lost(changes, seats):
        raise Gone

    clinic.waiting()
    monkeypatch.setattr(clinic.seats, "hold", lost)
    assert run(clinic) == (0, 0)
    assert len(clinic.waits()) == 1


def test_while_a_round_runs_another_is_left_to_it(clinic):
    clinic.waiting()
    until = clinic.now + LASTS_AT_MOST
    clinic.rounds.begin(clinic.now, until)
    assert run(clinic) == (0, 0)
    assert not clinic.rounds.end(until)


def test_a_round_that_broke_off_stops_none_after_its_time(clinic):
    clinic.waiting()
    clinic.rounds.begin(clinic.now, clinic.now + LASTS_AT_MOST)
    clinic.now += LASTS_AT_MOST
    assert run(clinic) == (1, 0)


def test_a_round_asked_for_while_one_runs_is_run_after_it(clinic, monkeypatch):
    only_place(clinic)
    first = clinic.waiting()
    hold, late = clinic.seats.hold, []

    def meanwhile(changes, seats):
        monkeypatch.setattr(clinic.seats, "hold", hold)
        hold(changes, seats)
        clinic.seats.put_cohort(cohort(capacity=2))
        late.append(clinic.waiting())
        assert run(clinic) == (0, 0)

    monkeypatch.setattr(clinic.seats, "hold", meanwhile)
    assert run(clinic) == (2, 0)
    assert {status(clinic, one) for one in (first, *late)} == {Status.OFFERED}


def test_rounds_that_others_keep_asking_for_end(clinic, monkeypatch):
    ended = []
    monkeypatch.setattr(clinic.rounds, "end", lambda until: bool(ended.append(until)))
    run(clinic)
    assert len(ended) == MOST_ROUNDS


class TestCouples:
    @pytest.fixture
    def clinic(self):
        clinic = Clinic()
        both = frozenset({Specialty.COUPLES})
        clinic.seats.put_clinician(replace(CLINICIAN, specialties=both))
        clinic.seats.put_cohort(cohort("c2"))
        later = FIRST_AT + timedelta(hours=3)
        clinic.seats.put_slots([slot("joint", SlotKind.COUPLES, starts_at=later)])
        clinic.seats.put_slots([slot("next", starts_at=FIRST_AT + timedelta(hours=1))])
        return clinic

    def both(self, clinic, **said):
        pair = send(clinic), send(clinic, "John", **said)
        for intake_id in pair:
            if clinic.store.load(intake_id).status is Status.ASSESSED:
                clinic.verified(intake_id)
            else:
                clinic.happens(intake_id, EventKind.ACCEPTED)
            clinic.look_again(intake_id)
        return pair

    def together(self, clinic):
        return {one.together for one in clinic.seats.waiting()}

    def test_both_are_offered_a_seat_at_once_in_different_groups(self, clinic):
        pair = self.both(clinic)
        assert self.together(clinic) == {True}
        assert run(clinic) == (2, 0)
        one, other = map(clinic.seats.seat_of, pair)
        assert {one.cohort, other.cohort} == {"c1", "c2"}
        assert (one.partner, other.partner) == (pair[1], pair[0])
        assert one.couple.slot == other.couple.slot == "joint"

    def test_where_either_told_of_harm_each_is_offered_a_seat_alone_in_another_group(self, clinic):
        harm = {"q1": "no", "q2": "yes", "q3": "no", "q4": "no"}
        pair = self.both(clinic, hark=harm)
        assert self.together(clinic) == {False}
        run(clinic)
        one, other = map(clinic.seats.seat_of, pair)
        assert one.cohort != other.cohort
        assert {one.couple, other.couple, one.partner, other.partner} == {None}

    def test_who_comes_after_the_other_has_a_seat_is_placed_in_another_group(self, clinic):
        first, second = self.both(clinic)
        clinic.seats.stop_waiting(second, clinic.store.load(second).version)
        clinic.happens(second, EventKind.REVIEW_NEEDED, SYSTEM)
        clinic.look_again(second)
        assert self.together(clinic) == {False}
        run(clinic)
        clinic.happens(second, EventKind.ACCEPTED)
        clinic.look_again(second)
        run(clinic)
        assert {clinic.seats.seat_of(one).cohort for one in (first, second)} == {"c1", "c2"}

    def test_where_one_of_two_has_left_neither_is_offered_jointly(self, clinic):
        first, second = self.both(clinic)
        clinic.happens(second, EventKind.WITHDRAWN, PATIENT)
        assert run(clinic) == (1, 0)
        held = clinic.seats.seat_of(first)
        assert (held.couple, held.partner) == (None, None)

    def test_being_passed_over_is_noted_for_both_and_counts(self, clinic):
        clinic.seats.put_cohort(cohort("c2", capacity=1))
        clinic.offer(clinic.waiting(), "next", "c2")
        pair = self.both(clinic)
        clinic.later(minutes=1)
        behind = clinic.waiting()
        assert run(clinic) == (1, 0)
        assert status(clinic, behind) is Status.OFFERED
        for intake_id in pair:
            event = clinic.events(intake_id)[-1]
            assert (event.kind, event.details) == (EventKind.PASSED_OVER, {"cohort": "c1"})
        assert {one.passed_over for one in clinic.seats.waiting()} == {1}
