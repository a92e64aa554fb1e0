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
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from threshold.eligibility.answer import codes
from threshold.eligibility.answer.blocks import OTHER_PLAN, flagged
from threshold.eligibility.answer.model import Benefit, BenefitKind, Period

_COMPARED = frozenset({*codes.STATUSES, *codes.COST_SHARES, *codes.DENIALS, BenefitKind.LIMITATION})
_REMAINING = frozenset({Period.REMAINING, Period.LIFETIME_REMAINING})
_NO_BASE = (*_REMAINING, Period.YEAR_TO_DATE, Period.EXCEEDED, Period.NOT_EXCEEDED)
# Bounds the work on an answer that repeats one benefit thousands of times.
_COMPARED_WITH = 64
_STATES_COVER = (*codes.STATUSES, *codes.DENIALS)


class _Statement(NamedTuple):
    """One benefit as it is compared."""

    at: int
    """Its place among the benefits."""
    value: Hashable
    messages: tuple[str, ...]
    service_types: tuple[str, ...]


_Flags = defaultdict[int, dict[str, None]]
"""The flags found for each benefit, in order, each once."""


def compare(benefits: Sequence[Benefit]) -> tuple[Benefit, ...]:
    """The same benefits, with flags where another benefit changes how one must be read."""
    flags: _Flags = defaultdict(dict)
    comparable: list[int] = []
    remaining: list[int] = []
    for at, benefit in enumerate(benefits):
        if benefit.kind in _COMPARED:
            comparable.append(at)
        if benefit.period in _REMAINING:
            remaining.append(at)
    if len(comparable) > 1:
        _find_differences(benefits, comparable, flags)
    if remaining:
        _find_bases(benefits, remaining, flags)
    if not flags:
        return tuple(benefits)
    compared = list(benefits)
    for index, found in flags.items():
        compared[index] = flagged(compared[index], found)
    return tuple(compared)


def _find_differences(
    benefits: Sequence[Benefit], comparable: Iterable[int], flags: _Flags
) -> None:
    by_subject: dict[Hashable, list[int]] = {}
    for at in comparable:
        by_subject.setdefault(_subject(benefits[at]), []).append(at)
    for alike in by_subject.values():
        if len(alike) > 1:
            _compare_each([_statement(at, benefits[at]) for at in alike], flags)


def _compare_each(alike: Sequence[_Statement], flags: _Flags) -> None:
    """Compares statements of one subject, service type by service type."""
    seen: dict[str, list[_Statement]] = {}
    for later in alike:
        for service_type in later.service_types or ("",):
            same = seen.setdefault(service_type, [])
            for earlier in same[-_COMPARED_WITH:]:
                if earlier.value != later.value:
                    _mark(earlier, later, service_type, flags)
            same.append(later)


def _subject(benefit: Benefit) -> Hashable:
    """What a benefit is about, apart from its service types and its value."""
    kind = "cover" if benefit.kind in _STATES_COVER else benefit.kind
    return (
        kind, benefit.level, benefit.network, benefit.period, benefit.quantity_unit,
        benefit.place_of_service, benefit.procedure, OTHER_PLAN in benefit.flags,
    )  # fmt: skip


def _statement(index: int, benefit: Benefit) -> _Statement:
    return _Statement(index, _value(benefit), benefit.messages, benefit.service_types)


def _value(benefit: Benefit) -> Hashable:
    cover = benefit.kind if benefit.kind in _STATES_COVER else None
    return cover, benefit.amount, benefit.percent, benefit.quantity


def _mark(earlier: _Statement, later: _Statement, service_type: str, flags: _Flags) -> None:
    if len(later.service_types) < len(earlier.service_types):
        flags[earlier.at][f"overridden_for:{service_type}"] = None
        return
    flag = "conflicting_values" if earlier.messages == later.messages else "tiered"
    flags[earlier.at][flag] = None
    flags[later.at][flag] = None


def _find_bases(benefits: Sequence[Benefit], remaining: Iterable[int], flags: _Flags) -> None:
    said = _texts(benefits)
    bases: dict[Hashable, dict[Hashable, int]] = {}
    for index, benefit in enumerate(benefits):
        if benefit.period not in _NO_BASE:
            whole = _whole(benefit, said, benefit.period is Period.LIFETIME)
            bases.setdefault(whole, {}).setdefault(_value(benefit), index)
    for index in remaining:
        rest = benefits[index]
        found = bases.get(_whole(rest, said, rest.period is Period.LIFETIME_REMAINING), {})
        if len(found) != 1:
            flags[index]["base_ambiguous" if found else "remaining_without_base"] = None
            continue
        (base,) = found.values()
        flags[index][f"base_segment:{benefits[base].segment}"] = None
        if benefits[base].period is None:
            flags[base]["total"] = None


def _texts(benefits: Sequence[Benefit]) -> dict[int, int]:
    """A number for the messages of each EB, one for the same: long ones are compared once an EB."""
    numbers: dict[tuple[str, ...], int] = {}
    found: dict[int, int] = {}
    for benefit in benefits:
        if benefit.segment not in found:
            found[benefit.segment] = numbers.setdefault(benefit.messages, len(numbers))
    return found


def _whole(benefit: Benefit, said: Mapping[int, int], lifetime: bool) -> Hashable:
    """What a remaining part and its base have in common."""
    return (
        lifetime, benefit.kind, benefit.level, benefit.network, benefit.service_types,
        benefit.quantity_unit, said[benefit.segment], OTHER_PLAN in benefit.flags,
    )  # fmt: skip
