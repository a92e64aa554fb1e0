"""What an intake's benefits are made from."""

from dataclasses import dataclass
from datetime import date, datetime

from threshold.benefits.fields import Care
from threshold.benefits.from_answer import NOT_NAMED
from threshold.benefits.told import Statement
from threshold.decision.coverage import Coverage
from threshold.eligibility.answer.model import Answer
from threshold.eligibility.conversation.model import Rung
from threshold.intake.submission import Consent, Submission
from threshold.program.model import Program
from threshold.use_cases.estimating import Start

Answers = list[tuple[str, Answer]]
"""What each was asked, in words, and the answer; the first on the plan as a whole."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that an intake's benefits are made from. `now` is in the program's time zone."""

    submission: Submission
    consents: tuple[Consent, ...]
    coverage: Coverage | None
    statements: tuple[Statement, ...]
    program: Program
    sent_on: date
    now: datetime
    start: Start

    @property
    def answered_on(self) -> date:
        """The day of the payer's answers, today where there are none."""
        at = self.coverage.at if self.coverage else self.now
        return at.astimezone(self.now.tzinfo).date()

    def answers(self, care: Care, administrator: str | None) -> Answers:
        """The answers of the plan, or of one administrator; none on another kind of care."""
        coverage = self.coverage
        if coverage is None:
            return []
        base = [("", coverage.answer)] if coverage.answer and not administrator else []
        return base + [
            (about(heard.question.rung), heard.reply)
            for heard in coverage.further
            if isinstance(heard.reply, Answer)
            and heard.question.administrator == administrator
            and (heard.question.rung is not Rung.SUBSTANCE_USE or care is Care.SUBSTANCE_USE)
        ]

    def administrator(self, named_id: str | None, name: str | None) -> str | None:
        """The payer id of who the plan names or, where it names nobody, of who was asked last."""
        if payer := self.program.payer(named_id, name):
            return payer.id
        if named_id or name not in (None, NOT_NAMED):
            return named_id
        further = self.coverage.further if self.coverage else ()
        asked = (h.question.administrator for h in reversed(further))
        return next((one for one in asked if one), None)


def about(rung: Rung) -> str:
    """What an answer is on, in words; empty for the plan as a whole."""
    return "" if rung is Rung.PLAN else f"asked for {rung.replace('_', ' ')}"
