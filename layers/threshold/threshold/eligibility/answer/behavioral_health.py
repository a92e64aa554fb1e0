"""What an answer says on outpatient behavioral care: covered, by telehealth, with authorization.

Only the payer's own words count: an active or denying status for a behavioral service type. Silence
is `not_said`, and so is a contradiction, a carve-out, or a statement on a part (one procedure, one
place, out of network, or with a message that may limit it).
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

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
_GIVES = (
    *codes.COST_SHARES,
    BenefitKind.ACTIVE,
    BenefitKind.DESCRIPTION,
    BenefitKind.UNLIMITED,
)
_REFUSES = (*codes.DENIALS, BenefitKind.INACTIVE)
_DESCRIBES = (BenefitKind.ACTIVE, BenefitKind.DESCRIPTION, BenefitKind.LIMITATION)
_STATES = (BenefitKind.ACTIVE, *_REFUSES)
_ABOUT_COVER = frozenset({*codes.STATUSES, *codes.DENIALS, *_DESCRIBES})
_TELEHEALTH_FOR = codes.OUTPATIENT_BEHAVIORAL | {codes.PLAN_LEVEL, codes.TELEMEDICINE}
_NO_ANSWER = Authorization.NOT_SAID
_ANSWERS = {True: YesNo.YES, False: YesNo.NO}


class _Covered(NamedTuple):
    answer: YesNo
    rung: str | None
    segments: Segments


_NOT_SAID = _Covered(YesNo.NOT_SAID, None, ())
_NO_TELEHEALTH: tuple[YesNo, Segments, list[str]] = (YesNo.NOT_SAID, (), [])


def read_behavioral_health(
    benefits: Sequence[Benefit], carve_out: CarveOut | None
) -> tuple[BehavioralHealth, list[str]]:
    """What the patient's own plan says, and warnings where it contradicts itself."""
    about_cover: list[Benefit] = []
    remote: list[Benefit] = []
    authorizing: list[Benefit] = []
    last = 0
    for benefit in benefits:
        # The benefits of one EB differ in quantity alone.
        if benefit.segment == last or OTHER_PLAN in benefit.flags:
            continue
        last = benefit.segment
        if benefit.kind in _ABOUT_COVER:
            about_cover.append(benefit)
        if (benefit.flags or benefit.place_of_service) and _is_telehealth(benefit):
            remote.append(benefit)
        if benefit.prior_authorization is not _NO_ANSWER:
            authorizing.append(benefit)
    covered, warnings = (_NOT_SAID, []) if carve_out else _covered(about_cover)
    telehealth, telehealth_segments, more = _telehealth(remote) if remote else _NO_TELEHEALTH
    authorization, authorization_segments = (
        _authorization(authorizing) if authorizing else (_NO_ANSWER, ())
    )
    found = BehavioralHealth(
        covered.answer,
        covered.rung,
        telehealth,
        authorization,
        covered.segments,
        telehealth_segments,
        authorization_segments,
    )
    return found, [*warnings, *more]


def _covered(benefits: Sequence[Benefit]) -> tuple[_Covered, list[str]]:
    stated = _stated(benefits)
    if not stated:
        return _from_plan(benefits), []
    said: list[_Covered] = []
    for rung, service_types in _RUNGS:
        about = [benefit for benefit, meant in stated if not service_types.isdisjoint(meant)]
        if about:
            given = {benefit.kind is BenefitKind.ACTIVE for benefit in about}
            answer = _ANSWERS[given.pop()] if len(given) == 1 else YesNo.NOT_SAID
            said.append(_Covered(answer, rung, tuple(benefit.segment for benefit in about)))
    if said[0].answer is not YesNo.NOT_SAID and len({one.answer for one in said}) == 1:
        denied = _denied_in_text(benefits) if said[0].answer is YesNo.YES else ()
        if not denied:
            return said[0], []
        warning = "behavioral cover is stated, and denied in a message"
        return _Covered(YesNo.NOT_SAID, None, (*said[0].segments, *denied)), [warning]
    segments = tuple(segment for one in said for segment in one.segments)
    warning = "behavioral cover is stated for a part and denied for another"
    return _Covered(YesNo.NOT_SAID, None, segments), [warning]


