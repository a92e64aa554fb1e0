"""A 271 to an Answer."""

from datetime import date

from threshold.eligibility.answer.behavioral_health import read_behavioral_health
from threshold.eligibility.answer.benefits import read_benefits
from threshold.eligibility.answer.blocks import OTHER_PLAN, flagged, other_plans
from threshold.eligibility.answer.carve_out import find_carve_out, find_other_payers
from threshold.eligibility.answer.comparisons import compare
from threshold.eligibility.answer.dates import coverage_dates, read_date
from threshold.eligibility.answer.entities import Entity, entity
from threshold.eligibility.answer.loops import BenefitGroup, Level, Loop, Loops, sort_into_loops
from threshold.eligibility.answer.model import (
    Answer,
    Benefit,
    CoverageDates,
    Kind,
    Outcome,
    Patient,
    Rejection,
)
from threshold.eligibility.answer.outcome import Decision, decide
from threshold.eligibility.answer.patients import find_patient, trace
from threshold.eligibility.answer.plan import read_plan
from threshold.eligibility.answer.references import read_group
from threshold.eligibility.answer.rejections import read_rejection
from threshold.eligibility.answer.remarks import remarks
from threshold.eligibility.answer.statuses import plan_sources, read_statuses
from threshold.eligibility.x12.interchange import Transaction


def read_coverage(transaction: Transaction, today: date | None) -> Answer:
    """The answer in one 271; today is used where the answer carries no date of its own.

    An answer cut short keeps its rejections but states no coverage: its missing end could take
    back what its beginning says.
    """
    loops = sort_into_loops(transaction.segments)
    rejections = tuple([read_rejection(*found) for found in loops.rejections])
    warnings = (*transaction.warnings, *loops.warnings)
    role, loop, doubt = find_patient(loops)
    answers_to = trace(loops, _reference(transaction))
    if loop and not transaction.cut_short:
        as_of = _as_of(transaction) or today
        return _with_coverage(loops, role, loop, rejections, warnings, as_of, answers_to)
    if transaction.cut_short:
        outcome = Outcome.TRANSPORT_ERROR
    elif doubt:
        outcome, warnings = Outcome.UNKNOWN, (*warnings, doubt)
    else:
        decision = decide((), rejections, None)
        outcome, warnings = decision.outcome, (*warnings, *decision.warnings)
    return Answer(
        kind=Kind.ELIGIBILITY,
        outcome=outcome,
        patient=role,
        rejections=rejections,
        warnings=warnings,
        answers_to=answers_to,
    )


def _reference(transaction: Transaction) -> str:
    """BHT03, which repeats that of the request."""
    return next((s.element(3) for s in transaction.segments[1:3] if s.tag == "BHT"), "")


def _as_of(transaction: Transaction) -> date | None:
    """The day the answer speaks of: BHT04, else the group's or interchange's date."""
    for segment in transaction.segments[1:3]:
        if segment.tag == "BHT" and (day := read_date(segment.element(4))):
            return day
    return read_date(transaction.sent_on)


def _with_coverage(
    loops: Loops,
    role: Patient | None,
    loop: Loop,
    rejections: tuple[Rejection, ...],
    warnings: tuple[str, ...],
    as_of: date | None,
    answers_to: str | None,
) -> Answer:
    payer = _payer(loops) if loops.names else None
    # The benefits of one EB differ in quantity alone, so its first speaks for it in all else.
    every: list[tuple[BenefitGroup, Benefit]] = []
    stated: list[Benefit] = []
    for group in loop.groups:
        found = read_benefits(group)
        every.append((group, found[0]))
        stated += found
    foreign = other_plans(every, payer)
    own = [pair for pair in every if pair[1].segment not in foreign] if foreign else every
    benefits = compare([_mark(one, foreign) for one in stated] if foreign else stated)
    asked_for = _asked_for(loop, as_of)
    around = coverage_dates(loop.each("DTP"), asked_for)
    decision = decide(read_statuses(own, around, asked_for), rejections, as_of)
    carve_out, about_carve_out = find_carve_out(every, payer)
    plan, about_plan = read_plan(plan_sources(decision, own, loops))
    behavioral, about_behavioral = read_behavioral_health(benefits, carve_out)
    return Answer(
        Kind.ELIGIBILITY,
        decision.outcome,
        role,
        plan,
        _dates(decision, around),
        benefits,
        behavioral,
        carve_out,
        find_other_payers(every),
        rejections,
        (
            *warnings, *decision.warnings, *about_plan, *about_carve_out, *about_behavioral,
            *remarks(loops, loop, benefits),
        ),
        decision.segments,
        answers_to,
        read_group(loops, loop),
    )  # fmt: skip


def _dates(decision: Decision, around: CoverageDates) -> CoverageDates:
    """Those of the first status that has any, else those of the loop around."""
    for status in decision.statuses:
        if status.dates.segments:
            return status.dates
    return around


def _payer(loops: Loops) -> Entity | None:
    for source in loops.at(Level.SOURCE):
        for nm1 in source.each("NM1"):
            return entity(nm1)
    return None


def _mark(benefit: Benefit, foreign: frozenset[int]) -> Benefit:
    if benefit.segment not in foreign:
        return benefit
    return flagged(benefit, (OTHER_PLAN,))


def _asked_for(loop: Loop, as_of: date | None) -> set[date]:
    """Days a lone plan date may merely repeat: 472, which echoes ours, and the answer's own."""
    days = {as_of} if as_of else set()
    for dtp in loop.each("DTP"):
        if dtp.element(1) == "472" and (day := read_date(dtp.element(3))):
            days.add(day)
    return days
