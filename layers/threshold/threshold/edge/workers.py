"""Consuming queues and the stream: one message at a time, failures reported one by one."""

import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from threshold.edge.telemetry import begin, count, log_failure, logger, metrics
from threshold.edge.wiring import delay_message
from threshold.errors import Retryable
from threshold.intake.life_cycle import Queue

Response = Any


class Unintelligible(ValueError):
    """A message that no version of this system sends."""


@metrics.log_metrics
def consume(event: dict[str, Any], context: Any, work: Callable[[str], None]) -> Response:
    """Do the work of each message of an SQS batch, by the intake id it carries.

    What may be retried comes back when it asked to; any other failure after the queue's
    visibility timeout and, in the end, in its dead-letter queue. The rest go on.
    """
    return _process(event, context, EventType.SQS, lambda record: _work_on(record, work))


def _work_on(record: SQSRecord, work: Callable[[str], None]) -> None:
    intake_id = _intake_id(record.body)
    logger.set_correlation_id(intake_id)
    try:
        work(intake_id)
    except Retryable as error:
        if error.after_seconds is not None:
            delay_message(record.receipt_handle, error.after_seconds)
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
    event: dict[str, Any], context: Any, work: Callable[[str, int, Queue | None], None]
) -> Response:
    """Do the work of each EVENT item of a stream batch, by intake id, seq and queue."""
    kind = EventType.DynamoDBStreams
    return _process(event, context, kind, lambda record: _carry(record, work))


def _carry(record: DynamoDBRecord, work: Callable[[str, int, Queue | None], None]) -> None:
    image = record.dynamodb.new_image if record.dynamodb else {}
    intake_id, queue = image["intake_id"], image.get("queue")
    logger.set_correlation_id(intake_id)
    work(intake_id, int(image["seq"]), Queue(queue) if queue else None)


def _process(
    event: dict[str, Any], context: Any, kind: EventType, work: Callable[[Any], None]
) -> Response:
    def reported(record: Any) -> None:
        begin()
        try:
            work(record)
        except Retryable:
            count("Retried")
            logger.info("retry")
            raise
        except Exception as error:
            count("Failed")
            log_failure(error)
            raise
        count("Handled")

    processor = BatchProcessor(event_type=kind, raise_on_entire_batch_failure=False)
    return process_partial_response(
        event=event, record_handler=reported, processor=processor, context=context
    )
