"""What a person pays, as facts from a payer's answer. Contradictions stay side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from threshold.benefits.fields import Care, Field, Topic
from threshold.benefits.relevance import closest
from threshold.eligibility.answer.model import Benefit, BenefitKind, Level, Network, Period

_ACCUMULATORS = {
    BenefitKind.DEDUCTIBLE: (
        Topic.DEDUCTIBLE, Topic.DEDUCTIBLE_MET, Topic.DEDUCTIBLE_REMAINING,
    ),
    BenefitKind.OUT_OF_POCKET: (
        Topic.OUT_OF_POCKET, Topic.OUT_OF_POCKET_MET, Topic.OUT_OF_POCKET_REMAINING,
    ),
}  # fmt: skip
_TOTAL = (Period.CALENDAR_YEAR, Period.SERVICE_YEAR, Period.CONTRACT, None)
_A_DAY = (Period.VISIT, Period.DAY, Period.TWENTY_FOUR_HOURS, None)
_OF_ONE = (None, Level.INDIVIDUAL, Level.EMPLOYEE)
_HINTS = ("tiered", "conflicting_values", "percent_ambiguous", "percent_over_one")
_ONE_PERCENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Said:
    """One value the payer stated for a field, with its segment and what limits it."""

    field: Field
    value: Decimal | str
    segment: int
    note: str


def cost_shares(benefits: Sequence[Benefit], care: Care, network: Network) -> Iterator[Said]:
    """Deductible, out-of-pocket maximum, coinsurance and copay in one network."""
    for kind in _ACCUMULATORS:
        for level in (Level.INDIVIDUAL, Level.FAMILY):
            yield from _accumulators(benefits, care, kind, Field(Topic.DEDUCTIBLE, network, level))
    for one in closest(_of_kind(benefits, BenefitKind.COINSURANCE), care, network):
        for share in _shares(one):
            yield Said(Field(Topic.COINSURANCE, network), share, one.segment, note(one))
    for one in closest(_of_kind(benefits, BenefitKind.COPAY), care, network):
        if one.amount is None:
            continue
        if one.period in _A_DAY:
            yield Said(Field(Topic.COPAY, network), one.amount, one.segment, note(one))
        else:
            words = f"copay of ${one.amount} per {_words(one.period)}"
            yield Said(Field(Topic.OTHER_COST, network), words, one.segment, note(one))


def _accumulators(
    benefits: Sequence[Benefit], care: Care, kind: BenefitKind, place: Field
) -> Iterator[Said]:
    """The closest statements of an amount's total, of what is met, and of what remains.

    All three of the same service: what remains for one says nothing of the total for another.
    """
    total, met, remaining = _ACCUMULATORS[kind]
    periods: tuple[tuple[Topic, tuple[Period | None, ...]], ...] = (
        (total, _TOTAL), (met, (Period.YEAR_TO_DATE,)), (remaining, (Period.REMAINING,)),
    )  # fmt: skip
    network, level = place.network or Network.IN, place.level or Level.INDIVIDUAL
    stated = [b for b in _of_kind(benefits, kind) if _level(b) is level and b.amount is not None]
    near = closest(stated, care, network)
    for topic, wanted in periods:
        for one in near:
            if one.amount is not None and one.period in wanted:
                yield Said(Field(topic, network, level), one.amount, one.segment, note(one))


def _of_kind(benefits: Sequence[Benefit], kind: BenefitKind) -> list[Benefit]:
    return [benefit for benefit in benefits if benefit.kind is kind]


def _level(benefit: Benefit) -> Level:
    """Where a payer names no level it is one person's; whatever else names several people."""
    return Level.INDIVIDUAL if benefit.level in _OF_ONE else Level.FAMILY


def _shares(benefit: Benefit) -> tuple[Decimal, ...]:
    """The coinsurance; both readings where a payer sent 1, for all or for one in a hundred."""
    if benefit.percent is None:
        return ()
    if "percent_ambiguous" in benefit.flags:
        return (_ONE_PERCENT, benefit.percent)
    return (benefit.percent,)


def note(benefit: Benefit) -> str:
    """What limits a statement: a network or level not said, its flags and the payer's words."""
    doubts = [
        "network not said" if benefit.network in (Network.NOT_SAID, Network.UNKNOWN) else "",
        "level not said" if benefit.level is None and benefit.kind in _ACCUMULATORS else "",
        *(flag.replace("_", " ") for flag in benefit.flags if flag in _HINTS),
        *benefit.messages,
    ]
    return "; ".join(filter(None, doubts))


def _words(period: Period | None) -> str:
    return (period or "").replace("_", " ")
