"""The recommendation about level of care: every rule that fired, the most severe first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from threshold.assessment.conditions import Inputs
from threshold.assessment.deadline import due, urgent
from threshold.assessment.facts import Facts, incomplete
from threshold.assessment.outcome import Outcome
from threshold.assessment.rules import NONE_FIRED, RULES, RULESET_VERSION, Rule
from threshold.assessment.settings import Settings
from threshold.codec import canonical
from threshold.intake.life_cycle import Role
from threshold.intake.record import Tier
from threshold.intake.submission import Track

AT_ONCE = frozenset({Outcome.CRISIS_NOW, Outcome.MEDICAL_NOW})
REVIEWED = frozenset({Outcome.REFER_UP, Outcome.CLINICAL_REVIEW})
MENTAL_HEALTH_SCREENS = ("phq-9", "gad-7")


@dataclass(frozen=True, slots=True)
class Fired:
    """One rule that fired, with the inputs it rested on, who reviews it, and when it is due."""

    rule: str
    outcome: Outcome
    text: str
    source: str
    inputs: Inputs
    reviewer: Role
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules recommend; the decision is a clinician's. Times are in UTC.

    `outcome` is that of the first reason. `due_at` is the earliest of all reasons.
    """

    outcome: Outcome
    reasons: tuple[Fired, ...]
    tracks: tuple[Track, ...]
    priority: Tier
    due_at: datetime
    incomplete: tuple[str, ...]
    ruleset_version: str
    pack_versions: Mapping[str, str]
    inputs_hash: str


def triage(facts: Facts, settings: Settings, now: datetime) -> Assessment:
    """The recommendation. Days are counted in the zone of `now`: pass the patient's.

    The most severe outcome wins, and every rule that fired is kept, ordered by severity.

    Raises:
        ValueError: `now` has no zone.
    """
    hits = [(rule, inputs) for rule in RULES if (inputs := rule.condition(facts, settings))]
    hits = hits or [(NONE_FIRED, NONE_FIRED.condition(facts, settings))]
    hits.sort(key=lambda hit: hit[0].outcome.rank)
    reasons = tuple(_fired(rule, inputs, now) for rule, inputs in hits)
    scored = facts.scored.values()
    return Assessment(
        outcome=reasons[0].outcome,
        reasons=reasons,
        tracks=_tracks(facts),
        priority=_tier([rule for rule, _ in hits]),
        due_at=min(reason.due_at for reason in reasons),
        incomplete=incomplete(facts, settings.required_instruments),
        ruleset_version=RULESET_VERSION,
        pack_versions={one.instrument: one.version for one in scored if one.version},
        inputs_hash=sha256(canonical({"facts": facts, "settings": settings}).encode()).hexdigest(),
    )


def _fired(rule: Rule, inputs: Inputs, now: datetime) -> Fired:
    due_at = due(rule.deadline, now)
    return Fired(rule.id, rule.outcome, rule.text, rule.source, inputs, rule.reviewer, due_at)


def _tier(rules: list[Rule]) -> Tier:
    if any(rule.outcome in AT_ONCE for rule in rules):
        return Tier.P0
    if any(rule.outcome in REVIEWED and urgent(rule.deadline) for rule in rules):
        return Tier.P5
    return Tier.P6


def _tracks(facts: Facts) -> tuple[Track, ...]:
    """What the person seeks, and mental health where a screen speaks for it; both kinds: dual."""
    found = set(facts.tracks)
    if any(facts.of(instrument).positive for instrument in MENTAL_HEALTH_SCREENS):
        found.add(Track.MENTAL_HEALTH)
    both = {Track.MENTAL_HEALTH, Track.SUBSTANCE_USE}
    if both <= found or Track.DUAL in found:
        found = (found - both) | {Track.DUAL}
    return tuple(track for track in Track if track in found)


def as_json(assessment: Assessment) -> dict[str, object]:
    """What `threshold triage` prints."""
    return {
        "outcome": assessment.outcome.value,
        "reasons": [
            {"rule": reason.rule, "text": reason.text, "source": reason.source}
            for reason in assessment.reasons
        ],
        "tracks": [track.value for track in assessment.tracks],
        "priority": assessment.priority.name,
        "due_at": assessment.due_at.isoformat(),
        "incomplete": list(assessment.incomplete),
    }
