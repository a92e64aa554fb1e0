"""The payer's answer as a card: a line for each thing that matters, with the segments behind it.

What the payer did not say stands among what it said, and whether it had to.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from threshold.benefits.obliged import Unsaid, unsaid
from threshold.decision.coverage import Coverage
from threshold.eligibility import card
from threshold.eligibility.answer.model import (
    Answer,
    Authorization,
    Outcome,
    PlanType,
    Segments,
    YesNo,
)
from threshold.eligibility.conversation.model import Question, Rung
from threshold.web.pages.texts import Texts

_OF_NOBODY = (Outcome.REJECTED, Outcome.TRANSPORT_ERROR)
_SILENT = (YesNo.NOT_SAID, Authorization.NOT_SAID)
_BAD = frozenset({YesNo.NO})


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line: what about, what was said (empty for nothing), and where; `unsaid` why not.

    mind: whether it speaks against care or calls for work.
    """

    about: str
    said: str
    segments: Segments = ()
    unsaid: Unsaid | None = None
    mind: bool = False


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer. `asked`: what the payer was asked about, in words; `place`: see `RawAnswers`.

    benefits: every statement of the payer, in words with its segment. warnings: what to mind.
    """

    asked: str
    lines: tuple[CardLine, ...]
    benefits: tuple[CardLine, ...]
    warnings: tuple[str, ...]
    answer: Answer


def cards(coverage: Coverage, t: Texts) -> tuple[AnswerCard, ...]:
    """A card for each answer of a verification, that on the plan as a whole first."""
    found = [(Question(wording=coverage.wording), coverage.answer)] if coverage.answer else []
    found += [
        (heard.question, heard.reply)
        for heard in coverage.further
        if isinstance(heard.reply, Answer)
    ]
    return tuple(_card(question, answer, t) for question, answer in found)


def _card(question: Question, answer: Answer, t: Texts) -> AnswerCard:
    to = "administrator" if question.administrator else "plan"
    return AnswerCard(
        t(f"card.asked.{to}", rung=t(f"rung.{question.rung}")),
        tuple(_lines(question, answer, t)),
        tuple(CardLine("", card.statement(one), (one.segment,)) for one in answer.benefits),
        answer.warnings,
        answer,
    )


def _lines(question: Question, answer: Answer, t: Texts) -> Iterator[CardLine]:
    rests_on = answer.outcome_segments or tuple(one.segment for one in answer.rejections)
    active = answer.outcome is Outcome.ACTIVE
    yield CardLine(t("card.outcome"), card.outcome(answer), rests_on, mind=not active)
    for one in answer.rejections:
        said = t("card.rejection", loop=one.loop, code=one.code, next=one.next_step)
        yield CardLine(t("card.rejected"), said, (one.segment,), mind=True)
    if answer.patient is None or answer.outcome in _OF_NOBODY:
        return
    yield from _plan(answer, t)
    yield from _care(question, answer, t)
    yield from _others(answer, t)


def _plan(answer: Answer, t: Texts) -> Iterator[CardLine]:
    plan, dates = answer.plan, answer.coverage_dates
    known = plan.type is not PlanType.UNKNOWN
    type_ = t("card.plan_type.said", type=plan.type, confidence=plan.confidence)
    seen = tuple(dict.fromkeys(one.segment for one in plan.evidence))
    yield _line(t("card.plan_type.name"), type_ if known else "", seen, obliged=False)
    named = (plan.name_segment,) if plan.name_segment else ()
    yield _line(t("card.plan_name"), plan.name or "", named, obliged=True)
    begin = dates.begin.isoformat() if dates.begin else ""
    yield _line(t("card.begin"), begin, dates.segments, obliged=True)
    if dates.end:
        yield CardLine(t("card.end"), dates.end.isoformat(), dates.segments, mind=True)


def _care(question: Question, answer: Answer, t: Texts) -> Iterator[CardLine]:
    """Care for substance use is none of those that every payer has to speak of."""
    found, about_use = answer.behavioral_health, question.rung is Rung.SUBSTANCE_USE
    for name, said, segments, obliged in (
        ("covered", found.covered, found.covered_segments, not about_use),
        ("telehealth", found.telehealth, found.telehealth_segments, False),
        ("authorization", found.prior_authorization, found.prior_authorization_segments, False),
    ):
        words = "" if said in _SILENT else t(f"card.{name}.{said}")
        needs_work = said in (Authorization.YES, Authorization.UNKNOWN)
        mind = needs_work if name == "authorization" else said in _BAD
        yield _line(t(f"card.{name}.name"), words, segments, obliged=obliged, mind=mind)


def _others(answer: Answer, t: Texts) -> Iterator[CardLine]:
    none = t("card.nobody")
    if elsewhere := answer.carve_out:
        told = (elsewhere.name or none, elsewhere.payer_id or none, elsewhere.phone or none)
        said = t("card.carve_out.said", name=told[0], id=told[1], phone=told[2])
        yield CardLine(t("card.carve_out.name"), said, (elsewhere.segment,), mind=True)
    for one in answer.other_payers:
        said = t("card.other_payer.said", name=one.name or none, order=one.order or none)
        yield CardLine(t("card.other_payer.name"), said, (one.segment,), mind=True)


def _line(
    about: str, said: str, segments: Segments, *, obliged: bool, mind: bool = False
) -> CardLine:
    if said:
        return CardLine(about, said, segments, mind=mind)
    return CardLine(about, "", segments, unsaid(obliged=obliged, answered=True))
