"""What follows each reject reason (AAA03), beside its owner and next step in `aaa`.

What is asked of the patient is one thing. What is asked of the payer again is bounded, and tells
it nothing new.
"""

from enum import StrEnum
from typing import NamedTuple

from threshold.eligibility.aaa import REJECT_REASONS
from threshold.eligibility.answer.model import Answer, Kind, Outcome, Rejection
from threshold.eligibility.conversation.model import Wording


class Detail(StrEnum):
    """What a person can be asked for, the one that settles most first."""

    CONSENT = "consent"
    PAYMENT_PATH = "payment_path"
    INSURANCE_CARD = "insurance_card"
    MEMBER_ID = "member_id"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    RELATIONSHIP = "relationship"


class Play(NamedTuple):
    """What follows a code: what the patient is asked, and the wordings to try with the payer."""

    asks: Detail | None = None
    wordings: tuple[Wording, ...] = ()


# A code that is not here is its owner's alone: nothing is asked again, of payer or patient. 42 and
# 80 are not here either: they come back by the payer's own rest, with growing waits.
_TABLE = """
codes          | patient is asked | payer is asked again
58 71          | birth_date       | -
72             | member_id        | -
73             | name             | plain_names names_swapped
77             | relationship     | patient_as_subscriber
78             | insurance_card   | -
64 65 66 67 68 | -                | patient_as_subscriber
74             | -                | without_sex
75             | -                | other_payer_id patient_as_subscriber
56 57 62 63    | -                | again
"""
_NO_PLAY = Play()


def _parse(row: str) -> dict[str, Play]:
    codes, asks, wordings = (cell.strip() for cell in row.split("|"))
    tried = () if wordings == "-" else tuple(map(Wording, wordings.split()))
    return dict.fromkeys(codes.split(), Play(None if asks == "-" else Detail(asks), tried))


_PLAYS = {
    code: play for row in _TABLE.strip().splitlines()[1:] for code, play in _parse(row).items()
}
PLAYS = {code: _PLAYS.get(code, _NO_PLAY) for code in REJECT_REASONS}
"""The play of every code in the table of reject reasons."""

_FINAL = frozenset("NSWXY")
"""AAA04 by which a payer forbids asking again, or not before days have passed."""


def may_ask_again(rejection: Rejection) -> bool:
    """Whether the payer lets the same question come back (AAA04)."""
    return rejection.follow_up not in _FINAL


def comes_back(answer: Answer) -> bool:
    """Whether an answer is none yet: the same question is to be asked again after a rest."""
    if answer.outcome is Outcome.TRANSPORT_ERROR:
        return True
    return answer.outcome is Outcome.RETRY and all(map(may_ask_again, answer.rejections))


def wordings_for(answer: Answer) -> tuple[Wording, ...]:
    """The wordings that may help after a rejection: those that each of its codes allows."""
    if answer.kind is not Kind.ELIGIBILITY or not all(map(may_ask_again, answer.rejections)):
        return ()
    plays = [_play(rejection) for rejection in answer.rejections]
    first = plays[0].wordings if plays else ()
    return tuple(word for word in first if all(word in play.wordings for play in plays))


def asked_of_patient(rejection: Rejection) -> Detail | None:
    """The one thing to ask the patient for after a rejection; None where that cannot help."""
    return _play(rejection).asks


def _play(rejection: Rejection) -> Play:
    return PLAYS.get(rejection.code, _NO_PLAY)
