"""999 and TA1: whether a payer's gateway took our interchange. Neither says anything of coverage.

Accepted alone leaves the outcome unknown. Rejected is ours to mend (config_error), except a TA1
that says the interchange reached it without its end: that is sent again (transport_error).
"""

from threshold.eligibility.answer.acknowledgement_codes import (
    ELEMENT_ERRORS,
    ENDED_EARLY,
    INTERCHANGE_NOTES,
    SEGMENT_ERRORS,
)
from threshold.eligibility.answer.model import Answer, Kind, Outcome, Owner, Rejection
from threshold.eligibility.x12.interchange import Transaction
from threshold.eligibility.x12.segments import Segment

_ACCEPTED = {"A", "E"}
# A 4010 gateway sends a 997, whose segments differ from a 999's in name alone.
_SEGMENT_ERROR, _ELEMENT_ERROR = {"IK3", "AK3"}, {"IK4", "AK4"}
_SET_RESPONSE, _GROUP_RESPONSE, _GROUP = {"IK5", "AK5"}, {"AK9"}, {"AK1"}
_SAYS_NOTHING = "accepted by the gateway; it says nothing of coverage"


def read_ta1(transaction: Transaction) -> Answer:
    """The answer in a TA1; answers_to is the ISA13 it speaks of."""
    ta1 = transaction.segments[0]
    code, note = ta1.element(4), ta1.element(5)
    told = INTERCHANGE_NOTES.get(note, "see TA105")
    accepted = code in _ACCEPTED
    if transaction.cut_short or (note == ENDED_EARLY and not accepted):
        outcome = Outcome.TRANSPORT_ERROR
    else:
        outcome = Outcome.UNKNOWN if accepted else Outcome.CONFIG_ERROR
    about = _SAYS_NOTHING if code == "A" else f"TA1 {code}: {told}"
    return Answer(
        kind=Kind.INTERCHANGE_ACKNOWLEDGEMENT,
        outcome=outcome,
        rejections=() if accepted else (_rejection("ISA", note, told, ta1),),
        warnings=(*transaction.warnings, about),
        outcome_segments=(ta1.position,),
        answers_to=ta1.element(1) or None,
    )


def read_999(transaction: Transaction) -> Answer:
    """The answer in a 999 or 997; answers_to is the GS06 it speaks of."""
    segments = transaction.segments
    responses = [s for s in segments if s.tag in _SET_RESPONSE | _GROUP_RESPONSE]
    refused = [s for s in responses if s.element(1) not in _ACCEPTED]
    rejections = _errors(transaction) if refused else ()
    if refused and not rejections:
        told = "the whole transaction is rejected"
        rejections = (_rejection("ST", refused[0].element(1), told, refused[0]),)
    if transaction.cut_short or not responses:
        outcome = Outcome.TRANSPORT_ERROR
    else:
        outcome = Outcome.CONFIG_ERROR if refused else Outcome.UNKNOWN
    about = f"999 {refused[0].element(1)}: rejected" if refused else _SAYS_NOTHING
    return Answer(
        kind=Kind.ACKNOWLEDGEMENT,
        outcome=outcome,
        rejections=rejections,
        warnings=(*transaction.warnings, about),
        outcome_segments=tuple(segment.position for segment in responses),
        answers_to=next((s.element(2) for s in segments if s.tag in _GROUP), "") or None,
    )


def _errors(transaction: Transaction) -> tuple[Rejection, ...]:
    """One rejection for each element error, or for the segment where none is named."""
    found: list[Rejection] = []
    within: Segment | None = None
    for segment in transaction.segments:
        if segment.tag in _SEGMENT_ERROR:
            within = segment
            found.append(_segment_error(segment))
        elif segment.tag in _ELEMENT_ERROR and within:
            if found[-1].segment == within.position:
                found.pop()
            found.append(_element_error(within, segment))
    return tuple(found)


def _segment_error(error: Segment) -> Rejection:
    code = error.element(4)
    what = SEGMENT_ERRORS.get(code, "see IK304")
    return _rejection(error.element(3), code, f"{_place(error)}: {what}", error)


def _element_error(within: Segment, error: Segment) -> Rejection:
    code = error.element(3)
    what = ELEMENT_ERRORS.get(code, "see IK403")
    at = f"{_place(within)} element {error.element(1)}"
    return _rejection(within.element(3), code, f"{at}: {what}", error)


def _place(error: Segment) -> str:
    return f"{error.element(1)} (segment {error.element(2)})"


def _rejection(loop: str, code: str, what: str, segment: Segment) -> Rejection:
    return Rejection(
        loop=loop,
        code=code,
        follow_up=None,
        owner=Owner.OPERATIONS,
        next_step=f"mend the 270 that was sent: {what}",
        segment=segment.position,
    )
