"""AAA segments to rejections."""

from threshold.eligibility.aaa import NOT_LISTED, REJECT_REASONS
from threshold.eligibility.answer.model import Rejection
from threshold.eligibility.x12.segments import Segment


def read_rejection(loop: str, aaa: Segment) -> Rejection:
    """One AAA with its owner and next step. A code we do not know goes to staff."""
    code = aaa.element(3)
    reason = REJECT_REASONS.get(code, NOT_LISTED)
    return Rejection(
        loop=loop,
        code=code,
        follow_up=aaa.element(4) or None,
        owner=reason.owner,
        next_step=reason.next_step,
        segment=aaa.position,
        request_valid=aaa.element(1),
    )
