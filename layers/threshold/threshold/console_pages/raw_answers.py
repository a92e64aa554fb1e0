"""What payers sent back, segment by segment, and which of it an answer was read from."""

from collections.abc import Sequence
from dataclasses import dataclass

from threshold.eligibility.answer.model import Answer
from threshold.eligibility.reader import read
from threshold.eligibility.x12.body import NotX12
from threshold.eligibility.x12.interchange import transactions
from threshold.intake.change import FindingKind
from threshold.intake.ports import IntakeStore
from threshold.use_cases.asking import Exchanged, the_answer

_MARK = "*"
"""Between the elements of a segment as it is shown, whatever the payer puts there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One segment: its number, counted from 1 at ST, and its text."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class RawAnswers:
    """The exchanges of an intake, oldest first. An answer's place among them names its segments."""

    exchanges: tuple[Exchanged, ...]

    def place_of(self, answer: Answer | None) -> str:
        """The anchor before the segments of an answer; empty where none of these is its source:
        it was given to another intake of the same person."""
        for number in range(len(self.exchanges), 0, -1):
            if self.exchanges[number - 1].reply == answer:
                return f"a{number}-"
        return ""


def raw_answers(intake_id: str, store: IntakeStore) -> RawAnswers:
    """What was exchanged with payers about an intake."""
    found = store.findings(intake_id, FindingKind.X12, Exchanged)
    return RawAnswers(tuple(sorted(found, key=lambda one: one.at)))


def segments_of(exchanged: Exchanged) -> tuple[Line, ...]:
    """The segments that answer our request; none where no answer is ours alone.

    What a payer sent about somebody else in the same breath is not shown.
    """
    if exchanged.answer is None:
        return ()
    try:
        sent = transactions(exchanged.answer)
    except NotX12:
        return ()
    answers = read(exchanged.answer, exchanged.at.date())
    ours = the_answer(answers, exchanged.control_number)
    return _lines(sent[answers.index(ours)].segments) if ours in answers else ()


def asked_in(exchanged: Exchanged) -> tuple[Line, ...]:
    """The segments of the question."""
    return _lines(transactions(exchanged.request)[0].segments)


def _lines(segments: Sequence[tuple[int, str, tuple[str, ...]]]) -> tuple[Line, ...]:
    return tuple(Line(position, _MARK.join(elements)) for position, _, elements in segments)
