"""Whatever people, staff and workers do to seats, in any order, at once or broken off midway.

A move is disturbed by another one, or by a crash, before one of its writes. After each, what the
store sees to by transactions holds; once every message is worked off, the rest does as well.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.clinic import Practice
from tests.seating import CLINICIAN, FIRST_AT, cohort, slot
from tests.unit.use_cases.seating.places import ANA, CLARA
from tests.unit.use_cases.test_couples import HARM, NO_HARM, send
from threshold.errors import Conflict, Retryable
from threshold.intake.change import Step
from threshold.intake.life_cycle import (
    EventKind,
    IllegalTransition,
    NotPermitted,
    Queue,
    Status,
    Worklist,
)
from threshold.intake.record import PATIENT, SYSTEM, Actor
from threshold.program.roster import SlotKind, Specialty
from threshold.scheduling.history import History, history
from threshold.scheduling.seat import OFFER_HOLDS
from threshold.scheduling.seat_news import NewsKind, news_in
from threshold.use_cases.seating.answering_offer import (
    DeclineReason,
    OfferOver,
    accept_offer,
    ask_reschedule,
    decline_offer,
    resume_offers,
)
from threshold.use_cases.seating.round import run_round
from threshold.use_cases.seating.waiting import forget_who_left, look_again
from threshold.use_cases.stepping import take

PEOPLE = 4
PLACES = {"c1": 2, "c2": 1}
SLOTS = tuple(f"s{number}" for number in range(4))
JOINT, A_WHILE = "joint", timedelta(hours=3)
BOTH_OF_A_COUPLE = frozenset({Specialty.COUPLES})
WRITES = ("apply", "hold", "settle", "release", "wait", "stop_waiting")
LEFT = frozenset({Status.WITHDRAWN, Status.REFERRED, Status.NOT_SERVED})
STEPS: dict[EventKind, Actor] = {
    EventKind.REVIEW_NEEDED: ANA,
    EventKind.COVERAGE_REVIEW_NEEDED: SYSTEM,
    EventKind.VERIFICATION_REQUESTED: ANA,
    EventKind.VERIFICATION_STARTED: SYSTEM,
    EventKind.VERIFY_BY_PHONE_NEEDED: SYSTEM,
    EventKind.ACCEPTED: CLARA,
    EventKind.REFERRED: CLARA,
    EventKind.WITHDRAWN: PATIENT,
    EventKind.MERGED: ANA,
    EventKind.REOPENED: ANA,
    EventKind.NO_SHOW: ANA,
    EventKind.CARE_ENDED: CLARA,
    EventKind.RESCREEN_DUE: SYSTEM,
}
"""What else happens to an intake, and by whom."""
Move = tuple[str, int]
MOVES = st.tuples(
    st.sampled_from(
        ["deliver", "round", "again", "accept", "accept late", "decline", "ask", "resume", *STEPS]
    ),
    st.integers(0, PEOPLE - 1),
)


class Crash(Exception):
    """The process ends here."""


REFUSED = (Conflict, Crash, IllegalTransition, NotPermitted, OfferOver, Retryable)


@dataclass
class Disturbed:
    """A store before whose writes something may happen."""

    real: Any
    before_write: Callable[[], None]

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.real, name)
        if name not in WRITES:
            return found

        def write(*args: Any) -> Any:
            self.before_write()
            return found(*args)

        return write


@dataclass
class Ward(Practice):
    """A practice whose workers and people are disturbed."""

    fuse: int = -1
    then: Callable[[], None] = lambda: None
    disturbed: Any = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.store = Disturbed(self.store, self._before_write)
        self.seats = Disturbed(self.seats, self._before_write)

    def _before_write(self) -> None:
        self.fuse -= 1
        if self.fuse == -1:
            self.then()


class AnyCourse(RuleBasedStateMachine):
    """Four people, two of them a couple perhaps, three places in two groups, four first
    appointments and one for a couple."""

    @initialize(seated=st.integers(0, 3), couple=st.sampled_from([None, NO_HARM, HARM]))
    def open(self, seated: int, couple: dict[str, str] | None) -> None:
        self.ward = Ward()
        for name, places in PLACES.items():
            self.ward.seats.put_cohort(cohort(name, capacity=places))
        self.ward.seats.put_clinician(replace(CLINICIAN, specialties=BOTH_OF_A_COUPLE))
        self.ward.seats.put_slots([slot(name) for name in SLOTS])
        self.ward.seats.put_slots([slot(JOINT, SlotKind.COUPLES, starts_at=FIRST_AT + A_WHILE)])
        pair = [] if couple is None else self.two_who_come_together(couple)
        self.couple = frozenset(pair)
        alone = range(PEOPLE - len(pair))
        self.people = [*pair, *(self.ward.accepted(key=f"form-{number}") for number in alone)]
        self.read = dict.fromkeys(self.people, 0)
        self.began = self.ward.now
        for number in range(seated):
            self.do("deliver", 0)
            self.do("round", 0)
            self.do("accept", number)

    def two_who_come_together(self, hark: dict[str, str]) -> list[str]:
        """Of whom one was asked about harm so."""
        pair = [send(self.ward), send(self.ward, "John", hark=hark)]
        for intake_id in pair:
            self.ward.verified(intake_id)
            with suppress(*REFUSED):
                step = Step(EventKind.ACCEPTED, CLARA, self.ward.now)
                take(self.ward.store, intake_id, lambda _, step=step: step)
        return pair

    @rule(move=MOVES)
    def happens(self, move: Move) -> None:
        self.do(*move)

    @rule(move=MOVES, at=st.integers(0, 4))
    def breaks_off(self, move: Move, at: int) -> None:
        self.ward.fuse, self.ward.then = at, self.crash
        self.do(*move)
        self.ward.fuse = -1

    @rule(move=MOVES, at=st.integers(0, 4), other=MOVES)
    def meets_another(self, move: Move, at: int, other: Move) -> None:
        self.ward.fuse, self.ward.then = at, lambda: self.do(*other)
        self.do(*move)
        self.ward.fuse = -1

    @precondition(lambda self: self.ward.now - self.began < timedelta(days=6))
    @rule(hours=st.sampled_from([1, 13, 25]))
    def time_passes(self, hours: int) -> None:
        self.ward.later(hours=hours)

    @invariant()
    def no_place_and_no_appointment_is_given_twice_or_lost(self) -> None:
        free, seats = self.ward.seats.availability(), self.all_seats()
        taken = Counter(one.cohort for one in seats)
        assert free.seats_free == {name: PLACES[name] - taken[name] for name in PLACES}
        held = Counter(each.slot for one in seats for each in one.appointments)
        assert held[JOINT] <= len(self.couple)
        assert all(held[name] <= 1 for name in SLOTS)
        assert {one.id for one in free.slots_free} == {*SLOTS, JOINT} - held.keys()

    @invariant()
    def the_two_of_a_couple_never_sit_in_one_group(self) -> None:
        theirs = [one for one in self.all_seats() if one.intake_id in self.couple]
        assert len({one.cohort for one in theirs}) == len(theirs)

    @invariant()
    def whoever_is_offered_a_seat_has_it_held_and_who_took_it_has_it(self) -> None:
        for intake_id in self.people:
            record, seat = self.ward.store.load(intake_id), self.ward.seats.seat_of(intake_id)
            told = self.told(intake_id)
            if record.status is Status.OFFERED:
                assert (seat.number, seat.hold_until is None) == (told.offers, False)
            if record.status is Status.SCHEDULED and told.has_seat:
                assert (seat.number, seat.hold_until) == (told.offers, None)

    def teardown(self) -> None:
        """Every message is worked off, and the sweep has been there: nothing is left undone."""
        if not hasattr(self, "ward"):
            return
        self.ward.now += OFFER_HOLDS
        for _ in range(20):
            while self.pending():
                self.do("deliver", 0)
            forget_who_left(self.ward.seating)
            if not any(run_round(self.ward.seating)) and not self.pending():
                break
        else:
            raise AssertionError("it does not come to rest")
        self.no_place_and_no_appointment_is_given_twice_or_lost()
        self.whoever_is_offered_a_seat_has_it_held_and_who_took_it_has_it()
        for seat in self.all_seats():
            self._is_somebodys(seat)
        waiting = {one.intake_id: one for one in self.ward.seats.waiting()}
        for intake_id in self.people:
            self._waits_or_not(intake_id, intake_id in waiting)
            self._is_known_elsewhere(intake_id)
        for one in waiting.values():
            if one.intake_id not in self.couple:
                self._could_not_be_seated(one.refused)

    def _is_somebodys(self, seat: Any) -> None:
        record, told = self.ward.store.load(seat.intake_id), self.told(seat.intake_id)
        assert record.status not in LEFT
        if seat.hold_until is None:
            assert record.status is not Status.ACCEPTED
            assert told.has_seat
        else:
            assert seat.is_held(self.ward.now)

    def _waits_or_not(self, intake_id: str, waits: bool) -> None:
        record = self.ward.store.load(intake_id)
        accepted = record.status is Status.ACCEPTED
        assert waits == (accepted and not self.told(intake_id).is_to_pause)
        assert not accepted or record.worklist is Worklist.SCHEDULING

    def _is_known_elsewhere(self, intake_id: str) -> None:
        """A record system believes that somebody has a seat just where they do."""
        seat, news = self.ward.seats.seat_of(intake_id), [*news_in(self.events(intake_id))]
        believed = bool(news) and news[-1].kind is NewsKind.TAKEN
        assert believed == (seat is not None and seat.hold_until is None)

    def _could_not_be_seated(self, refused: frozenset[str]) -> None:
        free = self.ward.seats.availability()
        places = [name for name, left in free.seats_free.items() if left and name not in refused]
        assert not places or {one.id for one in free.slots_free} <= {JOINT}

    def do(self, what: str, number: int) -> None:
        """One move; what it may be refused with is no fault."""
        with suppress(*REFUSED):
            self._act(what, number)

    def _act(self, what: str, number: int) -> None:
        ward, intake_id = self.ward, self.people[number]
        store, seats, now = ward.store, ward.seats, ward.now
        offer = self.told(intake_id).offers
        if what == "deliver":
            self._deliver(number)
        elif what == "round":
            run_round(ward.seating)
        elif what == "again":
            look_again(intake_id, ward.seating)
        elif what == "accept":
            accept_offer(intake_id, offer, PATIENT, store, seats, now)
        elif what == "accept late":
            accept_offer(intake_id, offer - 1, PATIENT, store, seats, now)
        elif what == "decline":
            why = DeclineReason.OTHER_TIME
            decline_offer(intake_id, offer, PATIENT, why, store, seats, now)
        elif what == "ask":
            ask_reschedule(intake_id, PATIENT, store, now)
        elif what == "resume":
            resume_offers(intake_id, ANA, store, now)
        else:
            kind = EventKind(what)
            take(store, intake_id, lambda _: Step(kind, STEPS[kind], now))

    def _deliver(self, number: int) -> None:
        """The first message of one of those with messages; it is gone once it is worked off."""
        pending = self.pending()
        if pending:
            intake_id, seq = pending[number % len(pending)]
            look_again(intake_id, self.ward.seating)
            self.read[intake_id] = max(seq, self.read[intake_id])

    def pending(self) -> list[tuple[str, int]]:
        """Who has messages on the scheduling queue, each with the seq of the first."""
        found = []
        for intake_id in self.people:
            sent = (one.seq for one in self.events(intake_id) if one.queue is Queue.SCHEDULING)
            first = next((seq for seq in sent if seq > self.read[intake_id]), None)
            if first is not None:
                found.append((intake_id, first))
        return found

    def crash(self) -> None:
        """End the process."""
        raise Crash

    def events(self, intake_id: str) -> Any:
        return self.ward.store.events(intake_id)

    def told(self, intake_id: str) -> History:
        return history(self.events(intake_id))

    def all_seats(self) -> list[Any]:
        return [one for name in PLACES for one in self.ward.seats.seats_in(name)]


TestAnyCourse = AnyCourse.TestCase
assert timedelta(hours=25) > OFFER_HOLDS
