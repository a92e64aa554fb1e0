"""What the scheduling queue's worker does with an intake, wherever it has got to."""

from datetime import timedelta

import pytest

from tests.unit.use_cases.seating.places import ANA, CLARA, settled
from threshold.errors import Unknown
from threshold.intake.life_cycle import EventKind, Queue, Status, Worklist
from threshold.intake.record import PATIENT, SYSTEM
from threshold.scheduling.seat import OFFER_HOLDS
from threshold.use_cases.seating.answering_offer import resume_offers
from threshold.use_cases.seating.waiting import forget_who_left


def test_the_accepted_wait_for_a_seat_once_however_often_they_are_looked_at(clinic):
    intake_id = clinic.accepted()
    for _ in range(3):
        clinic.look_again(intake_id)
    assert clinic.store.load(intake_id).worklist is Worklist.SCHEDULING
    assert clinic.kinds(intake_id).count(EventKind.QUEUED_FOR_SEAT) == 1
    (seeker,) = clinic.seats.waiting()
    assert (seeker.intake_id, seeker.version) == (intake_id, clinic.store.load(intake_id).version)


def test_who_is_not_accepted_does_not_wait(clinic):
    intake_id = clinic.assessed()
    clinic.look_again(intake_id)
    assert clinic.store.load(intake_id).status is Status.ASSESSED
    assert clinic.waits() == set()


def test_there_is_nobody_to_look_at(clinic):
    with pytest.raises(Unknown):
        clinic.look_again("nobody")


def test_a_crash_between_the_list_and_the_waiting_is_made_good_by_the_next_message(clinic):
    intake_id = clinic.waiting()
    clinic.seats.stop_waiting(intake_id, clinic.store.load(intake_id).version)
    clinic.look_again(intake_id)
    assert clinic.waits() == {intake_id}


def test_a_seat_that_was_declined_is_given_back_and_its_holder_waits_where_they_did(clinic):
    intake_id, _ = clinic.offered()
    accepted_at = clinic.now
    clinic.later(hours=2)
    clinic.decline(intake_id)
    assert clinic.free == (7, 7)
    clinic.look_again(intake_id)
    assert clinic.free == (8, 8)
    (seeker,) = clinic.seats.waiting()
    assert (seeker.accepted_at, seeker.declined) == (accepted_at, 1)
    assert seeker.refused == {"c1"}


def test_a_message_that_comes_late_leaves_an_open_offer_alone(clinic):
    intake_id, held = clinic.offered()
    clinic.look_again(intake_id)
    assert clinic.seats.seat_of(intake_id) == held
    assert clinic.waits() == set()


def test_a_message_that_comes_late_leaves_a_seat_alone(clinic):
    intake_id, mine = clinic.seated()
    clinic.later(days=3)
    clinic.look_again(intake_id)
    assert clinic.seats.seat_of(intake_id) == mine


def test_an_offer_that_nobody_answered_is_over(clinic):
    intake_id, _ = clinic.offered()
    clinic.now += OFFER_HOLDS
    clinic.look_again(intake_id)
    assert clinic.kinds(intake_id)[-2:] == [EventKind.OFFER_EXPIRED, EventKind.QUEUED_FOR_SEAT]
    assert clinic.free == (8, 8)
    (seeker,) = clinic.seats.waiting()
    assert (seeker.declined, seeker.refused) == (0, frozenset())


@pytest.mark.parametrize("given_up", [EventKind.NO_SHOW, EventKind.RESCHEDULE_ASKED])
def test_a_seat_that_was_given_up_goes_back_and_its_holder_waits(clinic, given_up):
    intake_id, _ = clinic.seated()
    clinic.happens(intake_id, given_up, ANA)
    clinic.look_again(intake_id)
    assert clinic.free == (8, 8)
    assert clinic.waits() == {intake_id}


def test_the_seat_of_whose_care_has_ended_goes_back(clinic):
    intake_id, _ = clinic.seated()
    clinic.happens(intake_id, EventKind.CARE_ENDED)
    for _ in range(2):
        clinic.look_again(intake_id)
    assert clinic.free == (8, 8)
    assert clinic.store.load(intake_id).status is Status.SCHEDULED
    assert clinic.waits() == set()


