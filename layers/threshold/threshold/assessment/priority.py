"""The priority of an intake, and the clock that comes with it.

Source: 45 CFR 96.126 and 96.131 for P1 to P3, which bind block-grant funded programs and are a
good default for all; HEDIS FUH and FUA, NY 98-5.5(a)(3) for P4; P5 is urgent by rule.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from threshold.assessment.deadline import DaysSince, Deadline, Hours, due, urgent
from threshold.assessment.facts import Facts, substance_use
from threshold.assessment.outcome import Outcome
from threshold.assessment.rules import Rule
from threshold.intake.record import Tier
from threshold.intake.submission import CareSetting, Track

AT_ONCE = frozenset({Outcome.CRISIS_NOW, Outcome.MEDICAL_NOW})
REVIEWED = frozenset({Outcome.REFER_UP, Outcome.CLINICAL_REVIEW})
SUBSTANCE_TRACKS = frozenset({Track.SUBSTANCE_USE, Track.DUAL})
NOT_A_HOSPITAL = frozenset({CareSetting.RESIDENTIAL, CareSetting.PARTIAL_HOSPITAL})
CLOCKS: dict[Tier, Deadline] = {
    Tier.P1: Hours(48),
    Tier.P2: Hours(48),
    Tier.P3: Hours(14 * 24),
    Tier.P4: DaysSince(7),
}
"""P1 and P2: interim services. P3: admission. P4: first appointment after discharge."""


def tier(facts: Facts, fired: Sequence[Rule]) -> Tier:
    """The most urgent of all tiers that the facts and the rules that fired speak for."""
    return min((*_by_rule(fired), *_by_person(facts), Tier.P6))


def clock(priority: Tier, facts: Facts, now: datetime) -> datetime | None:
    """When the tier itself falls due; None where only rules set a date."""
    deadline = CLOCKS.get(priority)
    return due(deadline, now, facts.discharged_on) if deadline else None


def _by_rule(fired: Sequence[Rule]) -> Iterator[Tier]:
    for rule in fired:
        if rule.tier is not None:
            yield rule.tier
        if rule.outcome in AT_ONCE:
            yield Tier.P0
        if rule.outcome in REVIEWED and rule.deadline and urgent(rule.deadline):
            yield Tier.P5


def _by_person(facts: Facts) -> Iterator[Tier]:
    pregnant = facts.said_yes("pregnancy", "pregnant")
    injects = facts.said_yes("pregnancy", "injects_drugs")
    if pregnant and injects:
        yield Tier.P1
    if pregnant and (SUBSTANCE_TRACKS & set(facts.tracks) or substance_use(facts)):
        yield Tier.P2
    if injects:
        yield Tier.P3
    if facts.recent_discharge and facts.discharged_from not in NOT_A_HOSPITAL:
        yield Tier.P4
