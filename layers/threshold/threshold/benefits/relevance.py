"""Which statements of a payer speak of a virtual intensive outpatient program of one kind."""

from collections.abc import Iterable, Sequence

from threshold.benefits.fields import Care
from threshold.eligibility.answer import codes
from threshold.eligibility.answer.blocks import OTHER_PLAN
from threshold.eligibility.answer.model import Benefit, Network

BILLING_CODES = {Care.SUBSTANCE_USE: "H0015", Care.MENTAL_HEALTH: "S9480"}
"""HCPCS codes an intensive outpatient day is billed under, per diem."""
REVENUE_CODES = {Care.SUBSTANCE_USE: "0906", Care.MENTAL_HEALTH: "0905"}
"""UB-04 revenue codes of an intensive outpatient day; many plans want one beside the HCPCS code."""

_TREATS = {Care.SUBSTANCE_USE: codes.SUBSTANCE_USE, Care.MENTAL_HEALTH: codes.MENTAL_HEALTH}
_NOT_OURS = frozenset({OTHER_PLAN, "telehealth_vendor_only"})
_OVERRIDDEN = "overridden_for:"


def closest(benefits: Iterable[Benefit], care: Care, network: Network) -> Sequence[Benefit]:
    """The statements that come closest to our care in one network; all of them, never the first.

    Closest is our billing code, then this kind of care, then other behavioral care, then the plan
    as a whole. What is limited to another procedure, another place than home or video, a vendor,
    or another plan is not ours. A statement that names no network is kept for both.
    """
    ranked: dict[int, list[Benefit]] = {}
    for benefit in benefits:
        rank = _rank(benefit, care)
        if rank is not None and is_for(benefit, network):
            ranked.setdefault(rank, []).append(benefit)
    return ranked[min(ranked)] if ranked else ()


def is_for(benefit: Benefit, network: Network) -> bool:
    """Whether a statement holds, or may hold, in a network."""
    return benefit.network not in (Network.IN, Network.OUT) or benefit.network is network


def is_ours(benefit: Benefit) -> bool:
    """Whether it speaks of the patient's own plan, of us, and of care at home or by video."""
    places = benefit.place_of_service
    elsewhere = bool(places) and codes.TELEHEALTH_PLACES.isdisjoint(places)
    return not elsewhere and _NOT_OURS.isdisjoint(benefit.flags)


def is_code(benefit: Benefit, care: Care) -> bool:
    """Whether it is about our billing code itself."""
    return bool(benefit.procedure) and (benefit.procedure or "").endswith(BILLING_CODES[care])


def _rank(benefit: Benefit, care: Care) -> int | None:
    if not is_ours(benefit) or (benefit.procedure and not is_code(benefit, care)):
        return None
    if benefit.procedure:
        return 0
    types = services(benefit)
    for rank, wanted in enumerate((_TREATS[care], codes.OUTPATIENT_BEHAVIORAL), start=1):
        if not wanted.isdisjoint(types):
            return rank
    return 3 if not benefit.service_types or codes.PLAN_LEVEL in types else None


def services(benefit: Benefit) -> set[str]:
    """Its service types, but for those a later and narrower statement speaks for."""
    overridden = (flag.removeprefix(_OVERRIDDEN) for flag in benefit.flags)
    return set(benefit.service_types).difference(overridden)
