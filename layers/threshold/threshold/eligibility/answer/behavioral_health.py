"""What an answer says on outpatient behavioral care: covered, by telehealth, with authorization.

Only the payer's own words count: an active or denying status for a behavioral service type. Silence
is `not_said`, and so is a contradiction, a carve-out, or a statement on a part (one procedure, one
place, out of network, or with a message that may limit it).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from threshold.eligibility.answer import codes, text
from threshold.eligibility.answer.blocks import OTHER_PLAN, is_plan_level
from threshold.eligibility.answer.model import (
    Authorization,
    BehavioralHealth,
    Benefit,
    BenefitKind,
    CarveOut,
    Network,
    Segments,
    YesNo,
)

# The code nearest to an intensive outpatient program first: CJ is its own, MH the general one.
_RUNGS = (
    ("CJ", frozenset({"CJ"})),
    ("MH", codes.MENTAL_HEALTH),
    ("CJ", codes.SUBSTANCE_USE - {"CJ"}),
)
_GIVES = codes.COST_SHARES | {BenefitKind.ACTIVE, BenefitKind.DESCRIPTION, BenefitKind.UNLIMITED}
_REFUSES = codes.DENIALS | {BenefitKind.INACTIVE}


@dataclass(frozen=True, slots=True)
class _Covered:
    answer: YesNo
    rung: str | None
    segments: Segments


def read_behavioral_health(
    benefits: Sequence[Benefit], carve_out: CarveOut | None
) -> tuple[BehavioralHealth, list[str]]:
    """What the patient's own plan says, and warnings where it contradicts itself."""
    own = [benefit for benefit in benefits if OTHER_PLAN not in benefit.flags]
    covered, warnings = _covered(own)
    if carve_out:
        covered = _Covered(YesNo.NOT_SAID, None, ())
        warnings = []
    telehealth, telehealth_segments, more = _telehealth(own)
    authorization, authorization_segments = _authorization(own)
    return (
        BehavioralHealth(
            covered=covered.answer,
            answered_by=covered.rung,
            telehealth=telehealth,
            prior_authorization=authorization,
            covered_segments=covered.segments,
            telehealth_segments=telehealth_segments,
            prior_authorization_segments=authorization_segments,
        ),
        [*warnings, *more],
    )


def _covered(benefits: Sequence[Benefit]) -> tuple[_Covered, list[str]]:
    said: list[_Covered] = []
    for rung, service_types in _RUNGS:
        gives = [b.segment for b in benefits if _speaks(b, service_types, {BenefitKind.ACTIVE})]
        refuses = [b.segment for b in benefits if _speaks(b, service_types, _REFUSES)]
        if gives or refuses:
            answer = YesNo.NOT_SAID if gives and refuses else YesNo.YES if gives else YesNo.NO
            said.append(_Covered(answer, rung, (*gives, *refuses)))
    if not said:
        return _from_plan(benefits), []
    answers = {one.answer for one in said}
    if answers in ({YesNo.YES}, {YesNo.NO}):
        return said[0], []
    segments = tuple(segment for one in said for segment in one.segments)
    warning = "behavioral cover is stated for a part and denied for another"
    return _Covered(YesNo.NOT_SAID, None, segments), [warning]


def _speaks(benefit: Benefit, service_types: frozenset[str], kinds: Iterable[BenefitKind]) -> bool:
    """Whether a benefit states cover or denial for all of these services, not overridden later."""
    if benefit.kind not in kinds or benefit.network is Network.OUT:
        return False
    if benefit.kind in _REFUSES and _is_partial(benefit):
        return False
    overridden = {f.removeprefix("overridden_for:") for f in benefit.flags}
    return not service_types.isdisjoint(set(benefit.service_types) - overridden)


def _is_partial(benefit: Benefit) -> bool:
    procedure = any(flag.startswith("procedure:") for flag in benefit.flags)
    return procedure or bool(benefit.place_of_service or benefit.messages)


def _from_plan(benefits: Sequence[Benefit]) -> _Covered:
    """Without a behavioral line: no cover where the plan as a whole is inactive, else not said."""
    statuses = [b for b in benefits if b.kind in codes.STATUSES and is_plan_level(b)]
    if statuses and all(b.kind is BenefitKind.INACTIVE for b in statuses):
        return _Covered(YesNo.NO, codes.PLAN_LEVEL, tuple(b.segment for b in statuses))
    return _Covered(YesNo.NOT_SAID, None, ())


def _telehealth(benefits: Sequence[Benefit]) -> tuple[YesNo, Segments, list[str]]:
    """Telehealth with us. A vendor's telehealth is none with us; both kinds said is not settled."""
    yes: list[int] = []
    no: list[int] = []
    vendor: list[int] = []
    for benefit in benefits:
        if not _is_telehealth(benefit):
            continue
        if benefit.kind in _REFUSES and benefit.network is Network.OUT:
            continue
        if benefit.kind in _REFUSES or text.denies(text.upper(benefit.messages)):
            no.append(benefit.segment)
        elif "telehealth_vendor_only" in benefit.flags:
            vendor.append(benefit.segment)
        elif benefit.kind in _GIVES:
            yes.append(benefit.segment)
    warnings = ["telehealth is stated for a contracted vendor"] if vendor else []
    if yes and no:
        return YesNo.NOT_SAID, (*yes, *no), [*warnings, "telehealth is both given and denied"]
    if yes:
        return YesNo.YES, tuple(yes), warnings
    return (YesNo.NO if no or vendor else YesNo.NOT_SAID), (*no, *vendor), warnings


def _is_telehealth(benefit: Benefit) -> bool:
    told = {"telehealth", "telehealth_vendor_only"}.intersection(benefit.flags)
    if not told and codes.TELEHEALTH_PLACES.isdisjoint(benefit.place_of_service):
        return False
    relevant = codes.OUTPATIENT_BEHAVIORAL | {codes.PLAN_LEVEL, codes.TELEMEDICINE}
    return not benefit.service_types or not relevant.isdisjoint(benefit.service_types)


def _authorization(benefits: Sequence[Benefit]) -> tuple[Authorization, Segments]:
    """For behavioral services, else for the plan as a whole (whose "no" says nothing of them)."""
    behavioral = [
        b for b in benefits if not codes.OUTPATIENT_BEHAVIORAL.isdisjoint(b.service_types)
    ]
    plan = [b for b in benefits if is_plan_level(b)]
    for group, answers in (
        (behavioral, (Authorization.YES, Authorization.UNKNOWN)),
        (plan, (Authorization.YES, Authorization.UNKNOWN)),
        (behavioral, (Authorization.NO,)),
    ):
        for answer in answers:
            segments = [b.segment for b in group if b.prior_authorization is answer]
            if segments:
                return answer, tuple(dict.fromkeys(segments))
    return Authorization.NOT_SAID, ()
