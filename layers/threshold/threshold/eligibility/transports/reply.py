"""What every reply may mean, whatever its envelope: X12, a payer that is down, or a refusal."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from re import fullmatch

from threshold.eligibility.transports.message import Reply, text_of
from threshold.eligibility.transports.port import (
    EnvelopeRejected,
    Outage,
    PayerUnavailable,
    TransportAnswer,
    TransportFailure,
)

_BUSY = {408, 425, 429}


def is_success(reply: Reply) -> bool:
    """Whether the HTTP status promises an answer."""
    return 200 <= reply.status < 300


def bare_answer(reply: Reply) -> TransportAnswer | None:
    """The answer of a payer that sent X12 without any envelope; None where it did not."""
    text = text_of(reply.message.body)
    return TransportAnswer(text, None, None, reply.elapsed) if is_x12(text) else None


def is_x12(text: str) -> bool:
    """Whether text begins as an interchange does."""
    return text.lstrip("\ufeff \t\r\n\0").startswith("ISA")


def failure_of(reply: Reply, asked_at: datetime) -> TransportFailure:
    """What a status other than success means: PayerUnavailable or EnvelopeRejected."""
    wait = wait_of(reply, asked_at)
    if reply.status >= 500:
        return PayerUnavailable(Outage.SERVER_ERROR, disclosed=True, retry_after=wait)
    if reply.status in _BUSY:
        return PayerUnavailable(Outage.BUSY, disclosed=True, retry_after=wait)
    return EnvelopeRejected(f"HTTP {reply.status}", reply.message.body)


def wait_of(reply: Reply, asked_at: datetime) -> timedelta | None:
    """Read Retry-After (RFC 9110 10.2.3): seconds or a date; None where it is neither."""
    if reply.retry_after is None:
        return None
    if fullmatch("[0-9]{1,7}", seconds := reply.retry_after.strip()):
        return timedelta(seconds=int(seconds))
    try:
        until = parsedate_to_datetime(reply.retry_after)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(until - asked_at, timedelta(0))
