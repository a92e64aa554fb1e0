"""A 271 to an Answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from threshold.eligibility.answer.behavioral_health import read_behavioral_health
from threshold.eligibility.answer.benefits import read_benefits
from threshold.eligibility.answer.blocks import OTHER_PLAN, other_plans
from threshold.eligibility.answer.carve_out import find_carve_out, find_other_payers
from threshold.eligibility.answer.comparisons import compare
from threshold.eligibility.answer.dates import coverage_dates, read_date
from threshold.eligibility.answer.entities import named_in
from threshold.eligibility.answer.loops import BenefitGroup, Level, Loop, Loops, sort_into_loops
from threshold.eligibility.answer.model import Answer, Benefit, Kind, Outcome
from threshold.eligibility.answer.outcome import decide
from threshold.eligibility.answer.patients import patient_loop, patient_role, trace
from threshold.eligibility.answer.plan import read_plan
from threshold.eligibility.answer.rejections import read_rejection
from threshold.eligibility.answer.remarks import remarks
from threshold.eligibility.answer.statuses import plan_sources, read_statuses
from threshold.eligibility.x12.interchange import Transaction
from threshold.eligibility.x12.separators import Separators


def read_coverage(transaction: Transaction, today: date | None) -> Answer:
    """The answer in one 271; today is used where the answer carries no date of its own.

    An answer cut short keeps its rejections but states no coverage: its missing end could take
    back what its beginning says.
    """
    loops = sort_into_loops(transaction.segments)
    answer = Answer(
        kind=Kind.ELIGIBILITY,
        outcome=Outcome.TRANSPORT_ERROR,
        patient=patient_role(loops),
        rejections=tuple(read_rejection(*found) for found in loops.rejections),
        warnings=(*transaction.warnings, *loops.warnings),
        answers_to=trace(loops),
    )
    if transaction.cut_short:
        return answer
    loop, doubt = patient_loop(loops)
    if loop is None:
        return _without_coverage(answer, doubt)
    as_of = _as_of(transaction) or today
    return _with_coverage(answer, loops, loop, transaction.separators, as_of)


def _without_coverage(answer: Answer, doubt: str) -> Answer:
    decision = decide((), answer.rejections, None)
    outcome = Outcome.UNKNOWN if doubt else decision.outcome
    about = (doubt,) if doubt else decision.warnings
    return replace(answer, outcome=outcome, warnings=(*answer.warnings, *about))


def _as_of(transaction: Transaction) -> date | None:
    """The day the answer speaks of: BHT04, else the group's or interchange's date."""
    bht = (s.element(4) for s in transaction.segments if s.tag == "BHT")
    days = (read_date(text) for text in (*bht, transaction.sent_on))
    return next((day for day in days if day), None)


def _with_coverage(
    answer: Answer, loops: Loops, loop: Loop, separators: Separators, as_of: date | None
) -> Answer:
    payer = named_in(next(iter(loops.at(Level.SOURCE)), None))
    every = _read_groups(loop, separators)
    foreign = other_plans(every, payer)
    own = [pair for pair in every if pair[1].segment not in foreign]
    benefits = compare([_mark(benefit, foreign) for _, benefit in every])
    asked_for = _asked_for(loop, as_of)
    around = coverage_dates(loop.own, asked_for)
    decision = decide(read_statuses(own, around, asked_for), answer.rejections, as_of)
    carve_out, about_carve_out = find_carve_out(every, payer)
    plan, about_plan = read_plan(plan_sources(decision, own, loops))
    behavioral, about_behavioral = read_behavioral_health(benefits, carve_out)
    about = (*decision.warnings, *about_plan, *about_carve_out, *about_behavioral)
    return replace(
        answer,
        outcome=decision.outcome,
        outcome_segments=decision.segments,
        plan=plan,
        coverage_dates=next((s.dates for s in decision.statuses if s.dates.segments), around),
        benefits=benefits,
        behavioral_health=behavioral,
        carve_out=carve_out,
        other_payers=find_other_payers(every),
        warnings=(*answer.warnings, *about, *remarks(loops, loop, benefits)),
    )


def _read_groups(loop: Loop, separators: Separators) -> list[tuple[BenefitGroup, Benefit]]:
    return [
        (group, benefit) for group in loop.groups for benefit in read_benefits(group, separators)
    ]


def _mark(benefit: Benefit, foreign: frozenset[int]) -> Benefit:
    if benefit.segment not in foreign:
        return benefit
    return replace(benefit, flags=(*benefit.flags, OTHER_PLAN))


def _asked_for(loop: Loop, as_of: date | None) -> set[date]:
    """Days a lone plan date may merely repeat: 472, which echoes ours, and the answer's own."""
    echoed = (s.element(3) for s in loop.own if s.tag == "DTP" and s.element(1) == "472")
    days: Sequence[date | None] = [as_of, *(read_date(text) for text in echoed)]
    return {day for day in days if day}
