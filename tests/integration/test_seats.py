"""A thousand who want the last ten seats of a cohort, on the deployed template's table.

No worker is woken: the intakes are on no worklist, and what happens to them is for no queue.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import Any
from uuid import uuid4

import pytest

from tests.builders import NOW, blank
from tests.cloud import Cloud
from tests.seating import cohort, seat, slot
from threshold.errors import Conflict
from threshold.intake.change import Step, moved
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.record import SYSTEM, IntakeRecord
from threshold.scheduling.ports import Gone
from threshold.store.items import Item, record_item
from threshold.store.seat_items import slot_item, slot_key
from threshold.store.seats import DynamoDBSeats

TAKERS, PLACES = 1000, 10
_HANDS, _BATCH, _MOST_TRIES = 16, 25, 100


@pytest.fixture
def cohort_id() -> str:
    return f"last-{uuid4().hex}"


@pytest.fixture
def seats(cloud: Cloud, cohort_id: str) -> DynamoDBSeats:
    """A cohort that no round places anybody in, with ten places."""
    made = DynamoDBSeats(cloud.client("dynamodb"), cloud.outputs.table)
    made.put_cohort(cohort(cohort_id, capacity=PLACES, closed=True))
    return made


@pytest.fixture
def takers(cloud: Cloud, cohort_id: str) -> Iterator[list[IntakeRecord]]:
    """Each has an appointment of their own, so that the seats alone are scarce."""
    accepted = [
        blank(f"{cohort_id}-{number}", version=1, status=Status.ACCEPTED)
        for number in range(TAKERS)
    ]
    write = partial(_write, cloud)
    write({"PutRequest": {"Item": item}} for one in accepted for item in _items(one))
    yield accepted
    write({"DeleteRequest": {"Key": slot_key(one.intake_id)}} for one in accepted)


def _items(taker: IntakeRecord) -> tuple[Item, Item]:
    return record_item(taker), slot_item(slot(taker.intake_id))


def _write(cloud: Cloud, requests: Iterator[Any]) -> None:
    client = cloud.client("dynamodb")
    while some := list(islice(requests, _BATCH)):
        answered = client.batch_write_item(RequestItems={cloud.outputs.table: some})
        assert not answered["UnprocessedItems"]


def test_of_a_thousand_takers_of_the_last_ten_seats_ten_are_seated(
    seats: DynamoDBSeats, takers: list[IntakeRecord], cohort_id: str
):
    def told(taker: IntakeRecord) -> str:
        change = moved(taker, Step(EventKind.PASSED_OVER, SYSTEM, NOW))
        wanted = seat(taker.intake_id, taker.intake_id, cohort_id)
        for _ in range(_MOST_TRIES):
            try:
                seats.hold([change], [wanted])
            except Conflict:  # the counter was being written: nobody else writes the intake
                continue
            except Gone:
                return "gone"
            return "seated"
        return "kept out"

    with ThreadPoolExecutor(_HANDS) as hands:
        found = Counter(hands.map(told, takers))
    assert found == {"seated": PLACES, "gone": TAKERS - PLACES}
    assert len(seats.seats_in(cohort_id)) == PLACES
    assert seats.availability().seats_free[cohort_id] == 0
