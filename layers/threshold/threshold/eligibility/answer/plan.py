"""The plan's type, by evidence in order of strength. Never "not a PPO" from silence.

1. only the plan-level active EBs of the patient's loop speak; 2. EB04: strong; 3. a PPO named
beside a benefit (NM1*1I): medium; 4. words in plan names: weak; 5. benefits out of network support
or weaken; 6. a contradiction leaves the type unknown, with both lines as evidence.
"""

from collections.abc import Sequence
from typing import NamedTuple

from threshold.eligibility.answer import codes
from threshold.eligibility.answer.line_of_business import line_of_business
from threshold.eligibility.answer.model import (
    Benefit,
    Confidence,
    Evidence,
    Network,
    Plan,
    PlanType,
)
from threshold.eligibility.answer.plan_names import is_not_medical, types_named
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
_BEHAVIORAL_OR_PLAN = frozenset({codes.PLAN_LEVEL, "MH"})

_Judged = tuple[PlanType, Confidence]
_UNKNOWN: _Judged = (PlanType.UNKNOWN, Confidence.NONE)


class PlanText(NamedTuple):
    """A text that may name the plan: EB05, REF18 and REF6P are names, MSG only context."""

    source: str
    segment: int
    text: str


class PlanSources(NamedTuple):
    """What a plan can be told from, all of the patient's own plan."""

    statuses: Sequence[Segment]
    """The plan-level active EBs."""
    texts: Sequence[PlanText]
    ppo_entities: Sequence[int]
    """Segments of NM1*1I in loop 2120."""
    benefits: Sequence[Benefit]


def read_plan(sources: PlanSources) -> tuple[Plan, list[str]]:
    """The plan, and warnings where its lines contradict each other."""
    if not sources.statuses:
        return Plan(), []
    coded = [(eb.position, eb.element(4)) for eb in sources.statuses if eb.element(4)]
    names = [text for text in sources.texts if text.source != "MSG"]
    named = [(text, kinds) for text in names if (kinds := types_named(text.text)) is not None]
    offered, refused = _outside(sources.benefits)
    judged, warnings = _judge(coded, [kinds for _, kinds in named], sources.ppo_entities)
    described = [text.text for text in names if text.source == "EB05"]
    if described and all(map(is_not_medical, described)):
        judged = _UNKNOWN
        warnings.append("the plan is named as dental or vision")
    if judged[0] in (PlanType.PPO, PlanType.POS) and refused and not offered:
        judged = (judged[0], Confidence.WEAK)
        warnings.append("a PPO or POS plan, yet nothing is covered out of network")
    business, more = line_of_business(
        [code for _, code in coded], [text.text for text in sources.texts]
    )
    evidence = [Evidence(at, f"EB04 is {code}") for at, code in coded]
    evidence += [Evidence(at, "NM1*1I names a PPO network") for at in sources.ppo_entities]
    evidence += [Evidence(one.segment, f"{one.source} reads {one.text}") for one, _ in named]
    evidence += [Evidence(at, "benefits out of network") for at in offered[:1]]
    evidence += [Evidence(at, "not covered out of network") for at in refused[:1]]
    name = _name(names)
    plan = Plan(
        *judged,
        line_of_business=business,
        name=name.text if name else None,
        evidence=tuple(evidence),
        name_segment=name.segment if name else None,
    )
    return plan, [*warnings, *more]


def _outside(benefits: Sequence[Benefit]) -> tuple[list[int], list[int]]:
    """Segments of what is offered and of what is refused out of network."""
    outside = [b for b in benefits if b.network is Network.OUT]
    if not outside:
        return [], []
    offered = [b.segment for b in outside if b.kind in codes.COST_SHARES and b.percent != 1]
    refused = [b.segment for b in outside if b.kind in codes.DENIALS and _is_general(b)]
    return offered, refused


def _judge(
    coded: Sequence[tuple[int, str]],
    named: Sequence[frozenset[PlanType]],
    ppo_entities: Sequence[int],
) -> tuple[_Judged, list[str]]:
    strong = {_EB04[code] for _, code in coded if code in _EB04}
    words = {kind for kinds in named for kind in kinds}
    weak = words or ({PlanType.PPO} if named else set())
    if len(strong) > 1 or _contradicts(strong, words):
        return _UNKNOWN, ["the plan's type is contradictory"]
    if strong:
        return (strong.pop(), Confidence.STRONG), []
    if any(code == _PERSONAL_PAYMENT for _, code in coded):
        return _UNKNOWN, ["EB04 PP is personal payment, not a PPO"]
    if ppo_entities and weak <= {PlanType.PPO}:
        return (PlanType.PPO, Confidence.MEDIUM), []
    if len(weak) > 1 or (ppo_entities and weak):
        return _UNKNOWN, ["the plan's type is contradictory"]
    return ((weak.pop(), Confidence.WEAK) if weak else _UNKNOWN), []


def _contradicts(strong: set[PlanType], words: set[PlanType]) -> bool:
    return bool(strong and words) and not (strong & words or strong <= _PROGRAMS)


def _is_general(benefit: Benefit) -> bool:
    """Whether a benefit is about the plan as a whole or behavioral care."""
    types = benefit.service_types
    return not types or not _BEHAVIORAL_OR_PLAN.isdisjoint(types)


def _name(texts: Sequence[PlanText]) -> PlanText | None:
    """EB05 where all statuses that give one agree, else the plan's REF18 name."""
    for source in ("EB05", "REF18"):
        given = [text for text in texts if text.source == source]
        if given:
            return given[0] if len({text.text for text in given}) == 1 else None
    return None
