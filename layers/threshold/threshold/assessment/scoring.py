"""Scoring, as published: pure, over packs. Missing is never zero, and never a band.

`status` is that of the score. COMPLETE: every scored item that was asked has an answer. DECLINED:
none of them is merely blank, and at least one was declined. INCOMPLETE: at least one is blank.
NOT_STARTED: nothing was said at all. Total, band and scores exist only where COMPLETE; signals
fire from whatever was answered. An unscored item (PHQ-9 difficulty) never blocks a score but is
listed among the missing. A total that a caller sends is nowhere read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from threshold.assessment.answers import Given, read
from threshold.assessment.pack import Condition, Item, Op, Pack, Score
from threshold.intake.submission import Sex

Total = int | Decimal
"""A sum is a whole number, a mean a decimal of two places."""


class Status(StrEnum):
    """How far an instrument came."""

    NOT_STARTED = "NOT_STARTED"
    INCOMPLETE = "INCOMPLETE"
    COMPLETE = "COMPLETE"
    DECLINED = "DECLINED"
    NOT_ADMINISTERED = "NOT_ADMINISTERED"


@dataclass(frozen=True, slots=True)
class Context:
    """What a score may depend on besides the answers.

    sex: None: not said; the lower cut-off.
    imported: from another system, not asked here: what is missing may be prorated.
    """

    sex: Sex | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """One instrument, scored. `answers` is by item; `positive` None: not known.

    `band` is the severity band of the total or, where none is published, the instrument's result.
    `flags` is what else the published rules say of the answers, of a COMPLETE instrument alone.
    `missing` and `declined` are items that were asked, in the order of the form. `prorated`: the
    scores stand for a few missing items too.
    """

    instrument: str
    status: Status
    version: str | None = None
    total: Total | None = None
    band: str | None = None
    positive: bool | None = None
    signals: tuple[str, ...] = ()
    scores: Mapping[str, Total] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    prorated: bool = False


NO_CONTEXT = Context()


def not_administered(instrument: str) -> Scored:
    """What stands for an instrument that was not part of a submission."""
    return Scored(instrument, Status.NOT_ADMINISTERED)


def score(pack: Pack, answers: Mapping[str, object], context: Context = NO_CONTEXT) -> Scored:
    """One instrument scored from its answers by item (see `answers.read` for what an answer is).

    An answer to an item that its branch does not ask is left out of the score, unless the item
    is a safety item: what was said about safety counts wherever it was said.

    Raises:
        UnusableAnswer: an item the pack does not have, or an answer its item does not offer.
    """
    given = read(pack, answers)
    asked, kept = _follow(pack, given.scores)
    status = _status(asked, given)
    prorated = context.imported and status is Status.INCOMPLETE and _may_prorate(pack, given)
    if prorated:
        status = Status.COMPLETE
    complete = status is Status.COMPLETE
    scores = {one.id: _value(one, kept, prorated=prorated) for one in pack.scores if complete}
    total = scores.get("total")
    return Scored(
        instrument=pack.id,
        version=pack.version,
        status=status,
        total=total,
        band=_band(pack, total, kept) if complete else None,
        positive=_positive(pack, total, kept, context, complete=complete),
        signals=_signals(pack, given.scores),
        scores=scores,
        answers=kept,
        missing=tuple(item.id for item in asked if _blank(item, given)),
        declined=tuple(item.id for item in asked if item.id in given.declined),
        flags=tuple(one.id for one in pack.flags if complete and _all_hold(one.when, kept)),
        prorated=prorated,
    )


def _follow(pack: Pack, scores: Mapping[str, int]) -> tuple[list[Item], dict[str, int]]:
    """The items that were to be asked, and the answers that count, along the branches."""
    asked: list[Item] = []
    kept: dict[str, int] = {}
    for item in pack.items:
        on_branch = _all_hold(item.asked_when, kept)
        if on_branch:
            asked.append(item)
        if item.id in scores and (on_branch or item.safety or not item.scored):
            kept[item.id] = scores[item.id]
    return asked, kept


def _all_hold(conditions: tuple[Condition, ...], answers: Mapping[str, int]) -> bool:
    return not conditions or all(condition.holds(answers) for condition in conditions)


def _blank(item: Item, given: Given) -> bool:
    return item.id not in given.scores and item.id not in given.declined


def _status(asked: list[Item], given: Given) -> Status:
    if not given.scores and not given.declined:
        return Status.NOT_STARTED
    scored = [item for item in asked if item.scored]
    if any(_blank(item, given) for item in scored):
        return Status.INCOMPLETE
    if any(item.id in given.declined for item in scored):
        return Status.DECLINED
    return Status.COMPLETE


def _may_prorate(pack: Pack, given: Given) -> bool:
    """Whether what is missing is little enough, and nothing that must be there, nor declined."""
    rule = pack.prorate
    if rule is None:
        return False
    scored = [item for item in pack.items if item.scored]
    missing = [item.id for item in scored if item.id not in given.scores]
    unfit = given.declined.union(rule.never).intersection(missing)
    return len(missing) <= rule.max_missing and not unfit


def _value(one: Score, kept: Mapping[str, int], *, prorated: bool) -> Total:
    found = [kept[item] for item in one.items if item in kept]
    if one.op is Op.MEAN:
        return (Decimal(sum(found)) / len(one.items)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if prorated:
        return (2 * sum(found) * len(one.items) + len(found)) // (2 * len(found))
    # Of a COMPLETE instrument an item without an answer is one that its branch skipped.
    return sum(found)


def _band(pack: Pack, total: Total | None, kept: Mapping[str, int]) -> str | None:
    for place, band in enumerate(pack.bands):
        if total is not None and band.low <= total <= band.high:
            higher = any(condition.holds(kept) for condition in pack.step_up)
            return pack.bands[min(place + higher, len(pack.bands) - 1)].id
    for result in pack.results:
        if result.when is None or result.when.holds(kept):
            return result.id
    return None


def _positive(
    pack: Pack, total: Total | None, kept: Mapping[str, int], context: Context, *, complete: bool
) -> bool | None:
    """A yes among certain answers is enough; a no takes a complete instrument."""
    rule = pack.positive
    if rule.answers:
        return rule.answers.holds(kept) or (False if complete else None)
    if total is None or rule.total_at_least is None:
        return None
    by_sex = rule.by_sex.get(context.sex) if context.sex else None
    return total >= (rule.total_at_least if by_sex is None else by_sex)


def _signals(pack: Pack, scores: Mapping[str, int]) -> tuple[str, ...]:
    fired = [
        item.safety.signal
        for item in pack.items
        if item.safety and scores.get(item.id, 0) >= item.safety.at_least
    ]
    return tuple(dict.fromkeys(fired))


def as_json(scored: Scored) -> dict[str, object]:
    """What `threshold score` prints."""
    return {
        "instrument": scored.instrument,
        "status": scored.status.value,
        "total": _number(scored.total),
        "band": scored.band,
        "positive": scored.positive,
        "signals": list(scored.signals),
        "scores": {name: _number(value) for name, value in scored.scores.items()},
    }


def _number(value: Total | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
