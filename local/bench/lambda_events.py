"""What Lambda hands the handlers: events as AWS sends them, and the context."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from local.stories import FOLDER
from threshold.intake.life_cycle import Queue

_STORY = FOLDER / "01-clear-ppo.json"
_SAMPLES = FOLDER.parent / "messages"


class Context:
    """What Lambda tells a function of itself, as far as ours ask."""

    function_name = "function"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:function"
    aws_request_id = "00000000-0000-0000-0000-000000000000"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        """Time enough for anything."""
        return 30_000


def form_sent() -> dict[str, Any]:
    """The story's form as API Gateway passes it on, under a key and of a member of its own."""
    headers = {
        "Content-Type": "application/json",
        "Host": "api.example.test",
        "Idempotency-Key": uuid4().hex,
    }
    submission = json.loads(_STORY.read_text(encoding="utf-8"))["submission"]
    submission["payment"]["card"]["member_id"] += uuid4().hex[:8].upper()
    return {
        "httpMethod": "POST",
        "path": "/intakes",
        "resource": "/intakes",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "body": json.dumps(submission),
        "isBase64Encoded": False,
        "requestContext": {"stage": "test", "path": "/test/intakes", "domainName": "example.test"},
    }


def _sample(name: str) -> dict[str, Any]:
    file = _SAMPLES / f"{name}.json"
    sample: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return sample


def stream_event(event: Mapping[str, Any]) -> dict[str, Any]:
    """The table's stream, with one EVENT item put."""
    sample = _sample("relay")
    sample["Records"][0]["dynamodb"]["NewImage"] = event
    return sample


def queue_event(queue: Queue, body: str) -> dict[str, Any]:
    """A batch of one message."""
    sample = _sample(queue)
    sample["Records"][0]["body"] = body
    return sample
