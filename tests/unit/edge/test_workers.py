import json

import pytest

from tests.unit.edge.events import Context, message, sqs
from threshold.edge import workers
from threshold.edge.workers import Failed, consume, consume_events
from threshold.errors import Retryable
from threshold.intake.life_cycle import EventKind, Queue


@pytest.fixture(autouse=True)
def named(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "test")


@pytest.fixture(autouse=True)
def noted(monkeypatch):
    """The failures that were noted for staff, by intake id and kind of error."""
    calls = []
    monkeypatch.setattr(
        workers, "note_failure", lambda intake, error: calls.append((intake, type(error)))
    )
    return calls


@pytest.fixture
def delayed(monkeypatch):
    calls = []
    monkeypatch.setattr(workers, "delay_message", lambda *call: calls.append(call))
    return calls


def failed(response):
    return [item["itemIdentifier"] for item in response["batchItemFailures"]]


def stream(*records):
    return {
        "Records": [
            {
                "eventID": str(number),
                "eventName": "INSERT",
                "dynamodb": {"SequenceNumber": str(number), "NewImage": image},
            }
            for number, image in enumerate(records)
        ]
    }


def event_image(intake_id, seq, queue):
    image = {"intake_id": {"S": intake_id}, "seq": {"N": str(seq)}, "details": {"M": {}}}
    image["kind"] = {"S": "accepted"}
    return image | ({"queue": {"S": queue}} if queue else {})


def test_what_messages_call_for_together_is_done_once_after_all_of_them():
    done = []
    batch = sqs(message("a"), message("b"))
    consume(batch, Context(), done.append, then=lambda: done.append("then"))
    assert done == ["a", "b", "then"]


@pytest.mark.parametrize(
    ("error", "raised"), [(ValueError("EXA000111"), Failed), (Retryable("busy"), Retryable)]
)
def test_where_that_fails_all_messages_come_back_and_nothing_is_told_of_it(capsys, error, raised):
    def then():
        raise error

    with pytest.raises(raised) as found:
        consume(sqs(message("a")), Context(), print, then=then)
    assert "EXA000111" not in str(found.value) + capsys.readouterr().out


def test_each_message_is_worked_on_by_its_id():
    done = []
    response = consume(sqs(message("a"), message("b")), Context(), done.append)
    assert (done, failed(response)) == (["a", "b"], [])


def test_one_that_fails_comes_back_and_the_others_go_on():
    done = []

    def work(intake_id):
        if intake_id == "bad":
            raise ValueError
        done.append(intake_id)

    response = consume(sqs(message("a"), message("bad"), message("c")), Context(), work)
    assert (done, failed(response)) == (["a", "c"], ["message-1"])


def test_all_failing_is_reported_one_by_one_too():
    def work(intake_id):
        raise ValueError

    response = consume(sqs(message("a"), message("b")), Context(), work)
    assert failed(response) == ["message-0", "message-1"]


def test_what_may_be_retried_comes_back_when_it_asked_to(delayed):
    def work(intake_id):
        raise Retryable("later", 300)

    response = consume(sqs(message("a")), Context(), work)
    assert failed(response) == ["message-0"]
    assert delayed == [("receipt-0", 300)]


def test_what_does_not_say_when_comes_back_in_the_queues_own_time(delayed):
    def work(intake_id):
        raise Retryable("later")

    consume(sqs(message("a")), Context(), work)
    assert delayed == []


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", '{"intake_id": 7}', "\u2603"])
def test_a_message_nobody_sends_fails_without_any_work(body):
    done = []
    response = consume(sqs(body), Context(), done.append)
    assert (done, failed(response)) == ([], ["message-0"])


def test_what_failed_is_noted_for_staff_and_what_is_put_off_is_not(noted, delayed):
    def work(intake_id):
        raise {"bad": ValueError("CANARY"), "later": Retryable("busy")}[intake_id]

    consume(sqs(message("bad"), message("later"), "{}"), Context(), work)
    assert noted == [("bad", ValueError)]


def test_a_failure_is_logged_by_kind_and_place_and_id_alone(logged):
    def work(intake_id):
        raise ValueError("CANARY")

    consume(sqs(message("intake-7")), Context(), work)
    assert "CANARY" not in logged()
    line = json.loads(logged())
    assert (line["error"], line["correlation_id"]) == ("ValueError", "intake-7")
    assert "work" in line["where"]


def test_a_failure_is_never_logged_under_the_id_of_the_message_before(logged):
    consume(sqs(message("intake-7"), "{}"), Context(), lambda _: None)
    assert "intake-7" not in logged()


def test_an_event_of_the_stream_is_carried_with_its_queue():
    carried = []
    event = stream(event_image("a", 3, "verification"), event_image("b", 1, None))
    consume_events(event, Context(), carried.append)
    kind = EventKind.ACCEPTED
    assert carried == [("a", 3, kind, Queue.VERIFICATION, {}), ("b", 1, kind, None, {})]


def test_an_event_that_could_not_be_carried_fails_the_batch_and_none_after_it_is_skipped():
    carried = []

    def work(told):
        if told.intake_id == "bad":
            raise OSError("CANARY")
        carried.append(told.intake_id)

    event = stream(
        event_image("a", 1, None), event_image("bad", 2, None), event_image("c", 3, None)
    )
    with pytest.raises(Failed, match="OSError"):
        consume_events(event, Context(), work)
    assert carried == ["a"]


def test_what_is_done_beside_is_done_after_an_event_was_carried_and_fails_no_batch(logged):
    done = []

    def beside(image):
        done.append(("beside", image["seq"]["N"]))
        raise OSError("CANARY")

    event = stream(event_image("a", 1, None), event_image("a", 2, None))
    consume_events(event, Context(), lambda one: done.append(("carried", one.seq)), beside)
    assert done == [("carried", 1), ("beside", "1"), ("carried", 2), ("beside", "2")]
    assert ("OSError" in logged(), "CANARY" in logged()) == (True, False)
