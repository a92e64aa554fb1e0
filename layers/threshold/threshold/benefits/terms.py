"""From a sheet to the best and the worst terms it allows, with every assumption in words."""

from dataclasses import dataclass, replace
from decimal import Decimal

from threshold.benefits.bounds import (
    DEDUCTIBLE,
    OUT_OF_POCKET,
    Bounds,
    at_least,
    bounds,
    left,
    numbers,
    whole,
)
from threshold.benefits.course import UNBOUNDED, Amounts, Terms
from threshold.benefits.facts import Sheet
from threshold.benefits.fields import Field, Topic
from threshold.eligibility.answer.model import Network, YesNo

_NOTHING, _ALL = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Rates:
    """The program's price of a day, and what the plan allows for it (None: not known).

    A day is billed when it has `hours_a_day` or more.
    """

    charge: Decimal
    allowed: Decimal | None
    hours_a_day: Decimal = Decimal(3)


@dataclass(frozen=True, slots=True)
class Shares:
    """What of a day, after the deductible, the person pays at least and at most."""

    coinsurance: Bounds
    copay: Bounds
    lesser: bool
    """Both are stated: at least the lesser of the two is paid, at most both."""


def terms(
    sheet: Sheet, network: Network, rates: Rates, assumed: list[str]
) -> tuple[Terms, Terms] | None:
    """The best and the worst terms; None where too little is known to bound them."""
    deductible = left(sheet, network, DEDUCTIBLE, assumed)
    maximum = left(sheet, network, OUT_OF_POCKET, assumed)
    shares = _shares(sheet, network, maximum, assumed)
    if shares is None:
        return None
    if deductible is None:
        assumed.append("the deductible is not known: from none to all that is allowed")
    if maximum is None:
        assumed.append("the out-of-pocket maximum is not known: from met to never met")
    owed = _bounded(deductible, maximum)
    capped = at_least(maximum, owed.low)
    owed_anew = _anew(whole(sheet, network, DEDUCTIBLE), owed)
    capped_anew = _anew(whole(sheet, network, OUT_OF_POCKET), capped)
    applies = _applies(sheet, network, shares, assumed)
    allowed = rates.charge if rates.allowed is None else rates.allowed
    best = Terms(
        rates.charge,
        allowed,
        _NOTHING if network is Network.IN else rates.charge - allowed,
        Amounts(owed.low, capped.low),
        Amounts(owed_anew.low, capped_anew.low),
        shares.coinsurance.low,
        shares.copay.low,
        shares.lesser,
        applies[0],
    )
    worst = replace(
        best,
        left=Amounts(owed.high, capped.high),
        whole=Amounts(owed_anew.high, capped_anew.high),
        coinsurance=shares.coinsurance.high,
        copay=shares.copay.high,
        lesser=False,
        deductible_applies=applies[1],
    )
    return best, _limited(sheet, _unpaid(network, rates, worst, assumed), assumed)


def _shares(
    sheet: Sheet, network: Network, maximum: Bounds | None, assumed: list[str]
) -> Shares | None:
    coinsurance = bounds(sheet, Field(Topic.COINSURANCE, network))
    copay = bounds(sheet, Field(Topic.COPAY, network))
    none = Bounds(_NOTHING, _NOTHING)
    for name, known in (("coinsurance", coinsurance), ("copay", copay)):
        if known and known.low != known.high:
            assumed.append(f"the {name} is stated in several ways: a range")
    if coinsurance is None and copay is None:
        if maximum is None:
            return None
        assumed.append("neither coinsurance nor copay is known: from nothing to the whole day")
        return Shares(Bounds(_NOTHING, _ALL), none, False)
    if coinsurance is None or copay is None:
        said, silent = ("copay", "coinsurance") if copay else ("coinsurance", "copay")
        assumed.append(f"the payer states a {said} and no {silent}: read as the {said} alone")
        return Shares(coinsurance or none, copay or none, False)
    return _both(sheet, network, coinsurance, copay, assumed)


def _both(
    sheet: Sheet, network: Network, coinsurance: Bounds, copay: Bounds, assumed: list[str]
) -> Shares:
    """A 0 beside the other is how payers say that there is none of the one."""
    if coinsurance.high == 0 or copay.high == 0:
        if coinsurance.high != copay.high:
            zero = "coinsurance" if coinsurance.high == 0 else "copay"
            assumed.append(f"the {zero} is stated as 0: read as none")
        return Shares(coinsurance, copay, False)
    assumed.append("copay and coinsurance are both stated: at least the lesser, at most both")
    least = [
        min(value for value in numbers(sheet, Field(topic, network)) if value)
        for topic in (Topic.COINSURANCE, Topic.COPAY)
    ]
    return Shares(Bounds(least[0], coinsurance.high), Bounds(least[1], copay.high), lesser=True)


def _bounded(deductible: Bounds | None, maximum: Bounds | None) -> Bounds:
    """A deductible counts to the maximum, so it cannot be more where only that is known."""
    if deductible:
        return deductible
    return Bounds(_NOTHING, maximum.high if maximum else UNBOUNDED)


def _anew(total: Bounds | None, remaining: Bounds) -> Bounds:
    """The whole of an amount, never less than what is left of it."""
    if total is None:
        return Bounds(remaining.low, UNBOUNDED)
    return Bounds(max(total.low, remaining.low), max(total.high, remaining.high))


def _applies(
    sheet: Sheet, network: Network, shares: Shares, assumed: list[str]
) -> tuple[bool, bool]:
    """Whether the deductible applies, at best and at worst."""
    said = sheet.values(Field(Topic.DEDUCTIBLE_APPLIES, network))
    if len(said) == 1:
        return said == (YesNo.YES,), said == (YesNo.YES,)
    if not said and shares.coinsurance.low > 0 and shares.copay.high == 0:
        assumed.append("the deductible is taken to apply before coinsurance")
        return True, True
    assumed.append("whether the deductible applies is not settled: at best not, at worst so")
    return False, True


def _unpaid(network: Network, rates: Rates, worst: Terms, assumed: list[str]) -> Terms:
    """Without a known allowed amount: out of network the plan may pay nothing at worst."""
    if rates.allowed is not None:
        return worst
    if network is Network.IN:
        assumed.append("the rate agreed with the plan is taken to be the charge: it may be less")
        return worst
    assumed.append("what the plan allows out of network is not known: from all to nothing")
    return replace(worst, allowed=_NOTHING, besides=rates.charge)


def _limited(sheet: Sheet, worst: Terms, assumed: list[str]) -> Terms:
    limits = [
        min(numbers(sheet, Field(topic)), default=UNBOUNDED)
        for topic in (Topic.SESSIONS_REMAINING, Topic.SESSIONS_A_YEAR, Topic.SESSIONS_A_WEEK)
    ]
    if min(limits) == UNBOUNDED:
        return worst
    assumed.append("days past the payer's limit: at best covered, at worst paid in full")
    return replace(
        worst,
        days_left=min(limits[0], limits[1]),
        days_a_year=limits[1],
        days_a_week=limits[2],
    )
