from datetime import timedelta

import pytest

from tests.unit.use_cases.seating.places import ANA, settled
from threshold.errors import Conflict, Retryable, Unknown
from threshold.intake.life_cycle import EventKind, NotPermitted, Queue, Role, Status, Worklist
from threshold.intake.record import PATIENT, SYSTEM, Actor
from threshold.scheduling.seat import OFFER_HOLDS
from threshold.use_cases.seating.answering_offer import (
    DeclineReason,
    OfferOver,
    ask_reschedule,
    open_offer,
    resume_offers,
)

ALMOST = OFFER_HOLDS - timedelta(seconds=1)


@pytest.mark.parametrize("actor", [PATIENT, ANA], ids=["by themselves", "by phone"])
def test_who_takes_the_seat_has_it_and_care_starts_on_its_day(clinic, actor):
    intake_id, held = clinic.offered()
    assert clinic.accept(intake_id, actor=actor) == settled(held)
    record = clinic.store.load(intake_id)
    assert (record.status, record.worklist) == (Status.SCHEDULED, Worklist.SEATED)
    assert record.watch.starts_on == held.starts_on
    event = clinic.events(intake_id)[-1]
    assert (event.actor, event.details) == (actor, {"cohort": "c1", "offer": "1"})


def test_taking_it_again_changes_nothing(clinic):
    intake_id, mine = clinic.seated()
    clinic.later(days=2)
    assert clinic.accept(intake_id) == mine
    assert clinic.kinds(intake_id).count(EventKind.OFFER_ACCEPTED) == 1


def test_an_offer_is_open_to_its_last_second(clinic):
    intake_id, held = clinic.offered()
    clinic.now += ALMOST
    assert open_offer(clinic.store.load(intake_id), held, clinic.now) == held
    assert clinic.accept(intake_id) == settled(held)


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_an_answer_after_the_hold_is_refused_though_nobody_ended_it_yet(clinic, answer):
    intake_id, held = clinic.offered()
    clinic.now += OFFER_HOLDS
    assert open_offer(clinic.store.load(intake_id), held, clinic.now) is None
    with pytest.raises(OfferOver):
        getattr(clinic, answer)(intake_id)
    assert clinic.store.load(intake_id).status is Status.OFFERED


@pytest.mark.parametrize("answer", ["accept", "decline"])
@pytest.mark.parametrize("number", [0, 2])
def test_an_answer_to_another_offer_is_refused(clinic, answer, number):
    intake_id, _ = clinic.offered()
    with pytest.raises(OfferOver):
        getattr(clinic, answer)(intake_id, number)


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_who_was_offered_nothing_has_nothing_to_answer(clinic, answer):
    with pytest.raises(OfferOver):
        getattr(clinic, answer)(clinic.waiting())


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_who_is_with_a_clinician_answers_no_offer(clinic, answer):
    intake_id, _ = clinic.offered()
    clinic.happens(intake_id, EventKind.CRISIS_FOUND, SYSTEM)
    with pytest.raises(OfferOver):
        getattr(clinic, answer)(intake_id)
    assert clinic.store.load(intake_id).worklist is Worklist.CRISIS


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_nobody_answers_for_an_intake_that_is_not_there(clinic, answer):
    with pytest.raises(Unknown):
        getattr(clinic, answer)("nobody")


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_billing_answers_no_offer(clinic, answer):
    intake_id, _ = clinic.offered()
    with pytest.raises(NotPermitted):
        getattr(clinic, answer)(intake_id, actor=Actor(Role.BILLING, "bo"))


@pytest.mark.parametrize("why", DeclineReason)
def test_who_declines_is_accepted_still_and_the_queue_gives_the_seat_back(clinic, why):
    intake_id, _ = clinic.offered()
    clinic.decline(intake_id, why=why)
    event = clinic.events(intake_id)[-1]
    assert event.details == {"cohort": "c1", "offer": "1", "why": why.value}
    assert event.queue is Queue.SCHEDULING
    assert clinic.store.load(intake_id).status is Status.ACCEPTED


def test_declining_again_changes_nothing_and_taking_it_then_is_refused(clinic):
    intake_id, _ = clinic.offered()
    for _ in range(2):
        clinic.decline(intake_id)
    assert clinic.kinds(intake_id).count(EventKind.OFFER_DECLINED) == 1
    with pytest.raises(OfferOver):
        clinic.accept(intake_id)


def test_who_has_taken_the_seat_declines_it_no_more(clinic):
    intake_id, mine = clinic.seated()
    with pytest.raises(OfferOver):
        clinic.decline(intake_id)
    assert clinic.seats.seat_of(intake_id) == mine


def test_an_answer_that_meets_another_writer_is_given_again(clinic, monkeypatch):
    intake_id, _ = clinic.offered()
    settle = clinic.seats.settle

    def first_lost(change, seat):
        monkeypatch.setattr(clinic.seats, "settle", settle)
        raise Conflict

    monkeypatch.setattr(clinic.seats, "settle", first_lost)
    clinic.accept(intake_id)
    assert clinic.store.load(intake_id).status is Status.SCHEDULED


def test_an_answer_that_keeps_meeting_others_is_to_be_tried_later(clinic, monkeypatch):
    def lost(change, seat):
        raise Conflict

    intake_id, _ = clinic.offered()
    monkeypatch.setattr(clinic.seats, "settle", lost)
    with pytest.raises(Retryable):
        clinic.accept(intake_id)


def test_offers_that_are_not_paused_are_not_resumed(clinic):
    intake_id = clinic.waiting()
    assert not resume_offers(intake_id, PATIENT, clinic.store, clinic.now)
    assert EventKind.SEATING_RESUMED not in clinic.kinds(intake_id)


@pytest.mark.parametrize("actor", [PATIENT, ANA], ids=["by themselves", "by phone"])
def test_offers_are_resumed_once(clinic, actor):
    intake_id = clinic.waiting()
    clinic.happens(intake_id, EventKind.SEATING_PAUSED, SYSTEM)
    resumed = [resume_offers(intake_id, actor, clinic.store, clinic.now) for _ in range(2)]
    assert resumed == [True, False]


def test_who_asks_for_another_seat_waits_again_and_is_not_offered_the_same(clinic):
    intake_id, _ = clinic.seated()
    for _ in range(2):
        ask_reschedule(intake_id, PATIENT, clinic.store, clinic.now)
    clinic.look_again(intake_id)
    ask_reschedule(intake_id, PATIENT, clinic.store, clinic.now)
    assert clinic.kinds(intake_id).count(EventKind.RESCHEDULE_ASKED) == 1
    (seeker,) = clinic.seats.waiting()
    assert (seeker.refused, seeker.declined) == ({"c1"}, 0)


def test_who_has_no_seat_asks_for_no_other(clinic):
    intake_id, _ = clinic.offered()
    with pytest.raises(OfferOver):
        ask_reschedule(intake_id, PATIENT, clinic.store, clinic.now)
