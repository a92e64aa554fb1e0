"""Staff answer an offer on somebody's behalf, and record what happens on the way to a seat."""

from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.clinic import CLINIC
from tests.seating import STARTS_ON, accepted, give, offered, seat
from threshold.errors import Conflict
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, NotPermitted, Queue, Role, Status, Worklist
from threshold.intake.record import PATIENT, SYSTEM, Actor
from threshold.intake.staff_act import StaffAct
from threshold.scheduling.seat import OFFER_HOLDS
from threshold.store.memory import MemoryStore
from threshold.store.memory_seats import MemorySeats
from threshold.use_cases.as_seen import HappenedSince
from threshold.use_cases.offers_by_phone import answer_by_phone
from threshold.use_cases.seating.answering_offer import DeclineReason, OfferOver
from threshold.use_cases.staff_acts import Act, InterimService, NotYet, Wanted, act
from threshold.use_cases.stepping import take

ANA = Actor(Role.ADMISSIONS, "ana")
LATER = NOW + timedelta(hours=1)


class Phone:
    """Somebody with an offer, and staff who speak with them."""

    def __init__(self):
        self.store = MemoryStore()
        self.seats = MemorySeats(self.store)
        give(self.seats)
        record = accepted(self.store, "i1")
        self.seats.hold([offered(record)], [seat("i1")])

    @property
    def record(self):
        return self.store.load("i1")

    @property
    def last(self):
        return self.store.events("i1")[-1]

    def happens(self, kind, actor=SYSTEM):
        take(self.store, "i1", lambda _: Step(kind, actor, LATER))

    def wanted(self, what, **more):
        return Wanted(what, **{"seen": self.record.version, "key": "k1", "reason": "Said."} | more)

    def answer(self, what, actor=ANA, at=LATER, **more):
        wanted = more.pop("wanted", None) or self.wanted(what, **more)
        kept = self.store, self.seats, CLINIC.program, at
        return answer_by_phone("i1", wanted, actor, *kept)

    def act(self, what, **more):
        kept = self.store, CLINIC.program, LATER
        return act("i1", self.wanted(what, **more), ANA, *kept)


@pytest.fixture
def phone():
    return Phone()


def test_the_seat_is_theirs_with_who_took_it_and_why(phone):
    phone.answer(Act.TAKE_OFFER)
    assert (phone.record.status, phone.record.worklist) == (Status.SCHEDULED, Worklist.SEATED)
    assert phone.record.watch.starts_on == STARTS_ON
    assert phone.seats.seat_of("i1").hold_until is None
    assert (phone.last.actor, phone.last.details["offer"]) == (ANA, "1")
    (kept,) = phone.store.findings("i1", FindingKind.STAFF_ACT, StaffAct)
    assert (kept.reason, kept.by) == ("Said.", ANA)


def test_declining_keeps_their_place_and_why(phone):
    phone.answer(Act.DECLINE_OFFER, why=DeclineReason.OTHER_TIME)
    assert (phone.record.status, phone.last.queue) == (Status.ACCEPTED, Queue.SCHEDULING)
    told = {"cohort": "c1", "offer": "1", "why": "other_time"}
    assert told.items() <= phone.last.details.items()
    assert phone.record.watch.starts_on is None


@pytest.mark.parametrize("what", [Act.TAKE_OFFER, Act.DECLINE_OFFER])
def test_the_same_again_is_done_once(phone, what):
    wanted = phone.wanted(what)
    assert [phone.answer(what, wanted=wanted).stored for _ in range(2)] == [True, False]


@pytest.mark.parametrize("what", [Act.TAKE_OFFER, Act.DECLINE_OFFER])
def test_an_offer_that_ran_out_is_over(phone, what):
    before = phone.record
    with pytest.raises(OfferOver):
        phone.answer(what, at=NOW + OFFER_HOLDS)
    assert phone.record == before


def test_an_offer_that_they_answered_meanwhile_is_told_and_stands(phone):
    wanted = phone.wanted(Act.TAKE_OFFER)
    phone.happens(EventKind.OFFER_DECLINED, PATIENT)
    with pytest.raises(HappenedSince):
        phone.answer(Act.TAKE_OFFER, wanted=wanted)
    assert phone.record.status is Status.ACCEPTED


def test_a_seat_that_is_gone_under_their_hands_is_not_theirs(phone, monkeypatch):
    def gone_first(change, mine):
        phone.seats.release(seat("i1"))
        monkeypatch.undo()
        raise Conflict("the hold is over")

    monkeypatch.setattr(phone.seats, "settle", gone_first)
    with pytest.raises(OfferOver):
        phone.answer(Act.TAKE_OFFER)
    assert phone.record.status is Status.OFFERED


@pytest.mark.parametrize("role", [Role.BILLING, Role.AUDITOR])
def test_answering_takes_a_role(phone, role):
    with pytest.raises(NotPermitted):
        phone.answer(Act.TAKE_OFFER, Actor(role, "x"))


@pytest.mark.parametrize(
    ("first", "what", "status", "worklist", "queue"),
    [
        (EventKind.OFFER_ACCEPTED, Act.NO_SHOW, "accepted", "in_progress", "scheduling"),
        (EventKind.OFFER_ACCEPTED, Act.RESCHEDULE, "accepted", "in_progress", "scheduling"),
        (EventKind.OFFER_ACCEPTED, Act.CARE_ENDED, "scheduled", None, "scheduling"),
        (EventKind.OFFER_DECLINED, Act.RESUME_OFFERS, "accepted", "in_progress", "scheduling"),
        (EventKind.CHECK_IN_DUE, Act.CHECKED_IN, "offered", "scheduling", None),
    ],
)
def test_what_staff_record_on_the_way(phone, first, what, status, worklist, queue):
    phone.happens(first, SYSTEM if first is EventKind.CHECK_IN_DUE else PATIENT)
    phone.act(what)
    record = phone.record
    assert (record.status, record.worklist, phone.last.queue) == (status, worklist, queue)
    assert phone.last.actor == ANA


def test_the_first_clinical_contact_is_recorded_with_when_it_was_and_moves_nothing(phone):
    phone.act(Act.CLINICAL_CONTACT, held_at=NOW)
    assert (phone.last.kind, phone.record.status) == (
        EventKind.CLINICAL_CONTACT_MADE,
        Status.OFFERED,
    )
    assert phone.last.details["held_at"] == "2026-01-05T12:00+00:00"


def test_a_contact_that_is_to_come_is_none(phone):
    with pytest.raises(NotYet):
        phone.act(Act.CLINICAL_CONTACT, held_at=LATER + timedelta(seconds=1))
    assert phone.last.kind is EventKind.SEAT_OFFERED


def test_interim_services_are_recorded_by_which_were_given(phone):
    both = (InterimService.HIV_TB_EDUCATION, InterimService.PRENATAL_REFERRAL)
    phone.act(Act.INTERIM_SERVICES, services=both)
    assert phone.last.details["services"] == "hiv_tb_education prenatal_referral"
