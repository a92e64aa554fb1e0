"""The plan's type, by evidence in order of strength. Never "not a PPO" from silence.

1. only the plan-level active EBs of the patient's loop speak; 2. EB04: strong; 3. a PPO named
beside a benefit (NM1*1I): medium; 4. words in plan names: weak; 5. benefits out of network support
or weaken; 6. a contradiction leaves the type unknown, with both lines as evidence.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from threshold.eligibility.answer import codes
from threshold.eligibility.answer.line_of_business import line_of_business, programs_in
from threshold.eligibility.answer.model import (
    Benefit,
    Confidence,
    Evidence,
    LineOfBusiness,
    Network,
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
_PROGRAMS = frozenset({PlanType.MEDICAID, PlanType.MEDICARE})
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
    benefits: Sequence[Benefit] = ()


def read_plan(sources: PlanSources) -> tuple[Plan, tuple[str, ...]]:
    """The plan, and warnings where its lines contradict each other."""
    if not sources.statuses:
        return Plan(), ()
    insurance = frozenset([eb.element(4) for eb in sources.statuses if eb.element(4)])
    named = [(name, read_name(name.text)) for name in sources.names]
    telling = [(name, told.types) for name, told in named if told.types is not None]
    words = frozenset[PlanType]().union(*[types for _, types in telling])
    offered, refused = _outside(sources.benefits)
    kind, confidence, warnings = _judge(insurance, words, bool(telling), bool(sources.ppo_entities))
    described = [told.medical for name, told in named if name.source == "EB05"]
    if described and not any(described):
        kind, confidence = PlanType.UNKNOWN, Confidence.NONE
        warnings = (*warnings, "the plan is named as dental or vision")
    if refused and not offered and kind in (PlanType.PPO, PlanType.POS):
        confidence = Confidence.WEAK
        warnings = (*warnings, "a PPO or POS plan, yet nothing is covered out of network")
    programs = [told.programs for _, told in named]
    programs += [programs_in(message.upper()) for message in sources.messages]
    business, more = line_of_business(insurance, frozenset[LineOfBusiness]().union(*programs))
    name = _name(sources.names)
    plan = Plan(
        kind,
        confidence,
        business,
        name.text if name else None,
        tuple(_evidence(sources, [name for name, _ in telling], offered, refused)),
        name.segment if name else None,
    )
    return plan, (*warnings, *more)


def _evidence(
    sources: PlanSources,
    telling: Sequence[PlanText],
    offered: Sequence[int],
    refused: Sequence[int],
) -> Iterator[Evidence]:
    for eb in sources.statuses:
        if code := eb.element(4):
            yield Evidence(eb.position, f"EB04 is {code}")
    for at in sources.ppo_entities:
        yield Evidence(at, "NM1*1I names a PPO network")
    for name in telling:
        yield Evidence(name.segment, f"{name.source} reads {name.text}")
    for at in offered[:1]:
        yield Evidence(at, "benefits out of network")
    for at in refused[:1]:
        yield Evidence(at, "not covered out of network")


def _outside(benefits: Sequence[Benefit]) -> tuple[list[int], list[int]]:
    """Segments of what is offered and of what is refused out of network."""
    outside = [b for b in benefits if b.network is Network.OUT]
    if not outside:
        return [], []
    offered = [b.segment for b in outside if b.kind in codes.COST_SHARES and b.percent != 1]
    refused = [b.segment for b in outside if b.kind in codes.DENIALS and _is_general(b)]
    return offered, refused


# Few cases, so each is judged once.
@lru_cache(maxsize=1024)
def _judge(
    insurance: frozenset[str], words: frozenset[PlanType], is_named: bool, has_ppo_entity: bool
) -> tuple[PlanType, Confidence, tuple[str, ...]]:
    """The type from EB04 codes, types spelled out, a name with or without one, and an NM1*1I."""
    strong = frozenset([_EB04[code] for code in insurance if code in _EB04])
    weak = words or (_PPO if is_named else frozenset())
    if len(strong) > 1 or _contradicts(strong, words):
        return *_UNKNOWN, (_CONTRADICTORY,)
    if strong:
        return next(iter(strong)), Confidence.STRONG, ()
    if _PERSONAL_PAYMENT in insurance:
        return *_UNKNOWN, ("EB04 PP is personal payment, not a PPO",)
    if has_ppo_entity and weak <= _PPO:
        return PlanType.PPO, Confidence.MEDIUM, ()
    if len(weak) > 1 or (has_ppo_entity and weak):
        return *_UNKNOWN, (_CONTRADICTORY,)
    return (next(iter(weak)), Confidence.WEAK, ()) if weak else (*_UNKNOWN, ())


def _contradicts(strong: frozenset[PlanType], words: frozenset[PlanType]) -> bool:
    return bool(strong and words) and not (strong & words or strong <= _PROGRAMS)


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