def _stated(benefits: Sequence[Benefit]) -> list[tuple[Benefit, Collection[str]]]:
    """The benefits that give or deny a behavioral service, with the service types they mean."""
    return [
        (benefit, meant)
        for benefit in benefits
        if benefit.kind in _STATES
        and not codes.OUTPATIENT_BEHAVIORAL.isdisjoint(benefit.service_types)
        and not codes.OUTPATIENT_BEHAVIORAL.isdisjoint(meant := _services_meant(benefit))
        and _states_cover(benefit)
    ]


def _states_cover(benefit: Benefit) -> bool:
    """Whether a benefit gives or denies a service as such, rather than a part of it."""
    if benefit.network is Network.OUT:
        return False
    if benefit.kind is BenefitKind.ACTIVE:
        return True
    partial = benefit.procedure or benefit.place_of_service or benefit.messages
    return benefit.kind in _REFUSES and not partial


def _denied_in_text(benefits: Sequence[Benefit]) -> Segments:
    """Statements on behavioral care alone whose text says that it is not covered."""
    return tuple(
        benefit.segment
        for benefit in benefits
        if benefit.messages
        and benefit.kind in _DESCRIBES
        and benefit.network is not Network.OUT
        and not (benefit.procedure or benefit.place_of_service)
        and benefit.service_types
        and codes.OUTPATIENT_BEHAVIORAL.issuperset(benefit.service_types)
        and text.denies(said := text.upper(benefit.messages))
        and not text.speaks_of_telehealth(said)
    )


def _services_meant(benefit: Benefit) -> Collection[str]:
    """Its service types but for those a later, narrower statement speaks for."""
    if not benefit.flags:
        return benefit.service_types
    overridden = (flag.removeprefix("overridden_for:") for flag in benefit.flags)
    return set(benefit.service_types).difference(overridden)


def _from_plan(benefits: Sequence[Benefit]) -> _Covered:
    """Without a behavioral line: no cover where the plan as a whole is inactive, else not said."""
    inactive: list[int] = []
    for benefit in benefits:
        if benefit.kind in codes.STATUSES and is_plan_level(benefit):
            if benefit.kind is not BenefitKind.INACTIVE:
                return _NOT_SAID
            inactive.append(benefit.segment)
    return _Covered(YesNo.NO, codes.PLAN_LEVEL, tuple(inactive)) if inactive else _NOT_SAID


def _telehealth(benefits: Sequence[Benefit]) -> tuple[YesNo, Segments, list[str]]:
    """Telehealth with us. A vendor's telehealth is none with us; both kinds said is not settled."""
    yes: list[int] = []
    no: list[int] = []
    vendor: list[int] = []
    for benefit in benefits:
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
    told = "telehealth" in benefit.flags or "telehealth_vendor_only" in benefit.flags
    if not told and codes.TELEHEALTH_PLACES.isdisjoint(benefit.place_of_service):
        return False
    return not benefit.service_types or not _TELEHEALTH_FOR.isdisjoint(benefit.service_types)


def _authorization(benefits: Sequence[Benefit]) -> tuple[Authorization, Segments]:
    """For behavioral services, else for the plan as a whole (whose "no" says nothing of them)."""
    needed = codes.OUTPATIENT_BEHAVIORAL
    behavioral = [b for b in benefits if not needed.isdisjoint(b.service_types)]
    plan = [b for b in benefits if is_plan_level(b)]
    for group, answer in (
        (behavioral, Authorization.YES),
        (behavioral, Authorization.UNKNOWN),
        (plan, Authorization.YES),
        (plan, Authorization.UNKNOWN),
        (behavioral, Authorization.NO),
    ):
        segments = [b.segment for b in group if b.prior_authorization is answer]
        if segments:
            return answer, tuple(dict.fromkeys(segments))
    return _NO_ANSWER, ()
