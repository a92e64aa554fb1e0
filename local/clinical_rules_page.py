"""Writes `docs/clinical-rules.md` from the rules and the packs, so that it cannot drift from them.

python -m local.clinical_rules_page
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from threshold.assessment.deadline import (
    BusinessDays,
    DaysSince,
    Deadline,
    Hours,
    Minutes,
    SameDay,
)
from threshold.assessment.outcome import Outcome
from threshold.assessment.pack import Pack
from threshold.assessment.pack_files import load_packs
from threshold.assessment.rules import ALL_RULES, RULESET_VERSION, Rule
from threshold.assessment.settings import BATTERY, HOURS_PER_WEEK, ORIGINAL_MEDICARE
from threshold.program.thresholds import FIGURES

PAGE = Path(__file__).parents[1] / "docs/clinical-rules.md"
INTRODUCTION = """\
# Clinical rules

Made from the rule table and the instrument packs by `python -m local.clinical_rules_page`; a test
fails when it is stale. Every rule is a default that a licensed clinician signs, versions and can
change; none of this is medical or legal advice. A patient sees no score, level or rule.

Where a rule or a source says **no** under *verified*, it has not yet been checked against the
primary source; such a rule never widens what is accepted.
"""
CONFIGURATION = """\
A program may take a stricter figure, an earlier deadline, or do without L1, L2 or L3 on its own.
Whatever loosens a rule takes a signature (name, role, date) in its configuration:

```yaml
thresholds: {severe_phq9: 18, minimum_age: 16}
rules:
  S7: {deadline: {hours: 24}}
  M4: {switched_off: true}
signed:
  - {change: thresholds.minimum_age = 16, name: Jill Tester, role: medical director,
     signed_on: 2026-01-05}
  - {change: rules.M4 = off, name: Jill Tester, role: medical director, signed_on: 2026-01-05}
virtual_iop_not_covered:
  - {payer: "99992", from: 2026-01-01, until: 2026-12-31, source: medical policy 12}
instruments: [audit-c, drug-use] # asked of everybody besides the battery
```
"""


def page() -> str:
    """The page as it must be now."""
    packs = load_packs()
    parts = [INTRODUCTION, *_outcomes(), *_rules(), *_figures(), *_packs(packs), *_sources(packs)]
    return "\n".join(parts)


def _outcomes() -> Iterator[str]:
    yield "## Outcomes, the most severe first\n"
    yield "\n".join(f"{place}. `{one.value}`" for place, one in enumerate(Outcome, 1))
    yield "\nThe most severe outcome of all rules that fired wins; every rule that fired is kept.\n"


def _rules() -> Iterator[str]:
    yield f"## Rules, version {RULESET_VERSION}\n"
    titles = "id | version | holds when | figures | outcome | by | reviewer | source | verified"
    yield from _table(titles, [_rule(rule) for rule in ALL_RULES])
    yield "What each rule tells staff:\n"
    yield "\n".join(f"- **{rule.id}** {rule.text}" for rule in ALL_RULES) + "\n"


def _rule(rule: Rule) -> tuple[str, ...]:
    limits = f"joint placement: {rule.joint.value.replace('_', ' ')}" if rule.joint else ""
    outcome = f"`{rule.outcome.value}`" if rule.outcome else ""
    return (
        rule.id,
        str(rule.version),
        rule.holds_when,
        ", ".join(f"`{name}` {FIGURES[name].published}" for name in rule.thresholds),
        "; ".join(filter(None, (outcome, limits))),
        _by(rule.deadline),
        rule.reviewer.value,
        rule.source,
        _said(rule.verified),
    )


def _by(deadline: Deadline | None) -> str:
    match deadline:
        case Minutes(amount):
            return f"{amount} minutes"
        case Hours(amount):
            return f"{amount} hours"
        case SameDay():
            return "the same day"
        case BusinessDays(amount):
            return f"{amount} business day{'s' * (amount > 1)}"
        case DaysSince(amount):
            return f"{amount} days after it"
        case None:
            return ""


def _figures() -> Iterator[str]:
    yield "## Figures a program may set\n"
    rows = [
        (f"`{f.name}`", str(f.published), f.tighter.value, f"{f.low} to {f.high}", f.meaning)
        for f in FIGURES.values()
    ]
    yield from _table("name | published | stricter is | range | meaning", rows)
    medicare = f"{ORIGINAL_MEDICARE.payer}, from {ORIGINAL_MEDICARE.begins.isoformat()}"
    yield (
        f"Everybody is asked {', '.join(BATTERY)}. The program takes {HOURS_PER_WEEK} hours a "
        f"week or as configured.\nOriginal Medicare ({medicare}): {ORIGINAL_MEDICARE.source}.\n"
    )
    yield CONFIGURATION


def _packs(packs: Mapping[str, Pack]) -> Iterator[str]:
    yield "## Instruments\n"
    titles = "id | version | name | mode | positive | bands | rights | holder | text | checked"
    yield from _table(titles, [_pack(pack) for pack in packs.values()])


def _pack(pack: Pack) -> tuple[str, ...]:
    rights = pack.rights
    return (
        pack.id,
        pack.version,
        pack.name,
        f"{pack.mode.value}{', off' if pack.off else ''}",
        _positive(pack),
        ", ".join(f"{band.id.replace('_', ' ')} {band.low}-{band.high}" for band in pack.bands),
        rights.status.value.replace("_", " "),
        rights.holder,
        ", ".join(pack.languages) or "not shipped",
        rights.checked_on.isoformat() if rights.checked_on else "not yet",
    )


def _positive(pack: Pack) -> str:
    rule = pack.positive
    if rule.answers:
        return f"any of {', '.join(rule.answers.items)}"
    if rule.total_at_least is None:
        return ""
    by_sex = (f", {sex.value} {total}" for sex, total in rule.by_sex.items())
    return f"{rule.total_at_least} or more{''.join(by_sex)}"


def _sources(packs: Mapping[str, Pack]) -> Iterator[str]:
    yield "## Sources of the instruments\n"
    rows = [
        (pack.id, source.claim, source.citation, _said(source.verified))
        for pack in packs.values()
        for source in pack.sources
    ]
    yield from _table("instrument | claim | source | verified", rows)


def _table(titles: str, rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    head = f"| {titles} |"
    rule = "|" + " --- |" * (titles.count("|") + 1)
    cells = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    yield "\n".join([head, rule, *(f"| {row} |" for row in cells)]) + "\n"


def _said(verified: bool) -> str:
    return "yes" if verified else "**no**"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
