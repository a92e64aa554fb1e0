"""One EB segment, with what belongs to it, to benefits.

Flags set here: `percent_over_one` (sent as 20, read as .2), `percent_ambiguous` (sent as 1: all, or
one in a hundred?), `amount_unreadable` and the like, `kind_not_understood` and the like for codes
not in their list, `prior_authorization_from_text`, `quantity_conflict`, `per:1WK` and `periods:6`
(how often, over how many periods), and the topics of `text`.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from threshold.eligibility.answer import codes, text
from threshold.eligibility.answer.loops import BenefitGroup
from threshold.eligibility.answer.model import (
    Authorization,
    Benefit,
    BenefitKind,
    Level,
    Network,
    Period,
)
from threshold.eligibility.answer.numbers import Count, read_counts, read_decimal, read_percent
from threshold.eligibility.x12.segments import Segment

_NOT_CODE = re.compile(r"[^A-Za-z0-9]+")
_COBRA = "CO"
_PLACE_OF_SERVICE = "ZZ"


class _Details(NamedTuple):
    """What the segments after an EB add to it."""

    messages: tuple[str, ...] = ()
    """MSG and III texts, in order."""
    places: tuple[str, ...] = ()
    counts: Sequence[Segment] = ()
    """HSD segments."""


_NO_DETAILS = _Details()


def read_benefits(group: BenefitGroup) -> list[Benefit]:
    """The benefits one EB states: one, or one for each quantity its HSD segments add."""
    (
        code, level, types, insurance, described, period, amount, percent, _, quantity, needed,
        network, procedure,
    ) = group.eb.padded(13)  # fmt: skip
    kind, whom, over, authorization, where, unknown = _coded(code, level, period, needed, network)
    messages, places, hsds = _details(group.details) if group.details else _NO_DETAILS
    if described and kind not in codes.STATUSES:
        messages = (described, *messages)
    flags = [*unknown]
    if messages or insurance == _COBRA:
        said = text.upper(messages)
        flags += text.topics(said, is_cobra=insurance == _COBRA)
        authorization = _authorization(authorization, said, flags)
    counts = read_counts(group.eb, hsds, flags) if quantity or hsds else ()
    benefit = Benefit(
        kind,
        group.eb.position,
        service_types(types) if types else (),
        where,
        whom,
        read_decimal(amount, "amount", flags) if amount else None,
        read_percent(percent, flags) if percent else None,
        None,
        None,
        over,
        authorization,
        ":".join(_NOT_CODE.split(procedure)[:2]) if procedure else None,
        places,
        messages,
        tuple(flags),
    )
    return [_with_count(benefit, count) for count in counts] if counts else [benefit]


def _with_count(benefit: Benefit, count: Count) -> Benefit:
    return benefit._replace(
        quantity=count.value,
        quantity_unit=count.unit,
        period=count.period,
        flags=(*benefit.flags, *count.flags),
    )


@lru_cache(maxsize=1024)
def service_types(given: str) -> tuple[str, ...]:
    """The codes of EB03. Codes are letters and digits, so any other character divides them.

    That also reads lists whose separator ISA11 does not name, or names twice.
    """
    if given.isalnum() and given.isascii():
        return (given.upper(),)
    return tuple(dict.fromkeys(code for code in _NOT_CODE.split(given.upper()) if code))


class _Coded(NamedTuple):
    """What the five codes of an EB mean, and a flag for each that is not in its list."""

    kind: BenefitKind
    level: Level | None
    period: Period | None
    authorization: Authorization
    network: Network
    flags: tuple[str, ...]


# Payers use some dozens of combinations; the bound is for those who send anything.
@lru_cache(maxsize=1024)
def _coded(code: str, level: str, period: str, authorization: str, network: str) -> _Coded:
    checks: tuple[tuple[str, str, Mapping[str, object]], ...] = (
        ("kind", code, codes.BENEFIT_KINDS),
        ("level", level, codes.LEVELS),
        ("period", period, codes.PERIODS),
        ("authorization", authorization, codes.AUTHORIZATIONS),
        ("network", network, codes.NETWORKS),
    )
    return _Coded(
        codes.BENEFIT_KINDS.get(code, BenefitKind.NOT_UNDERSTOOD),
        codes.LEVELS.get(level),
        codes.PERIODS.get(period),
        codes.AUTHORIZATIONS.get(authorization, Authorization.UNKNOWN),
        codes.NETWORKS.get(network, Network.UNKNOWN),
        tuple(f"{name}_not_understood" for name, given, table in checks if given not in table),
    )


def _details(segments: Sequence[Segment]) -> _Details:
    messages: list[str] = []
    places: list[str] = []
    counts: list[Segment] = []
    for segment in segments:
        if segment.tag == "MSG":
            messages.append(segment.element(1))
        elif segment.tag == "III":
            messages.append(segment.element(4))
            if segment.element(1) == _PLACE_OF_SERVICE:
                places.append(segment.element(2))
        elif segment.tag == "HSD":
            counts.append(segment)
    told = dict.fromkeys(filter(None, places)) if places else ()
    return _Details(tuple(filter(None, messages)), tuple(told), counts)


def _authorization(coded: Authorization, said: str, flags: list[str]) -> Authorization:
    """EB11, else what the text says; unknown where the two disagree."""
    told = text.authorization_in(said)
    if told is Authorization.NOT_SAID or coded is Authorization.YES:
        return coded
    flags.append("prior_authorization_from_text")
    return told if coded is Authorization.NOT_SAID else Authorization.UNKNOWN
