"""Round after round, a day apart, with seats that come free one by one and new people each day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.scheduling.people import NOW, cohort, couple, free, plenty, seeker
from threshold.scheduling.keeping import KEPT_FOR, MOST_PASSED_OVER
from threshold.scheduling.limits import Limit
from threshold.scheduling.placing import place
from threshold.scheduling.ports import Availability

FAR = (date(2027, 1, 4),)
GROUPS = cohort("x", starts=FAR), cohort("y", starts=FAR)
freed = st.sampled_from(((1, 0), (1, 0), (0, 0), (0, 1), (1, 1)))
days = st.lists(st.tuples(freed, st.integers(0, 2)), min_size=5, max_size=24)


class Clinic:
    """What carries on from round to round: who waits, and which seats are free."""

    def __init__(self):
        self.now = NOW
        self.waiting = [*couple("a", "b"), seeker("early", accepted_at=NOW)]
        self.seats = {"x": 0, "y": 0}
        self.offered = []

    def day(self, seats, arrivals):
        self.now += timedelta(days=1)
        for name, more in zip(("x", "y"), seats, strict=True):
            self.seats[name] += more
        self.waiting += [
            seeker(f"day-{self.now:%j}-{number}", accepted_at=self.now)
            for number in range(arrivals)
        ]
        placing = place(self.waiting, self._availability(), self.now)
        for seat in placing.offers:
            self.seats[seat.cohort] -= 1
            self.offered.append(seat.intake_id)
        self.waiting = [self._waits_on(one, placing) for one in self._left(placing)]
        return placing

    def _availability(self) -> Availability:
        later = self.now - NOW
        slots = [replace(one, starts_at=one.starts_at + later) for one in plenty(20)]
        return replace(free(*GROUPS, slots=slots), seats_free=dict(self.seats))

    def _left(self, placing):
        return [one for one in self.waiting if one.intake_id in placing.not_placed]

    def _waits_on(self, one, placing):
        times = [passed.intake_id for passed in placing.passed_over].count(one.intake_id)
        at = self.now if times else one.passed_over_at
        return replace(one, passed_over=one.passed_over + times, passed_over_at=at)

    def of_couple(self):
        return [one for one in self.waiting if one.couple]


@settings(max_examples=25, deadline=None)
@given(days)
def test_a_couple_is_passed_over_three_times_at_most_and_takes_the_first_two_seats(each_day):
    clinic = Clinic()

    for seats, arrivals in each_day:
        placing = clinic.day(seats, arrivals)
        waits = clinic.of_couple()
        never = any(Limit.NEVER_TOGETHER in placing.not_placed[one.intake_id] for one in waits)
        assert all(one.passed_over <= MOST_PASSED_OVER for one in waits)
        assert not waits or never or not all(clinic.seats.values())


@settings(max_examples=25, deadline=None)
@given(days)
def test_no_seat_stays_empty_while_people_wait_but_what_is_kept_and_that_for_two_weeks(each_day):
    clinic = Clinic()

    for seats, arrivals in each_day:
        clinic.day(seats, arrivals)
        kept = [one.passed_over_at for one in clinic.of_couple() if one.passed_over == 3]
        still = bool(kept) and clinic.now < max(kept) + KEPT_FOR
        if len(clinic.waiting) > len(clinic.of_couple()):
            assert sum(clinic.seats.values()) <= (2 if still else 0)


@settings(max_examples=25, deadline=None)
@given(days)
def test_all_others_are_offered_seats_in_the_order_in_which_they_came(each_day):
    clinic = Clinic()
    came = ["early"]

    for seats, arrivals in each_day:
        clinic.day(seats, arrivals)
        came += [f"day-{clinic.now:%j}-{number}" for number in range(arrivals)]

    alone = [one for one in clinic.offered if one not in {"a", "b"}]
    assert alone == came[: len(alone)]
