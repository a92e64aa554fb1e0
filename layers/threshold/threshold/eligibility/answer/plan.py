"""The plan's type, by evidence in order of strength. Never "not a PPO" from silence.

1. only the plan-level active EBs of the patient's loop speak; 2. EB04: strong; 3. a PPO named
beside a benefit (NM1*1I): medium; 4. words in plan names: weak; 5. benefits out of network support
or weaken; 6. a contradiction leaves the type unknown, with both lines as evidence.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from threshold.eligibility.answer import codes
from threshold.eligibility.answer.line_of_business import line_of_business, programs_in
from threshold.eligibility.answer.model import (
    Benefit,
    Confidence,
    Evidence,
    LineOfBusiness,
    Plan,
    PlanType,
)
from threshold.eligibility.answer.plan_names import read_name
from threshold.eligibility.x12.segments import Segment

_EB04 = {
    "PR": PlanType.PPO,
    "EP": PlanType.EPO,
    "PS": PlanType.POS,
    "HM": PlanType.HMO,
    "HN": PlanType.HMO,
    "IN": PlanType.INDEMNITY,
    "MC": PlanType.MEDICAID,
    "MA": PlanType.MEDICARE,
    "MB": PlanType.MEDICARE,
}
# PP is personal payment, that is cash: the code most often taken for PPO.
_PERSONAL_PAYMENT = "PP"
# Programs, not network designs: "MEDICAID HMO" does not contradict EB04 MC.
_PROGRAMS = {PlanType.MEDICAID, PlanType.MEDICARE}
_PPO = frozenset({PlanType.PPO})
_UNKNOWN = (PlanType.UNKNOWN, Confidence.NONE)
_CONTRADICTORY = "the plan's type is contradictory"
_BEHAVIORAL_OR_PLAN = frozenset({codes.PLAN_LEVEL, "MH"})


class PlanText(NamedTuple):
    """A text that names the plan: EB05, or a REF18 or REF6P."""

    source: str
    segment: int
    text: str


class PlanSources(NamedTuple):
    """What a plan can be told from, all of the patient's own plan."""

    statuses: Sequence[Segment] = ()
    """The plan-level active EBs."""
    names: Sequence[PlanText] = ()
    messages: Sequence[str] = ()
    """MSG texts beside the statuses: they may name a program, never the plan."""
    ppo_entities: Sequence[int] = ()
    """Segments of NM1*1I in loop 2120."""
    outside: Sequence[Benefit] = ()
    """What is stated out of network."""


class _Judged(NamedTuple):
    type: PlanType
    confidence: Confidence
    business: LineOfBusiness
    warnings: tuple[str, ...]


def read_plan(sources: PlanSources) -> tuple[Plan, tuple[str, ...]]:
    """The plan, and warnings where its lines contradict each other."""
    if not sources.statuses:
        return Plan(), ()
    kind, confidence, business, warnings = _judge(
        frozenset([eb.element(4) for eb in sources.statuses]),
        frozenset([name.text for name in sources.names]),
        programs_in(" | ".join(sources.messages).upper()) if sources.messages else frozenset(),
        bool(sources.ppo_entities),
    )
    described = [read_name(name.text).medical for name in sources.names if name.source == "EB05"]
    if described and not any(described):
        kind, confidence = _UNKNOWN
        warnings = (*warnings, "the plan is named as dental or vision")
    offered, refused = _outside(sources.outside)
    if refused and not offered and kind in (PlanType.PPO, PlanType.POS):
        confidence = Confidence.WEAK
        warnings = (*warnings, "a PPO or POS plan, yet nothing is covered out of network")
    name = _name(sources.names)
    plan = Plan(
        kind,
        confidence,
        business,
        name.text if name else None,
        (*_evidence(sources), *offered[:1], *refused[:1]),
        name.segment if name else None,
    )
    return plan, warnings


# Most members of a payer are in a few of its plans.
@lru_cache(maxsize=1024)
def _judge(
    insurance: frozenset[str],
    names: frozenset[str],
    programs: frozenset[LineOfBusiness],
    has_ppo_entity: bool,
) -> _Judged:
    """What EB04 codes, names of the plan, programs in other texts and an NM1*1I come to."""
    told = [read_name(name) for name in names]
    kinds = [named.types for named in told if named.types is not None]
    words = frozenset[PlanType]().union(*kinds)
    kind, confidence, warnings = _judge_type(insurance, words, bool(kinds), has_ppo_entity)
    business, more = line_of_business(
        insurance, programs.union(*[named.programs for named in told])
    )
    return _Judged(kind, confidence, business, (*warnings, *more))


def _judge_type(
    insurance: frozenset[str], words: frozenset[PlanType], is_named: bool, has_ppo_entity: bool
) -> tuple[PlanType, Confidence, tuple[str, ...]]:
    """The type from EB04 codes, types spelled out, a name with or without one, and an NM1*1I."""
    strong = {_EB04[code] for code in insurance if code in _EB04}
    weak = words or (_PPO if is_named else frozenset())
    if len(strong) > 1 or _contradicts(strong, words):
        return *_UNKNOWN, (_CONTRADICTORY,)
    if strong:
        return strong.pop(), Confidence.STRONG, ()
    if _PERSONAL_PAYMENT in insurance:
        return *_UNKNOWN, ("EB04 PP is personal payment, not a PPO",)
    if has_ppo_entity and weak <= _PPO:
        return PlanType.PPO, Confidence.MEDIUM, ()
    if len(weak) > 1 or (has_ppo_entity and weak):
        return *_UNKNOWN, (_CONTRADICTORY,)
    return (next(iter(weak)), Confidence.WEAK, ()) if weak else (*_UNKNOWN, ())


def _contradicts(strong: set[PlanType], words: frozenset[PlanType]) -> bool:
    return bool(strong and words) and not (strong & words or strong <= _PROGRAMS)


def _evidence(sources: PlanSources) -> list[Evidence]:
    found: list[Evidence] = []
    for eb in sources.statuses:
        if code := eb.element(4):
            found.append(Evidence(eb.position, f"EB04 is {code}"))
    for at in sources.ppo_entities:
        found.append(Evidence(at, "NM1*1I names a PPO network"))
    for name in sources.names:
        if read_name(name.text).types is not None:
            found.append(Evidence(name.segment, f"{name.source} reads {name.text}"))
    return found


def _outside(benefits: Sequence[Benefit]) -> tuple[list[Evidence], list[Evidence]]:
    """What is offered and what is refused out of network."""
    offered: list[Evidence] = []
    refused: list[Evidence] = []
    for benefit in benefits:
        if benefit.kind in codes.COST_SHARES and benefit.percent != 1:
            offered.append(Evidence(benefit.segment, "benefits out of network"))
        elif benefit.kind in codes.DENIALS and _is_general(benefit):
            refused.append(Evidence(benefit.segment, "not covered out of network"))
    return offered, refused


def _is_general(benefit: Benefit) -> bool:
    """Whether a benefit is about the plan as a whole or behavioral care."""
    types = benefit.service_types
    return not types or not _BEHAVIORAL_OR_PLAN.isdisjoint(types)


def _name(names: Sequence[PlanText]) -> PlanText | None:
    """EB05 where all statuses that give one agree, else the plan's REF18 name."""
    for source in ("EB05", "REF18"):
        given = {name.text: name for name in reversed(names) if name.source == source}
        if given:
            return given.popitem()[1] if len(given) == 1 else None
    return None
