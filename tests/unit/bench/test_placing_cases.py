"""What placing is measured on."""

from local.bench.seats.cases import NOW, case
from threshold.scheduling.placing import place


def test_a_case_is_the_same_each_time():
    assert case(40, 12) == case(40, 12)


def test_appointments_are_so_many_that_nobody_lacks_one():
    one = case(40, 12)

    lacking = [
        limit
        for limits in place(one.waiting, one.availability, NOW).not_placed.values()
        for limit in limits
        if limit.value in {"first_appointment", "prescriber"}
    ]

    assert lacking == []
