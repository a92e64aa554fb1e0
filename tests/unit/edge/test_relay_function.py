"""The relay: each event to its queue, and its milestone to the measures."""

import pytest

from tests.unit.edge.events import Context
from threshold.intake.life_cycle import Queue
from threshold.store.items import event_item
from threshold.store.journeys import MemoryJourneys


@pytest.fixture
def journeys(monkeypatch):
    kept = MemoryJourneys()
    monkeypatch.setattr("threshold.edge.wiring.journeys", lambda: kept)
    return kept


class Sent(list):
    def send(self, queue, intake_id, seq):
        self.append((queue, intake_id, seq))


def test_a_new_intake_goes_to_its_queue_and_its_journey_begins(
    function, practice, journeys, monkeypatch
):
    sent = Sent()
    monkeypatch.setattr("threshold.edge.wiring.queues", lambda: sent)
    intake_id = practice.submit()
    images = map(event_item, practice.store.events(intake_id))
    event = {"Records": [{"dynamodb": {"NewImage": image}} for image in images]}
    function("relay").handler(event, Context())
    assert sent == [(Queue.ASSESSMENT, intake_id, 1)]
    assert [one.intake_id for one in journeys.of("2026-01")] == [intake_id]
