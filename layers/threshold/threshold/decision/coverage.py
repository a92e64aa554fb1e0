"""What is known of how care would be paid for: the payer's answer, or why there is none."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from threshold.eligibility.answer.model import Answer


class Standing(StrEnum):
    """Whether the payer answered and, if not, why nothing is known."""

    ANSWERED = "answered"
    UNREACHABLE = "unreachable"
    NO_CONSENT = "no_consent"
    SELF_PAY = "self_pay"
    UNINSURED = "uninsured"
    PAYMENT_NOT_SAID = "payment_not_said"
    CARD_INCOMPLETE = "card_incomplete"
    PAYER_NOT_KNOWN = "payer_not_known"
    REQUEST_REFUSED = "request_refused"
    """The payer's gateway, or our own writer, refused the request: ours to mend."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one verification came to. `answers` holds every transaction the payer sent back."""

    standing: Standing
    at: datetime
    payer_id: str | None = None
    answer: Answer | None = None
