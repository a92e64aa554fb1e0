"""What has changed between two answers about one person, in sentences for staff.

Only what matters to care: standing, plan, dates, behavioral benefits, who pays, and the terms of
the patient's own plan. An amount that is used up as care is given, left or met so far, is no
difference; one that starts anew is. What only one of two answers says is told as said no more, or
said for the first time: never as a change to none. Where the coverage itself is gone, that is told
and not, line by line, what a payer no longer says of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from threshold.eligibility.answer.blocks import OTHER_PLAN
from threshold.eligibility.answer.codes import COST_SHARES, DENIALS
from threshold.eligibility.answer.model import (
    Answer,
    Authorization,
    Benefit,
    BenefitKind,
    Network,
    Outcome,
    Period,
)

_PLACES = {Network.IN: "in-network ", Network.OUT: "out-of-network "}
_LEFT = (Period.REMAINING, Period.LIFETIME_REMAINING)
_TERMS = (*COST_SHARES, *DENIALS, BenefitKind.LIMITATION, BenefitKind.ACTIVE, BenefitKind.INACTIVE)
_SILENT = "not said"
_GONE = frozenset({Outcome.INACTIVE, Outcome.REJECTED})
_SAYS_NOTHING = frozenset({_SILENT, "unknown"})

_Values = Mapping[str, tuple[Benefit, ...]]


def differences(old: Answer, new: Answer) -> tuple[str, ...]:
    """Sentences such as "out-of-network coinsurance for CF, CJ: 40 % → 50 %"."""
    gone = new.outcome in _GONE and new.outcome is not old.outcome
    terms = () if gone else _terms(old, new)
    return tuple(dict.fromkeys([*_heads(old, new, gone), *terms]))


def _heads(old: Answer, new: Answer, gone: bool) -> Iterator[str]:
    before, after = _head(old), _head(new)
    for name, value in before.items():
        if value != after[name] and not (gone and after[name] in _SAYS_NOTHING):
            yield f"{name}: {value} → {after[name]}"


def _head(answer: Answer) -> dict[str, str]:
    dates, found, elsewhere = answer.coverage_dates, answer.behavioral_health, answer.carve_out
    others = sorted(f"{one.name or 'not named'} ({one.order})" for one in answer.other_payers)
    return {
        "coverage": _words(answer.outcome),
        "plan": answer.plan.name or _SILENT,
        "plan type": _words(answer.plan.type),
        "line of business": _words(answer.plan.line_of_business),
        "coverage begins": str(dates.begin or _SILENT),
        "coverage ends": str(dates.end or _SILENT),
        "behavioral care covered": _words(found.covered),
        "telehealth covered": _words(found.telehealth),
        "prior authorization": _words(found.prior_authorization),
        "behavioral benefits administered by": (
            (elsewhere.name or "an organization not named") if elsewhere else _SILENT
        ),
        "other payers": ", ".join(others) or _SILENT,
        "rejected": ", ".join(sorted({one.code for one in answer.rejections})) or "no",
    }


def _terms(old: Answer, new: Answer) -> Iterator[str]:
    before, after = _by_subject(old), _by_subject(new)
    for subject in dict.fromkeys([*before, *after]):
        was, now = before.get(subject, ()), after.get(subject, ())
        if _values(was) != _values(now) and not _used_up(was, now):
            yield f"{subject}: {_values(was) or _SILENT} → {_values(now) or _SILENT}"


def _by_subject(answer: Answer) -> _Values:
    """The patient's own benefits, each under what it is about in words."""
    found: dict[str, tuple[Benefit, ...]] = defaultdict(tuple)
    for benefit in answer.benefits:
        if benefit.kind in _TERMS and OTHER_PLAN not in benefit.flags:
            found[_subject(benefit)] += (benefit,)
    return found


def _subject(benefit: Benefit) -> str:
    kind = "status" if benefit.kind in (BenefitKind.ACTIVE, BenefitKind.INACTIVE) else benefit.kind
    if benefit.kind in DENIALS:
        kind = "status"
    parts = [
        f"{_PLACES.get(benefit.network, '')}{_words(kind)}",
        f"for {', '.join(sorted(benefit.service_types))}" if benefit.service_types else "",
        _words(benefit.level or ""),
        _words(benefit.period or ""),
        _words(benefit.quantity_unit or ""),
        benefit.procedure or "",
        f"place of service {' '.join(benefit.place_of_service)}"
        if benefit.place_of_service
        else "",
    ]
    return " ".join(filter(None, parts))


def _values(benefits: tuple[Benefit, ...]) -> str:
    """The different values, in an order of their own: payers repeat and reorder statements."""
    return " or ".join(sorted({_value(benefit) for benefit in benefits}))


def _value(benefit: Benefit) -> str:
    parts = []
    if benefit.amount is not None:
        parts.append(f"${benefit.amount:.2f}")
    if benefit.percent is not None:
        parts.append(f"{(benefit.percent * 100).normalize():f} %")
    if benefit.quantity is not None:
        parts.append(f"{benefit.quantity.normalize():f}")
    if not parts:
        parts.append(_words(benefit.kind))
    if benefit.prior_authorization is not Authorization.NOT_SAID:
        parts.append(f"authorization {benefit.prior_authorization}")
    return ", ".join(parts)


def _used_up(was: tuple[Benefit, ...], now: tuple[Benefit, ...]) -> bool:
    """Whether what is left has only become less, or what is met so far only more."""
    if len(was) != 1 or len(now) != 1:
        return False
    less, more = (was, now) if was[0].period is Period.YEAR_TO_DATE else (now, was)
    if was[0].period not in (*_LEFT, Period.YEAR_TO_DATE):
        return False
    pairs = [(more[0].amount, less[0].amount), (more[0].quantity, less[0].quantity)]
    return all(_not_more(before, after) for before, after in pairs)


def _not_more(before: Decimal | None, after: Decimal | None) -> bool:
    if before is None or after is None:
        return before is after
    return after <= before


def _words(code: str) -> str:
    return str(code).replace("_", " ")
