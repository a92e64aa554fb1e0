"""The announcing worker: who hears, and what a failure leaves for staff."""

import pytest

from tests.unit.edge.events import Context, message, sqs
from tests.unit.use_cases.seating_on_paper import INTAKE_ID, TO_SEATED, opened
from threshold.edge.seat_listeners import Refused
from threshold.edge.webhook_door import WebhookDoor
from threshold.use_cases.announce import Outcome

HTTPS = "https://hook.example.test/news"


class Listener:
    name = "webhook"

    def __init__(self, fails):
        self.fails, self.heard = fails, []

    def tell(self, news):
        if self.fails:
            raise Refused("CANARY")
        self.heard.append(news)
        return Outcome.DELIVERED


@pytest.fixture
def working(function, practice, monkeypatch):
    """Runs the worker on a seated intake: what it answers, with its traces."""
    practice.store = opened(*TO_SEATED)
    wiring = pytest.importorskip("threshold.edge.wiring")
    workers = pytest.importorskip("threshold.edge.workers")
    module, noted, delayed = function("announce"), [], []
    monkeypatch.setattr(wiring, "note_failure", lambda *told: noted.append(told))
    monkeypatch.setattr(workers, "delay_message", lambda *told: delayed.append(told))

    def run(*listeners):
        monkeypatch.setattr(wiring, "listeners", lambda: listeners)
        answer = module.handler(sqs(message(INTAKE_ID)), Context())
        return answer["batchItemFailures"], noted, delayed

    return run


def test_a_seat_is_announced(working):
    listener = Listener(fails=False)
    assert working(listener) == ([], [], [])
    assert [news.intake_id for news in listener.heard] == [INTAKE_ID]


def test_what_is_not_taken_comes_back_later_and_staff_can_read_why(working, logged):
    failures, noted, ((_, seconds),) = working(Listener(fails=True))
    assert len(failures) == 1
    assert seconds >= 10
    ((intake_id, error),) = noted
    assert (intake_id, type(error).__name__) == (INTAKE_ID, "Refused")
    assert "CANARY" not in logged()


@pytest.fixture
def wiring(monkeypatch):
    """The wiring with an environment, and made anew."""
    found = pytest.importorskip("threshold.edge.wiring")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("PUBLIC_URL", "https://api.example.test")
    monkeypatch.setenv("EVENT_BUS", "default")
    monkeypatch.setenv("WEBHOOK_SECRET", "threshold/test/webhook")
    monkeypatch.setenv("REQUIRE_TLS", "true")
    monkeypatch.delenv("WEBHOOK_URL", raising=False)
    found.listeners.cache_clear()
    yield found
    found.listeners.cache_clear()


def test_where_no_webhook_is_set_the_bus_alone_hears(wiring):
    assert [one.name for one in wiring.listeners()] == ["event_bus"]


def test_a_webhook_hears_beside_the_bus(wiring, monkeypatch):
    monkeypatch.setenv("WEBHOOK_URL", HTTPS)
    assert [one.name for one in wiring.listeners()] == ["event_bus", "webhook"]


@pytest.mark.parametrize(("require_tls", "anywhere"), [("true", False), ("false", True)])
def test_only_where_no_aws_is_behind_this_may_it_be_anywhere(
    wiring, monkeypatch, require_tls, anywhere
):
    made = []

    def door(url, **options):
        made.append(options)
        return WebhookDoor(url, **options)

    monkeypatch.setattr("threshold.edge.webhook_door.WebhookDoor", door)
    monkeypatch.setenv("WEBHOOK_URL", HTTPS)
    monkeypatch.setenv("REQUIRE_TLS", require_tls)
    wiring.listeners()
    assert made == [{"anywhere": anywhere}]
