"""The port through which a payer is asked, what it answers, and every way in which it may not."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Exchange:
    """What names one real-time exchange, beside its payload.

    payload_id: new for each ask; the payer repeats it on its answer.
    time_stamp: when we ask; aware, or ValueError.
    sender_id, receiver_id: as agreed with the trading partner.
    """

    payload_id: UUID
    time_stamp: datetime
    sender_id: str
    receiver_id: str

    def __post_init__(self) -> None:
        if self.time_stamp.utcoffset() is None:
            raise ValueError("time_stamp: must carry its time zone")


@dataclass(frozen=True, slots=True)
class TransportAnswer:
    """What came back: X12 of any kind (271, 999 or TA1), perhaps cut short; reading it is next.

    body: the payload as sent. payload_type and error_code: as the envelope says, None where the
    payer sent bare X12 or left them out. elapsed: from asking to the last byte.
    """

    body: str = field(repr=False)
    payload_type: str | None
    error_code: str | None
    elapsed: timedelta


class Outage(StrEnum):
    """Why a payer could not be asked, or could not answer.

    SIGN_IN_RENEWED: it refused a sign-in that has since been replaced; the next ask has the new.
    """

    UNREACHABLE = "unreachable"
    CONNECT_TIMEOUT = "connect_timeout"
    CERTIFICATE = "certificate"
    TLS = "tls"
    DROPPED = "dropped"
    READ_TIMEOUT = "read_timeout"
    BUSY = "busy"
    SERVER_ERROR = "server_error"
    RECEIVER = "receiver"
    SIGN_IN_RENEWED = "sign_in_renewed"


class AnswerFault(StrEnum):
    """Why an answer is of no use."""

    NOT_AN_ENVELOPE = "not_an_envelope"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    NO_PAYLOAD = "no_payload"
    NOT_X12 = "not_x12"
    WRONG_PAYLOAD_ID = "wrong_payload_id"
    OVERSIZE = "oversize"


class TransportFailure(Exception):
    """The payer was not heard. Its text names the kind of failure and nothing that was said.

    disclosed: whether any byte of the 270 may have reached the payer; where it may, the ask
    belongs in the accounting of disclosures (45 CFR 164.528).
    retryable: whether asking again later may help with nothing changed on our side.
    raw: what came back, to be kept beside the 270; empty where nothing worth keeping did.
    """

    retryable: ClassVar[bool]

    def __init__(self, reason: str, *, disclosed: bool, raw: bytes = b"") -> None:
        super().__init__(reason)
        self.disclosed = disclosed
        self.raw = raw


class PayerUnavailable(TransportFailure):
    """No connection, no answer in time, or the payer said that it cannot answer now.

    retry_after: how long the payer asks us to wait; None where it did not say.
    """

    retryable = True

    def __init__(
        self, cause: Outage, *, disclosed: bool, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(f"payer unavailable: {cause}", disclosed=disclosed)
        self.cause = cause
        self.retry_after = retry_after


class EnvelopeRejected(TransportFailure):
    """The payer refused the envelope or its sender: our configuration or enrollment is wrong.

    error_code: a CORE error code, "HTTP nnn" where there was none, or "unrecognized".
    """

    retryable = False

    def __init__(self, error_code: str, raw: bytes) -> None:
        super().__init__(f"envelope rejected: {error_code}", disclosed=True, raw=raw)
        self.error_code = error_code

    @property
    def unauthorized(self) -> bool:
        """Whether it was our sign-in that was refused."""
        return self.error_code.lower() in {"unauthorized", "http 401", "http 403"}


class UnusableAnswer(TransportFailure):
    """An answer came, but holds no X12 meant for this exchange.

    raw holds only the beginning where the fault is OVERSIZE.
    """

    retryable = True

    def __init__(self, fault: AnswerFault, raw: bytes) -> None:
        super().__init__(f"unusable answer: {fault}", disclosed=True, raw=raw)
        self.fault = fault


class PayerTransport(Protocol):
    """One payer's or clearinghouse's door."""

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:
        """Send one 270 and wait for what comes back, once: asking again is the queue's to decide.

        Raises PayerUnavailable, EnvelopeRejected or UnusableAnswer.
        """
        ...
