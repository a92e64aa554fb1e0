"""A payer's answer and the card to facts of the sheet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from threshold.benefits.cost_shares import cost_shares, note
from threshold.benefits.facts import Fact, Sheet, Source, Value, expiry, year_starts
from threshold.benefits.fields import Care, Field, Topic
from threshold.benefits.relevance import closest, is_code, is_ours
from threshold.eligibility.answer import codes
from threshold.eligibility.answer.model import (
    Answer,
    Authorization,
    Benefit,
    BenefitKind,
    Network,
    Outcome,
    Period,
    PlanType,
    Segments,
    YesNo,
)
from threshold.intake.submission import InsuranceCard

NOT_NAMED = "not named"
"""Who the payer says is there without a name."""
_LONGEST = 200
_YEARS = {
    Period.CALENDAR_YEAR: "calendar",
    Period.SERVICE_YEAR: "service",
    Period.CONTRACT: "contract",
}
_ACTIVE = {Outcome.ACTIVE: YesNo.YES, Outcome.INACTIVE: YesNo.NO, Outcome.NOT_YET_ACTIVE: YesNo.NO}
_TOLD_BY_FLAG = {
    "cobra": (Topic.COBRA, YesNo.YES),
    "self_funded": (Topic.FUNDING, "self-funded"),
    "shared_accumulators": (Topic.SHARED_ACCUMULATORS, YesNo.YES),
    "telehealth_vendor_only": (Topic.VENDOR_ONLY, YesNo.YES),
}
_COUNTED = ("visits", "days")
_LIMITS = {
    Period.WEEK: Topic.SESSIONS_A_WEEK,
    **dict.fromkeys((*_YEARS, Period.YEARS), Topic.SESSIONS_A_YEAR),
    Period.REMAINING: Topic.SESSIONS_REMAINING,
}

_Stated = tuple[Field, Value | None, Segments, str]


def sheet(
    answer: Answer | None,
    card: InsuranceCard | None,
    told: Sequence[Fact],
    care: Care,
    *,
    answered_on: date,
    on: date,
    card_on: date | None = None,
) -> Sheet:
    """The sheet on a day, from an answer of the day `answered_on`, the card, and what staff heard.

    `card_on` is the day the card was sent, None where that is the sheet's. Every statement is
    kept: two sources, or two statements of one, may contradict each other. Nothing of another plan
    that the answer names is taken, and nothing of a lost answer.
    """
    starts = year_starts(told)
    facts = list(_of_answer(answer, care, answered_on, starts)) if answer else []
    if card and card.group_number:
        group, said_on = Field(Topic.GROUP_NUMBER), card_on or on
        until = expiry(group, said_on, starts)
        facts.append(Fact(group, card.group_number, Source.CARD, said_on, until))
    return Sheet(care, on, tuple(dict.fromkeys([*facts, *told])))


def with_answer(made: Sheet, answer: Answer, answered_on: date, about: str) -> Sheet:
    """The sheet with a further answer of the same payer; `about` says what that one is on."""
    starts = year_starts(made.facts)
    facts = (
        replace(fact, note="; ".join(filter(None, [about, fact.note])))
        for fact in _of_answer(answer, made.care, answered_on, starts)
    )
    return replace(made, facts=(*made.facts, *facts))


def _of_answer(
    answer: Answer, care: Care, answered_on: date, starts: Sequence[date]
) -> Iterator[Fact]:
    for field, value, segments, text in _stated(answer, care):
        if value is not None:
            until = expiry(field, answered_on, starts)
            yield Fact(field, value, Source.ANSWER, answered_on, until, segments, text)


def _stated(answer: Answer, care: Care) -> Iterator[_Stated]:
    yield from _plan(answer)
    yield from _behavioral(answer)
    yield from _elsewhere(answer)
    own = [benefit for benefit in answer.benefits if is_ours(benefit)]
    for network in (Network.IN, Network.OUT):
        for said in cost_shares(own, care, network):
            yield said.field, said.value, (said.segment,), said.note
    yield from _limits(own, care)
    yield from _code(own, care)
    yield from _plan_years(answer.benefits)
    yield from _flagged(answer.benefits)


def _plan(answer: Answer) -> Iterator[_Stated]:
    plan, dates = answer.plan, answer.coverage_dates
    at = (plan.name_segment,) if plan.name_segment else ()
    evidence = tuple(dict.fromkeys(one.segment for one in plan.evidence))
    kind = None if plan.type is PlanType.UNKNOWN else str(plan.type)
    active = _ACTIVE.get(answer.outcome)
    yield Field(Topic.COVERAGE_ACTIVE), active, answer.outcome_segments, ""
    yield Field(Topic.PLAN_NAME), _text(plan.name), at, ""
    yield Field(Topic.PLAN_TYPE), kind, evidence, f"evidence {plan.confidence}"
    yield Field(Topic.EFFECTIVE_DATE), dates.begin, dates.segments, ""
    yield Field(Topic.END_DATE), dates.end, dates.segments, ""


def _behavioral(answer: Answer) -> Iterator[_Stated]:
    found = answer.behavioral_health
    by = f"said of service type {found.answered_by}" if found.answered_by else ""
    yield Field(Topic.IOP_COVERED), _yes_no(found.covered), found.covered_segments, by
    telehealth = _yes_no(found.telehealth)
    yield Field(Topic.VIRTUAL_COVERED), telehealth, found.telehealth_segments, ""
    needed = _yes_no(found.prior_authorization)
    segments = found.prior_authorization_segments
    yield Field(Topic.PRIOR_AUTHORIZATION), needed, segments, ""


def _elsewhere(answer: Answer) -> Iterator[_Stated]:
    if found := answer.carve_out:
        at = (found.segment,)
        yield Field(Topic.ADMINISTRATOR), _text(found.name) or NOT_NAMED, at, ""
        yield Field(Topic.ADMINISTRATOR_PHONE), _text(found.phone), at, ""
        yield Field(Topic.ADMINISTRATOR_PAYER_ID), _text(found.payer_id), at, ""
    for payer in answer.other_payers:
        name = _text(payer.name) or NOT_NAMED
        yield Field(Topic.OTHER_PAYER), name, (payer.segment,), payer.order or "order not said"


def _limits(own: list[Benefit], care: Care) -> Iterator[_Stated]:
    """Limits in days or visits; how often within a period, where an HSD says so, is a note."""
    counted = [b for b in own if b.quantity is not None and b.quantity_unit in _COUNTED]
    for topic in dict.fromkeys(_LIMITS.values()):
        alike = [b for b in counted if b.period and _LIMITS.get(b.period) is topic]
        found = {b for network in (Network.IN, Network.OUT) for b in closest(alike, care, network)}
        for benefit in sorted(found, key=lambda one: one.segment):
            if benefit.quantity == (benefit.quantity or Decimal()).to_integral_value():
                often = [f for f in benefit.flags if f.startswith(("per:", "periods:"))]
                limits = "; ".join(filter(None, [note(benefit), *often]))
                yield Field(topic), benefit.quantity, (benefit.segment,), limits


def _code(own: list[Benefit], care: Care) -> Iterator[_Stated]:
    for benefit in own:
        if is_code(benefit, care) and benefit.network is not Network.OUT:
            refused = benefit.kind in codes.DENIALS or benefit.kind is BenefitKind.INACTIVE
            given = benefit.kind is BenefitKind.ACTIVE
            said = YesNo.NO if refused else YesNo.YES if given else None
            yield Field(Topic.CODE_COVERED), said, (benefit.segment,), note(benefit)


def _plan_years(benefits: Iterable[Benefit]) -> Iterator[_Stated]:
    """The kinds of year that amounts count over, each once with all its segments."""
    counted = [b for b in benefits if b.kind in codes.COST_SHARES and "other_plan" not in b.flags]
    for period, kind in _YEARS.items():
        if at := tuple(b.segment for b in counted if b.period is period):
            yield Field(Topic.PLAN_YEAR), kind, at, ""


def _flagged(benefits: Iterable[Benefit]) -> Iterator[_Stated]:
    for benefit in benefits:
        if "other_plan" in benefit.flags:
            continue
        at = (benefit.segment,)
        for flag in benefit.flags:
            if flag in _TOLD_BY_FLAG:
                topic, value = _TOLD_BY_FLAG[flag]
                yield Field(topic), value, at, note(benefit)


def _yes_no(said: YesNo | Authorization) -> YesNo | None:
    """Yes or no; None where nothing was said, or only that it may be."""
    return {"yes": YesNo.YES, "no": YesNo.NO}.get(said)


def _text(value: str | None) -> str | None:
    """Words cut to what a field holds; None where there are none."""
    return (value or "").strip()[:_LONGEST] or None
