"""The recommendation about level of care: every rule that fired, the most severe first."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from threshold.assessment.deadline import due
from threshold.assessment.facts import Facts, incomplete
from threshold.assessment.outcome import Outcome
from threshold.assessment.priority import clock, tier
from threshold.assessment.recommendation import Assessment, Fired, Inputs
from threshold.assessment.rules import NONE_FIRED, RULES, RULESET_VERSION, Rule
from threshold.assessment.settings import Settings
from threshold.assessment.tracks import needs, tracks
from threshold.codec import canonical

Hit = tuple[Rule, Inputs]


def triage(facts: Facts, settings: Settings, now: datetime) -> Assessment:
    """The recommendation. Days are counted in the zone of `now`: pass the patient's.

    The most severe outcome wins, and every rule that fired is kept, ordered by severity.

    Raises:
        ValueError: `now` has no zone.
    """
    absent = incomplete(facts, settings.required_instruments)
    hits = _hits(facts, settings, some_absent=bool(absent))
    fired = tuple(rule for rule, _ in hits)
    reasons = tuple(_fired(rule, inputs, facts, settings, now) for rule, inputs in hits)
    priority = tier(facts, fired)
    times = [*(reason.due_at for reason in reasons), clock(priority, facts, now)]
    return Assessment(
        outcome=min((rule.outcome for rule in fired if rule.outcome), key=lambda one: one.rank),
        reasons=reasons,
        tracks=tracks(facts, settings, fired),
        priority=priority,
        due_at=min(time for time in times if time),
        incomplete=absent,
        ruleset_version=_version(settings),
        pack_versions={one.instrument: one.version for one in facts.scored.values() if one.version},
        inputs_hash=_digest(_inputs(facts, settings)),
        needs=needs(facts, settings, fired),
        changes=settings.changes,
    )


def _hits(facts: Facts, settings: Settings, *, some_absent: bool) -> list[Hit]:
    """What fired, the most severe first; Z where that decides nothing, or too mildly."""
    kept = (rule for rule in RULES if rule.id not in settings.off)
    hits = [(rule, inputs) for rule in kept if (inputs := rule.condition(facts, settings))]
    least = Outcome.CLINICAL_REVIEW if some_absent else Outcome.REFER_DOWN
    if all(_rank(rule) > least.rank for rule, _ in hits):
        hits.append((NONE_FIRED, NONE_FIRED.condition(facts, settings)))
    return sorted(hits, key=lambda hit: _rank(hit[0]))


def _rank(rule: Rule) -> int:
    return len(Outcome) if rule.outcome is None else rule.outcome.rank


def _fired(rule: Rule, inputs: Inputs, facts: Facts, settings: Settings, now: datetime) -> Fired:
    deadline = settings.deadlines.get(rule.id, rule.deadline)
    return Fired(
        rule=rule.id,
        outcome=rule.outcome,
        text=rule.text,
        source=rule.source,
        inputs=inputs,
        reviewer=rule.reviewer,
        due_at=due(deadline, now, facts.clock_from) if deadline else None,
        version=rule.version,
        verified=rule.verified,
    )


def _version(settings: Settings) -> str:
    if not settings.changes:
        return RULESET_VERSION
    return f"{RULESET_VERSION}+{_digest(settings.changes)[:8]}"


def _inputs(facts: Facts, settings: Settings) -> dict[str, object]:
    """What a recommendation rests on: answers rather than the scores that follow from them."""
    answers = {
        name: str((one.version, sorted(one.answers.items()), one.missing, one.declined))
        for name, one in facts.scored.items()
    }
    positive = [name for name, one in facts.scored.items() if one.positive]
    return {
        "answers": answers,
        "positive": sorted(positive),
        "facts": replace(facts, scored={}),
        "settings": settings,
    }


def _digest(value: object) -> str:
    return sha256(canonical(value).encode()).hexdigest()


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
