"""The clinician's brief: one page of what the scores and the rules say, for whoever calls.

It is for clinicians alone: it holds answers. Nothing in it is written by anything but tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from statistics import median

from threshold.assessment.conditions.fit import SAFETY_ITEMS
from threshold.assessment.facts import NOT_BEGUN, Facts
from threshold.assessment.needs import Joint, Needs
from threshold.assessment.outcome import Outcome
from threshold.assessment.questions import ALWAYS, BY_RULE, WHEN_MISSING
from threshold.assessment.recommendation import Assessment, Fired
from threshold.assessment.scoring import Scored, Status, Total
from threshold.intake.record import Tier
from threshold.intake.submission import Submission, Track

QUESTIONS = 3
GENERAL = frozenset({"S12", "Z"})
"""Rules whose question comes after those that know what they ask about."""
CLEAR = frozenset({Outcome.IOP_CANDIDATE, Outcome.REFER_DOWN})


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One instrument as scored. `outlying`: items above the rest of their own instrument."""

    instrument: str
    status: Status
    total: Total | None
    band: str | None
    outlying: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that stands on the page. `reported_level`: a clinician's, as the sender reports it."""

    outcome: Outcome
    tracks: tuple[Track, ...]
    priority: Tier
    due_at: datetime
    why_now: str | None
    goals: str | None
    scores: tuple[ScoreLine, ...]
    fired: tuple[Fired, ...]
    missing: tuple[str, ...]
    needs: tuple[str, ...]
    questions: tuple[str, ...]
    reported_level: str | None
    versions: tuple[str, ...]


def brief(assessment: Assessment, facts: Facts, submission: Submission) -> Brief:
    """The brief of an assessment, with the facts and the submission that it rests on."""
    reported = submission.clinician.level_of_care if submission.clinician else None
    packs = (f"{name} {version}" for name, version in sorted(assessment.pack_versions.items()))
    return Brief(
        outcome=assessment.outcome,
        tracks=assessment.tracks,
        priority=assessment.priority,
        due_at=assessment.due_at,
        why_now=submission.need.why_now,
        goals=submission.need.goals,
        scores=tuple(map(_line, facts.scored.values())),
        fired=assessment.reasons,
        missing=assessment.incomplete,
        needs=tuple(_needs(assessment.needs)),
        questions=_questions(assessment),
        reported_level=reported,
        versions=(f"rules {assessment.ruleset_version}", *packs, *assessment.changes),
    )


def outlying(scored: Scored) -> tuple[tuple[str, int], ...]:
    """Items answered above the median of their own instrument, and every safety item not denied.

    Safety items first, then the highest.
    """
    if scored.status in NOT_BEGUN or not scored.answers:
        return ()
    middle = median(scored.answers.values())
    safety = SAFETY_ITEMS.get(scored.instrument, ())
    found = [
        (item, value)
        for item, value in scored.answers.items()
        if value > middle or (value and item in safety)
    ]
    return tuple(sorted(found, key=lambda one: (one[0] not in safety, -one[1])))


def _line(scored: Scored) -> ScoreLine:
    return ScoreLine(scored.instrument, scored.status, scored.total, scored.band, outlying(scored))


def _questions(assessment: Assessment) -> tuple[str, ...]:
    """Three: of the rules that leave a doubt, of what is missing, then of the others."""
    doubtful = [one.rule for one in assessment.reasons if one.outcome not in CLEAR]
    clear = [one.rule for one in assessment.reasons if one.outcome in CLEAR]
    candidates = [
        *(BY_RULE[rule] for rule in doubtful if rule not in GENERAL),
        *_of_the_missing(assessment.incomplete),
        *(BY_RULE[rule] for rule in doubtful if rule in GENERAL),
        *(BY_RULE[rule] for rule in clear),
        *ALWAYS,
    ]
    return tuple(islice(dict.fromkeys(candidates), QUESTIONS))


def _of_the_missing(missing: tuple[str, ...]) -> Iterator[str]:
    for name in missing:
        question = WHEN_MISSING.get(name) or WHEN_MISSING.get(name.partition("/")[0])
        if question:
            yield question


def _needs(needs: Needs) -> Iterator[str]:
    """What a seat and the first call have to allow for, in words; what was not said is left out."""
    said = {
        "medication management": needs.medication_management,
        "pregnant": needs.pregnant,
        "injects drugs": needs.injects_drugs,
        "interpreter": needs.interpreter,
        "cultural preference": needs.culture,
        "evenings": needs.evenings,
        "weekends": needs.weekends,
        "mobility": needs.mobility,
        "pain-aware": needs.pain_aware,
        "help to follow a session": needs.follow_along_help,
    }
    yield f"language {needs.language}"
    yield from (name for name, is_so in said.items() if is_so)
    if needs.hours_per_week is not None:
        yield f"{needs.hours_per_week} hours a week"
    if needs.step_down:
        by = f" by {needs.step_down_by.isoformat()}" if needs.step_down_by else ", day not said"
        yield f"step-down{by}"
    if needs.to_solve:
        yield f"to solve: {', '.join(needs.to_solve)}"
    if needs.joint is not Joint.NOT_SOUGHT:
        yield f"joint sessions: {needs.joint.value.replace('_', ' ')}"
