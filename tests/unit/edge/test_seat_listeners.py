"""What a webhook and a bus are told of a seat: ids and addresses, and nothing else."""

import base64
import json
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from examples.webhook_receiver import verify
from tests.builders import NOW
from tests.unit.use_cases.seating_on_paper import INTAKE_ID
from threshold.edge.seat_listeners import BusUnreachable, EventBus, Refused, Webhook
from threshold.edge.webhook_signature import UnusableSecret
from threshold.scheduling.seat_news import NewsKind, SeatNews
from threshold.use_cases.announce import Outcome

BASE = "https://api.example.test/prod"
NEWS = SeatNews(INTAKE_ID, 6, NewsKind.TAKEN, NOW)
TOLD = {
    "id": f"{INTAKE_ID}-6",
    "type": "seat.taken",
    "occurred_at": "2026-01-05T12:00:00+00:00",
    "intake_id": INTAKE_ID,
    "links": {
        "fhir": f"{BASE}/intakes/{INTAKE_ID}/fhir",
        "console": f"{BASE}/console/intakes/{INTAKE_ID}",
    },
}
KEY = bytes(24)
SECRET = json.dumps({"secrets": [f"whsec_{base64.b64encode(KEY).decode()}"]})
LATER = NOW + timedelta(hours=3)


class DoorOnPaper:
    def __init__(self, status=204):
        self.status, self.sent = status, []

    def post(self, body, headers):
        self.sent.append((body, headers))
        return self.status


class BusOnPaper:
    def __init__(self, answer=None, error=None):
        self.answer, self.error, self.entries = answer or {"FailedEntryCount": 0}, error, []

    def put_events(self, Entries):  # noqa: N803 - botocore's
        if self.error:
            raise self.error
        self.entries += Entries
        return self.answer


def webhook(door, secret=SECRET):
    return Webhook(door, lambda: secret, BASE, lambda: LATER)


def test_a_webhook_is_told_ids_and_addresses_alone_signed_as_of_when_it_is_sent():
    door = DoorOnPaper()
    assert webhook(door).tell(NEWS) is Outcome.DELIVERED
    ((body, headers),) = door.sent
    assert json.loads(body) == TOLD
    assert verify(headers, body, [KEY], LATER.timestamp()) == NEWS.id


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "delivered"), (202, "delivered"), (299, "delivered"), (410, "gone")],
)
def test_what_a_webhook_answers_may_settle_it(status, outcome):
    assert webhook(DoorOnPaper(status)).tell(NEWS) == outcome


@pytest.mark.parametrize("status", [100, 301, 308, 400, 401, 404, 408, 409, 429, 500, 503])
def test_any_other_answer_is_none(status):
    with pytest.raises(Refused):
        webhook(DoorOnPaper(status)).tell(NEWS)


def test_nothing_is_sent_that_cannot_be_signed():
    door = DoorOnPaper()
    with pytest.raises(UnusableSecret):
        webhook(door, "{}").tell(NEWS)
    assert door.sent == []


@pytest.mark.parametrize(
    ("kind", "detail_type"),
    [(NewsKind.TAKEN, "SeatTaken"), (NewsKind.GIVEN_BACK, "SeatGivenBack")],
)
def test_a_bus_is_told_the_same(kind, detail_type):
    client = BusOnPaper()
    news = SeatNews(INTAKE_ID, 6, kind, NOW)
    assert EventBus(client, "clinic", BASE).tell(news) is Outcome.DELIVERED
    (entry,) = client.entries
    detail = json.loads(entry.pop("Detail"))
    assert detail == TOLD | {"type": kind.value}
    assert entry == {
        "Source": "threshold",
        "DetailType": detail_type,
        "Time": NOW,
        "EventBusName": "clinic",
    }


@pytest.mark.parametrize(
    "client",
    [
        BusOnPaper({"FailedEntryCount": 1}),
        BusOnPaper(error=EndpointConnectionError(endpoint_url="https://events.example.test")),
        BusOnPaper(error=ClientError({"Error": {"Code": "InternalException"}}, "PutEvents")),
    ],
)
def test_a_bus_that_did_not_take_it_is_told_again(client):
    with pytest.raises(BusUnreachable):
        EventBus(client, "clinic", BASE).tell(NEWS)
