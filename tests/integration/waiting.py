"""Waiting for a condition, with a bound."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_for(look: Callable[[], T], met: Callable[[T], bool], seconds: float = 60) -> T:
    """What `look` finds once it meets the condition; an AssertionError when it never does."""
    deadline = time.monotonic() + seconds
    while not met(found := look()):
        assert time.monotonic() < deadline, f"still not so after {seconds} s: {str(found)[:300]}"
        time.sleep(0.1)
    return found
