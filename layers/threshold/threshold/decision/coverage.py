"""What is known of how care would be paid for: the payer's answer, or why there is none."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from threshold.eligibility.answer.model import Answer
from threshold.eligibility.conversation.model import Heard, Silence, Wording

DIFFERENCE = "D1"
"""The rule of a reason that tells what a payer said before and says now; it names a plan's terms,
and nothing of the person."""


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
    PARTNER_OF_ANOTHER_STAGE = "partner_of_another_stage"
    """The payer is a production partner and this stage is not, or the other way round."""
    REQUEST_REFUSED = "request_refused"
    """The payer's gateway, or our own writer, refused the request: ours to mend."""


UNHEARD = {
    Silence.NOT_HEARD: Standing.UNREACHABLE,
    Silence.REFUSED: Standing.REQUEST_REFUSED,
}
"""What a silence comes to where nothing else was said."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one verification came to.

    `answer` is of the payer `payer_id`, on the plan as a whole, asked in the words of `wording`;
    `further` holds every answer beyond it: on single service types, and a carve-out
    administrator's. `silence` is why a question that was asked has no answer, None where each has.
    """

    standing: Standing
    at: datetime
    payer_id: str | None = None
    answer: Answer | None = None
    further: tuple[Heard, ...] = ()
    wording: Wording = Wording.AS_GIVEN
    silence: Silence | None = None
