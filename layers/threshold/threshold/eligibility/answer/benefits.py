"""One EB segment, with what belongs to it, to benefits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from threshold.eligibility.answer import codes, text
from threshold.eligibility.answer.loops import BenefitGroup
from threshold.eligibility.answer.model import Authorization, Benefit, BenefitKind, Network
from threshold.eligibility.x12.segments import Segment
from threshold.eligibility.x12.separators import Separators

_DECIMAL = re.compile(r"[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}")
_SERVICE_TYPE = re.compile(r"[A-Z0-9]{1,2}")
_NOT_CODE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Count:
    """A quantity with its unit and period, as EB09/EB10 or an HSD states it."""

    value: Decimal
    unit: str | None
    period: str
    flags: tuple[str, ...] = ()


def read_benefits(group: BenefitGroup, separators: Separators) -> tuple[Benefit, ...]:
    """The benefits one EB states: one, or one for each quantity its HSD segments add."""
    base = _base(group, separators)
    counts = _counts(group)
    if not counts:
        return (base,)
    return tuple(_with_count(base, count) for count in counts)


def _base(group: BenefitGroup, separators: Separators) -> Benefit:
    eb = group.eb
    kind = codes.BENEFIT_KINDS.get(eb.element(1), BenefitKind.NOT_UNDERSTOOD)
    messages = _messages(group, kind)
    flags: list[str] = []
    amount = _decimal(eb.element(7), "amount", flags)
    percent = _percent(eb.element(8), flags)
    said = text.upper(messages)
    flags += _unreadable_quantities(group)
    flags += _unknown_codes(eb)
    flags += text.topics(said)
    if eb.element(4) == "CO" and "cobra" not in flags:
        flags.append("cobra")
    authorization = _authorization(eb.element(11), said, flags)
    if procedure := eb.element(13):
        flags.append("procedure:" + ":".join(_NOT_CODE.split(procedure)[:2]))
    return Benefit(
        kind=kind,
        segment=eb.position,
        service_types=service_types(eb, separators),
        network=codes.NETWORKS.get(eb.element(12), Network.UNKNOWN),
        level=codes.LEVELS.get(eb.element(2)),
        amount=amount,
        percent=percent,
        period=codes.PERIODS.get(eb.element(6)),
        prior_authorization=authorization,
        place_of_service=_places(group.details),
        messages=messages,
        flags=tuple(flags),
    )


def service_types(eb: Segment, separators: Separators) -> tuple[str, ...]:
    """The codes of EB03. Codes are letters and digits, so any other character divides them.

    That reads lists whose separator ISA11 does not name, or names twice.
    """
    given = eb.element(3).upper()
    listed = given.split(separators.repetition) if separators.repetition else [given]
    if any(not _SERVICE_TYPE.fullmatch(code) for code in listed):
        listed = _NOT_CODE.split(given)
    return tuple(dict.fromkeys(code for code in listed if code))


def _messages(group: BenefitGroup, kind: BenefitKind) -> tuple[str, ...]:
    """MSG texts in order; EB05 first where it describes a benefit rather than names a plan."""
    described = () if kind in codes.STATUSES else (group.eb.element(5),)
    messages = (segment.element(1) for segment in group.details if segment.tag == "MSG")
    noted = (segment.element(4) for segment in group.details if segment.tag == "III")
    return tuple(line for line in (*described, *messages, *noted) if line)


def _unknown_codes(eb: Segment) -> list[str]:
    checks = (
        (1, codes.BENEFIT_KINDS, "kind_not_understood"),
        (2, codes.LEVELS, "level_not_understood"),
        (6, codes.PERIODS, "period_not_understood"),
        (11, codes.AUTHORIZATIONS, "authorization_not_understood"),
        (12, codes.NETWORKS, "network_not_understood"),
    )
    return [flag for at, table, flag in checks if eb.element(at) and eb.element(at) not in table]


def _decimal(given: str, name: str, flags: list[str]) -> Decimal | None:
    if not given:
        return None
    if not _DECIMAL.fullmatch(given):
        flags.append(f"{name}_unreadable")
        return None
    return Decimal(given)


def _percent(given: str, flags: list[str]) -> Decimal | None:
    """EB08 as a fraction of 1. The guide wants .2; payers also send 20."""
    percent = _decimal(given, "percent", flags)
    if percent is None or percent < 1:
        return percent
    if percent == 1:
        flags.append("percent_ambiguous")
        return percent
    flags.append("percent_over_one")
    return percent / 100 if percent <= 100 else None


def _authorization(given: str, said: str, flags: list[str]) -> Authorization:
    """EB11, else what the text says; unknown where the two disagree."""
    coded = codes.AUTHORIZATIONS.get(given, Authorization.UNKNOWN)
    told = text.authorization_in(said)
    if told is Authorization.NOT_SAID or coded is Authorization.YES:
        return coded
    flags.append("prior_authorization_from_text")
    if coded is Authorization.NOT_SAID:
        return told
    return Authorization.UNKNOWN


def _places(details: Sequence[Segment]) -> tuple[str, ...]:
    places = (
        segment.element(2)
        for segment in details
        if segment.tag == "III" and segment.element(1) == "ZZ"
    )
    return tuple(dict.fromkeys(place for place in places if place))


def _counts(group: BenefitGroup) -> list[_Count]:
    """Quantities of EB09/EB10 and of each HSD, said twice only once."""
    eb = group.eb
    stated = [_count(eb.element(9), eb.element(10), eb.element(6), ())]
    stated += [
        _count(hsd.element(1), hsd.element(2), hsd.element(5) or eb.element(6), _hsd_flags(hsd))
        for hsd in group.details
        if hsd.tag == "HSD"
    ]
    counts = list(dict.fromkeys(count for count in stated if count))
    by_period: dict[tuple[str | None, str], set[Decimal]] = {}
    for count in counts:
        by_period.setdefault((count.unit, count.period), set()).add(count.value)
    return [
        replace(count, flags=(*count.flags, "quantity_conflict"))
        if len(by_period[count.unit, count.period]) > 1
        else count
        for count in counts
    ]


def _count(unit: str, value: str, period: str, flags: tuple[str, ...]) -> _Count | None:
    if not _DECIMAL.fullmatch(value):
        return None
    return _Count(Decimal(value), codes.QUANTITY_UNITS.get(unit), period, flags)


def _unreadable_quantities(group: BenefitGroup) -> list[str]:
    given = [group.eb.element(10)]
    given += [hsd.element(2) for hsd in group.details if hsd.tag == "HSD"]
    bad = any(value and not _DECIMAL.fullmatch(value) for value in given)
    return ["quantity_unreadable"] if bad else []


def _hsd_flags(hsd: Segment) -> tuple[str, ...]:
    """How often and over how many periods, where that is more than one of each."""
    per, every, periods = hsd.element(3), hsd.element(4), hsd.element(6)
    flags = [f"per:{every or '1'}{per}"] if per else []
    if periods not in ("", "1"):
        flags.append(f"periods:{periods}")
    return tuple(flags)


def _with_count(base: Benefit, count: _Count) -> Benefit:
    return replace(
        base,
        quantity=count.value,
        quantity_unit=count.unit,
        period=codes.PERIODS.get(count.period),
        flags=(*base.flags, *count.flags),
    )
