"""A program's changes to the level-of-care rules, and which of them a clinician has to sign.

Free: a stricter figure, an earlier deadline, doing without a rule that only speaks for a milder
outcome. Everything else loosens a rule and takes a name, a role and a date.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from threshold.program.thresholds import FIGURES

Fault = tuple[tuple[int | str, ...], str]
"""Where in the configuration, and which rule it breaks."""
MINUTES = {"minutes": 1, "hours": 60}
DAY = 24 * 60
_LONGEST: Mapping[int | None, str] = {
    5: "S1 S3 S4 S5 M1",
    10: "S2",
    DAY: "S6 S12 M2 M3 M4 M5 M6 M7 C1",
    2 * DAY: "S7 S10",
    3 * DAY: "S9",
    4 * DAY: "F1 F2 F2M F3 F6",
    6 * DAY: "F4 F5",
    8 * DAY: "S8 S11 Z",
    15 * DAY: "L1 L2 L3",
    None: "C2 C3",
}
LONGEST_MINUTES = {rule: longest for longest, rules in _LONGEST.items() for rule in rules.split()}
"""Every rule, and the longest its deadline may take, weekends included; None: it has none."""
FREE_TO_DROP = frozenset({"L1", "L2", "L3"})
"""Rules without which more people are seen by a human."""
ALWAYS = frozenset({"Z"})
"""The rule for whatever no other rule speaks of."""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What a program changes in one rule. `deadline` is one of minutes, hours, business_days."""

    switched_off: bool = False
    deadline: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for a change that loosens a rule. `change` is the change's text, in full."""

    change: str
    name: str
    role: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where it stands in the configuration, what it says, whether it loosens."""

    path: tuple[str, ...]
    text: str
    loosens: bool


def longest_minutes(unit: str, amount: int) -> int:
    """The longest so many of a unit may last. Business days: counted from a Friday's midnight."""
    if unit in MINUTES:
        return amount * MINUTES[unit]
    weekends = -(-amount // 5)
    return (amount + 2 * weekends + 1) * DAY


def changes(thresholds: Mapping[str, int], rules: Mapping[str, RuleChange]) -> Iterator[Change]:
    """Every change these make to what is published."""
    for name, value in thresholds.items():
        if value != FIGURES[name].published:
            text = f"thresholds.{name} = {value}"
            yield Change(("thresholds", name), text, FIGURES[name].loosened_to(value))
    for rule, change in rules.items():
        if change.switched_off:
            yield Change(
                ("rules", rule, "switched_off"), f"rules.{rule} = off", rule not in FREE_TO_DROP
            )
        for unit, amount in change.deadline.items():
            longest = LONGEST_MINUTES[rule] or 0
            later = longest_minutes(unit, amount) > longest
            text = f"rules.{rule} = {amount} {unit.replace('_', ' ')}"
            yield Change(("rules", rule, "deadline"), text, later)


def faults(
    thresholds: Mapping[str, int], rules: Mapping[str, RuleChange], signed: Sequence[Signature]
) -> Iterator[Fault]:
    """Every fault of a program's changes, by its path in the configuration."""
    wrong = [*_figure_faults(thresholds), *_rule_faults(rules)]
    yield from wrong
    if wrong:
        return
    loosened = {one.text: one for one in changes(thresholds, rules) if one.loosens}
    signatures = [signature.change for signature in signed]
    for text, change in loosened.items():
        if text not in signatures:
            yield change.path, f'loosens the published rule: needs a signature for "{text}"'
    for place, text in enumerate(signatures):
        if text not in loosened:
            yield ("signed", place, "change"), "signs nothing that loosens a rule as it stands here"


def _figure_faults(thresholds: Mapping[str, int]) -> Iterator[Fault]:
    for name, value in thresholds.items():
        figure = FIGURES.get(name)
        if figure is None:
            yield ("thresholds", name), "no rule has such a figure"
        elif not figure.low <= value <= figure.high:
            yield ("thresholds", name), f"must be from {figure.low} to {figure.high}"


def _rule_faults(rules: Mapping[str, RuleChange]) -> Iterator[Fault]:
    for rule, change in rules.items():
        if rule not in LONGEST_MINUTES:
            yield ("rules", rule), "there is no such rule"
        elif change.switched_off and rule in ALWAYS:
            yield ("rules", rule, "switched_off"), "this rule always holds"
        elif change.deadline and LONGEST_MINUTES[rule] is None:
            yield ("rules", rule, "deadline"), "this rule has no deadline"
