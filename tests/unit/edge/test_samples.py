"""The samples of `events/messages` are what the workers read."""

import json

import pytest

from tests.clinic import ROOT
from tests.unit.edge.events import Context
from threshold.edge.workers import consume, consume_events
from threshold.intake.life_cycle import EventKind, Queue

SAMPLES = ROOT / "events/messages"
INTAKE_ID = "aaaabbbbccccddddeeeeffff22"


@pytest.mark.parametrize("queue", Queue)
def test_the_sample_of_a_queue_carries_an_intakes_id(queue):
    done = []
    response = consume(json.loads((SAMPLES / f"{queue}.json").read_text()), Context(), done.append)
    assert (done, response) == ([INTAKE_ID], {"batchItemFailures": []})


def test_the_sample_of_the_stream_carries_an_event():
    carried = []

    sample = json.loads((SAMPLES / "relay.json").read_text())
    consume_events(sample, Context(), carried.append)
    (event,) = carried
    assert event[:4] == (INTAKE_ID, 1, EventKind.SUBMITTED, Queue.ASSESSMENT)
    assert set(event.details) == {"program"}
