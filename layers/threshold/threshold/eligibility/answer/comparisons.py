"""Benefits that speak of the same thing: tiers, contradictions, overrides, base and remaining.

Flags set here:
`tiered` same benefit, other value, told apart by their messages: a range, never the first;
`conflicting_values` same benefit, other value, nothing to tell them apart;
`overridden_for:MH` a later, narrower statement speaks for that service type;
`base_segment:17` the remaining part of what segment 17 states in full;
`base_ambiguous`, `remaining_without_base` several or no statements say of what it remains;
`total` no period given, and a remaining part shows that it is the full amount.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from threshold.eligibility.answer import codes
from threshold.eligibility.answer.blocks import OTHER_PLAN, flagged
from threshold.eligibility.answer.model import Benefit, BenefitKind, Period

_COMPARED = frozenset({*codes.STATUSES, *codes.COST_SHARES, *codes.DENIALS, BenefitKind.LIMITATION})
_REMAINING = (Period.REMAINING, Period.LIFETIME_REMAINING)
_NO_BASE = (*_REMAINING, Period.YEAR_TO_DATE, Period.EXCEEDED, Period.NOT_EXCEEDED)
# Bounds the work on an answer that repeats one benefit thousands of times.
_COMPARED_WITH = 64
_STATES_COVER = (*codes.STATUSES, *codes.DENIALS)


def compare(benefits: Sequence[Benefit]) -> tuple[Benefit, ...]:
    """The same benefits, with flags where another benefit changes how one must be read."""
    flags: dict[int, list[str]] = defaultdict(list)
    _find_differences(benefits, flags)
    _find_bases(benefits, flags)
    compared = list(benefits)
    for index, found in flags.items():
        compared[index] = flagged(compared[index], dict.fromkeys(found))
    return tuple(compared)


def _find_differences(benefits: Sequence[Benefit], flags: dict[int, list[str]]) -> None:
    by_subject: dict[Hashable, list[int]] = {}
    for index, benefit in enumerate(benefits):
        if benefit.kind in _COMPARED:
            by_subject.setdefault(_subject(benefit), []).append(index)
    for alike in by_subject.values():
        if len(alike) > 1:
            _compare_each(benefits, alike, flags)


def _compare_each(
    benefits: Sequence[Benefit], alike: Sequence[int], flags: dict[int, list[str]]
) -> None:
    """Compares benefits of one subject, service type by service type."""
    seen: dict[str, list[int]] = {}
    for index in alike:
        for service_type in benefits[index].service_types or ("",):
            same = seen.setdefault(service_type, [])
            for earlier in same[-_COMPARED_WITH:]:
                _mark(benefits, earlier, index, service_type, flags)
            same.append(index)


def _subject(benefit: Benefit) -> Hashable:
    """What a benefit is about, apart from its service types and its value."""
    kind = "cover" if benefit.kind in _STATES_COVER else benefit.kind
    return (
        kind, benefit.level, benefit.network, benefit.period, benefit.quantity_unit,
        benefit.place_of_service, benefit.procedure, OTHER_PLAN in benefit.flags,
    )  # fmt: skip


def _value(benefit: Benefit) -> tuple[Hashable, ...]:
    cover = benefit.kind if benefit.kind in _STATES_COVER else None
    return cover, benefit.amount, benefit.percent, benefit.quantity


def _mark(
    benefits: Sequence[Benefit],
    earlier: int,
    later: int,
    service_type: str,
    flags: dict[int, list[str]],
) -> None:
    first, second = benefits[earlier], benefits[later]
    if _value(first) == _value(second):
        return
    if len(second.service_types) < len(first.service_types):
        flags[earlier].append(f"overridden_for:{service_type}")
        return
    flag = "conflicting_values" if first.messages == second.messages else "tiered"
    flags[earlier].append(flag)
    flags[later].append(flag)


def _find_bases(benefits: Sequence[Benefit], flags: dict[int, list[str]]) -> None:
    remaining = [at for at, benefit in enumerate(benefits) if benefit.period in _REMAINING]
    if not remaining:
        return
    bases: dict[Hashable, dict[Hashable, int]] = {}
    for index, benefit in enumerate(benefits):
        if benefit.period not in _NO_BASE:
            whole = _whole(benefit, benefit.period is Period.LIFETIME)
            bases.setdefault(whole, {}).setdefault(_value(benefit), index)
    for index in remaining:
        rest = benefits[index]
        found = [*bases.get(_whole(rest, rest.period is Period.LIFETIME_REMAINING), {}).values()]
        if len(found) != 1:
            flags[index].append("base_ambiguous" if found else "remaining_without_base")
            continue
        flags[index].append(f"base_segment:{benefits[found[0]].segment}")
        if benefits[found[0]].period is None:
            flags[found[0]].append("total")


def _whole(benefit: Benefit, lifetime: bool) -> Hashable:
    """What a remaining part and its base have in common."""
    return (
        lifetime, benefit.kind, benefit.level, benefit.network, benefit.service_types,
        benefit.quantity_unit, benefit.messages, OTHER_PLAN in benefit.flags,
    )  # fmt: skip
