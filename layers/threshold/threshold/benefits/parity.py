"""Possible parity questions: where a plan's behavioral benefits look stricter than medical ones.

A hint, never a verdict: parity is judged over whole classifications of benefits, of which an
answer shows a corner. Source: MHPAEA, 45 CFR 146.136 (in-network outpatient, and out of network).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from threshold.benefits.relevance import is_for, is_ours, services
from threshold.eligibility.answer import codes
from threshold.eligibility.answer.model import (
    Answer,
    Authorization,
    Benefit,
    BenefitKind,
    Network,
    Segments,
)

_OFFICE_VISIT = frozenset({"98"})
_PLACES = {Network.IN: "in network", Network.OUT: "out of network"}
_COUNTED = ("visits", "days")


@dataclass(frozen=True, slots=True)
class ParityQuestion:
    """A question for someone who knows the law, with the segments that raise it."""

    text: str
    segments: Segments


def parity_questions(answer: Answer) -> tuple[ParityQuestion, ...]:
    """Questions that an answer raises; none where it says too little to compare."""
    found: list[ParityQuestion] = []
    own = [benefit for benefit in answer.benefits if is_ours(benefit)]
    for network, place in _PLACES.items():
        here = [benefit for benefit in own if is_for(benefit, network)]
        behavioral = _about(here, codes.OUTPATIENT_BEHAVIORAL)
        medical = _about(here, _OFFICE_VISIT)
        if behavioral and medical:
            found += _questions(behavioral, medical, place)
    return tuple(found)


def _questions(
    behavioral: Sequence[Benefit], medical: Sequence[Benefit], place: str
) -> list[ParityQuestion]:
    pairs = (
        ("are visits limited for behavioral care and not for office visits", _limited),
        ("is authorization needed for behavioral care and not for office visits", _authorized),
    )
    found = [
        _question(f"{text}, {place}?", of(behavioral))
        for text, of in pairs
        if of(behavioral) and not of(medical)
    ]
    if _telehealth(medical) and not _telehealth(behavioral):
        text = f"is telehealth given for office visits and not for behavioral care, {place}?"
        found.append(_question(text, _telehealth(medical)))
    for kind in (BenefitKind.COPAY, BenefitKind.COINSURANCE):
        dearer = _dearer(kind, behavioral, medical)
        if dearer:
            text = f"is the {kind} higher for behavioral care than for office visits, {place}?"
            found.append(_question(text, dearer))
    return found


def _question(text: str, benefits: Sequence[Benefit]) -> ParityQuestion:
    return ParityQuestion(text, tuple(dict.fromkeys(one.segment for one in benefits)))


def _about(benefits: Sequence[Benefit], wanted: frozenset[str]) -> list[Benefit]:
    return [benefit for benefit in benefits if not wanted.isdisjoint(services(benefit))]


def _limited(benefits: Sequence[Benefit]) -> list[Benefit]:
    return [b for b in benefits if b.quantity is not None and b.quantity_unit in _COUNTED]


def _authorized(benefits: Sequence[Benefit]) -> list[Benefit]:
    return [b for b in benefits if b.prior_authorization is Authorization.YES]


def _telehealth(benefits: Sequence[Benefit]) -> list[Benefit]:
    return [
        b
        for b in benefits
        if "telehealth" in b.flags or not codes.TELEHEALTH_PLACES.isdisjoint(b.place_of_service)
    ]


def _dearer(
    kind: BenefitKind, behavioral: Sequence[Benefit], medical: Sequence[Benefit]
) -> list[Benefit]:
    """Behavioral statements above every medical one; none where a medical one is missing."""
    medical_costs = [
        cost for one in medical if one.kind is kind and (cost := _cost(one)) is not None
    ]
    if not medical_costs:
        return []
    return [
        one for one in behavioral if one.kind is kind and (_cost(one) or 0) > max(medical_costs)
    ]


def _cost(benefit: Benefit) -> Decimal | None:
    return benefit.amount if benefit.kind is BenefitKind.COPAY else benefit.percent