@pytest.mark.parametrize("left", ["waiting", "offered"])
def test_who_withdraws_waits_no_more_and_keeps_no_seat(clinic, left):
    intake_id = clinic.waiting() if left == "waiting" else clinic.offered()[0]
    clinic.happens(intake_id, EventKind.WITHDRAWN, PATIENT)
    clinic.look_again(intake_id)
    assert (clinic.free, clinic.waits()) == ((8, 8), set())


@pytest.mark.parametrize("found", [EventKind.CRISIS_FOUND, EventKind.REVIEW_NEEDED])
def test_an_offer_is_held_through_a_review_until_it_lapses(clinic, found):
    intake_id, held = clinic.offered()
    clinic.happens(intake_id, found, SYSTEM)
    clinic.look_again(intake_id)
    assert clinic.seats.seat_of(intake_id) == held
    clinic.now += OFFER_HOLDS
    clinic.look_again(intake_id)
    assert clinic.seats.seat_of(intake_id) is None
    assert clinic.store.load(intake_id).status is Status.IN_REVIEW


def test_who_is_accepted_again_while_an_offer_is_held_is_placed_anew(clinic):
    intake_id, _ = clinic.offered()
    clinic.happens(intake_id, EventKind.REVIEW_NEEDED, SYSTEM)
    clinic.happens(intake_id, EventKind.ACCEPTED)
    clinic.look_again(intake_id)
    assert (clinic.free, clinic.waits()) == ((8, 8), {intake_id})


@pytest.mark.parametrize("found", [EventKind.CRISIS_FOUND, EventKind.REVIEW_NEEDED])
def test_a_seat_is_kept_through_a_review_and_is_theirs_when_they_are_accepted_again(clinic, found):
    intake_id, mine = clinic.seated()
    clinic.happens(intake_id, found, SYSTEM)
    clinic.later(days=2)
    clinic.look_again(intake_id)
    assert clinic.seats.seat_of(intake_id) == mine
    clinic.happens(intake_id, EventKind.ACCEPTED)
    for _ in range(2):
        clinic.look_again(intake_id)
    record = clinic.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.SCHEDULED, Worklist.SEATED)
    assert record.watch.starts_on == mine.starts_on
    assert clinic.kinds(intake_id).count(EventKind.SEAT_KEPT) == 1
    assert (clinic.seats.seat_of(intake_id), clinic.waits()) == (mine, set())


def test_a_seat_goes_back_where_a_review_ends_otherwise(clinic):
    intake_id, _ = clinic.seated()
    clinic.happens(intake_id, EventKind.REVIEW_NEEDED, SYSTEM)
    clinic.happens(intake_id, EventKind.REFERRED)
    clinic.look_again(intake_id)
    assert clinic.free == (8, 8)


@pytest.mark.parametrize("left", [EventKind.WITHDRAWN, EventKind.MERGED])
def test_who_has_a_seat_and_leaves_while_verified_anew_sends_word_and_keeps_none(clinic, left):
    intake_id, _ = clinic.seated()
    for kind in (EventKind.REVIEW_NEEDED, EventKind.VERIFICATION_REQUESTED, left):
        clinic.happens(intake_id, kind, ANA)
    assert clinic.events(intake_id)[-1].queue is Queue.SCHEDULING
    clinic.look_again(intake_id)
    assert (clinic.free, clinic.waits()) == ((8, 8), set())


@pytest.mark.parametrize("gave_up", [EventKind.NO_SHOW, EventKind.RESCHEDULE_ASKED])
def test_a_seat_that_was_given_up_goes_back_though_a_review_begins_meanwhile(clinic, gave_up):
    intake_id, _ = clinic.seated()
    clinic.happens(intake_id, gave_up, ANA)
    clinic.happens(intake_id, EventKind.REVIEW_NEEDED, ANA)
    clinic.look_again(intake_id)
    assert clinic.free == (8, 8)
    assert clinic.store.load(intake_id).status is Status.IN_REVIEW


