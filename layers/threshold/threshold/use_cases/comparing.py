"""What a coverage that was verified again comes to, beside the one known before.

No silence is a change, and nobody is sent away by a difference: a human looks at it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from threshold.assessment.recommendation import Assessment
from threshold.benefits.differences import differences
from threshold.decision.coverage import DIFFERENCE, UNHEARD, Coverage, Standing
from threshold.decision.coverage_rules import all_doubts, doubts
from threshold.eligibility.answer.model import Answer, Outcome
from threshold.eligibility.conversation.model import Question
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import Reason
from threshold.program.model import Program

_SETTLED = frozenset(
    {
        Outcome.ACTIVE,
        Outcome.ACTIVE_PENDING,
        Outcome.NOT_YET_ACTIVE,
        Outcome.INACTIVE,
        Outcome.REJECTED,
    }
)
_LOST = frozenset({Outcome.RETRY, Outcome.TRANSPORT_ERROR})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The event that verifying again comes to, and its reasons."""

    kind: EventKind
    reasons: tuple[Reason, ...] = ()


def compared(
    before: Coverage | None, after: Coverage, assessment: Assessment, program: Program
) -> Verdict:
    """The verdict on a coverage verified again; `before` is the one known, None for none.

    A doubt that was there before, and that a clinician accepted, is no ground for another review.
    """
    if not _is_settled(after):
        return _unsettled(before, after, program)
    told = tuple(
        Reason(DIFFERENCE, sentence, "005010X279A1") for sentence in changes(before, after)
    )
    known = all_doubts(before, assessment.tracks, program) if before else ()
    new = [one for one in all_doubts(after, assessment.tracks, program) if one not in known]
    if new:
        reasons = (*(doubt.reason for doubt in new), *told)
        return Verdict(EventKind.COVERAGE_REVIEW_NEEDED, reasons)
    return Verdict(EventKind.COVERAGE_CHANGED if told else EventKind.COVERAGE_CONFIRMED, told)


def _is_settled(coverage: Coverage) -> bool:
    """Whether the payer spoke of this person's coverage, and answered whatever it was asked."""
    heard = coverage.answer is not None and coverage.answer.outcome in _SETTLED
    return heard and coverage.silence is None


def _unsettled(before: Coverage | None, after: Coverage, program: Program) -> Verdict:
    """A payer that was not heard is no news; that we cannot ask, or cannot use the answer, is."""
    standing = UNHEARD[after.silence] if after.silence else after.standing
    lost = after.answer is not None and after.answer.outcome in _LOST
    as_before = before is not None and before.standing is standing is not Standing.ANSWERED
    if lost or as_before or standing is Standing.UNREACHABLE:
        return Verdict(EventKind.COVERAGE_NOT_HEARD)
    found = doubts(replace(after, standing=standing), program)
    return Verdict(EventKind.COVERAGE_IN_DOUBT, tuple(doubt.reason for doubt in found))


def changes(before: Coverage | None, after: Coverage) -> tuple[str, ...]:
    """What differs between two coverages, in sentences such as "plan type: PPO → HMO".

    `after` is settled. Answers are compared with those to the same question before.
    """
    if before is None or not _is_settled(before):
        was = before.standing.replace("_", " ") if before else "not verified"
        now = after.answer.outcome.replace("_", " ") if after.answer else ""
        return (f"coverage: {was} → {now}",)
    known = _answers(before)
    return tuple(
        f"{_about(question)}{sentence}"
        for question, answer in _answers(after).items()
        if question in known
        for sentence in differences(known[question], answer)
    )


def _answers(coverage: Coverage) -> Mapping[Question, Answer]:
    """Each answer by what was asked of whom, in whatever words."""
    return dict(_said(coverage))


def _said(coverage: Coverage) -> Iterator[tuple[Question, Answer]]:
    if coverage.answer:
        yield Question(), coverage.answer
    for heard in coverage.further:
        if isinstance(heard.reply, Answer):
            yield (
                Question(heard.question.rung, administrator=heard.question.administrator),
                heard.reply,
            )


def _about(question: Question) -> str:
    """Whose answer a sentence is about, where it is not the plan's on the whole."""
    if question.administrator:
        return "administrator of behavioral benefits: "
    return "" if question == Question() else f"asked about {question.rung.replace('_', ' ')}: "
