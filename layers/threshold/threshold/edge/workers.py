"""Consuming queues and the stream: one message at a time, failures reported one by one."""

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from threshold.edge.telemetry import begin, count, log_failure, logger, metrics
from threshold.edge.wiring import delay_message, note_failure
from threshold.errors import Retryable
from threshold.intake.life_cycle import EventKind, Queue

if TYPE_CHECKING:
    from threshold.use_cases.relay import Carried


class Unintelligible(ValueError):
    """A message that no version of this system sends."""


class Failed(Exception):
    """A piece of work failed with an error of this name; its text was not worth the risk."""


@metrics.log_metrics
def consume(
    event: dict[str, Any],
    context: Any,  # noqa: ARG001 - Lambda's signature
    work: Callable[[str], None],
    then: Callable[[], object] | None = None,
) -> dict[str, list[dict[str, str]]]:
    """Do the work of each message of an SQS batch, by the intake id it carries.

    What may be retried comes back when it asked to; any other failure after the queue's
    visibility timeout and, in the end, in its dead-letter queue. The rest go on.

    then: what the messages call for together, once; where it fails, all of them come back.
    """
    failures = []
    for record in event["Records"]:
        try:
            _reported(partial(_work_on, record, work))
        except (Retryable, Failed):
            failures.append({"itemIdentifier": record["messageId"]})
    if then:
        _reported(then)
    return {"batchItemFailures": failures}


def _reported(work: Callable[[], object]) -> None:
    """Count what became of one piece of work, and log it by kind and place where it failed."""
    begin()
    try:
        work()
    except Retryable:
        count("Retried")
        logger.info("retry")
        raise
    except Exception as error:  # noqa: BLE001 - the edge: an uncaught error would log its text
        count("Failed")
        log_failure(error)
        raise Failed(type(error).__name__) from None
    count("Handled")


def _work_on(record: dict[str, Any], work: Callable[[str], None]) -> None:
    intake_id = _intake_id(record["body"])
    logger.set_correlation_id(intake_id)
    try:
        work(intake_id)
    except Retryable as error:
        if error.after_seconds is not None:
            delay_message(record["receiptHandle"], error.after_seconds)
        raise
    except Exception as error:
        note_failure(intake_id, error)
        raise


def _intake_id(body: str) -> str:
    try:
        found = json.loads(body)["intake_id"]
    except (ValueError, TypeError, KeyError):
        raise Unintelligible("a message without an intake id") from None
    if not isinstance(found, str):
        raise Unintelligible("an intake id that is not text")
    return found


@metrics.log_metrics
def consume_events(
    event: dict[str, Any],
    context: Any,  # noqa: ARG001 - Lambda's signature
    work: Callable[["Carried"], None],
    beside: Callable[[dict[str, Any]], None] = lambda _: None,
) -> None:
    """Do the work of each EVENT item of a stream batch.

    One that fails fails the batch, which the stream then sends again in halves: what was carried
    already is carried twice, which harms nothing, and nothing is ever skipped.

    beside: what is done with each item once it was carried. That it fails is counted and logged:
    no message waits for it.
    """
    for record in event["Records"]:
        image = record["dynamodb"]["NewImage"]
        _reported(partial(_carry, image, work))
        try:
            beside(image)
        except Exception as error:  # noqa: BLE001 - counted and logged
            count("NotMeasured")
            log_failure(error)


def _carry(image: dict[str, Any], work: Callable[["Carried"], None]) -> None:
    from threshold.use_cases.relay import Carried  # what other workers need not load

    intake_id = image["intake_id"]["S"]
    logger.set_correlation_id(intake_id)
    queue = Queue(image["queue"]["S"]) if "queue" in image else None
    kind, seq = EventKind(image["kind"]["S"]), int(image["seq"]["N"])
    work(Carried(intake_id, seq, kind, queue, image["details"]["M"]))