def test_who_leaves_and_comes_back_at_once_has_lost_the_seat_as_others_were_told(clinic):
    intake_id, _ = clinic.seated()
    clinic.happens(intake_id, EventKind.REVIEW_NEEDED)
    clinic.happens(intake_id, EventKind.REFERRED)
    clinic.happens(intake_id, EventKind.REOPENED)
    clinic.look_again(intake_id)
    assert clinic.free == (8, 8)
    clinic.happens(intake_id, EventKind.ACCEPTED)
    clinic.look_again(intake_id)
    assert clinic.waits() == {intake_id}


def test_whoever_went_to_a_review_is_found_by_the_sweep_and_waits_no_more(clinic):
    gone, stays = clinic.waiting(), clinic.waiting()
    clinic.happens(gone, EventKind.REVIEW_NEEDED)
    assert [forget_who_left(clinic.seating) for _ in range(2)] == [1, 0]
    assert clinic.waits() == {stays}


def declined_thrice(clinic):
    intake_id = clinic.waiting()
    for number in (1, 2, 3):
        assert clinic.waits() == {intake_id}
        clinic.offer(intake_id)
        clinic.decline(intake_id, number)
        clinic.look_again(intake_id)
    return intake_id


def test_the_third_offer_declined_pauses_offers_once_and_somebody_finds_the_person(clinic):
    intake_id = declined_thrice(clinic)
    clinic.look_again(intake_id)
    assert clinic.kinds(intake_id).count(EventKind.SEATING_PAUSED) == 1
    record = clinic.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.ACCEPTED, Worklist.SCHEDULING)
    assert record.reason == "O1"
    assert (clinic.waits(), clinic.free) == (set(), (8, 8))


def test_offers_stay_paused_through_a_review(clinic):
    intake_id = declined_thrice(clinic)
    clinic.happens(intake_id, EventKind.REVIEW_NEEDED, SYSTEM)
    clinic.happens(intake_id, EventKind.ACCEPTED)
    clinic.look_again(intake_id)
    assert clinic.store.load(intake_id).worklist is Worklist.SCHEDULING
    assert clinic.waits() == set()


def test_offers_that_are_resumed_begin_afresh_at_the_place_that_was_theirs(clinic):
    accepted_at = clinic.now
    intake_id = declined_thrice(clinic)
    clinic.later(days=1)
    assert resume_offers(intake_id, ANA, clinic.store, clinic.now)
    clinic.look_again(intake_id)
    (seeker,) = clinic.seats.waiting()
    assert (seeker.declined, seeker.refused) == (0, frozenset())
    assert seeker.accepted_at == accepted_at


def test_who_lost_the_race_for_an_answer_keeps_the_seat(clinic, monkeypatch):
    """The worker finds a hold that ended; the person took the seat in the very last moment."""
    intake_id, held = clinic.offered()
    seat_of = clinic.seats.seat_of

    def just_before(asked):
        found = seat_of(asked)
        monkeypatch.setattr(clinic.seats, "seat_of", seat_of)
        clinic.accept(intake_id)
        clinic.now += OFFER_HOLDS
        return found

    monkeypatch.setattr(clinic.seats, "seat_of", just_before)
    clinic.look_again(intake_id)
    assert clinic.seats.seat_of(intake_id) == settled(held)
    assert clinic.store.load(intake_id).status is Status.SCHEDULED


def test_an_offer_made_while_a_worker_looks_is_left_alone(clinic, monkeypatch):
    intake_id = clinic.waiting()
    load = clinic.store.load

    def just_after(asked):
        found = load(asked)
        monkeypatch.setattr(clinic.store, "load", load)
        clinic.offer(intake_id)
        return found

    monkeypatch.setattr(clinic.store, "load", just_after)
    clinic.look_again(intake_id)
    assert clinic.seats.seat_of(intake_id).is_held(clinic.now + timedelta(hours=23))


def test_what_is_kept_of_who_waits_is_renewed(clinic):
    intake_id = clinic.waiting()
    clinic.happens(intake_id, EventKind.NOTE_ADDED, CLARA)
    clinic.look_again(intake_id)
    (seeker,) = clinic.seats.waiting()
    assert seeker.version == clinic.store.load(intake_id).version
