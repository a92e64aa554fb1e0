"""Waiting for a condition, with a bound; and what waits on a queue."""

import time
from collections.abc import Callable
from typing import TypeVar

from tests.cloud import Cloud

T = TypeVar("T")


def wait_for(look: Callable[[], T], met: Callable[[T], bool], seconds: float = 90) -> T:
    """What `look` finds once it meets the condition; an AssertionError when it never does."""
    deadline = time.monotonic() + seconds
    while not met(found := look()):
        assert time.monotonic() < deadline, f"still not so after {seconds} s: {str(found)[:300]}"
        time.sleep(0.1)
    return found


def waiting_on(cloud: Cloud, url: str) -> int:
    """How many messages are on a queue, in a worker's hands or hidden."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = cloud.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)
    return sum(int(found["Attributes"][name]) for name in names)
